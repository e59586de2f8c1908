"""`schemekit status`: see on one screen where the scheme stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, print_json, print_table

if TYPE_CHECKING:
    from schemekit.adopt.status import ModuleStatus, SchemeStatus

_DONE = (("adopt", "adopted"), ("adapt", "adapted"), ("drop", "dropped"), ("add", "added"))


@click.command()
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> int:
    """See on one screen where the scheme stands.

    For each module: its version and what is newer, what you did to its clauses, your values, and what is still to do.
    Leaves with 1 while something is to do.
    """
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.adopt.status import scheme_status
    from schemekit.cli.naming import scheme_root

    status = scheme_status(scheme_root(ctx), LibraryShelf(offline=True), date.today())
    if as_json:
        print_json("status", status.to_mapping())
    else:
        _tell(status)
    return 1 if status.todo else 0


def _tell(status: SchemeStatus) -> None:
    click.echo(click.style(status.name, bold=True))
    if not status.modules:
        click.echo("No modules yet. Next: schemekit search")
        return
    click.echo()
    heads = ["Module", "Version", "Compared with its source", "Clauses", "Licence"]
    print_table([_row(module) for module in status.modules], heads)
    _tell_values(status)
    _tell_todo(status)


def _row(module: ModuleStatus) -> list[str]:
    version = str(module.version) + (f" ({module.newer} is out)" if module.newer else "")
    degree = module.correspondence
    counted = [f"{module.counts[key]} {words}" for key, words in _DONE if module.counts[key]]
    forms = [count_words(len(module.changed_forms), "form") + " changed"] if module.changed_forms else []
    licence = module.licence if module.verdict.startswith("allowed") else f"{module.licence}: {module.verdict}"
    return [module.module, version, f"{degree.words} ({degree.value})", ", ".join([*counted, *forms]), licence]


def _tell_values(status: SchemeStatus) -> None:
    rows, told = [], set()
    for module in status.modules:
        for item in module.values:
            parameter = item.parameter
            own = parameter.scope.value == "module"
            if not own and (parameter.type.value == "text" or parameter.name in told):
                continue
            told.add(parameter.name)
            from schemekit.model.parameter import shown

            words = item.effect.value if item.in_range else f"{item.effect.value}, outside the range"
            rows.append([f"{module.module}.{parameter.name}" if own else parameter.name,
                         f"{shown(item.value)} {parameter.unit}".strip(),
                         f"{words} (default {shown(parameter.default)})", item.reason])
    if rows:
        click.echo()
        print_table(rows, ["Your values", "", "Compared with the default", "Reason"])


def _tell_todo(status: SchemeStatus) -> None:
    click.echo()
    if not status.todo:
        click.echo(f"{count_words(len(status.modules), 'module')}, nothing open. Next: schemekit check")
        return
    print_table([[item.module, item.subject, item.words, item.place] for item in status.todo],
                ["To do", "Clause", "", "Where"])
    click.echo(f"{count_words(len(status.modules), 'module')}, {count_words(len(status.todo), 'thing')} to do. "
               f"Next: {status.todo[0].fix}")
