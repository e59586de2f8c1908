"""A page of a site, a file beside the pages, and the whole site as a value: what is written, before anything is."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from schemekit.files.yaml import write_yaml
from schemekit.text.web.words import framed

_SOUGHT = 4
"""How much more a word counts on a page that people come for. Basis: questions tried on this project's own site, where
the pages about the tool and the evidence say the same words as the policies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Shape: `path` is its place below the pages' folder, such as `grievance/1.0.0/index.md`, which is shown at
    `/grievance/1.0.0/`; `markdown` begins with its heading and holds no HTML but what `schemekit.text.web` writes.
    `is_searched` is false for pages whose words are found on another, and `is_sought` true for those that people come
    for, which a search shows before others; `hides` names parts of the frame to leave out
    (`toc`, `navigation`).
    """

    path: str
    title: str
    markdown: str
    description: str = ""
    is_searched: bool = True
    is_sought: bool = False
    hides: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Where it is shown, below the site's own address: `grievance/1.0.0/`."""
        return address_of(self.path)

    @property
    def source(self) -> bytes:
        """The page as it is written for the renderer."""
        front: dict[str, object] = {"title": framed(self.title)}
        if self.description:
            front["description"] = framed(self.description)
        if not self.is_searched:
            front["search"] = {"exclude": True}
        elif self.is_sought:
            front["search"] = {"boost": _SOUGHT}
        if self.hides:
            front["hide"] = list(self.hides)
        return f"---\n{write_yaml(front)}---\n\n{self.markdown}".encode()


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the menu. Shape: a page's path, or further lines under a title; never both."""

    title: str
    path: str = ""
    entries: tuple[NavEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """All of a site.

    Shape: `files` maps the path of what is no page (downloads, redlines, feeds, scripts) to its bytes. `notes` are
    lines for the person who builds it: what was left out, and why. `warnings` are what is wrong with it, found before
    it is rendered.
    """

    pages: tuple[Page, ...]
    nav: tuple[NavEntry, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def places(self) -> dict[str, str]:
        """What is there by its address on the site, such as `grievance/1.0.0/`: the path of the page or file."""
        return {**{page.address: page.path for page in self.pages}, **{path: path for path in self.files}}

    def with_parts(self, *, pages: Sequence[Page] = (), nav: Sequence[NavEntry] = (),
                   files: Mapping[str, bytes] | None = None, notes: Sequence[str] = (),
                   warnings: Sequence[str] = ()) -> Site:
        """The same site with more in it."""
        return replace(self, pages=(*self.pages, *pages), nav=(*self.nav, *nav),
                       files={**self.files, **(files or {})}, notes=(*self.notes, *notes),
                       warnings=(*self.warnings, *warnings))


def address_of(path: str) -> str:
    """Where the page at a path is shown: `grievance/1.0.0/index.md` and `grievance/1.0.0.md` at `grievance/1.0.0/`."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


def joined(nav: Sequence[NavEntry], entry: NavEntry) -> tuple[NavEntry, ...]:
    """A menu with one more part: where it has a part of that title, the lines of both stand under it, the new first."""
    if all(item.title != entry.title or item.path for item in nav):
        return (*nav, entry)
    return tuple(NavEntry(item.title, entries=(*entry.entries, *item.entries))
                 if item.title == entry.title and not item.path else item for item in nav)


def link_to(target: str, page: str) -> str:
    """The address of a page or file as it is written on another page: both by path below the pages' folder.

    Shape: `target` may end in `#anchor`; the answer is relative, as the renderer checks only those.
    """
    path, mark, anchor = target.partition("#")
    return f"{_relative(path, posixpath.dirname(page) or '.')}{mark}{anchor}"


@lru_cache(maxsize=10_000)   # the clauses of a page lead to the same few pages, each to a place of its own
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)
