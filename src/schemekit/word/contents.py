"""The table of contents of a Word file: a real field, filled already, so that no program asks before it shows it."""

from __future__ import annotations

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
    place = next((found for found in root.iter(w("p")) if _words(found) == PLACE), None)
    if place is None:
        return
    entries = [entry for heading in root.iter(w("p")) if (entry := _entry(heading)) is not None]
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


def _entry(heading: Element) -> Element | None:
    """The line for a heading: its number, its words and the page that its bookmark is on."""
    style = heading.find(f"{w('pPr')}/{w('pStyle')}")
    level = (style.get(w("val")) or "") if style is not None else ""
    bookmark = heading.find(w("bookmarkStart"))
    if level not in {f"Heading{number}" for number in range(1, DEPTH + 1)} or bookmark is None:
        return None
    name = bookmark.get(w("name")) or ""
    number, words = _parts(heading)
    runs = [*([run(number), element("r", element("tab"))] if number else []), run(words), element("r", element("tab")),
            *field_runs(f"PAGEREF {name} \\h", "")]
    link = element("hyperlink", *runs, anchor=name, history=1)
    return element("p", element("pPr", element("pStyle", val=f"TOC{level[-1]}")), link)


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


def _words(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(w("t")))
