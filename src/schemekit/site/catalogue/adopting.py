"""How to take a release over: the command, and plain cookiecutter for those without it."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.site.catalogue.offer import Offer, OfferedRelease
from schemekit.site.catalogue.places import module_place
from schemekit.site.page import link_to
from schemekit.text.web.words import fence


def adopting(offer: Offer, offered: OfferedRelease, here: str) -> Iterator[str]:
    """The part of a page that says how. Shape: blocks of Markdown."""
    module, version = offered.module.id, offered.version
    named = f"{module}@{version}" if offer.name == DEFAULT_LIBRARY else f"{offer.name}/{module}@{version}"
    is_own = offer.name == DEFAULT_LIBRARY or not offer.url
    lines = [] if is_own else [f"schemekit library add {offer.name} {offer.url}"]
    yield "## How to adopt it { #page-adopt }"
    yield "In a scheme of yours:"
    yield fence("\n".join([*lines, f"schemekit add {named}"]))
    yield "In a new one:"
    yield fence("\n".join([*lines, f"schemekit new my-scheme --with {named}"]))
    commit = offered.pulled.provenance.commit
    if offer.url and commit:
        yield "Without schemekit, with plain cookiecutter (the same bytes; `schemekit bind` connects them later):"
        yield fence(f"cookiecutter {offer.url} --checkout {commit} --directory policies/{module}")
    yield (f"Its tree in git is `{offered.release.tree}`, its SHA-256 `{offered.release.sha256}`: "
           f"[every release]({link_to(module_place(module), here)}) can be verified.")
