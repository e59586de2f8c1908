"""What a Word file shows beside the words of its paragraphs, or instead of them.

Two files with the same words may read differently: by fields, marks of lists, drawn letters, bound controls, cells that
hide others, looks that leave nothing to be seen. All of it is told in words, for the file that went out and for the one
that came back, and what only the second has is a note.
Basis: docs/decisions/0025-a-returned-file-is-read-against-what-was-sent.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from schemekit.word.package import Package, parsed
from schemekit.word.plain_lines import word_name, words_of
from schemekit.word.returned_styles import CONTENTS, Styles, value_of
from schemekit.word.shown_fields import strange_fields
from schemekit.word.shown_looks import HARMLESS, strange_looks

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SHOWN, _MOST_LOOKED, MOST = 200, 400, 200
"""Characters that are told of a place, elements that are gone through for them, and the most that is told."""
_PLACES = {"header": "head", "footer": "foot", "footnotes": "note", "endnotes": "note"}
_WHERE = {"text": "", "head": ", in the head of a page", "foot": ", at the foot of a page", "note": ", in a footnote"}
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_CELLS = {"cellDel": "a cell that was taken out with tracking", "cellIns": "a cell that was put in with tracking",
          "cellMerge": "cells that were joined with tracking"}
_KNOWN = frozenset({
    "document", "body", "hdr", "ftr", "footnotes", "endnotes", "footnote", "endnote", "p", "r", "t", "tab", "br",
    "cr", "ptab", "sym", "noBreakHyphen", "softHyphen", "tbl", "tr", "tc", "ins", "del", "delText", "moveFrom",
    "moveTo", "instrText", "delInstrText", "fldChar", "fldSimple", "hyperlink", "bookmarkStart", "bookmarkEnd",
    "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "endnoteReference",
    "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "continuationNotice",
    "proofErr", "permStart", "permEnd", "lastRenderedPageBreak", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "sdt", "sdtPr", "sdtEndPr", "sdtContent", "smartTag", "smartTagPr",
    "customXml", "customXmlPr", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "tblGrid", "gridCol", "tblPrEx", "drawing", "pict",
    "object", "txbxContent", "rPr", "pPr", "tblPr", "trPr", "tcPr", "sectPr", "ruby", "rubyBase", "rt", "rubyPr",
})
"""What a text is made of. Text boxes, pictures and drawn words are told by those who read them."""
_MARK = re.compile(r"%\d")
_SAYS = re.compile(r"[^\W_]")


def shown_of(package: Package, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What a file shows beside its words and what is `known`, each told once; at most MOST, as no text has more."""
    found = dict[str, None]()
    for told in _all(package):
        if told not in known:
            found[told] = None
        if len(found) >= MOST:
            break
    return tuple(found)


class _Near:
    """The words around elements, each place gone through once: thousands of properties may stand in one."""

    def __init__(self) -> None:
        self._known: dict[Element, str] = {}

    def words(self, element: Element, name: str) -> str:
        """The beginning of the words around an element, up to a paragraph, a cell or what is named."""
        found = next((above for above in element.iterancestors() if word_name(above) == name), element)
        if found not in self._known:
            self._known[found] = _text(found)
        return self._known[found] or (self.words(found, "p") if name == "r" else "")


def _all(package: Package) -> Iterator[str]:
    styles = Styles.of(package)
    yield from _part(parsed(package.parts[package.main]), "text", styles)
    for kind, name in sorted(set(package.links(package.main).values())):
        if kind in _PLACES and name in package.parts:
            root = parsed(package.parts[name])
            yield from _part(root, _PLACES[kind], styles)
            yield from _separators(root)
            yield from _pictures(package, name, _PLACES[kind])
    yield from _styles(package)
    yield from _lists(package)


def _part(root: Element, place: str, styles: Styles) -> Iterator[str]:
    where, near = _WHERE[place], _Near().words
    contents = frozenset(paragraph for paragraph in root.iter("{*}p") if word_name(paragraph) == "p"
                         and styles.shape(paragraph).style.startswith(CONTENTS))
    for mark, told in strange_fields(root, place, contents):
        yield (f"a field that writes words of its own ('{told[:_SHOWN]}') is not taken over{where}:"
               f" '{near(mark, 'p')}'")
    for element in root.iter("*"):
        name, holder = word_name(element), element.getparent()
        local = str(element.tag).rpartition("}")[2]
        above = word_name(holder) if holder is not None else ""
        if local == "textpath" and value_of(element, "string").strip():
            yield f"drawn letters are not taken over{where}: '{value_of(element, 'string').strip()[:_SHOWN]}'"
        elif local == "t" and not name and element.text and _is_drawn(element):
            yield f"words in a drawing are not taken over{where}: '{element.text.strip()[:_SHOWN]}'"
        elif local == "dataBinding":
            yield (f"a control shows words that are kept elsewhere in the file{where}, here as"
                   f" '{near(element, 'sdt')}'; look at it in the file")
        elif name in _CELLS:
            yield f"{_CELLS[name]} is not taken over: '{near(element, 'tc')}'; look at it in the file"
        elif name == "vMerge" and value_of(element) != "restart" and (words := near(element, "tc")):
            yield f"a cell that is joined to the one above it hides its words: '{words}'; look at it in the file"
        elif name in HARMLESS:
            yield from (f"{told}{where}: '{near(element, _OF[name])}'; look at it in the file"
                        for told in strange_looks(element) if name != "rPr" or above != "pPr")
        elif name in ("drawing", "pict", "object") and not _is_told(element):
            yield f"a drawn shape, which may cover words{where}: '{near(element, 'p')}'; look at it in the file"
        elif name and name not in _KNOWN and not _is_inside(element):
            yield (f"something that changes what is shown ({name}) is not taken over{where}: '{near(element, 'p')}';"
                   " look at it in the file")


_OF = {"rPr": "r", "pPr": "p", "tblPr": "tbl", "trPr": "tr", "tcPr": "tc", "sectPr": "body"}
_HOLDERS = frozenset({*HARMLESS, "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblGrid", "rubyPr", "tblPrEx",
                      "ffData"})


def _is_told(drawing: Element) -> bool:
    """Whether a drawing is a picture or a box of words, which those who read the text tell."""
    return any(True for _ in drawing.iter("{*}blip", "{*}imagedata", "{*}chart", "{*}txbxContent", "{*}textpath"))


def _is_drawn(element: Element) -> bool:
    return "drawingml" in str(element.tag) and any(word_name(above) in ("drawing", "pict", "object")
                                                   for above in element.iterancestors())


def _is_inside(element: Element) -> bool:
    """Whether an element is a property or a part of one, which is looked at where its holder is."""
    return any(word_name(above) in _HOLDERS for above in islice(element.iterancestors(), 6))


def _separators(root: Element) -> Iterator[str]:
    """Words in the lines above the footnotes, which stand on every page that has some."""
    for note in root:
        is_line = word_name(note) in ("footnote", "endnote") and value_of(note, "type") in _SEPARATORS
        if is_line and (words := _text(note)):
            yield f"the line above the footnotes holds words, which are not taken over: '{words}'"


def _pictures(package: Package, part: str, place: str) -> Iterator[str]:
    """The pictures of a head or a foot, by what is in them: words can be painted too."""
    for kind, name in package.links(part).values():
        if kind == "image" and name in package.parts:
            digest = hashlib.sha256(package.parts[name]).hexdigest()[:8]
            yield f"a picture is not taken over{_WHERE[place]} ({digest}); look at it in the file"


def _styles(package: Package) -> Iterator[str]:
    part = package.linked("styles")
    for style in parsed(package.parts[part]).iter("{*}style", "{*}docDefaults") if part else ():
        name = value_of(style.find("{*}name")) or "all words"
        for holder in style.iter("{*}rPr", "{*}pPr", "{*}tblPr", "{*}trPr", "{*}tcPr"):
            if word_name(holder) in HARMLESS:
                yield from (f"{told}, by the style '{name[:60]}'; look at it in the file"
                            for told in strange_looks(holder))


def _lists(package: Package) -> Iterator[str]:
    part = package.linked("numbering")
    for element in parsed(package.parts[part]).iter() if part else ():
        name, words = word_name(element), value_of(element).strip()
        if name == "lvlText" and words != "o" and _SAYS.search(_MARK.sub("", words)):
            yield f"the mark before the items of a list is words, which are not taken over: '{words[:_SHOWN]}'"
        elif name == "numFmt" and value_of(element, "format"):
            yield f"the numbers of a list are written in a way of their own: '{value_of(element, 'format')[:_SHOWN]}'"
        elif name in ("start", "startOverride") and words not in ("", "0", "1"):
            yield f"a list begins at {words[:20]}, which is not taken over"


def _text(element: Element) -> str:
    """The first words in an element. However much it holds, no more of it is gone through than is shown."""
    words = list[str]()
    for inside in islice(element.iter("*"), _MOST_LOOKED):
        name = word_name(inside)
        if name in ("t", "delText"):
            words.append(words_of(inside)[:_SHOWN])
        elif name in ("p", "tc", "tab", "br"):
            words.append(" ")
    return " ".join("".join(words).split())[:_SHOWN]
