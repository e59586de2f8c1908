"""`schemekit search`: find modules that libraries offer."""

from __future__ import annotations

import click

from schemekit.cli.screen import count_words, json_option, offline_option, print_json, print_table, say
from schemekit.cli.terminal import one_line
from schemekit.errors import SchemekitError


@click.command()
@click.argument("words", nargs=-1)
@click.option("--library", default="", help="Look through this library only.")
@json_option
@offline_option
@click.pass_context
def command(ctx: click.Context, words: tuple[str, ...], library: str, as_json: bool, offline: bool) -> None:
    """Find modules that libraries offer.

    Looks for the words in titles, summaries, topics and clauses; without words, lists everything.
    """
    from schemekit.adopt.browse import search
    from schemekit.adopt.shelf import LibraryShelf
    from schemekit.cli.naming import working_folder

    folder = working_folder(ctx)
    offers = search(" ".join(words), library, LibraryShelf(offline=offline, base=folder), folder, _left_out)
    if as_json:
        print_json("search", {"modules": [offer.to_mapping() for offer in offers]})
        return
    rows = []
    for offer in offers:
        name = offer.module.id if offer.library == "schemekit" else f"{offer.library}/{offer.module.id}"
        found = f"{offer.module.title}. {offer.module.summary}"
        if offer.matches:
            found += f" In: {', '.join('#' + clause for clause in offer.matches[:6])}"
            found += f" and {len(offer.matches) - 6} more" if len(offer.matches) > 6 else ""
        rows.append([name, str(offer.release.version), offer.module.licence, "yes" if offer.adopted else "", found])
    if rows:
        print_table(rows, ["Module", "Version", "Licence", "Adopted", "What it is"])
    step = "schemekit show MODULE" if rows else "schemekit library list"
    click.echo(f"{count_words(len(offers), 'module')} found. Next: {step}")


def _left_out(library: str, error: SchemekitError) -> None:
    say(one_line(f"left out: the library {library}: {error.what}"))
