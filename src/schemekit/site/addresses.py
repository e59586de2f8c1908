"""Addresses: the names that a site keeps for its own pages, and where the pages of modules stand. They never change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from schemekit.errors import SiteError

RESERVED = frozenset({
    "assets", "catalogue", "complaints", "components", "cooperation", "credits", "docs", "downloads", "evidence",
    "glossary", "images", "javascripts", "reference", "register", "search", "stylesheets", "tags", "templates",
    "theories-of-change",
})
"""First parts of addresses that no module can have."""


def refuse_reserved(modules: Iterable[str]) -> None:
    """Refuse a module whose pages would stand where the site's own do. Raises: SiteError."""
    taken = sorted(RESERVED.intersection(modules))
    if taken:
        raise SiteError(f"the module '{taken[0]}' has a name that the site keeps for itself",
                        why=f"its pages would stand at /{taken[0]}/, where another page of every site is",
                        fix="give the module another id")


def stem(file: str) -> str:
    """The part of an address that a document has: `forms/complaint-form.md` stands at `forms/complaint-form`."""
    return PurePosixPath(file).with_suffix("").as_posix()
