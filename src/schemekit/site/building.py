"""Building: a site's pages written where they changed, rendered, and moved into place as one.

What lies in the build folder is the tool's own: the pages as they were last written, and what they were made from.
A build that is stopped leaves the finished site as it was.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import SiteError, UsageError
from schemekit.files.paths import check_path, inside
from schemekit.site.config import PAGES_FOLDER, config_text
from schemekit.site.page import NavEntry, Site
from schemekit.site.renderer import CONFIG_FILE, render
from schemekit.site.settings import SiteSettings

BUILD_FOLDER, STATE_FILE, HTML_FOLDER = "build/site", "state.json", "site"
_MARK = ".schemekit-site"
"""Lies in a folder of HTML that was made here: a folder without it is somebody's, and is not replaced."""


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


def build_site(site: Site, settings: SiteSettings, root: Path, *, html: Path | None = None) -> Built:
    """Write a site's pages below `root`, render them, and put the HTML into its `site` folder or another.

    Raises: SiteError where two pages want one place; UsageError where the folder for the HTML is somebody's.
    """
    folder = inside(root, BUILD_FOLDER)
    target = html or inside(root, HTML_FOLDER)
    with _alone(folder):
        _put_back(target)
        refuse_foreign(target)
        return _built(site, settings, folder, target)


def _built(site: Site, settings: SiteSettings, folder: Path, target: Path) -> Built:
    written = _sources(site, settings)
    former = _state(folder)
    state = {"config": _digest(written[CONFIG_FILE]), "renderer": _renderer(), "frame": _frame(site),
             "files": {path: _digest(data) for path, data in written.items()}}
    changed = _changed_pages(site, former, state) if _is_of(target, former) else None
    (folder / STATE_FILE).unlink(missing_ok=True)   # until the HTML is in place, nothing is known to be up to date
    _write(folder, written, _known(former))
    half = target.with_name(f".{target.name}.half")
    warnings: tuple[str, ...] = ()
    if changed != [] or not _same_files(site, former, state):
        shutil.rmtree(half, ignore_errors=True)
        if changed is not None:
            shutil.copytree(target, half, copy_function=_linked, symlinks=True)
            _unlink_changing(half, site, changed)
        warnings = render(folder, half, changed=changed).warnings
        (half / _MARK).write_text(_mark_of(state), encoding="utf-8")
        _swap(half, target)
    if not warnings:
        (folder / STATE_FILE).write_text(json.dumps(state, sort_keys=True), encoding="utf-8")
    return Built(html=target, pages=len(site.pages), rendered=len(site.pages) if changed is None else len(changed),
                 files=len(site.files), warnings=warnings, notes=site.notes)


def write_pages(site: Site, settings: SiteSettings, root: Path) -> Built:
    """Write a site's pages and the renderer's configuration, and render nothing: another renderer can."""
    folder = inside(root, BUILD_FOLDER)
    written = _sources(site, settings)
    with _alone(folder):
        known = _known(_state(folder))
        (folder / STATE_FILE).unlink(missing_ok=True)
        _write(folder, written, known)
    return Built(html=folder, pages=len(site.pages), rendered=0, files=len(site.files), warnings=(), notes=site.notes)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two builds at once would write each other's pages. Raises: SiteError."""
    from filelock import FileLock, Timeout

    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name("site.lock"), timeout=0):
            yield
    except Timeout:
        raise SiteError("another build of this site is running", why="both would write the same pages",
                        fix="wait until it is done, or stop it") from None


def _mark_of(state: Mapping[str, object]) -> str:
    """What lies in a folder of HTML: which state it was rendered from, so that an older one is not taken for new."""
    return f"Made by 'schemekit site build'.\n{_digest(json.dumps(state, sort_keys=True).encode())}\n"


def _is_of(target: Path, state: Mapping[str, object]) -> bool:
    try:
        return (target / _MARK).read_text(encoding="utf-8") == _mark_of(state)
    except (OSError, UnicodeDecodeError):
        return False


def _put_back(target: Path) -> None:
    """Where a build was killed between its two last steps, the former site stands beside: back with it."""
    old = target.with_name(f".{target.name}.old")
    if not os.path.lexists(target) and old.is_dir():
        old.rename(target)


def refuse_foreign(target: Path) -> None:
    """Refuse a folder that holds something which was not made here. Raises: UsageError."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UsageError(f"{target.name} is no folder", why="the website would be put into it",
                         fix="take it away, or name another folder with --out")
    if target.is_dir() and any(target.iterdir()) and not (target / _MARK).is_file() and not _is_old_site(target):
        raise UsageError(f"the folder {target.name} holds other files", why="they would be lost",
                         fix="name another folder with --out, or take that one away first")


def _is_old_site(target: Path) -> bool:
    """Whether plain mkdocs made it, as it does for the scheme's own mkdocs.yml."""
    return (target / "sitemap.xml").is_file() and (target / "search" / "search_index.json").is_file()


def _sources(site: Site, settings: SiteSettings) -> dict[str, bytes]:
    """Every file of the build folder, by path."""
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


def _write(folder: Path, written: Mapping[str, bytes], known: Mapping[str, str]) -> None:
    """Write what changed and take away what is no longer there."""
    pages = folder / PAGES_FOLDER
    if not known:
        shutil.rmtree(folder, ignore_errors=True)
    pages.mkdir(parents=True, exist_ok=True)
    for path, data in written.items():
        place = folder / path
        if known.get(path) == _digest(data) and place.is_file():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    for place in sorted(pages.rglob("*"), reverse=True):
        if place.is_dir():
            if not any(place.iterdir()):
                place.rmdir()
        elif place.relative_to(folder).as_posix() not in written:
            place.unlink()


def _known(state: Mapping[str, object]) -> Mapping[str, str]:
    files = state.get("files")
    return files if isinstance(files, dict) else {}


def _changed_pages(site: Site, former: Mapping[str, object], state: Mapping[str, object]) -> list[str] | None:
    """The addresses of the pages to render anew; None where the frame that all pages share is another."""
    if any(former.get(key) != state[key] for key in ("config", "renderer", "frame")):
        return None
    known, files = former.get("files"), state["files"]
    if not isinstance(known, dict) or not isinstance(files, dict):
        return None
    return [page.address for page in site.pages
            if known.get(f"{PAGES_FOLDER}/{page.path}") != files[f"{PAGES_FOLDER}/{page.path}"]]


def _same_files(site: Site, former: Mapping[str, object], state: Mapping[str, object]) -> bool:
    known, files = former.get("files"), state["files"]
    return isinstance(known, dict) and isinstance(files, dict) and all(
        known.get(f"{PAGES_FOLDER}/{path}") == files[f"{PAGES_FOLDER}/{path}"] for path in site.files)


def _frame(site: Site) -> str:
    """What all pages show of each other: their places and titles, and which files there are."""
    told = [[page.path, page.title] for page in site.pages] + [[entry_words(entry)] for entry in site.nav]
    return _digest(json.dumps([told, sorted(site.files)], ensure_ascii=False).encode())


def entry_words(entry: NavEntry) -> str:
    """A line of the menu with all under it, as words to compare."""
    return f"{entry.title}|{entry.path}|{'/'.join(entry_words(inner) for inner in entry.entries)}"


def _unlink_changing(half: Path, site: Site, changed: list[str]) -> None:
    """Take away what will be written anew: a file is shared with the finished site, which must stay as it is."""
    for path in ("search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "404.html", _MARK, *site.files,
                 *(f"{address}index.html" for address in changed)):
        place = half / path
        if path == "search/search_index.json" and place.is_file():
            data = place.read_bytes()   # the renderer still reads the old one
            place.unlink()
            place.write_bytes(data)
        else:
            place.unlink(missing_ok=True)


def _linked(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def _swap(half: Path, target: Path) -> None:
    """Put the new folder in the old one's place."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    half.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _state(folder: Path) -> dict[str, object]:
    try:
        state = json.loads((folder / STATE_FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _renderer() -> str:
    try:
        return " ".join(importlib.metadata.version(name) for name in ("mkdocs", "mkdocs-material", "Markdown"))
    except importlib.metadata.PackageNotFoundError:
        return ""
