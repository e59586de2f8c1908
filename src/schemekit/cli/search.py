"""`schemekit search`: find modules that libraries offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table, say
from schemekit.cli.terminal import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from schemekit.adopt.browse import Offer
    from schemekit.errors import SchemekitError


@click.command()
@click.argument("words", nargs=-1)
@click.option("--library", default="", metavar="NAME-OR-ADDRESS",
              help="Look through this library only: one of yours, or the website or catalogue.json of another.")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], library: str, as_json: bool, offline: bool) -> None:
    """Find modules that libraries offer.

    Looks for the words in titles, summaries, topics and clauses; without words, lists everything. A library that you
    do not have can be searched where its site is: --library https://example.org/library/.
    """
    from schemekit.cli.naming import working_folder

    offers = _found(" ".join(words), library, working_folder(ctx), offline=offline)
    if as_json:
        print_json("search", {"modules": [offer.to_mapping() for offer in offers]})
        return
    rows, is_site = [], bool(_where(library))
    for offer in offers:
        is_plain = offer.library == "schemekit" or is_site   # of a site, the address was just typed
        name = offer.module.id if is_plain else f"{offer.library}/{offer.module.id}"
        found = f"{offer.module.title}. {offer.module.summary}"
        if offer.matches:
            found += f" In: {', '.join('#' + clause for clause in offer.matches[:6])}"
            found += f" and {len(offer.matches) - 6} more" if len(offer.matches) > 6 else ""
        rows.append([name, str(offer.release.version), offer.module.licence, "yes" if offer.adopted else "", found])
    if rows:
        print_table(rows, ["Module", "Version", "Licence", "Adopted", "What it is"])
    step = f"schemekit show MODULE{one_line(_where(library))}" if rows else "schemekit library list"
    click.echo(f"{count_words(len(offers), 'module')} found. Next: {step}")


def _found(words: str, library: str, folder: Path, *, offline: bool) -> tuple[Offer, ...]:
    from schemekit.adopt.browse import search
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.library.published import is_published

    if not is_published(library):
        return search(words, library, LibraryShelf(offline=offline, base=folder), folder, _left_out)
    from schemekit.adopt.browse_published import search_published

    return search_published(words, library, folder, offline=offline)


def _where(library: str) -> str:
    """The option that names a site again."""
    from shlex import quote

    from schemekit.library.published import is_published

    return f" --library {quote(library)}" if is_published(library) else ""


def _left_out(library: str, error: SchemekitError) -> None:
    say(one_line(f"left out: the library {library}: {error.what}"))
