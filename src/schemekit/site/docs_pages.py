"""The hand-written pages of docs/: read as texts like any other, so that nothing in them runs."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.model.web_address import plain_address
from schemekit.site.page import NavEntry, Page, link_to
from schemekit.site.pictures import PICTURES, does_more_than_show
from schemekit.site.settings import DOCS_FOLDER, SiteSettings
from schemekit.text.web.page_text import page_text

_WRITTEN = re.compile(r"\](?:\(|:)<?([^)>\"']*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocsPages:
    """Shape: `nav` is the owner's menu, or the pages by title where there is none; `warnings` name dead links."""

    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    files: dict[str, bytes]
    warnings: tuple[str, ...] = ()

    @property
    def home(self) -> Page | None:
        """The hand-written first page, or None."""
        return next((page for page in self.pages if page.path == "index.md"), None)


def docs_pages(root: Path, settings: SiteSettings, sources: Mapping[str, str] | None = None,
               places: Mapping[str, str] | None = None) -> DocsPages:
    """Every page below docs/, at its place below `docs/` on the site; docs/index.md is the site's first page.

    Shape: `sources` gives for files of the library outside docs/ the pages that tell of them; links lead there.
    `places` gives for each address of the site's other pages and files, such as `complaints/`, where it stands.
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
    leads = _Leads(root, own, sources or {}, {**(places or {}), **_addresses(own)}, settings.repository)
    warnings = [*(f"{DOCS_FOLDER}/{path}: left out, as index.md beside it stands there" for path in twice),
                *(f"{DOCS_FOLDER}/{path}: left out, as {why}" for path, why in refused.items())]
    pages = tuple(_page(path, text, leads, warnings) for path, text in texts.items())
    titles = {page.path: page.title for page in pages}
    nav = tuple(_placed(entry, titles) for entry in settings.nav) or tuple(
        NavEntry(page.title, page.path) for page in pages)
    return DocsPages(pages=pages, nav=nav, files=files, warnings=tuple(dict.fromkeys(warnings)))


def place_of(path: str) -> str:
    """Where a file of docs/ stands on the site: a README.md as the first page of its folder, as the renderer has it."""
    folder, mark, name = path.rpartition("/")
    named = f"{folder}{mark}index.md" if name == "README.md" else path
    return path if path == "index.md" else f"{DOCS_FOLDER}/{named}"


def _addresses(own: Mapping[str, str]) -> dict[str, str]:
    """The hand-written pages and pictures by address; the first page is there even where it is made."""
    shown = {Page(path=place, title="", markdown="").address if place.endswith(".md") else place: place
             for place in own.values()}
    return {"": "index.md", **shown}


@dataclass(frozen=True, slots=True)
class _Leads:
    """Where links lead. Shape: `own` by path below docs/, `sources` by path below `root`, `places` by address."""

    root: Path
    own: Mapping[str, str]
    sources: Mapping[str, str]
    places: Mapping[str, str]
    repository: str

    def to(self, target: str, path: str) -> str:
        """The place on the site, or the whole address elsewhere, of a link on the page `path`; empty: nowhere."""
        if target.startswith("/"):
            address = target.lstrip("/")
            return self.places.get(address) or self.places.get(f"{address}/", "")
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        outside = posixpath.normpath(posixpath.join(DOCS_FOLDER, named))
        found = (self.own.get(named) or self.sources.get(outside) or self.own.get(f"{named}/index.md")
                 or self.own.get(f"{named}/README.md"))
        if found:
            return found
        # Not `Path.exists`, which fails for an address that can be the name of no file.
        is_there = not outside.startswith("..") and os.path.exists(self.root / outside)  # noqa: PTH110
        return f"{self.repository}/blob/HEAD/{outside}" if self.repository and is_there else ""


def _page(path: str, text: str, leads: _Leads, warnings: list[str]) -> Page:
    here = place_of(path)
    lines = _lines(text)

    def warn(what: str, address: str) -> str:
        numbers = lines.get(address, [])
        line = numbers.pop(0) if len(numbers) > 1 else next(iter(numbers), 1)
        warnings.append(f"{DOCS_FOLDER}/{path}:{line}: {what}: {address}")
        return ""

    def resolve(address: str) -> str:
        target, mark, anchor = address.partition("#")
        found = leads.to(target, path)
        if not found:
            return warn("a link leads nowhere", address)
        is_elsewhere = bool(leads.repository) and found.startswith(f"{leads.repository}/")
        return f"{found if is_elsewhere else link_to(found, here)}{mark}{anchor}"

    def picture(address: str) -> str:
        named = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        found = leads.places.get(address[1:], "") if address.startswith("/") else leads.own.get(named, "")
        what = "a picture of another site is not shown" if "//" in address else "a picture is not there"
        return link_to(found, here) if found.endswith(PICTURES) else warn(what, address)

    page = page_text(text, resolve=resolve, picture=picture, has_numbers=False)
    return Page(path=here, title=page.title or path.removesuffix(".md"), markdown=page.markdown)


def _lines(text: str) -> dict[str, list[int]]:
    """In which lines each address is written, as `page_text` hands it on."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        for match in _WRITTEN.finditer(plain_address(line)):
            found.setdefault(match[1], []).append(number)
    return found


def _placed(entry: NavEntry, titles: dict[str, str]) -> NavEntry:
    if entry.path:
        place = place_of(entry.path)
        return NavEntry(entry.title or titles.get(place, entry.path), place)
    return NavEntry(entry.title, entries=tuple(_placed(inner, titles) for inner in entry.entries))
