"""`schemekit show`: show everything about a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table
from schemekit.cli.terminal import visible

if TYPE_CHECKING:
    from schemekit.adopt.browse import Details


@click.command()
@click.argument("module", metavar="[LIBRARY/]MODULE[@RANGE]")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, module: str, as_json: bool, offline: bool) -> None:
    """Show everything about a module.

    What it is for, its values with default, range and reference, its clauses with force and what you may change,
    licence and credit. An adopted module is shown with your values.
    """
    from schemekit.adopt.browse import show
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.naming import module_refs, working_folder

    refs = module_refs([module])
    if len(refs) != 1:
        raise click.UsageError("Name one module.")
    details = show(refs[0], LibraryShelf(offline=offline, base=working_folder(ctx)), working_folder(ctx))
    if as_json:
        print_json("show", details.to_mapping())
    else:
        _tell(details)


def _tell(details: Details) -> None:
    from schemekit.model.parameter import shown

    module = details.module
    click.echo(click.style(visible(module.title), bold=True) + f"   {module.id} {details.version}, {module.licence}")
    click.echo(module.summary)
    if module.audience:
        click.echo(module.audience)
    counts = [count_words(details.words, "word"), count_words(len(module.clauses), "clause"),
              count_words(len(module.parameters), "value") + " to fill in"]
    click.echo(f"By {module.credit.author}. {', '.join(counts)}.")
    click.echo()
    rows = []
    for parameter in module.parameters:
        value = details.values.get(parameter.name, parameter.default)
        basis = f"{parameter.title}. {parameter.reference}"
        rows.append([parameter.name, shown(value)[:40], parameter.range_text[:60], basis])
    print_table(rows, ["Value", "Yours" if details.values else "Default", "Range", "What it is, and its basis"])
    click.echo()
    headings = dict(details.clauses)
    print_table([[f"#{clause.id}", clause.force.value, clause.tailoring.value, headings.get(clause.id, "")]
                 for clause in module.clauses], ["Clause", "Force", "You may", "Heading"])
    click.echo()
    print_table([[document.file, document.kind, document.title] for document in module.documents],
                ["File", "Kind", "Title"])
    step = f"schemekit trace {module.id}" if details.values else f"schemekit add {module.id}"
    click.echo(f"Versions: {', '.join(details.versions) or details.version}. Next: {step}")
