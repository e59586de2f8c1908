"""`schemekit cooperate checklist`: the questions of a joint audit, each asked once, and what that saves."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import Writable, beside_options, file_named, tell_unconfirmed, write_made
from schemekit.cli.screen import print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.cooperate.checklist import Checklist


@click.command("checklist", epilog="Example:  schemekit cooperate checklist ../example-forest-council --to audit.xlsx")
@beside_options
@click.option("--record", default="", metavar="ID",
              help="The shared process whose grades and numbers (audit days, cost of a day) are used.")
@click.pass_context
def command(
    ctx: click.Context, theirs: str, modules: tuple[str, ...], file: str, record: str, *, force: bool, as_json: bool,
    offline: bool,
) -> None:
    """Write the checklist of a joint audit: one question for each requirement, none asked twice.

    What both ask alike is asked once; what is stricter on one side is asked in the stricter form, with a note. Where
    no rule can tell, both forms are asked and nothing counts as saved. Days and money come from the record alone.
    """
    from schemekit.cli.naming import scheme_named, scheme_root
    from schemekit.cooperate.checklist import checklist
    from schemekit.cooperate.checklist_paper import FORMATS
    from schemekit.cooperate.side_by_side import WithAnother

    target = file_named(ctx, file, "a checklist", FORMATS, as_json=as_json)
    wanted = WithAnother(theirs=scheme_named(ctx, theirs), modules=modules, offline=offline)
    found = checklist(scheme_root(ctx), wanted, date.today(), record)
    if as_json:
        print_json("cooperate checklist", found.to_mapping())
    elif target is None:
        _tell(found)
    else:
        write_made(target, _made(found).as_file, force=force)
        _tell_figures(found)


def _made(found: Checklist) -> Writable:
    from schemekit.cooperate.checklist_paper import checklist_paper, checklist_sheets

    return Writable(
        command="cooperate checklist", mapping=found.to_mapping,
        paper=lambda: checklist_paper(found, date.today().isoformat()), sheets=lambda: checklist_sheets(found),
        title=f"Joint audit checklist: {found.ours} and {found.theirs}")


def _tell(found: Checklist) -> None:
    click.echo(style(one_line(f"Joint audit of {found.ours} and {found.theirs}"), bold=True))
    click.echo()
    rows = [[one.ask.value, one.pair.ours.label if one.pair.ours else "-",
             one.pair.theirs.label if one.pair.theirs else "-", "; ".join(one.notes)]
            for module in found.modules for one in module.questions]
    if rows:
        print_table(rows, ["Asked", "Ours", "Theirs", ""])
        click.echo()
    _tell_figures(found)
    click.echo("Next: schemekit cooperate checklist THEIRS --to audit.xlsx")


def _tell_figures(found: Checklist) -> None:
    from schemekit.cooperate.process_annexes import savings_lines

    for module in found.modules:
        if not module.copying.is_allowed:
            tell(f"their words of {module.name} are left out: {module.copying.words}", "")
        elif module.copying.warning:
            tell(module.copying.warning)
    tell_unconfirmed(found.unconfirmed)
    click.echo(one_line(f"{found.summary}."))
    for label, words in savings_lines(found.saved) if found.saved else ():
        click.echo(one_line(f"{label}: {words}."))
    if found.saved and found.saved.wanting:
        tell(f"not worked out, as the record lacks {', '.join(found.saved.wanting)}", "")
