"""`schemekit report`: the adoption statement of one document, or of all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import json_option, json_text, print_json
from schemekit.cli.terminal import one_line, pour
from schemekit.model.paper import FORMATS

if TYPE_CHECKING:
    from schemekit.review.statement.statement import Statement


@click.command()
@click.argument("modules", nargs=-1, metavar="[MODULE]…")
@click.option("--to", "file", metavar="FILE", default="",
              help="Write it to this new file; its ending says how: .md, .html, .docx, .pdf or .json.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("--reference", metavar="FILE.docx", default=None, type=click.Path(path_type=Path),
              help="Your own Word file: its styles, margins, head and foot are used.")
@json_option
@click.pass_context
def command(
    ctx: click.Context, modules: tuple[str, ...], file: str, reference: Path | None, *, force: bool,
    as_json: bool,
) -> None:
    """Make the adoption statement of a document, or of all of them with an index.

    In the manner of ISO/IEC Guide 21-1: source and version, method, degree of correspondence, each deviation with the
    clause numbers of both sides, what it means, its reason and approval; values, derogations, licence, credit, and
    where the source can be found. Without --to, it is printed.
    """
    from schemekit.cli.naming import house_style, scheme_root
    from schemekit.cli.written_file import file_to_write
    from schemekit.review.statement.report import report
    from schemekit.review.statement.statement import statements

    if as_json and file:
        raise click.UsageError("--json is printed: give it without --to, or name a file that ends in .json")
    target = file_to_write(ctx, file, "a statement", (*FORMATS, "json")) if file else None
    found = statements(scheme_root(ctx), modules, date.today())
    if as_json:
        print_json("report", _data(found))
        return
    form = target.ending if target else "md"
    if reference is not None and form != "docx":
        raise click.UsageError("--reference lends its styles to Word files; write one with --to FILE.docx")
    made = f"{json_text('report', _data(found))}\n".encode("utf-8", "replace") if form == "json" else \
        report(found, form, house_style(ctx, reference))
    if target is None:
        pour(made)
    else:
        is_new = target.write(made, force=force)
        click.echo(one_line(f"{target.place.name} {'written' if is_new else 'is as it was'}."))


def _data(found: Sequence[Statement]) -> dict[str, object]:
    return {"statements": [item.to_mapping() for item in found]}
