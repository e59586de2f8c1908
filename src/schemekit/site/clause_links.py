"""Where the public reads a clause: on the website of a scheme or of a library, if mkdocs.yml says where that is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

from schemekit.adopt.approved_words import approved_words
from schemekit.adopt.outcome import adoptions
from schemekit.adopt.writing import reading
from schemekit.publish.checkout import Checkout
from schemekit.site.catalogue.places import text_place
from schemekit.site.handbook.evidence import scheme_spots
from schemekit.site.handbook.policies import read_policies
from schemekit.site.page import address_of
from schemekit.site.settings import read_settings

ClauseLink = Callable[[str, str], str]
"""From a module and a clause to a whole address; empty where the public reads no such clause."""


def scheme_links(root: Path, today: date) -> ClauseLink:
    """The clauses of the policies that a scheme's handbook shows, as approved; none without `site_url`.

    Raises: FindingsError for a mkdocs.yml that cannot be read.
    """
    address = read_settings(root)[0].address
    if not address:
        return lambda module, clause: ""  # noqa: ARG005 - a ClauseLink
    folder = reading(root)
    found = adoptions(folder)
    with approved_words(root, found) as words:
        spot = scheme_spots(read_policies(folder.scheme(), found, words, today).all)

        # Read while the approved words are at hand: they are gone afterwards.
        places = {(adoption.id, change.mine.id): place.place for adoption in found for change in adoption.changes
                  if change.mine and (place := spot(adoption.id, change.mine.id))}

    def link(module: str, clause: str) -> str:
        page, _, anchor = places.get((module, clause), "").partition("#")
        return f"{address}{address_of(page)}#{quote(anchor)}" if page else ""

    return link


def library_links(checkout: Checkout) -> ClauseLink:
    """The clauses of each module's newest release in a library's catalogue; none without `site_url`.

    Raises: FindingsError for a mkdocs.yml or a ledger that cannot be read.
    """
    address = read_settings(checkout.root)[0].address
    ledger = checkout.ledger() if address else None

    def link(module: str, clause: str) -> str:
        releases = ledger.of(module) if ledger else ()
        if not releases:
            return ""
        return f"{address}{address_of(text_place(module, str(releases[-1].version)))}#{quote(clause)}"

    return link
