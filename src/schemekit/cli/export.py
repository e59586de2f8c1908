"""`schemekit export`: make Word files, PDFs and pages of your documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import count_words, json_option, print_json, say
from schemekit.cli.terminal import one_line
from schemekit.model.paper import FORMATS

_STATUSES = ("draft", "approved", "effective", "in-transition", "superseded", "expired")


@click.command()
@click.argument("modules", metavar="MODULE…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every module of the scheme, a file each.")
@click.option("--together", is_flag=True, help="All of them in one file, as a handbook.")
@click.option("--to", "to", type=OneOf(FORMATS), required=True, help="Word, PDF, web page or Markdown.")
@click.option("--out", "folder", metavar="FOLDER", default=None, type=click.Path(path_type=Path),
              help="Where the files go; without it, exports in the scheme's folder.")
@click.option("--reference", metavar="FILE.docx", default=None, type=click.Path(path_type=Path),
              help="Your own Word file: its styles, margins, head and foot are used.")
@click.option("--as", "status", type=OneOf(_STATUSES), default=None,
              help="The status to print, where the records do not know it; one that they contradict is refused.")
@click.option("--approved", is_flag=False, flag_value="", default=None, metavar="[DAY]",
              help="The words as they were approved, from the history: last, or on --approved=YYYY-MM-DD.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, modules: tuple[str, ...], to: str, folder: Path | None, reference: Path | None,
    status: str | None, approved: str | None, *, everything: bool, together: bool, as_json: bool,
) -> None:
    """Make Word files, PDFs and pages of your documents.

    Each has a title block (code, version, status, dates, source and licence), contents, clause numbers, and its forms
    as annexes. A register goes out as its columns, never with its entries. What a Word file says is remembered, so
    that it is known again when it comes back with comments.
    """
    from schemekit.circulation.export import ExportRequest, export
    from schemekit.cli.naming import house_style, scheme_root, working_folder

    day = _day(approved, together=together)
    _refuse_unclear(modules, to, reference, everything=everything, together=together)
    here = working_folder(ctx)
    house = house_style(ctx, reference)
    done = export(scheme_root(ctx), ExportRequest(
        modules=modules, to=to, today=date.today().isoformat(), folder=(here / folder).absolute() if folder else None,
        reference=house, status=(status or "").replace("-", " "),
        together=together, approved=day,
    ))
    if as_json:
        print_json("export", done.to_mapping())
        return
    for _, name in done.files:
        click.echo(f"  {one_line(f'{done.folder}/{name}')}")
    for path in done.left_out:
        say(f"  {one_line(path)}  left out: it is no text or form that a document shows")
    for sample in done.samples:
        say(f"  {one_line(sample)}: schemekit set {sample.partition(' ')[0]}=…")
    if house is not None:
        from schemekit.word.page_frame import lacks_page_number

        if lacks_page_number(house):
            say("  note: your Word file has no page number in its head or foot, so these files have none either")
    click.echo(f"{count_words(len(done.files), 'file')} made.")


def _refuse_unclear(modules: tuple[str, ...], to: str, reference: Path | None, *, everything: bool,
                    together: bool) -> None:
    if modules and everything:
        raise click.UsageError("Name modules or say --all, not both.")
    if not (modules or everything or together):
        raise click.UsageError("Name the modules to export, or say --all.")
    if reference is not None and to != "docx":
        raise click.UsageError("--reference lends its styles to Word files; say --to docx with it.")


def _day(approved: str | None, *, together: bool) -> str | None:
    from schemekit.model.approval import day_of

    if approved and day_of(approved) is None:
        raise click.UsageError(one_line(f"'{approved[:40]}' is no day: say --approved=YYYY-MM-DD, or --approved at the "
                                        "very end for what was approved last."))
    if approved is not None and together:
        raise click.UsageError("--approved exports each document by itself: leave out --together.")
    return approved
