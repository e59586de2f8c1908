"""`schemekit new`: start a scheme, by questions, an answers file or options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, is_interactive, json_option, offline_option, print_json, say

if TYPE_CHECKING:
    from schemekit.adopt.new import Started


@click.command()
@click.argument("target", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.option("--with", "wanted", multiple=True, metavar="MODULES",
              help="Modules to start with, as [LIBRARY/]MODULE[@RANGE], several parted by commas.")
@click.option("--answers", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Take answers from a YAML file, laid out like scheme.yaml.")
@click.option("--set", "values", multiple=True, metavar="NAME=VALUE",
              help="A value, as MODULE.PARAMETER=VALUE or PARAMETER=VALUE for the whole scheme.")
@click.option("--reason", default="", help="Why values outside their range are right.")
@click.option("--no-input", is_flag=True, help="Ask nothing; what is not given keeps its default.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context,
    target: Path | None,
    wanted: tuple[str, ...],
    answers: Path | None,
    values: tuple[str, ...],
    reason: str,
    no_input: bool,
    as_json: bool,
    offline: bool,
) -> None:
    """Start a scheme with its first modules.

    Makes a folder with your scheme's description, the modules you choose with your names and numbers in them, a page
    of credits, and a history. Asks about a dozen questions; press Enter to take what stands in brackets.
    """
    from schemekit.adopt.new import start_scheme
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.new_plan import Plan

    shelf = LibraryShelf(offline=offline, fetch=True)
    plan = Plan(ctx, target, shelf, asks=not no_input and not as_json and is_interactive())
    plan.read_answers(answers)
    started = start_scheme(plan.complete(wanted, values, reason), shelf)
    if as_json:
        print_json("new", started.to_mapping())
    else:
        if answers is None and not (no_input or is_interactive()):
            say("Nobody was asked, since there is no keyboard here: what was not given has its default. Run it in a "
                "terminal to be asked, or answer with --answers FILE, --with MODULES and --set.")
        _tell(started)


def _tell(started: Started) -> None:
    from schemekit.cli.added import tell_added

    click.echo(f"{started.name} is ready in {started.folder.name}/")
    tell_added(started.added)
    click.echo(f"{count_words(len(started.added.modules), 'module')} adopted. "
               f"Next: cd {started.folder.name}, then schemekit status")
