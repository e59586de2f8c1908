"""`schemekit library`: name the libraries you take modules from, and fetch them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_findings, print_json, print_table, say
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from schemekit.publish.libraries import ListedLibrary

_NAMED_BY = {"tool": "comes with the tool", "you": "your list", "scheme.yaml": "scheme.yaml"}


@click.group()
def command() -> None:
    """Name the libraries you take modules from.

    A library is a git repository with a folder policies/. Your list is yours alone; a scheme can name more in
    scheme.yaml. Nothing is fetched but by the commands below and by those that adopt or update.
    """


@command.command(epilog="Example:  schemekit library add efc https://example.org/efc/library.git")
@click.argument("name")
@click.argument("url", metavar="URL-OR-FOLDER")
@json_option
@offline_option
@click.pass_context
def add(ctx: click.Context, name: str, url: str, as_json: bool, offline: bool) -> None:
    """Put a library on your list and fetch it.

    The address is https://…, ssh://…, git@host:path, file:///… or a folder on this computer, without a password in it.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.publish.libraries import add_library

    added = add_library(name, url, working_folder(ctx), offline=offline)
    if as_json:
        print_json("library add", {"library": _mapping(added)})
        return
    _tell([added])
    click.echo(f"1 library added. Next: schemekit search --library {name}")


@command.command(epilog="Example:  schemekit library remove efc")
@click.argument("name")
def remove(name: str) -> None:
    """Take a library off your list and forget its copy. Schemes keep what they pulled from it."""
    from schemekit.publish.libraries import remove_library

    click.echo(f"{name}  {remove_library(name)}")
    click.echo("1 library removed. Schemes that adopted from it are unchanged.")


@command.command("list", epilog="Example:  schemekit library list")
@json_option
@click.pass_context
def list_(ctx: click.Context, as_json: bool) -> None:
    """List the libraries that can be named here: the tool's own, yours, and those of the scheme you are in."""
    from schemekit.cli.naming import working_folder
    from schemekit.publish.libraries import list_libraries

    found = list_libraries(working_folder(ctx))
    if as_json:
        print_json("library list", {"libraries": [_mapping(library) for library in found]})
        return
    _tell(found)
    click.echo(f"{count_words(len(found), 'library', 'libraries')}. Next: schemekit search")


@command.command(epilog="Example:  schemekit library fetch efc")
@click.argument("names", nargs=-1, metavar="[NAME]…")
@json_option
@offline_option
@click.pass_context
def fetch(ctx: click.Context, names: tuple[str, ...], as_json: bool, offline: bool) -> None:
    """Bring the copies of libraries up to date: those you name, or all on your list.

    Nothing in your schemes changes; see what is newer with 'schemekit status'.
    """
    from schemekit.cli.naming import working_folder
    from schemekit.publish.libraries import fetch_libraries

    fetched = fetch_libraries(names, working_folder(ctx), offline=offline)
    if as_json:
        print_json("library fetch", {"libraries": [_mapping(library) for library in fetched]})
        return
    _tell(fetched)
    click.echo(f"{count_words(len(fetched), 'library', 'libraries')} fetched. Next: schemekit status")


def _mapping(library: ListedLibrary) -> dict[str, object]:
    from schemekit.adopt.reports import finding_mapping

    return {**library.to_mapping(), "notes": [finding_mapping(note) for note in library.notes]}


def _tell(libraries: Sequence[ListedLibrary]) -> None:
    rows = [[item.name, _content(item), _NAMED_BY[item.named_by], item.url] for item in libraries]
    if rows:
        print_table(rows, ["Library", "Holds", "Named by", "Address"])
    for item in libraries:
        if item.unreleased:
            say(f"{item.name}: not released yet, so not what you get: {', '.join(item.unreleased)}")
        if item.fix:
            say(one_line(f"{item.name}: {item.fix}"))
        print_findings(item.notes)


def _content(library: ListedLibrary) -> str:
    if library.problem:
        return library.problem
    return f"{count_words(len(library.modules), 'module')}, {count_words(library.releases, 'release')}"
