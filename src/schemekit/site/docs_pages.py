"""The hand-written pages of docs/: read as texts like any other, so that nothing in them runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from schemekit.files.folder import read_folder
from schemekit.files.given import read_given
from schemekit.files.paths import inside
from schemekit.site.anchors import Anchors, unknown
from schemekit.site.docs_links import Leads, PageLinks
from schemekit.site.page import NavEntry, Page, address_of
from schemekit.site.pictures import PICTURES, does_more_than_show
from schemekit.site.settings import DOCS_FOLDER, SETTINGS_FILE, SiteSettings
from schemekit.text.document import Document
from schemekit.text.web.page_text import anchors_of, page_text
from schemekit.text.web.words import slug


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsPages:
    """Shape: `nav` is the owner's menu, or the pages by title where there is none; `warnings` name dead links.

    `texts` are the pages as they were written, by path below docs/.
    """

    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Page | None:
        """The hand-written first page, or None."""
        return next((page for page in self.pages if page.path == "index.md"), None)


def docs_pages(root: Path, settings: SiteSettings, sources: Mapping[str, str] | None = None,
               places: Mapping[str, str] | None = None, anchors: Anchors = unknown) -> DocsPages:
    """Every page below docs/, at its place below `docs/` on the site; docs/index.md is the site's first page.

    Shape: `sources` gives for files of the library outside docs/ the pages that tell of them; links lead there.
    `places` gives for each address of the site's other pages and files, such as `complaints/`, where it stands.
    `anchors` tells the ids on those, and what is put onto a hand-written page beside its own words.
    Raises: HostileContentError for links and unsafe names among them.
    """
    folder = inside(root, DOCS_FOLDER)
    found = read_folder(folder) if folder.is_dir() else {}
    twice = [path for path in found
             if path.endswith("/README.md") and f"{path.removesuffix('README.md')}index.md" in found]
    texts = {path: data.decode("utf-8", "replace") for path, data in found.items()
             if path.endswith(".md") and path not in twice}
    pictures = {path: data for path, data in found.items() if path.endswith(PICTURES)}
    refused = {path: why for path, data in pictures.items() if (why := does_more_than_show(path, data))}
    files = {place_of(path): data for path, data in pictures.items() if path not in refused}
    own = {path: place_of(path) for path in found if path in texts or place_of(path) in files}
    leads = Leads(root, own, sources or {}, {**(places or {}), **_addresses(own)}, settings.repository,
                  _with_own(anchors, texts))
    warnings = [*(f"{DOCS_FOLDER}/{path}: left out, as index.md beside it stands there" for path in twice),
                *(f"{DOCS_FOLDER}/{path}: left out, as {why}" for path, why in refused.items())]
    pages = tuple(_page(path, text, leads, warnings) for path, text in texts.items())
    titles = {page.path: page.title for page in pages}
    there = {*titles, "index.md"}   # where nobody wrote a first page, one is made
    warnings += _menu_warnings(root, settings.nav, there)
    nav = tuple(_placed(entry, titles) for entry in _there(settings.nav, there)) or tuple(
        NavEntry(page.title, page.path) for page in pages)
    return DocsPages(pages=pages, nav=nav, files=files, warnings=tuple(dict.fromkeys(warnings)),
                     texts=texts)


def place_of(path: str) -> str:
    """Where a file of docs/ stands on the site: a README.md as the first page of its folder, as the renderer has it."""
    folder, mark, name = path.rpartition("/")
    named = f"{folder}{mark}index.md" if name == "README.md" else path
    return path if path == "index.md" else f"{DOCS_FOLDER}/{named}"


def _addresses(own: Mapping[str, str]) -> dict[str, str]:
    """The hand-written pages and pictures by address; the first page is there even where it is made."""
    shown = {address_of(place) if place.endswith(".md") else place: place
             for place in own.values()}
    return {"": "index.md", **shown}


def _page(path: str, text: str, leads: Leads, warnings: list[str]) -> Page:
    here = place_of(path)
    links = PageLinks(leads, path, here)
    page = page_text(text, resolve=links.link, picture=links.picture, has_numbers=False, tell=links.tell)
    warnings += links.told
    return Page(path=here, title=page.title or path.removesuffix(".md"), markdown=page.markdown)


def _with_own(others: Anchors, texts: Mapping[str, str]) -> Anchors:
    """The ids on pages, the hand-written ones read when they are asked for."""
    own = {place_of(path): text for path, text in texts.items()}

    @cache
    def anchors(place: str) -> frozenset[str] | None:
        if place not in own:
            return others(place)
        page = Document.parse(own[place])
        return frozenset((*anchors_of(own[place]), slug(page.title), *(others(place) or ())))

    return anchors


def _menu_warnings(root: Path, nav: Sequence[NavEntry], there: Set[str]) -> Iterator[str]:
    """A line for each page that the owner's menu names and that is not there."""
    for entry in nav:
        yield from _menu_warnings(root, entry.entries, there)
        if entry.path and place_of(entry.path) not in there:
            lines = read_given(inside(root, SETTINGS_FILE)).decode("utf-8", "replace").splitlines()
            line = next((number for number, text in enumerate(lines, 1) if entry.path in text), 1)
            yield (f"{SETTINGS_FILE}:{line}: the menu names a page that is not there: {entry.path}; "
                   f"no such file is in {DOCS_FOLDER}; write it, or take the line out of nav")


def _there(nav: Sequence[NavEntry], there: Set[str]) -> Iterator[NavEntry]:
    """The menu without what is not there."""
    for entry in nav:
        if entry.path and place_of(entry.path) in there:
            yield entry
        elif inner := tuple(_there(entry.entries, there)):
            yield NavEntry(entry.title, entries=inner)


def _placed(entry: NavEntry, titles: dict[str, str]) -> NavEntry:
    if entry.path:
        place = place_of(entry.path)
        return NavEntry(entry.title or titles.get(place, entry.path), place)
    return NavEntry(entry.title, entries=tuple(_placed(inner, titles) for inner in entry.entries))
