"""`schemekit show`: show everything about a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table
from schemekit.cli.terminal import one_line, style

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.adopt.browse import Details
    from schemekit.model.parameter import Parameter
    from schemekit.model.version import ModuleRef


@click.command()
@click.argument("module", metavar="[LIBRARY/]MODULE[@RANGE]")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--library", default="", metavar="NAME-OR-ADDRESS",
              help="The library that has it: one of yours, or the website or catalogue.json of another.")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, module: str, value: str | None, library: str, as_json: bool,
            offline: bool) -> None:
    """Show everything about a module.

    What it is for, its values with default, range and reference, its clauses with force and what you may change,
    licence and credit. An adopted module is shown with your values. With a value's name, only that one.
    """
    from schemekit.cli.naming import module_refs, working_folder

    refs = module_refs([module])
    if len(refs) != 1:
        raise click.UsageError("Name one module.")
    if library and refs[0].library:
        raise click.UsageError("The module names its library already; leave --library out.")
    details = _found(refs[0], library, working_folder(ctx), offline=offline)
    if as_json:
        print_json("show", details.to_mapping())
    elif value is not None:
        _tell_one(details, value)
    else:
        _tell(details)


def _found(ref: ModuleRef, library: str, folder: Path, *, offline: bool) -> Details:
    from dataclasses import replace

    from schemekit.adopt.browse import show
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.library.published import is_published

    if not is_published(library):
        named = replace(ref, library=library) if library else ref
        return show(named, LibraryShelf(offline=offline, base=folder), folder)
    from schemekit.adopt.browse_published import show_published

    return show_published(ref, library, folder, offline=offline)


def _tell_one(details: Details, name: str) -> None:
    from difflib import get_close_matches

    parameter = details.module.parameter(name)
    if parameter is None:
        near = get_close_matches(name, [known.name for known in details.module.parameters], n=1)
        raise click.UsageError(f"{details.module.id} has no value '{name[:60]}'."
                               + (f" Did you mean '{near[0]}'?" if near else ""))
    _tell_value(parameter, details)
    click.echo(one_line(f"      {parameter.help}"))
    owner = "" if parameter.scope.value == "scheme" else f"{details.module.id}."
    click.echo(f"Next: schemekit set {owner}{parameter.name}=...")


def _tell_value(parameter: Parameter, details: Details) -> None:
    """One value on lines of its own, which fit any screen: name and value, what it is, range, basis."""
    from schemekit.model.parameter import shown

    value = details.values.get(parameter.name, parameter.default)
    unit = "" if parameter.unit and parameter.unit in shown(value) else parameter.unit
    told = f"  {style(parameter.name, bold=True)} = {one_line(shown(value))} {one_line(unit)}".rstrip()
    if value != parameter.default:
        told += f"   (default {one_line(shown(parameter.default))}, yours is {parameter.effect(value).value})"
    click.echo(told)
    click.echo(one_line(f"      {parameter.title}" + (f"; {parameter.range_text}" if parameter.range_text else "")))
    if parameter.reference:
        click.echo(one_line(f"      {parameter.reference}"))


def _adopting(details: Details) -> str:
    import shlex

    from schemekit.library.published import is_published
    from schemekit.model.scheme import DEFAULT_LIBRARY

    module = details.module.id
    if is_published(details.library):   # a catalogue is only looked at: texts come from the library itself
        address = shlex.quote(details.url) if details.url.startswith(("https://", "http://")) else "ADDRESS"
        return (f"schemekit library add {details.proposed} {one_line(address)}, "
                f"then schemekit add {details.proposed}/{module}")
    return f"schemekit add {module if details.library == DEFAULT_LIBRARY else f'{details.library}/{module}'}"


def _tell(details: Details) -> None:
    module = details.module
    click.echo(style(one_line(module.title), bold=True) + f"   {module.id} {details.version}, {module.licence}")
    click.echo(one_line(module.summary))
    if module.audience:
        click.echo(one_line(module.audience))
    counts = [count_words(details.words, "word"), count_words(len(module.clauses), "clause"),
              count_words(len(module.parameters), "value") + " to fill in"]
    click.echo(one_line(f"By {module.credit.author}. {', '.join(counts)}."))
    click.echo()
    click.echo(style("Values" + ("" if details.values else ", at their defaults"), bold=True))
    for parameter in module.parameters:
        _tell_value(parameter, details)
    click.echo()
    headings = dict(details.clauses)
    print_table([[f"#{clause.id}", clause.force.value, clause.tailoring.value, headings.get(clause.id, "")]
                 for clause in module.clauses], ["Clause", "Force", "You may", "Heading"])
    click.echo()
    print_table([[document.file, document.kind, document.title] for document in module.documents],
                ["File", "Kind", "Title"])
    step = f"schemekit trace {module.id}" if details.values else _adopting(details)
    click.echo(f"Versions: {', '.join(details.versions) or details.version}. Next: {step}")
