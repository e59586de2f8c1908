"""What the commands share that lay another scheme beside yours: their options, and the file they write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from schemekit.cli.screen import count_words, few_words, json_option, json_text, offline_option, tell
from schemekit.cli.terminal import one_line
from schemekit.cli.written_file import WrittenFile

if TYPE_CHECKING:
    from schemekit.cooperate.into_record import IntoRecord
    from schemekit.model.paper import Paper
    from schemekit.model.unconfirmed import Unconfirmed
    from schemekit.word.spreadsheet import Sheet


def beside_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """THEIRS, --module, --to, --force, --json and --offline, in this order of the help."""
    options = (
        click.argument("theirs", metavar="THEIRS"),
        click.option("--module", "modules", metavar="MODULE", multiple=True,
                     help="The module, as MODULE or OURS=THEIRS where theirs is called otherwise; can be given several "
                          "times.  [assurance]"),
        click.option("--to", "file", metavar="FILE", default="",
                     help="Write it to this new file; its ending says how."),
        click.option("--force", is_flag=True, help="Write over a file that is there."),
        json_option,
        offline_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def file_named(
    ctx: click.Context, file: str, what: str, endings: tuple[str, ...], *, as_json: bool
) -> WrittenFile | None:
    """The file that --to names, before anything is read. Raises: UsageError as `file_to_write`."""
    from schemekit.cli.written_file import file_to_write

    if as_json and file:
        raise click.UsageError("--json is printed: give it without --to, or name a file that ends in .json")
    return file_to_write(ctx, file, what, endings) if file else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Writable:
    """What a command found, in every form in which it is written; each is made only if it is asked for.

    Shape: `command` and `mapping` are the report as `--json` prints it; `sheets` with `title` are the spreadsheet, for
    a command that has one.
    """

    command: str
    mapping: Callable[[], Mapping[str, object]]
    paper: Callable[[], Paper]
    sheets: Callable[[], Sequence[Sheet]] = tuple
    title: str = ""

    def as_file(self, ending: str) -> bytes:
        """The file of an ending."""
        if ending == "json":
            return f"{json_text(self.command, self.mapping())}\n".encode("utf-8", "replace")
        if ending == "xlsx":
            from schemekit.word.spreadsheet import workbook_bytes

            return workbook_bytes(self.sheets(), self.title)
        from schemekit.word.paper import paper_as

        return paper_as(self.paper(), ending)


def refuse_file_beside(cooperation: str, *files: str) -> None:
    """One call writes one thing, so that it is done whole or not at all. Raises: click.UsageError."""
    if cooperation and any(files):
        raise click.UsageError("--into writes into the record and its folder: write another file in a call of its own.")


def tell_into(written: IntoRecord, summary: str) -> None:
    """What was written into a record, what stayed, and what people have to look at again."""
    for path in written.files:
        click.echo(one_line(path))
    for path in written.left:
        tell(f"{path} stays as it is, as people may have worked on it; --force draws it up anew", "")
    if written.kept:
        tell(f"{count_words(written.kept, 'row')} kept as people settled them, as the words are the same", "")
    if written.again:
        tell(f"to settle again, as words changed: {few_words(written.again)}", "")
    click.echo(one_line(f"{summary}. {written.id} {'written' if written.files else 'is as it was'}. "
                        f"Next: schemekit cooperate check {written.id}"))


def tell_unconfirmed(found: Sequence[Unconfirmed]) -> None:
    """Whose source nobody could confirm, with what to do about it."""
    for one in found:
        tell(one.told, "")


def write_made(target: WrittenFile, made: Callable[[str], bytes], *, force: bool, is_told: bool = True) -> None:
    """Write what is made for the file's ending, and say so, unless a report for programs is printed."""
    is_new = target.write(made(target.ending), force=force)
    if is_told:
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}."))
