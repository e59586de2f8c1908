"""Clause ids in a Word file: bookmarks inside the heading's own paragraph, and links that jump to them.

Pandoc puts a bookmark before its paragraph, where Word loses it as soon as somebody types a line above it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from schemekit.text.formatted.bookmarks import is_bookmark
from schemekit.word.docx_file import element, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ANCHOR = re.compile(r"x(sk\d+_\w+)")


def set_bookmarks(root: Element) -> None:
    """Give each heading its bookmark inside its paragraph, rename links to fit, and number all bookmarks afresh."""
    ends = {end.get(w("id")): end for end in root.iter(w("bookmarkEnd"))}
    targets = {_name(link.get(w("anchor")) or "") for link in root.iter(w("hyperlink"))}
    for number, start in enumerate(list(root.iter(w("bookmarkStart"))), 1):
        name = _name(start.get(w("name")) or "")
        end = ends.get(start.get(w("id")))
        if not is_bookmark(name) and name not in targets:
            _remove(start, end)
            continue
        start.set(w("name"), name)
        start.set(w("id"), str(number))
        _into_paragraph(start, end, number)
    for link in root.iter(w("hyperlink")):
        anchor = link.get(w("anchor"))
        if anchor:
            link.set(w("anchor"), _name(anchor))


def _name(anchor: str) -> str:
    found = _ANCHOR.fullmatch(anchor)
    return f"_{found[1]}" if found else anchor


def _into_paragraph(start: Element, end: Element | None, number: int) -> None:
    """A bookmark that stands between paragraphs moves into the next one, and ends with it."""
    parent = start.getparent()
    if parent is None or parent.tag in (w("p"), w("hyperlink"), w("ins"), w("del")):
        if end is not None:
            end.set(w("id"), str(number))
        return
    paragraph = start.getnext()
    while paragraph is not None and paragraph.tag != w("p"):
        paragraph = paragraph.getnext()
    _remove(start, end)
    if paragraph is None:
        return
    first = 1 if len(paragraph) and paragraph[0].tag == w("pPr") else 0
    paragraph.insert(first, start)
    paragraph.append(element("bookmarkEnd", id=number))


def _remove(*elements: Element | None) -> None:
    for found in elements:
        parent = found.getparent() if found is not None else None
        if found is not None and parent is not None:
            parent.remove(found)
