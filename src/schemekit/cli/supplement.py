"""`schemekit cooperate supplement`: what another scheme asks beyond yours, as a document."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.beside import (
    Writable,
    beside_options,
    file_named,
    refuse_file_beside,
    tell_into,
    tell_unconfirmed,
    write_made,
)
from schemekit.cli.screen import print_json, print_table, tell
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from schemekit.cooperate.supplement import Supplements


@click.command("supplement",
               epilog="Example:  schemekit cooperate supplement ../example-forest-council --to supplement.docx")
@beside_options
@click.option("--into", "cooperation", metavar="ID", default="",
              help="Write it into this shared process, a new one or one there is: the document into its folder, a row "
                   "for each requirement into its record.")
@click.pass_context
def command(
    ctx: click.Context, theirs: str, modules: tuple[str, ...], file: str, cooperation: str, *, force: bool,
    as_json: bool, offline: bool,
) -> None:
    """Write only what another scheme asks beyond yours: clauses it alone has, stricter ones, stricter values.

    Their words are quoted with number, credit and licence. Where the licence does not let you copy them, or a person
    has to be asked, numbers and headings stand alone. Where no rule tells which asks more, both wordings stand there
    for people to decide; what was found to ask no more is listed with the reason. Nothing that differs is left out.
    """
    from schemekit.cli.naming import scheme_named, scheme_root
    from schemekit.cooperate.into_record import Into
    from schemekit.cooperate.side_by_side import WithAnother
    from schemekit.cooperate.supplement import supplements
    from schemekit.cooperate.supplement_paper import FORMATS
    from schemekit.cooperate.supplement_record import supplement_into

    refuse_file_beside(cooperation, file)
    target = file_named(ctx, file, "a supplement", FORMATS, as_json=as_json)
    root, wanted = scheme_root(ctx), WithAnother(theirs=scheme_named(ctx, theirs), modules=modules, offline=offline)
    written = None
    if cooperation:
        found, written = supplement_into(
            root, wanted, Into(id=cooperation, today=date.today().isoformat(), is_forced=force))
    else:
        found = supplements(root, wanted, date.today())
    if as_json:
        print_json("cooperate supplement",
                   {**found.to_mapping(), **({"into": written.to_mapping()} if written else {})})
    elif written is not None:
        _tell_limits(found)
        tell_into(written, found.summary)
    elif target is not None:
        write_made(target, _made(found).as_file, force=force)
        _tell_limits(found)
    else:
        _tell(found)


def _made(found: Supplements) -> Writable:
    from schemekit.cooperate.supplement_paper import supplement_paper

    return Writable(command="cooperate supplement", mapping=found.to_mapping,
                    paper=lambda: supplement_paper(found, date.today().isoformat()))


def _tell(found: Supplements) -> None:
    from schemekit.crosswalk.side_by_side import with_unit

    click.echo(style(one_line(f"What {found.theirs} asks beyond {found.ours}"), bold=True))
    click.echo()
    rows = []
    for module in found.modules:
        for words, pairs in (("only theirs", module.found.only), ("stricter", module.found.stricter),
                             ("to decide", module.found.to_look_at)):
            rows += [[words, f"{module.found.module} {pair.theirs.label if pair.theirs else ''}",
                      "; ".join((*pair.told, *pair.through))] for pair in pairs]
        rows += [["no more", f"{module.found.module} {less.pair.theirs.label if less.pair.theirs else ''}",
                  "; ".join((less.why, *less.told))] for less in module.found.no_more]
        rows += [["value", row.title, f"ours {with_unit(row.ours or '-', row.unit)}, "
                                      f"theirs {with_unit(row.theirs, row.unit)}"]
                 for row in (*module.found.values, *module.found.open_values)]
    if rows:
        print_table(rows, ["What", "Where", ""])
        click.echo()
    _tell_limits(found)
    click.echo(one_line(f"{found.summary}. Next: schemekit cooperate supplement THEIRS --to supplement.docx"))


def _tell_limits(found: Supplements) -> None:
    """Whose words are left out, and whose source is not confirmed."""
    for module in found.modules:
        if not module.copying.is_allowed:
            tell(f"their words of {module.found.module} are left out: {module.copying.words}", "")
        elif module.copying.warning:
            tell(module.copying.warning)
    tell_unconfirmed(found.unconfirmed)
