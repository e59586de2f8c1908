"""`schemekit receive`: take in a Word file that came back, as proposed changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, tell
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.circulation.receive import Received


@click.command()
@click.argument("file", metavar="FILE.docx", type=click.Path(path_type=Path))
@click.option("--as", "author", default="", metavar="AUTHOR", help="Who edited it, where the file does not say.")
@click.option("--module", default="", help="Which document it is, where the file does not say.")
@click.option("--sent", "key", default="", metavar="KEY", help="Which of several texts that were sent it goes back to.")
@click.option("--dry-run", is_flag=True, help="Tell what would be recorded, and write nothing.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, file: Path, author: str, module: str, key: str, dry_run: bool, as_json: bool
) -> None:
    """Take in a Word file that came back: its changes and comments, clause by clause.

    Each becomes a proposed change in the record, with who asks for it; your text stays as it is until you accept one
    with `answer`. It does not matter whether changes were tracked, or whether numbers, order or styles were changed.
    The same file twice adds nothing.
    """
    from schemekit.circulation.receive import ReceiveWish, receive
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.files.given import OFFICE_LIMIT, read_given

    place = working_folder(ctx) / file
    wish = ReceiveWish(name=file.name, author=author, module=module, key=key, is_dry=dry_run)
    root, data = scheme_root(ctx), read_given(place, OFFICE_LIMIT)
    _refuse_other_files(file, module)
    received = receive(root, data, wish)
    if as_json:
        print_json("receive", {"written": not dry_run, **received.to_mapping()})
        return
    _tell(received, is_dry=dry_run)


def _refuse_other_files(file: Path, module: str) -> None:
    """Say of what comes back beside Word files where it belongs."""
    from shlex import quote

    from schemekit.errors import UsageError

    ending, name = file.suffix.lower(), one_line(file.name)
    if ending in (".xlsx", ".csv"):
        raise UsageError(f"{name} is a spreadsheet, and no Word file", why="comments in rows are taken in as a log",
                         fix=f"schemekit comments {module or 'MODULE'} --from {quote(str(file))}")
    if ending == ".pdf":
        raise UsageError(f"{name} is a PDF, which cannot be taken back",
                         why="a PDF has lost where its words stood in the text, and who changed them",
                         fix="ask whoever sent it for the Word file (.docx) that they worked in")


def _tell(received: Received, *, is_dry: bool) -> None:
    from schemekit.cli.proposal_screen import tell_list

    if received.placed:
        tell_list(received.placed)
        click.echo()
    for note in received.notes:
        tell(f"note: {note}")
    words = count_words(len(received.added), "proposed change")
    known = f", {len(received.known)} in the record already" if received.known else ""
    if is_dry:
        click.echo(f"{words}{known}. Nothing was written. Next: the same command without --dry-run")
        return
    step = f"schemekit answer {received.module}" if received.added else "schemekit status"
    click.echo(one_line(f"{words} recorded{known}; your text is as it was. Next: {step}"))
