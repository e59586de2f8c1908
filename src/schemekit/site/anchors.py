"""The places on a page that a link can lead to, read from what the page is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from schemekit.site.page import Site
from schemekit.text.web.words import slug

Anchors = Callable[[str], frozenset[str] | None]
"""From the path of a page or file to the ids on it; None where nobody can say, and every one is taken to be there."""


def unknown(place: str) -> None:
    """Nobody can say."""


_HEADING = re.compile(r"#{1,6} +(.*)")
_FENCE = re.compile(r"(`{3,}).*")
_OWN_ID = re.compile(r"(?<!\\)\{[^{}\n]*?#([\w.-]+)[^{}\n]*\}")
_LINKED = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\([^)]*\)")
_MADE_ID = re.compile(rb'<[a-z][^<>]*? id="([^"<>]*)"')


def anchors_of_site(site: Site) -> Anchors:
    """The ids on the pages of a site, each page read when it is asked for."""
    pages = {page.path: page for page in site.pages}
    known: dict[str, frozenset[str]] = {}

    def anchors(path: str) -> frozenset[str] | None:
        if path not in known:
            if path in pages:
                known[path] = anchors_in(pages[path].markdown)
            elif path in site.files and path.endswith(".html"):
                known[path] = frozenset(unescape(found.decode("utf-8", "replace"))
                                        for found in _MADE_ID.findall(site.files[path]))
            else:
                return None
        return known[path]

    return anchors


def anchors_in(markdown: str) -> frozenset[str]:
    """The ids on a page that was made here: those that are written, and those that headings without one get."""
    found: set[str] = set()
    fence = ""
    for line in markdown.split("\n"):
        mark = _FENCE.fullmatch(line)
        if fence or mark:
            fence = ("" if line == fence else fence) if fence else mark[1] if mark else ""
            continue
        own = _OWN_ID.findall(line)
        heading = _HEADING.fullmatch(line)
        found.update(own)
        if heading and not own:
            found.add(_numbered(slug(_shown(heading[1])), found))
    return frozenset(found)


def _numbered(wanted: str, taken: set[str]) -> str:
    """As the reader of the pages numbers ids that would be there twice."""
    number, name = 0, wanted
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _shown(words: str) -> str:
    """The words of a heading as they are read."""
    return unescape(re.sub(r"(?<!\\)[*`]", "", _LINKED.sub(r"\1", words))).replace("\\", "")
