"""`schemekit cooperate side-by-side`: the values of your module beside those of another scheme."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import Writable, beside_options, file_named, tell_unconfirmed, write_made
from schemekit.cli.screen import paint, print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.cooperate.side_by_side import SideBySide

_COLOURS = {"ours": "cyan", "theirs": "yellow", "each in part": "yellow", "a person decides": "red"}
_QUIET = ("the same", "each its own")


@click.command("side-by-side", epilog="Example:  schemekit cooperate side-by-side ../example-forest-council")
@beside_options
@click.pass_context
def command(
    ctx: click.Context, theirs: str, modules: tuple[str, ...], file: str, *, force: bool, as_json: bool, offline: bool
) -> None:
    """Lay the values of your assurance module beside another scheme's, and see what 'strictest wins' would give.

    THEIRS is a folder or an address of a repository. Each value comes with its range and which side is stricter, as
    the module says; where the module names no direction, a person decides. Nothing is changed.
    """
    from schemekit.cli.naming import scheme_named, scheme_root
    from schemekit.cooperate.side_by_side import WithAnother, side_by_side
    from schemekit.cooperate.side_by_side_paper import FORMATS

    target = file_named(ctx, file, "a table of values", FORMATS, as_json=as_json)
    wanted = WithAnother(theirs=scheme_named(ctx, theirs), modules=modules, offline=offline)
    found = side_by_side(scheme_root(ctx), wanted)
    if as_json:
        print_json("cooperate side-by-side", found.to_mapping())
    elif target is None:
        _tell(found)
    else:
        write_made(target, _made(found).as_file, force=force)
        tell_unconfirmed(found.unconfirmed)


def _made(found: SideBySide) -> Writable:
    from schemekit.cooperate.side_by_side_paper import values_paper, values_sheets

    return Writable(
        command="cooperate side-by-side", mapping=found.to_mapping,
        paper=lambda: values_paper(found, date.today().isoformat()), sheets=lambda: values_sheets(found),
        title=f"Values of {found.ours} and {found.theirs}")


def _tell(found: SideBySide) -> None:
    click.echo(style(one_line(f"{found.ours} beside {found.theirs}"), bold=True))
    for module in found.modules:
        click.echo()
        click.echo(one_line(f"{module.name}: ours {module.our_version}, theirs {module.their_version}"))
        if not module.is_same_module:
            tell("different texts: values put together by their names alone", "")
        rows = [[row.title, row.ours or "-", row.theirs or "-", row.bounds,
                 paint(row.stricter.value, _COLOURS.get(row.stricter.value, "white")),
                 f"{row.strictest}{f' ({row.note})' if row.note else ''}" if row.strictest else row.note or row.rule]
                for row in module.rows if row.stricter.value not in _QUIET]
        if rows:
            print_table(rows, ["Value", "Ours", "Theirs", "Range", "Stricter", "Strictest wins"])
        for words in module.broken:
            tell(f"look here: {words}", "")
    click.echo()
    tell_unconfirmed(found.unconfirmed)
    click.echo(one_line(f"{found.summary}. Next: schemekit cooperate supplement THEIRS --to supplement.docx"))
