"""`schemekit add`: adopt further modules."""

from __future__ import annotations

from pathlib import Path

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json


@click.command()
@click.argument("modules", nargs=-1, required=True, metavar="[LIBRARY/]MODULE[@RANGE]…")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE",
              help="A value, as MODULE.PARAMETER=VALUE or PARAMETER=VALUE for the whole scheme.")
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Take values from a YAML file, laid out like scheme.yaml.")
@click.option("--reason", default="", help="Why values outside their range are right.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context,
    modules: tuple[str, ...],
    values: tuple[str, ...],
    answers: Path | None,
    reason: str,
    as_json: bool,
    offline: bool,
) -> None:
    """Adopt further modules.

    Each one is pulled, filled in with your values and recorded with its source and licence: all of them or none.
    Answers from a file set the new modules' values. A value of the whole scheme stays as your scheme has it; what was
    not taken is told, with the command that takes it into every text.
    """
    from schemekit.adopt.add import add_modules
    from schemekit.adopt.answers import Answers
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.added import tell_added
    from schemekit.cli.naming import assignments, module_refs, scheme_root

    root = scheme_root(ctx)
    shelf = LibraryShelf(offline=offline, fetch=True, base=root)
    added = add_modules(
        root, module_refs(modules), assignments(values), reason, shelf,
        Answers.read_file(answers) if answers else None,
    )
    if as_json:
        print_json("add", {**added.to_mapping(), "not_taken": [item.to_mapping() for item in added.not_taken]})
        return
    tell_added(added)
    click.echo(f"{count_words(len(added.modules), 'module')} adopted. Next: schemekit status")
