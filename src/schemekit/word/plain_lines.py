"""The words of a Word file as a plain reader sees them, paragraph by paragraph, whatever they stand in.

It knows nothing of units, clauses or lists, on purpose: what the careful reading of `returned_units` passes over is
found by comparing with this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemekit.text.returning.words import words_in
from schemekit.word.docx_file import WORD
from schemekit.word.package import Package, parsed
from schemekit.word.returned_styles import Styles, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_GAPS = frozenset({"tab", "ptab", "br", "cr"})
_COUNTS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|PAGEREF)\b")
_PLACES = {"header": "head", "footer": "foot"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """The words of a paragraph with its tracked changes accepted.

    Shape: `place` is text, head, foot or note; `style` its style's own name in small letters; `marks` the bookmarks.
    `struck`, `hidden` and `raised` are the words of it that are struck through, not shown, or raised or lowered;
    `links` are words and where they
    lead: `#bookmark` or an address.
    """

    words: str
    place: str = "text"
    style: str = ""
    marks: tuple[str, ...] = ()
    is_in_table: bool = False
    struck: str = ""
    hidden: str = ""
    raised: str = ""
    links: tuple[tuple[str, str], ...] = ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is compared of its words."""
        return tuple(word.key for word in words_in(self.words))


def word_name(element: Element) -> str:
    """An element's name where it is one of WordprocessingML, else empty."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space[1:] in WORD else ""


def words_of(element: Element) -> str:
    """The words of a `w:t`, also behind a comment or an instruction of XML that stands in it."""
    return (element.text or "") + "".join(inside.tail or "" for inside in element)


def lines_of(package: Package) -> list[Line]:
    """All paragraphs with words: of the text and what floats in it, of heads and feet, footnotes and endnotes."""
    styles = Styles.of(package)
    reader = _Lines(styles, "text", package.addresses(package.main))
    reader.read(parsed(package.parts[package.main]))
    found = reader.found
    for kind in ("footnote", "endnote"):
        part = package.linked(f"{kind}s")
        for note in parsed(package.parts[part]) if part else ():
            if value_of(note, "type") in ("", "normal") and (kind, value_of(note, "id")) in reader.notes:
                found += _lines(styles, "note", note)
    for kind, part in sorted(set(package.links(package.main).values())):
        if kind in _PLACES and part in package.parts:
            found += _lines(styles, _PLACES[kind], parsed(package.parts[part]))
    return [line for line in found if line.words.strip()]


def _lines(styles: Styles, place: str, root: Element) -> list[Line]:
    reader = _Lines(styles, place)
    reader.read(root)
    return reader.found


class _Open:
    """A paragraph that is being read."""

    def __init__(self, style: str, style_id: str = "") -> None:
        self.style_id = style_id
        self.style, self.words, self.marks = style, list[str](), list[str]()
        self.struck, self.hidden, self.raised = list[str](), list[str](), list[str]()
        self.links: list[tuple[str, list[str]]] = []


class _Field:
    """A field that is open. Shape: `counts` says that it shows a number of pages, which programs work out."""

    def __init__(self) -> None:
        self.pieces = list[str]()
        self.counts = False


class _Lines:
    def __init__(self, styles: Styles, place: str, addresses: Mapping[str, str] = MappingProxyType({})) -> None:
        self.found: list[Line] = []
        self.notes: set[tuple[str, str]] = set()
        self._styles, self._place, self._addresses = styles, place, addresses
        self._link: list[str] | None = None
        self._looks: frozenset[str] = frozenset()
        self._fields: list[_Field] = []
        self._counting = 0                  # open fields that count pages
        self._tables: list[str] = []        # the styles of those that are open
        self._held: _Open | None = None     # a paragraph whose end was taken out, so that the next one goes on in it

    def read(self, root: Element) -> None:
        self._walk(root, _Open(""))
        self._close_held()

    def _walk(self, parent: Element, opened: _Open) -> None:
        for child in parent:
            name = word_name(child)
            if name == "p":
                self._paragraph(child)
            elif name in ("del", "moveFrom") or (name == "tr" and _is_gone(child)):
                continue
            elif name == "tbl":
                self._tables.append(value_of(child.find("{*}tblPr/{*}tblStyle")))
                self._walk(child, opened)
                self._tables.pop()
            elif name in ("t", "delText"):
                self._say(opened, words_of(child))
            elif name in _GAPS and word_name(parent) == "r":
                opened.words.append(" ")
            elif name in ("noBreakHyphen", "sym"):
                opened.words.append("-" if name == "noBreakHyphen" else _sign(child))
            elif name == "fldChar":
                self._field(value_of(child, "fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1].pieces.append(words_of(child))
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.add((name.removesuffix("Reference"), value_of(child, "id")))
            elif name == "bookmarkStart":
                opened.marks.append(value_of(child, "name"))
            elif name == "r":
                before, self._looks = self._looks, self._styles.unshown(child, opened.style_id, self._tables)
                self._walk(child, opened)
                self._looks = before
            elif name == "hyperlink":
                before_link, self._link = self._link, list[str]()
                opened.links.append((self._target(child), self._link))
                self._walk(child, opened)
                self._link = before_link
            elif isinstance(child.tag, str):
                self._walk(child, opened)

    def _target(self, link: Element) -> str:
        anchor = value_of(link, "anchor")
        return self._addresses.get(value_of(link, "id"), "") + (f"#{anchor}" if anchor else "")

    def _paragraph(self, element: Element) -> None:
        held, self._held = self._held, None
        opened = held or _Open(self._styles.shape(element).style, self._styles.id_of(element))
        self._walk(element, opened)
        self._close_held()
        if _is_end_gone(element):
            self._held = opened
        else:
            self._add(opened)

    def _close_held(self) -> None:
        if self._held is not None:
            self._add(self._held)
            self._held = None

    def _add(self, opened: _Open) -> None:
        self.found.append(Line(words=" ".join("".join(opened.words).split()), place=self._place, style=opened.style,
                               marks=tuple(opened.marks), is_in_table=bool(self._tables),
                               struck=" ".join("".join(opened.struck).split()),
                               hidden=" ".join("".join(opened.hidden).split()),
                               raised=" ".join("".join(opened.raised).split()),
                               links=tuple((" ".join("".join(words).split()), to) for to, words in opened.links)))

    def _say(self, opened: _Open, words: str) -> None:
        # The number of a page is worked out by the program that shows it.
        if self._place in ("head", "foot") and self._counting and words.strip().isdigit():
            return
        opened.words.append(words)
        if "strike" in self._looks:
            opened.struck.append(words)
        if "vanish" in self._looks:
            opened.hidden.append(words)
        if "raised" in self._looks:
            opened.raised.append(words)
        if self._link is not None:
            self._link.append(words)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields and not self._fields[-1].counts:
            field = self._fields[-1]
            field.counts = _COUNTS.match("".join(field.pieces)) is not None   # put together once, not for each run
            self._counting += field.counts
        elif kind == "end" and self._fields:
            self._counting -= self._fields.pop().counts


def _is_gone(row: Element) -> bool:
    return any(word_name(mark) == "del" for properties in row if word_name(properties) == "trPr" for mark in properties)


def _is_end_gone(paragraph: Element) -> bool:
    return any(word_name(mark) in ("del", "moveFrom") for mark in _end(paragraph))


def _end(paragraph: Element) -> Iterator[Element]:
    for properties in paragraph:
        if word_name(properties) == "pPr":
            for inside in properties:
                if word_name(inside) == "rPr":
                    yield from inside


def _sign(element: Element) -> str:
    code = value_of(element, "char")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Ca-cE-Fe-f][0-9A-Fa-f]{3}", code) else ""
