"""The table of contents of a Word file: a real field, filled already, so that no program asks before it shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from schemekit.word.docx_file import element, field_runs, run, w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DEPTH = 2
"""How many levels of clauses the contents list."""
PLACE = "schemekit-contents"
"""The words of the paragraph that the contents take the place of."""


def fill_contents(root: Element) -> None:
    """Put the contents where their place is held."""
    place = next((found for found in root.iter(w("p")) if is_place(found)), None)
    if place is None:
        return
    entries = [_entry(heading) for heading in root.iter(w("p")) if _is_listed(heading)]
    parent = place.getparent()
    if parent is None:
        return
    if entries:
        code = f'TOC \\o "1-{DEPTH}" \\h \\z \\u'
        begin, instruction, middle, _, end = field_runs(code, "")
        entries[0][1:1] = [begin, instruction, middle]
        entries[-1].append(end)
    at = parent.index(place)
    parent[at:at + 1] = entries


def number_pages(root: Element, pages: Mapping[str, int]) -> None:
    """Write the page of each clause into the contents."""
    for link in root.iter(w("hyperlink")):
        shown = [run for run in link.iter(w("r")) if run.find(w("t")) is not None]
        fields = link.findall(f"{w('r')}/{w('instrText')}")
        page = pages.get(link.get(w("anchor")) or "")
        if fields and shown and page:
            words = shown[-1].find(w("t"))
            if words is not None:
                words.text = str(page)


def _is_listed(heading: Element) -> bool:
    return _level(heading) in range(1, DEPTH + 1) and heading.find(w("bookmarkStart")) is not None


def _level(paragraph: Element) -> int:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    name = (style.get(w("val")) or "") if style is not None else ""
    return int(name[-1]) if name.startswith("Heading") and name[-1].isdigit() else 0


def _entry(heading: Element) -> Element:
    """The line for a heading: its number, its words and the page that its bookmark is on."""
    bookmark = heading.find(w("bookmarkStart"))
    name = (bookmark.get(w("name")) or "") if bookmark is not None else ""
    counted, words = _parts(heading)
    # An annex's number is too wide for the column of numbers: a blank follows it, in the heading too.
    gap = run(" ") if " " in counted else element("r", element("tab"))
    runs = [*([run(counted), gap] if counted else []), run(words), element("r", element("tab")),
            *field_runs(f"PAGEREF {name} \\h", "")]
    link = element("hyperlink", *runs, anchor=name, history=1)
    return element("p", element("pPr", element("pStyle", val=f"TOC{_level(heading)}")), link)


def _parts(heading: Element) -> tuple[str, str]:
    """A heading's number and its words; what is deleted in a redline is not said."""
    number, words = "", ""
    for found in heading.iter(w("r")):
        style = found.find(f"{w('rPr')}/{w('rStyle')}")
        said = "".join(text.text or "" for text in found.iter(w("t")))
        if style is not None and style.get(w("val")) == "SectionNumber":
            number += said
        elif style is None or style.get(w("val")) != "FootnoteReference":
            words += said
    return number, words.strip()


def is_place(paragraph: Element) -> bool:
    """Whether a paragraph only holds the place of the contents."""
    return _words(paragraph) == PLACE


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))
