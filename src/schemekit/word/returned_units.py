"""A Word file's text as units, with bookmarks, tracked changes and comments.

It is read part by part, not through pandoc, which loses the bookmarks of headings, moves, and the ends of paragraphs.
What the units say against the text that was sent is for `text.returning`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from schemekit.errors import HostileContentError
from schemekit.text.formatted.bookmarks import is_bookmark
from schemekit.text.returning.unit import Mark, Run, Unit, UnitKind
from schemekit.text.returning.words import CELL, NOTE, OWN_SIGNS
from schemekit.word.docx_file import WORD
from schemekit.word.package import Package, parsed
from schemekit.word.plain_lines import words_of
from schemekit.word.returned_fields import Fields
from schemekit.word.returned_styles import CONTENTS, Styles, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NUMBER = re.compile(r"\s*(?:(?:[A-Z]{1,2}\.)?\d+(?:\.\d+)*|[^\W\d]+ [A-Z]{1,2})[.:)]?(?=\s|$)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_THROUGH = frozenset({"smartTag", "customXml", "sdt", "sdtContent", "dir", "bdo", "fldSimple", "ruby", "rubyBase"})
_SPACES = WORD | {"http://schemas.openxmlformats.org/markup-compatibility/2006",
                  "http://schemas.openxmlformats.org/officeDocument/2006/math",
                  "http://purl.oclc.org/ooxml/officeDocument/math"}
_MOST_OPEN = 100
"""Comments that may be open at one place."""
_MOST_UNITS, _MOST_RUNS = 100_000, 1_000_000


@dataclass(slots=True)
class Remark:
    """A comment as it is put to the text. Shape: `passage` holds the runs it was put to; `unit` where it begins."""

    id: str
    unit: int
    passage: list[Run] = field(default_factory=list)

    @property
    def quoted(self) -> str:
        """The words it was put to: `at least [deleted: 8] [inserted: 16] hours` where some of them went."""
        kinds = {run.deleted is not None for run in self.passage if run.text.strip()}
        if kinds != {True, False}:
            return "".join(run.text for run in self.passage)
        told = ""
        for mark, runs in groupby(self.passage, key=_tracked):
            words = "".join(run.text for run in runs)
            told += f" [{mark}: {words.strip()}] " if mark and words.strip() else words
        return told


def _tracked(run: Run) -> str:
    return "deleted" if run.deleted is not None else "inserted" if run.inserted is not None else ""


@dataclass(kw_only=True)
class ReadText:
    """What was read.

    Shape: `units` are all paragraphs and rows in order, empty ones too; `notes` the footnotes by id; `oddities` what
    cannot be carried over, each with the place of its unit.
    """

    units: list[Unit] = field(default_factory=list)
    notes: dict[str, Unit] = field(default_factory=dict)
    remarks: dict[str, Remark] = field(default_factory=dict)
    oddities: list[tuple[int, str]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def read_text(package: Package) -> ReadText:
    """The text of a Word file that was looked through."""
    reader = _Reader(package)
    reader.body()
    return reader.found


@dataclass(frozen=True, slots=True)
class _Way:
    """What runs on the way to a run: who inserted or deleted it, and where it leads."""

    inserted: Mark | None = None
    deleted: Mark | None = None
    link: str = ""



class _Paragraph:
    """What is gathered of a paragraph or a row."""

    def __init__(self) -> None:
        self.runs: list[Run] = []
        self.anchors: list[str] = []
        self.number = ""
        self.has_number = False      # whether our computed number may stand at its beginning
        self.is_in_contents = False


class _Reader:
    def __init__(self, package: Package) -> None:
        self.found = ReadText()
        self._package = package
        self._styles = Styles.of(package)
        self._fields = Fields()
        self._open: list[str] = []      # comments that are being put to the words that are read
        self._table = 0
        self._addresses = package.addresses(package.main)
        self._notes = {kind: {value_of(note, "id"): note for note in _part(package, f"{kind}s")}
                       for kind in ("footnote", "endnote")}

    def body(self) -> None:
        for body in parsed(self._package.parts[self._package.main]):
            if _name(body) == "body":
                self._blocks(body)

    def _blocks(self, parent: Element) -> None:
        for child in parent:
            name = _name(child)
            if name == "p":
                self._add(self._paragraph(child))
            elif name == "tbl":
                self._rows(child)
            elif (name in _THROUGH and not self._is_contents(child)) or name in ("ins", "del", "moveFrom", "moveTo"):
                self._blocks(child)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._remark(child, len(self.found.units))

    def _is_contents(self, element: Element) -> bool:
        """Whether a content control is the contents that Word made, with nothing in it but their lines."""
        return any("contents" in value_of(found, "val").lower() for found in element.iterfind(
            "{*}sdtPr/{*}docPartObj/{*}docPartGallery")) and all(
                self._styles.shape(found).style.startswith(CONTENTS) for found in element.iter("{*}p")
                if any((words.text or "").strip() for words in found.iter("{*}t")))

    def _add(self, unit: Unit) -> None:
        if len(self.found.units) >= _MOST_UNITS or len(self.found.runs) > _MOST_RUNS:
            raise HostileContentError(
                "the file was not read", why=f"it has more than {_MOST_UNITS} paragraphs and rows",
                fix="send the text in parts, a Word file for each")
        self.found.units.append(unit)

    def _paragraph(self, element: Element) -> Unit:
        gathered, shape = _Paragraph(), self._styles.shape(element)
        gathered.has_number = shape.kind is UnitKind.HEADING or any(
            is_bookmark(value_of(mark, "name")) for mark in element.iter("{*}bookmarkStart"))
        gathered.is_in_contents = shape.style.startswith(CONTENTS)
        self._inside(element, gathered, _Way())
        inserted, deleted = _end_marks(element)
        if inserted or deleted:
            self._run(gathered, "", _Way(inserted, deleted), frozenset())
        return Unit(kind=shape.kind, runs=tuple(gathered.runs), level=shape.level, is_ordered=shape.is_ordered,
                    anchors=tuple(gathered.anchors), number=gathered.number, inserted=inserted, deleted=deleted,
                    place=len(self.found.units), style=shape.style)

    def _rows(self, table: Element) -> None:
        self._table += 1
        number = self._table
        for row in _through(table, "tr"):
            gathered = _Paragraph()
            for place, cell in enumerate(_through(row, "tc")):
                if place:
                    self._run(gathered, CELL, _Way(), frozenset())
                self._cell(cell, gathered)
                for _ in range(_span(cell) - 1):
                    self._run(gathered, CELL, _Way(), frozenset())
            properties = row.find("{*}trPr")
            inserted, deleted = (_mark(_child(properties, kind)) for kind in ("ins", "del"))
            runs = [run._replace(inserted=run.inserted or inserted, deleted=run.deleted or deleted)
                    for run in gathered.runs]
            self._add(Unit(kind=UnitKind.ROW, runs=tuple(runs), anchors=tuple(gathered.anchors), inserted=inserted,
                           deleted=deleted, table=number, place=len(self.found.units), style="table"))

    def _cell(self, cell: Element, gathered: _Paragraph) -> None:
        """The words of a cell, those of a table inside it too, as one line."""
        for element in cell.iter("{*}p"):
            if any(_name(above) == "txbxContent" for above in element.iterancestors()):
                continue
            if gathered.runs and gathered.runs[-1].text not in ("", CELL):
                self._run(gathered, "\n", _Way(), frozenset())
            self._inside(element, gathered, _Way())

    def _inside(self, parent: Element, gathered: _Paragraph, way: _Way) -> None:
        for child in parent:
            name = _name(child)
            if name == "r":
                self._read_run(child, gathered, way)
            elif name in ("ins", "moveTo"):
                self._inside(child, gathered, _Way(_mark(child), way.deleted, way.link))
            elif name in ("del", "moveFrom"):
                self._inside(child, gathered, _Way(way.inserted, _mark(child), way.link))
            elif name == "hyperlink":
                self._inside(child, gathered, _Way(way.inserted, way.deleted, self._target(child)))
            elif name in _THROUGH:
                self._inside(child, gathered, way)
            elif name == "bookmarkStart" and is_bookmark(value_of(child, "name")):
                gathered.anchors.append(value_of(child, "name"))
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._remark(child, len(self.found.units))
            elif name in ("oMath", "oMathPara"):
                self._odd("an equation", "".join(word.text or "" for word in child.iter("{*}t")))

    def _read_run(self, element: Element, gathered: _Paragraph, way: _Way) -> None:
        look, style = self._styles.look(element)
        for child in element:
            name = _name(child)
            if name == "fldChar":
                self._fields.mark(value_of(child, "fldCharType"))
            elif name in ("instrText", "delInstrText"):
                self._fields.add(words_of(child))
            elif name in ("footnoteReference", "endnoteReference"):
                self._note(child, name.removesuffix("Reference"), gathered, way)
            elif name == "commentReference":
                self.found.remarks.setdefault(value_of(child, "id"),
                                              Remark(value_of(child, "id"), len(self.found.units)))
            elif name in ("drawing", "pict", "object", "AlternateContent"):
                self._drawn(child)
            elif words := _words(child, name):
                self._say(gathered, words, way, look, style)

    def _say(self, gathered: _Paragraph, words: str, way: _Way, look: frozenset[str], style: str) -> None:
        if self._fields.hide or (gathered.is_in_contents and self._fields.is_contents):
            return
        words = unicodedata.normalize("NFC", words.translate(OWN_SIGNS))
        # Our number stands at the beginning of a heading and nowhere else: in a sentence such a run is words.
        if style == "section number" and gathered.has_number and not any(run.text.strip() for run in gathered.runs):
            number = _NUMBER.match(words)
            gathered.number += number[0] if number else ""
            words = words[number.end() :] if number else words
            look = frozenset()
        link = way.link if self._fields.link is None else self._fields.link
        if words:
            self._run(gathered, words, _Way(way.inserted, way.deleted, link), look)

    def _run(self, gathered: _Paragraph, words: str, way: _Way, look: frozenset[str], note: str = "") -> None:
        run = Run(words, look, way.link, note, way.inserted, way.deleted, len(self.found.runs))
        self.found.runs.append(run)
        gathered.runs.append(run)
        if way.deleted is None or words.strip():
            for comment in self._open:
                self.found.remarks[comment].passage.append(run)

    def _note(self, element: Element, kind: str, gathered: _Paragraph, way: _Way) -> None:
        number = value_of(element, "id")
        note = self._notes[kind].get(number)
        if note is None:
            return
        name = f"{kind}{number}"
        self._run(gathered, NOTE, way, frozenset(), name)
        if name in self.found.notes:
            return
        inside = _Paragraph()
        opened, self._open, fields, self._fields = self._open, [], self._fields, Fields()
        for place, paragraph in enumerate(note.iter("{*}p")):
            if place and inside.runs:
                self._run(inside, "\n", _Way(way.inserted, way.deleted), frozenset())
            self._inside(paragraph, inside, _Way(way.inserted, way.deleted))
        self._open, self._fields = opened, fields
        self.found.notes[name] = Unit(kind=UnitKind.NOTE, runs=tuple(inside.runs), place=len(self.found.units),
                                      inserted=way.inserted, deleted=way.deleted)

    def _remark(self, element: Element, unit: int) -> None:
        name = value_of(element, "id")
        if _name(element) == "commentRangeEnd":
            self._open = [other for other in self._open if other != name]
            return
        self.found.remarks[name] = Remark(name, unit)
        if len(self._open) < _MOST_OPEN:
            self._open.append(name)

    def _target(self, link: Element) -> str:
        anchor = value_of(link, "anchor")
        address = self._addresses.get(value_of(link, "id"), "")
        return f"{address}#{anchor}" if anchor else address

    def _drawn(self, element: Element) -> None:
        boxes = ["".join(word.text or "" for word in box.iter("{*}t")) for box in element.iter("{*}txbxContent")]
        words = next((box for box in boxes if box.strip()), "")   # the same box may stand there twice, for old programs
        if words:
            self._odd("a text box", words)
        elif any(True for _ in element.iter("{*}blip", "{*}imagedata", "{*}chart")):
            described = next((str(shape.get("descr") or "") for shape in element.iter("{*}docPr")), "")
            self._odd("a picture", described)

    def _odd(self, what: str, words: str) -> None:
        said = f"{what} ('{' '.join(words.split())[:200]}')" if words.strip() else what
        self.found.oddities.append((len(self.found.units), said))


def _words(element: Element, name: str) -> str:
    if name in ("t", "delText"):
        return words_of(element)
    if name == "sym":
        code = value_of(element, "char")
        return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and not code.startswith(("D", "d")) else ""
    if name == "br":
        return "" if value_of(element, "type") in ("page", "column") else "\n"
    return {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")


def _end_marks(paragraph: Element) -> tuple[Mark | None, Mark | None]:
    """Who put in or took out the end of a paragraph."""
    properties = paragraph.find("{*}pPr/{*}rPr")
    inserted = _mark(_child(properties, "ins")) or _mark(_child(properties, "moveTo"))
    return inserted, _mark(_child(properties, "del")) or _mark(_child(properties, "moveFrom"))


def _mark(element: Element | None) -> Mark | None:
    if element is None:
        return None
    date = _DATE.match(value_of(element, "date"))
    return Mark(" ".join(value_of(element, "author").split())[:200], date[0] if date else "")


def _child(parent: Element | None, name: str) -> Element | None:
    return parent.find(f"{{*}}{name}") if parent is not None else None


def _through(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    for child in parent:
        if _name(child) == name:
            yield child
        elif _name(child) in _THROUGH:
            yield from _through(child, name)


def _span(cell: Element) -> int:
    """How many columns a cell takes."""
    spanned = cell.find("{*}tcPr/{*}gridSpan")
    value = value_of(spanned)
    return min(int(value), 64) if value.isdecimal() and int(value[:9]) > 0 else 1




def _part(package: Package, kind: str) -> Iterator[Element]:
    name = package.linked(kind)
    if name:
        for element in parsed(package.parts[name]):
            if value_of(element, "type") in ("", "normal"):
                yield element


def _name(element: Element) -> str:
    """An element's name, empty for one of another language than a Word file's text: its words are none here."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space[1:] in _SPACES else ""
