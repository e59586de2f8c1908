"""How to take a release over: the commands, and plain cookiecutter for those without them.

The library that comes with the tool is known to every copy of it. Any other one has to be put on the adopter's list
first, under a name of their choice; the pages propose one.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.site.catalogue.offer import Offer, OfferedRelease
from schemekit.site.catalogue.places import module_place
from schemekit.site.page import link_to
from schemekit.text.web.words import code, fence

NO_ADDRESS = "ADDRESS"
"""What stands in a command where nobody said where the library is fetched from."""


def named(offer: Offer, module: str) -> str:
    """A module as an adopter names it: alone where it comes with the tool, else with its library."""
    return module if offer.name == DEFAULT_LIBRARY else f"{offer.name}/{module}"


def listing(offer: Offer) -> str:
    """The command that makes the library known to an adopter's computer; empty for the one that comes with the tool."""
    if offer.name == DEFAULT_LIBRARY:
        return ""
    return f"schemekit library add {offer.name} {shlex.quote(offer.url or NO_ADDRESS)}"


def adopting(offer: Offer, offered: OfferedRelease, here: str) -> Iterator[str]:
    """The part of a page that says how. Shape: blocks of Markdown."""
    module, version = offered.module.id, offered.version
    yield "## How to adopt it { #page-adopt }"
    yield from _listing(offer)
    yield "In a scheme of yours:"
    yield fence(f"schemekit add {named(offer, module)}@{version}")
    yield "In a new one:"
    yield fence(f"schemekit new my-scheme --with {named(offer, module)}@{version}")
    commit = offered.pulled.provenance.commit
    if offer.url and commit:
        yield "Without schemekit, with plain cookiecutter (the same bytes; `schemekit bind` connects them later):"
        yield fence(f"cookiecutter {shlex.quote(offer.url)} --checkout {commit} --directory policies/{module}")
    yield (f"Its tree in git is `{offered.release.tree}`, its SHA-256 `{offered.release.sha256}`: "
           f"[every release]({link_to(module_place(module), here)}) can be verified.")


def _listing(offer: Offer) -> Iterator[str]:
    command = listing(offer)
    if not command:
        return
    yield (f"Put this library on your list, once on each computer. {code(offer.name)} is a proposed name: where you "
           "choose another, it stands in the commands below too.")
    yield fence(command)
    if not offer.url:
        yield (f"This site does not say where the library is fetched from. Ask its maintainer, and put that address "
               f"in the place of {code(NO_ADDRESS)}.")
