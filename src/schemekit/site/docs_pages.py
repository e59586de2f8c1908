"""The hand-written pages of docs/: read as texts like any other, so that nothing in them runs."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.site.page import NavEntry, Page, link_to
from schemekit.site.settings import DOCS_FOLDER, SiteSettings
from schemekit.text.web.page_text import page_text

_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsPages:
    """Shape: `nav` is the owner's menu, or the pages by title where there is none."""

    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    files: dict[str, bytes]

    @property
    def home(self) -> Page | None:
        """The hand-written first page, or None."""
        return next((page for page in self.pages if page.path == "index.md"), None)


def docs_pages(root: Path, settings: SiteSettings, sources: Mapping[str, str] | None = None) -> DocsPages:
    """Every page below docs/, at its place below `docs/` on the site; docs/index.md is the site's first page.

    Shape: `sources` gives for files of the library outside docs/ the pages that tell of them; links lead there.
    Raises: HostileContentError for links and unsafe names among them.
    """
    folder = inside(root, DOCS_FOLDER)
    found = read_folder(folder) if folder.is_dir() else {}
    texts = {path: data for path, data in found.items() if path.endswith(".md")}
    files = {place_of(path): data for path, data in found.items() if path.endswith(_PICTURES)}
    places = {path: place_of(path) for path in found if path in texts or path.endswith(_PICTURES)}
    pages = tuple(_page(path, data.decode("utf-8", "replace"), places, settings, sources or {})
                  for path, data in texts.items())
    titles = {page.path: page.title for page in pages}
    nav = tuple(_placed(entry, titles) for entry in settings.nav) or tuple(
        NavEntry(page.title, page.path) for page in pages)
    return DocsPages(pages=pages, nav=nav, files=files)


def place_of(path: str) -> str:
    """Where a file of docs/ stands on the site."""
    return path if path == "index.md" else f"{DOCS_FOLDER}/{path}"


def _page(path: str, text: str, places: Mapping[str, str], settings: SiteSettings,
          sources: Mapping[str, str]) -> Page:
    here = place_of(path)

    def resolve(address: str) -> str:
        target, mark, anchor = address.partition("#")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if named in places:
            return f"{link_to(places[named], here)}{mark}{anchor}"
        outside = posixpath.normpath(posixpath.join(DOCS_FOLDER, posixpath.dirname(path), target))
        if outside in sources:
            return f"{link_to(sources[outside], here)}{mark}{anchor}"
        if settings.repository and not outside.startswith(".."):
            return f"{settings.repository}/blob/HEAD/{outside}{mark}{anchor}"
        return ""

    def picture(address: str) -> str:
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        return link_to(places[named], here) if named in places else ""

    page = page_text(text, resolve=resolve, picture=picture, has_numbers=False)
    return Page(path=here, title=page.title or path.removesuffix(".md"), markdown=page.markdown)


def _placed(entry: NavEntry, titles: dict[str, str]) -> NavEntry:
    if entry.path:
        place = place_of(entry.path)
        return NavEntry(entry.title or titles.get(place, entry.path), place)
    return NavEntry(entry.title, entries=tuple(_placed(inner, titles) for inner in entry.entries))
