"""Addresses: which names a site keeps for pages of its own, so that no module can take one. They never change."""

from __future__ import annotations

from collections.abc import Iterable

from schemekit.errors import SiteError

RESERVED = frozenset({
    "docs", "catalogue", "tags", "evidence", "reference", "register", "glossary", "credits", "complaints", "downloads",
    "assets", "search",
})


def refuse_reserved(modules: Iterable[str]) -> None:
    """Refuse a module whose pages would stand where the site's own do. Raises: SiteError."""
    for module in modules:
        if module in RESERVED:
            raise SiteError(f"a module cannot be called '{module}' on a site",
                            why=f"the address /{module}/ is kept for a page that every site has",
                            fix="give the module another name")
