"""`schemekit review`: what a reviewer of a change is handed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json
from schemekit.cli.terminal import one_line
from schemekit.review.formats.comment_limits import GITHUB_LIMIT, GITLAB_LIMIT, SMALLEST

if TYPE_CHECKING:
    from schemekit.review.formats.pack import Pack

_FOLDER = Path("review")


@click.command()
@click.option("--since", metavar="STATE", default="",
              help="The saved state to compare with, such as main, or approval for what was approved last; the sources "
                   "without it.")
@click.option("--to", "folder", metavar="FOLDER", default=_FOLDER, type=click.Path(path_type=Path, file_okay=False),
              show_default=True, help="Where the files go.")
@click.option("--word", is_flag=True, help="Word files with tracked changes too.")
@click.option("--limit", type=click.IntRange(SMALLEST), default=GITHUB_LIMIT, show_default=True, metavar="CHARACTERS",
              help=f"The longest that the comment may be: GitHub takes {GITHUB_LIMIT}, GitLab {GITLAB_LIMIT}.")
@json_option
@click.pass_context
def command(ctx: click.Context, since: str, folder: Path, limit: int, *, word: bool, as_json: bool) -> int:
    """Put together what a reviewer of a change needs.

    A comment that says what each change means (comment.md), a redline page of each document that changed, and all
    findings in the form that forges show beside the lines (review.sarif). GitHub and GitLab run the same for a proposed
    change. Leaves with 1 when something is wrong or open, as 'schemekit check' does.
    """
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.files.export_folder import ExportFolder
    from schemekit.review.formats.pack import review

    root = scheme_root(ctx)
    place = ExportFolder.named(root, working_folder(ctx) / folder)
    pack = review(root, since, date.today(), with_word=word, limit=limit)
    place.refuse_foreign(pack.files)
    place.write(pack.files)
    if as_json:
        print_json("review", pack.to_mapping())
    else:
        _tell(pack, folder)
    return int(bool(pack.errors))


def _tell(pack: Pack, folder: Path) -> None:
    for item in pack.changed.comparisons:
        counted = ", ".join(f"{kind.value} {number}" for kind, number in item.counts.items() if number)
        more = f" ({counted})" if counted else ""
        what = f"{count_words(len(item.changed), 'clause')} changed" if item.changed else "values only" if item.values \
            else "; ".join(item.notices)
        click.echo(one_line(f"{item.module}: {what}{more}"))
    for name in pack.changed.gone:
        click.echo(one_line(f"{name}: taken out"))
    if not (pack.changed.comparisons or pack.changed.gone):
        click.echo("No text and no value changed.")
    click.echo(one_line(f"{count_words(pack.errors, 'thing')} wrong or open. Written to {folder.name}/: "
                        f"{', '.join(sorted(pack.files))}"))
