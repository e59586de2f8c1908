"""A library's site: its hand-written pages, and the catalogue of what it has released."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemekit.library.opening import open_library
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.site.catalogue.index_page import CATALOGUE, index_page
from schemekit.site.catalogue.offer import LATEST, Offer, read_offer
from schemekit.site.catalogue.version_page import version_page
from schemekit.site.docs_pages import docs_pages
from schemekit.site.look import look_files
from schemekit.site.page import NavEntry, Page, Site
from schemekit.site.settings import SiteSettings


def library_site(root: Path, settings: SiteSettings) -> Site:
    """The whole site of the library in a folder."""
    docs = docs_pages(root, settings)
    library = open_library(DEFAULT_LIBRARY, str(root), offline=True)
    try:
        offer = read_offer(library)
    finally:
        library.close()
    home = () if docs.home else (Page(path="index.md", title=settings.name, markdown=f"# {settings.name}\n"),)
    catalogue = (index_page(offer), *_module_pages(offer))
    nav = (*docs.nav, NavEntry("Modules", entries=(NavEntry("All modules", CATALOGUE), *_module_nav(offer))))
    return Site(pages=(*home, *docs.pages, *catalogue), nav=nav, files={**docs.files, **look_files()},
                notes=tuple(f"{name} has no release yet and is not in the catalogue" for name in offer.unreleased))


def _module_pages(offer: Offer) -> Iterator[Page]:
    for module in offer.modules:
        for offered in module.releases:
            yield version_page(offered, offered.folder)
        yield version_page(module.newest, f"{module.id}/{LATEST}")


def _module_nav(offer: Offer) -> Iterator[NavEntry]:
    for module in offer.modules:
        yield NavEntry(module.newest.module.title, f"{module.newest.folder}/index.md")
