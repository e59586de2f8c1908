"""`schemekit diff`: show what you changed, what changed in the source, or how any two texts differ."""

from __future__ import annotations

import re
import shutil
from datetime import date as days
from typing import TYPE_CHECKING

import click

from schemekit.cli.diff_sides import Sides, View, targets, view_of
from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, json_text, offline_option, tell
from schemekit.cli.terminal import one_line, pour
from schemekit.review.formats.comment_limits import GITHUB_LIMIT, GITLAB_LIMIT, SMALLEST
from schemekit.review.formats.format import Format, Wishes

if TYPE_CHECKING:
    from schemekit.review.comparison import Comparison

_WIDEST = 100


@click.command()
@click.argument("module", required=False, metavar="[LIBRARY/]MODULE")
@click.option("--mine", is_flag=True,
              help="The source against your text: what you changed.  [default]")
@click.option("--news", is_flag=True,
              help="The release you have against a newer one: what is new.")
@click.option("--incoming", is_flag=True, help="Your text against what the source has now.")
@click.option("--since", metavar="STATE", default="",
              help="Your text as it was saved once, such as main or HEAD~1, or as it was approved last (approval), "
                   "against the present one.")
@click.option("--between", nargs=2, metavar="A B", default=None,
              help="Any two: versions, folders of schemes or of a library, text files.")
@click.option("--format", "wanted", type=OneOf([form.value for form in Format]), default=None,
              help="How to show it; follows from the ending of --to, else text.")
@click.option("--to", metavar="FILE|VERSION", multiple=True,
              help="Write to this new file; with --news and --incoming, also the release to look at.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--only", metavar="KINDS", default="", help="Only changes of these kinds, as in force,parameter.")
@click.option("--at-least", metavar="KIND", default="", help="Only changes as weighty as this, as in scope.")
@click.option("--clause", metavar="ID", default="", help="Only this clause.")
@click.option("--library", metavar="NAME", default="", help="The library that versions are taken from.")
@click.option("--language", metavar="CODE", default="", help="The language of two text files.  [en]")
@click.option("--author", metavar="NAME", default="", help="Whose changes they are, in Word.  [the later text's owner]")
@click.option("--date", metavar="DAY", default="", help="The day of the changes, in Word.  [today]")
@click.option("--limit", type=click.IntRange(SMALLEST), default=GITHUB_LIMIT, show_default=True, metavar="CHARACTERS",
              help=f"The longest that md may be: GitHub takes {GITHUB_LIMIT}, GitLab {GITLAB_LIMIT}.")
@click.option("--exit-code", is_flag=True, help="Leave with 1 when a clause differs, or a value is stricter or looser.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context, module: str | None, since: str, between: tuple[str, str] | None,
    wanted: str | None, to: tuple[str, ...], only: str, at_least: str, clause: str, library: str, language: str,
    author: str, date: str, limit: int, *, mine: bool, news: bool, incoming: bool, force: bool, exit_code: bool,
    as_json: bool, offline: bool,
) -> int:
    """Show what you changed, or what changed in the source.

    Clause by clause, the most significant change first: each with what it means, the words that made it so, your
    reason, and the words that went and came. On a terminal, Space goes to the next clause and q leaves. Nothing is
    changed; html and docx are written to a file.
    """
    from schemekit.cli.naming import day_named
    from schemekit.review.selection import Selection, kinds_named, selected

    version, file = targets(to)
    view = view_of({View.MINE: mine, View.NEWS: news, View.INCOMING: incoming, View.SINCE: since,
                    View.BETWEEN: between})
    sides = Sides(module=module or "", view=view, since=since, between=between, version=version, library=library,
                  language=language, offline=offline)
    form = _format(wanted, file, as_json=as_json)
    selection = Selection(kinds=kinds_named(only, at_least), clause=clause.lstrip("#"))
    if form is Format.DOCX and not selection.is_everything:
        raise click.UsageError("A Word redline holds the whole text: --only, --at-least and --clause are for others.")
    whole = sides.compared(ctx)
    comparison = selected(whole, selection)
    wishes = Wishes(command=sides.command, limit=limit, author=author or whole.after.owner or "schemekit",
                    date=(day_named(date) or days.today()).isoformat())
    if file or form.is_file:
        _write(ctx, comparison, form, wishes, file, force=force)
    elif form is Format.TEXT:
        _show(comparison, sides.next_step(whole))
    else:
        pour(_made(comparison, form, wishes))
    differs = comparison.changed or any(value.direction.value or not value.is_in_range for value in comparison.values)
    return int(exit_code and bool(differs))


def _format(wanted: str | None, file: str, *, as_json: bool) -> Format:
    from schemekit.review.formats.format import format_of

    if as_json and wanted not in (None, "json"):
        raise click.UsageError("Give --json or another --format, not both.")
    if as_json or wanted:
        return Format.JSON if as_json else Format(wanted)
    return format_of(file) if file else Format.TEXT


def _made(comparison: Comparison, form: Format, wishes: Wishes) -> bytes:
    from schemekit.review.as_data import data_of
    from schemekit.review.formats.format import MAKERS

    if form is Format.JSON:
        return f"{json_text('diff', data_of(comparison))}\n".encode("utf-8", "replace")
    if form is Format.TEXT:
        return click.unstyle(_text(comparison, _WIDEST, colours=False)).encode("utf-8", "replace")
    return MAKERS[form](comparison, wishes)


def _write(ctx: click.Context, comparison: Comparison, form: Format, wishes: Wishes, file: str, *, force: bool) -> None:
    from schemekit.cli.written_file import file_to_write

    name = file or f"{re.sub(r'[^a-z0-9]+', '-', comparison.module.lower()).strip('-') or 'texts'}-diff.{form.value}"
    is_new = file_to_write(ctx, name).write(_made(comparison, form, wishes), force=force)
    click.echo(one_line(f"{_count(comparison)} in {name}{'' if is_new else ', which is as it was'}."))


def _count(comparison: Comparison) -> str:
    return count_words(len(comparison.changed), "changed clause")


def _text(comparison: Comparison, width: int, *, colours: bool) -> str:
    from schemekit.cli.diff_screen import blocks

    return "\n\n".join("\n".join(block) for block in blocks(comparison, width, colours=colours)) + "\n"


def _show(comparison: Comparison, step: str) -> None:
    from schemekit.cli.diff_screen import blocks
    from schemekit.cli.screen import screen_width
    from schemekit.cli.terminal import is_coloured, page, pager

    width = min(screen_width(), _WIDEST)
    found = list(blocks(comparison, width, colours=is_coloured()))
    told = f"{_count(comparison)}." if comparison.changed else "No clause differs."
    end = f"{told} Next: {step}" if step else told
    rows = shutil.get_terminal_size((_WIDEST, 24)).lines
    program = pager()
    if program and sum(len(block) + 1 for block in found) + 1 > rows:
        # Only of less it is known how many lines it turns over at once.
        page(_in_pages([*found, [end]], rows - 1 if program.endswith("less") else 1))
        return
    for block in found:
        for line in block:
            click.echo(line)
        click.echo()
    tell(end)


def _in_pages(found: list[list[str]], rows: int) -> str:
    """The blocks, each at the top of a screen of so many rows, so that Space goes from one to the next."""
    how = ["Space: next clause   b: back   q: leave"] if rows > 1 else []
    told = [[*found[0], "", *how], *([*block, ""] for block in found[1:])]
    padded = [[*block, *[""] * (-len(block) % rows)] for block in told[:-1]]
    return "\n".join(line for block in [*padded, told[-1]] for line in block) + "\n"
