"""`schemekit bind`: tell which release an old copy was taken from, and stay connected to it from now on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from schemekit.cli.one_of import OneOf
from schemekit.cli.screen import is_interactive, json_option, offline_option, print_json, say
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from schemekit.adopt.bind import Wish
    from schemekit.adopt.binding import Binding, Proposal
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.errors import SchemekitError
    from schemekit.model.version import ModuleRef


@click.command()
@click.argument("path", type=click.Path())
@click.option("--module", "named", metavar="[LIBRARY/]MODULE[@RANGE]",
              help="What it is a copy of; without it, the nearest modules are named.")
@click.option("--keep", type=OneOf(["scheme", "text"]), default=None,
              help="Whose value stands where scheme.yaml and the text differ; the scheme's, unless you say so.")
@click.option("--reason", default="", help="Why values outside their range are right.")
@click.option("--forms", is_flag=True, help="Also write the module's forms that the copy lacks.")
@click.option("--force", is_flag=True, help="Bind a text that is far from every release.")
@click.option("--dry-run", is_flag=True, help="Tell what would be found and written, and write nothing.")
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@json_option
@offline_option
@click.pass_context
def command(
    ctx: click.Context,
    path: str,
    named: str | None,
    keep: str | None,
    reason: str,
    forms: bool,
    force: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
    offline: bool,
) -> int:
    """Bind an old copy of a module's text to the release it was taken from.

    PATH is a Markdown file, or a folder such as plain cookiecutter makes. The nearest release is found by its words,
    your values are read from the text, and what you changed is recorded, its reasons still to be given. The text
    itself is never changed: what lies elsewhere is copied to policies/MODULE.
    """
    from schemekit.adopt.bind import SCHEME, Wish
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.naming import scheme_root, working_folder
    from schemekit.model.version import ModuleRef

    root = scheme_root(ctx)
    shelf = LibraryShelf(offline=offline, fetch=True, base=root)
    place = working_folder(ctx) / path
    is_asked = is_interactive() and not (as_json or yes or dry_run)
    ref = ModuleRef.parse(named) if named else _proposed(root, place, path, shelf, as_json=as_json, is_asked=is_asked)
    if ref is None:
        return 1
    wish = Wish(place=place, shown=path, ref=ref, keep=keep or SCHEME, reason=reason, force=force, forms=forms)
    return _bound(root, wish, shelf, as_json=as_json, dry_run=dry_run, is_asked=is_asked, is_kept=keep is not None)


def _bound(
    root: Path, wish: Wish, shelf: LibraryShelf, *, as_json: bool, dry_run: bool, is_asked: bool, is_kept: bool
) -> int:
    from schemekit.adopt.bind import bind, plan_binding
    from schemekit.cli.bound import tell_binding, tell_written

    if dry_run or is_asked:
        binding = plan_binding(root, wish, shelf)
        if as_json:
            print_json("bind", binding.to_mapping(is_written=False))
            return 0
        if is_asked and not is_kept and binding.contradictions:
            wish = replace(wish, keep=_asked_whose(binding))
            binding = plan_binding(root, wish, shelf)
        tell_binding(binding)
        if dry_run:
            click.echo("Nothing was written.")
            return 0
        if not click.confirm("Bind the text so? It stays as it is", default=True, err=True):
            click.echo("Nothing was written.")
            return 0
        tell_written(bind(root, wish, shelf, binding))
        return 0
    binding = bind(root, wish, shelf)
    if as_json:
        print_json("bind", binding.to_mapping(is_written=True))
    else:
        tell_binding(binding)
        tell_written(binding)
    return 0


def _asked_whose(binding: Binding) -> str:
    from schemekit.model.parameter import shown

    for value in binding.contradictions:
        theirs = "" if value.scheme_has is None else shown(value.scheme_has)
        say(one_line(f"  {binding.name_of(value)}: scheme.yaml has {theirs}, the text {shown(value.read.value)}"))
    answer = click.prompt("Whose value stands where the two differ",
                          type=OneOf(["scheme", "text"]), default="scheme", err=True)
    return str(answer)


def _proposed(
    root: Path, place: Path, path: str, shelf: LibraryShelf, *, as_json: bool, is_asked: bool
) -> ModuleRef | None:
    from schemekit.adopt.bind import propose
    from schemekit.cli.bound import tell_proposals
    from schemekit.model.version import ModuleRef

    found = propose(root, place, path, shelf, _unusable)
    if as_json:
        print_json("bind", {"proposals": [proposal.to_mapping() for proposal in found]})
        return None
    tell_proposals(found, path)
    if not is_asked:
        return None
    names = [_name(proposal) for proposal in found]
    answer = click.prompt("Which is it", type=OneOf([*names, "none"]), default=names[0], err=True)
    return None if answer == "none" else ModuleRef.parse(answer)


def _name(proposal: Proposal) -> str:
    from schemekit.model.scheme import DEFAULT_LIBRARY

    own = proposal.library == DEFAULT_LIBRARY
    return proposal.module if own else f"{proposal.library}/{proposal.module}"


def _unusable(name: str, error: SchemekitError) -> None:
    say(one_line(f"note: the library {name} was left out: {error.what}"))
