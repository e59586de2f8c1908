"""Which site a folder has: a scheme's handbook or a library's catalogue, made with its owner's settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.errors import LibraryError
from schemekit.files.scheme_folder import find_scheme
from schemekit.git.repository import Repository
from schemekit.site.building import HTML_FOLDER, Built, build_site, write_pages
from schemekit.site.kept import Kept
from schemekit.site.library_site import LibraryRequest, library_site
from schemekit.site.page import Site
from schemekit.site.reference.command import Command
from schemekit.site.scheme_site import scheme_site
from schemekit.site.settings import SiteSettings, read_settings
from schemekit.site.workplace import workplace

IGNORE_FILE = ".gitignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRequest:
    """Shape: `here` is a folder in a scheme or library; `html` is where the site goes, None for its folder `site`.

    `commands` gives what the reference tells of commands; it is asked on this project's own site only.
    """

    here: Path
    today: date
    html: Path | None = None
    commands: Callable[[], tuple[Command, ...]] = tuple


def made_site(request: SiteRequest, kept: Kept | None = None) -> tuple[Path, Site, SiteSettings]:
    """The site of the scheme or library that a folder lies in, with its root.

    Raises: LibraryError where it is neither; FindingsError for settings that cannot be read.
    """
    root, is_scheme = _root(request.here)
    kept = kept or Kept(None)
    settings, notes = read_settings(root)
    if is_scheme:
        scheme = find_scheme(root).scheme()
        settings = settings.named(scheme.name, scheme.language)
        site = scheme_site(root, settings, request.today, kept)
    else:
        settings = settings.named(root.name)
        site = library_site(LibraryRequest(root, settings, kept, request.commands))
    kept.forget_unused()
    return root, site.with_parts(notes=notes), settings


def build(request: SiteRequest) -> Built:
    """Make the site and render it."""
    with workplace(root_of(request.here)) as work:
        root, site, settings = made_site(request, work.kept)
        site = site.with_parts(notes=() if request.html else _not_ignored(root))
        return _warned(build_site(site, settings, root, work, html=request.html), site)


def pages(request: SiteRequest) -> Built:
    """Make the site's pages for another renderer."""
    with workplace(root_of(request.here)) as work:
        root, site, settings = made_site(request, work.kept)
        return _warned(write_pages(site, settings, root), site)


def _not_ignored(root: Path) -> tuple[str, ...]:
    """Told once, with the first website: that it would go into the history of a folder that leaves nothing out."""
    if (root / HTML_FOLDER).exists() or not Repository.is_one(root) or os.path.lexists(root / IGNORE_FILE):
        return ()
    return (f"there is no {IGNORE_FILE} here, so the website would be kept in the history and sent on: write the "
            f"lines /{HTML_FOLDER}/ and /build/ into a file of that name",)


def _warned(built: Built, site: Site) -> Built:
    """What is known to be wrong with the pages comes before what the renderer finds."""
    return replace(built, warnings=(*site.warnings, *built.warnings))


def root_of(here: Path) -> Path:
    """The folder of the scheme or library that a folder lies in. Raises: LibraryError where it is neither."""
    return _root(here)[0]


def _root(here: Path) -> tuple[Path, bool]:
    start = here.absolute()
    for folder in (start, *start.parents):
        if (folder / "scheme.yaml").is_file():
            return folder, True
        if (folder / "policies").is_dir():
            return folder, False
    raise LibraryError(
        f"{start.name or start} is neither a scheme nor a library of modules",
        why="neither it nor a folder above it holds scheme.yaml or policies/, and a website is made of one of them",
        fix="start a scheme with 'schemekit new', or a library of your own with 'schemekit module new ID'")
