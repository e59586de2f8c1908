"""Building: a site's pages written, rendered where they changed, and moved into place as one.

A build that is stopped leaves the finished site as it was. Nothing that lies in the folder of a site is believed to be
up to date unless it is, byte for byte, what the last build of this user put there.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import Any

from schemekit.errors import SiteError, UsageError
from schemekit.files.digest import sha256_of
from schemekit.files.paths import check_path, inside, named_folder
from schemekit.site.config import PAGES_FOLDER, config_text
from schemekit.site.page import NavEntry, Site
from schemekit.site.renderer import CONFIG_FILE, render
from schemekit.site.renderer_words import in_our_words
from schemekit.site.settings import SiteSettings
from schemekit.site.workplace import Workplace, beside, copied, digest_of_tree, take_away, write_files

PAGES_ONLY_FOLDER, HTML_FOLDER = "build/site", "site"
_MARK = ".schemekit-site"
"""Lies in a folder that was made here: one without it is somebody's, and is not replaced."""
_MARK_WORDS = "Made by 'schemekit site build'.\n"
_SOURCES = frozenset({"docs", "policies", "frameworks", "components", "cooperation", ".schemekit"})
"""What a site is made of, in the folder of a library or scheme."""
_SHARED = ("search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "404.html", _MARK)
"""Files that every rendering writes anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. Shape: `rendered` counts the pages that were rendered anew, `pages` all of them."""

    html: Path
    pages: int
    rendered: int
    files: int
    warnings: tuple[str, ...]
    notes: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The build as `--json` prints it."""
        return {"pages": self.pages, "rendered": self.rendered, "files": self.files, "warnings": list(self.warnings),
                "notes": list(self.notes)}


def build_site(site: Site, settings: SiteSettings, root: Path, work: Workplace, *, html: Path | None = None) -> Built:
    """Render a site and put the HTML into the folder `site` below `root`, or into another.

    Raises: SiteError where two pages want one place; UsageError where the folder for the HTML is somebody's.
    """
    target = named_folder(root, html) if html else inside(root, HTML_FOLDER)
    refuse_source(root, target)
    refuse_foreign(target)
    _clear_half(target)
    written = _sources(site, settings)
    former = work.state()
    state: dict[str, Any] = {
        "target": str(target), "renderer": _renderer(), "frame": _frame(site),
        "files": {path: sha256_of(data) for path, data in written.items()},
    }
    changed = _changed_pages(site, former, state) if _is_as_left(target, former) else None
    work.forget()   # until the HTML is in place, nothing is known to be up to date
    write_files(work.sources, written)
    warnings: tuple[str, ...] = ()
    if changed != [] or former.get("files") != state["files"]:
        warnings = _rendered(site, work, target, changed)
    if not warnings:
        work.remember({**state, "html": digest_of_tree(target)})
    return Built(html=target, pages=len(site.pages), rendered=len(site.pages) if changed is None else len(changed),
                 files=len(site.files), warnings=warnings, notes=site.notes)


def write_pages(site: Site, settings: SiteSettings, root: Path) -> Built:
    """Write a site's pages and the renderer's configuration, and render nothing: another renderer can."""
    folder = inside(root, PAGES_ONLY_FOLDER)
    refuse_foreign(folder)
    half = beside(folder, "half")
    try:
        write_files(half, {**_sources(site, settings), _MARK: _MARK_WORDS.encode()})
        _swap(half, folder)
    finally:
        take_away(half)
    return Built(html=folder, pages=len(site.pages), rendered=0, files=len(site.files), warnings=(), notes=site.notes)


def refuse_foreign(target: Path) -> None:
    """Refuse a folder that holds something which was not made here. Raises: UsageError."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f"{target.name} is no folder", why="the website would be put into it",
                         fix="take it away, or name another folder with --out")
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file() and not _is_old_site(target):
        raise UsageError(f"the folder {target.name} holds other files", why="they would be lost",
                         fix="name another folder with --out, or take that one away first")


def refuse_source(root: Path, target: Path) -> None:
    """Refuse a folder whose place the site must not take, whatever mark lies in it. Raises: UsageError."""
    place, source = target.resolve(), root.resolve()
    own = place.relative_to(source).parts[:1] if place.is_relative_to(source) else ()
    if source.is_relative_to(place) or set(own) & _SOURCES or ".git" in place.parts:
        raise UsageError(f"the website cannot go into {target.name or target}", why="what it is made of lies there",
                         fix="name another folder with --out")
    if (target / ".git").exists():
        raise UsageError(f"the folder {target.name} is a git repository", why="its history would be lost",
                         fix="name another folder with --out, and copy the website over from there")


def _is_old_site(target: Path) -> bool:
    """Whether plain mkdocs made it, as it does for the scheme's own mkdocs.yml."""
    return (target / "sitemap.xml").is_file() and (target / "search" / "search_index.json").is_file()


def _sources(site: Site, settings: SiteSettings) -> dict[str, bytes]:
    """Every file that the renderer reads, by path."""
    written: dict[str, bytes] = {CONFIG_FILE: config_text(settings, site.nav).encode()}
    taken: set[str] = set()
    for path, data in (*((page.path, page.source) for page in site.pages), *site.files.items()):
        place = f"{PAGES_FOLDER}/{check_path(path)}"
        if place.casefold() in taken:   # some computers tell no capitals from small letters
            raise SiteError(f"two pages want the place {path}", why="one of them would be lost",
                            fix="give the module, document or page another name")
        taken.add(place.casefold())
        written[place] = data
    return written


def _is_as_left(target: Path, former: Mapping[str, Any]) -> bool:
    """Whether the finished site is, byte for byte, what the last build put there."""
    return former.get("target") == str(target) and bool(former.get("html")) and (
        former["html"] == digest_of_tree(target))


def _changed_pages(site: Site, former: Mapping[str, Any], state: Mapping[str, Any]) -> list[str] | None:
    """The addresses of the pages to render anew; None where the frame that all pages share is another."""
    known, files = former.get("files", {}), state["files"]
    if known.get(CONFIG_FILE) != files[CONFIG_FILE]:
        return None
    if any(former.get(key) != state[key] for key in ("renderer", "frame")):
        return None
    return [page.address for page in site.pages
            if known.get(f"{PAGES_FOLDER}/{page.path}") != files[f"{PAGES_FOLDER}/{page.path}"]]


def _rendered(site: Site, work: Workplace, target: Path, changed: list[str] | None) -> tuple[str, ...]:
    """Render into a folder beside the target, and put it into the target's place. Returns: warnings."""
    half = beside(target, "half")
    try:
        if changed is not None:
            copied(target, half)
            _unlink_changing(half, site, changed)
        titles = {page.path: page.title for page in site.pages}
        warnings = tuple(in_our_words(words, titles)
                         for words in render(work.sources, half, changed=changed))
        (half / _MARK).write_text(_MARK_WORDS, encoding="utf-8")
        half.chmod(0o755)   # a folder made for the moment is its maker's alone, and a website is for all
        _swap(half, target)
        return warnings
    finally:
        take_away(half)


def _unlink_changing(half: Path, site: Site, changed: list[str]) -> None:
    """Take away what will be written anew: a file is shared with the finished site, which must stay as it is."""
    for path in (*_SHARED, *site.files, *(f"{address}index.html" for address in changed)):
        place = half / path
        if path == _SHARED[0] and place.is_file():
            data = place.read_bytes()   # the renderer still reads the old one
            place.unlink()
            place.write_bytes(data)
        else:
            place.unlink(missing_ok=True)


def _clear_half(target: Path) -> None:
    """Take away what a build left beside the target that was killed; a site that it had moved aside comes back."""
    for what in ("half", "old"):
        for place in target.parent.glob(f".{escape(target.name)}.{what}-*"):
            if place.is_dir() and not place.is_symlink():
                former = place / target.name
                if what == "old" and not target.exists() and former.is_dir() and not former.is_symlink():
                    former.rename(target)
                take_away(place)


def _swap(half: Path, target: Path) -> None:
    """Put the new folder in the old one's place, and the old one back where that fails."""
    old = beside(target, "old")
    try:
        if target.exists():
            target.rename(old / target.name)
        try:
            half.rename(target)
        except BaseException:   # Ctrl-C too
            with suppress(OSError):
                (old / target.name).rename(target)
            raise
    finally:
        take_away(old)


def _frame(site: Site) -> str:
    """What all pages show of each other: their places and titles, and which files there are."""
    told = [[page.path, page.title] for page in site.pages] + [[_entry_words(entry)] for entry in site.nav]
    return sha256_of(json.dumps([told, sorted(site.files)], ensure_ascii=False).encode())


def _entry_words(entry: NavEntry) -> str:
    """A line of the menu with all under it, as words to compare."""
    return f"{entry.title}|{entry.path}|{'/'.join(_entry_words(inner) for inner in entry.entries)}"


def _renderer() -> str:
    try:
        return " ".join(importlib.metadata.version(name) for name in ("mkdocs", "mkdocs-material", "Markdown"))
    except importlib.metadata.PackageNotFoundError:
        return ""
