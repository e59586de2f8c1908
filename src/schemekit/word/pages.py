"""On which page of a Word file each clause will stand, worked out as an office program does when it opens the file.

The contents need page numbers before any program has laid the text out, and an empty or stale list makes Word ask its
reader. Measures are those of our own styles in Arial, or the fonts with its widths; Word's own "Update field" replaces
the numbers. A test holds them against LibreOffice's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from schemekit.text.formatted.letters import BOLD, BREAKS, letter_width
from schemekit.text.formatted.widths import LINE, SIDES, SIZE, SMALL_SIDES, SMALL_SIZE
from schemekit.word.docx_file import w

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_HEIGHT, _WIDTH = 13776, LINE   # twips of text on an A4 page with our margins
_LINE = 1.13                    # of the size: Arial's ascent and descent, as measured in what LibreOffice lays out
_CELL_ENDS, _CELL_LINE = 114, 252


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What of a style takes room. Units: twips; `size` half points; `line` 240 for single."""

    size: int = 21
    is_bold: bool = False
    before: int = 0
    after: int = 0
    line: int = 240
    left: int = 0
    right: int = 0
    keeps_next: bool = False

    @property
    def line_height(self) -> float:
        return self.size * 10 * _LINE * self.line / 240


@dataclass
class _Styles:
    """The styles by id, each with what it takes over from the one it builds on."""

    root: Element
    known: dict[str, _Style] = field(default_factory=dict)

    @cached_property
    def _elements(self) -> dict[str, Element]:
        return {style.get(w("styleId")) or "": style for style in self.root.iter(w("style"))}

    @cached_property
    def defaults(self) -> _Style:
        found = self.root.find(w("docDefaults"))
        return _Style() if found is None else _changed(_Style(), found)

    def of(self, style_id: str, depth: int = 0) -> _Style:
        if style_id not in self.known:
            style = self._elements.get(style_id)
            based = style.find(w("basedOn")) if style is not None and depth < 20 else None
            base = self.of(based.get(w("val")) or "", depth + 1) if based is not None else self.defaults
            self.known[style_id] = base if style is None else _changed(base, style)
        return self.known[style_id]


def _changed(style: _Style, element: Element) -> _Style:
    """A style with what an element (a style, or a paragraph's properties) says otherwise."""
    found: dict[str, int | bool] = {}
    for name, attribute, key in (("sz", "val", "size"), ("spacing", "before", "before"), ("spacing", "after", "after"),
                                 ("spacing", "line", "line"), ("ind", "left", "left"), ("ind", "right", "right")):
        for held in element.iter(w(name)):
            value = (held.get(w(attribute)) or "").lstrip("-")
            if value.isdigit():
                found[key] = int(value[:6])
    if any(True for _ in element.iter(w("b"))):
        found["is_bold"] = True
    if any(True for _ in element.iter(w("keepNext"))):
        found["keeps_next"] = True
    return replace(style, **found)   # type: ignore[arg-type]  # each key has its own type, told above


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, or a row of a table. `head` is the height of the head row that a new page repeats before it."""

    lines: int
    line_height: float
    before: float = 0
    after: float = 0
    keeps_next: bool = False
    breaks: bool = False
    head: float = 0
    names: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return self.lines * self.line_height


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    """What the words of a cell have of their table. Units: `size` half points, `width` twips."""

    size: int
    width: int
    is_bold: bool


def pages_of(document: Element, styles: Element) -> dict[str, int]:
    """The page of each bookmark. Shape: `document` with its contents in it, page numbers still empty."""
    blocks = list(_blocks(document, _Styles(styles)))
    page, used, after = 1, 0.0, 0.0
    found: dict[str, int] = {}
    for place, block in enumerate(blocks):
        gap = max(after, block.before) if used else 0.0
        needed = _kept_together(blocks, place)
        if block.breaks or (used and used + gap + needed > _HEIGHT):
            page, used, gap = page + 1, block.head, 0.0 if not block.breaks else block.before
        found |= dict.fromkeys(block.names, page)
        used += gap + block.height
        while used > _HEIGHT:   # the rest of a paragraph goes on; two lines at least
            page += 1
            over = used - _HEIGHT
            rest = max(2.0, -(-over // block.line_height)) * block.line_height
            used = rest if rest < used else over   # lines of more than half a page would go on for ever
        after = block.after
    return found


def _kept_together(blocks: Sequence[_Block], place: int) -> float:
    """The room that a block needs to begin on a page: headings stay with what follows, two lines with each other."""
    needed = 0.0
    for block in blocks[place : place + 6]:
        if block.keeps_next:
            needed += block.height + max(block.after, 0)
            continue
        least = block.lines if block.lines <= 3 else 2
        return needed + least * block.line_height
    return needed


def _blocks(document: Element, styles: _Styles) -> Iterator[_Block]:
    body = document.find(w("body"))
    for element in () if body is None else body:
        if element.tag == w("p"):
            yield _paragraph(element, styles, _WIDTH)
        elif element.tag == w("tbl"):
            yield from _rows(element, styles)


def _paragraph(paragraph: Element, styles: _Styles, width: int, cell: _Cell | None = None) -> _Block:
    properties = paragraph.find(w("pPr"))
    named = properties.find(w("pStyle")) if properties is not None else None
    style = styles.of((named.get(w("val")) or "") if named is not None else "Normal")
    if cell:
        style = replace(style, size=cell.size, line=_CELL_LINE, is_bold=cell.is_bold)
    is_listed = False
    if properties is not None:
        style = _changed(style, properties)
        level = properties.find(f"{w('numPr')}/{w('ilvl')}")
        number = properties.find(f"{w('numPr')}/{w('numId')}")
        is_listed = number is not None and number.get(w("val")) != "0"
        if is_listed:
            style = replace(style, left=720 * (1 + int((level.get(w("val")) or "0") if level is not None else 0)))
    names = tuple(mark.get(w("name")) or "" for mark in paragraph.findall(w("bookmarkStart")))
    return _Block(
        lines=_lines(paragraph, style, width - style.left - style.right), line_height=style.line_height,
        before=style.before, after=style.after, keeps_next=style.keeps_next, names=names,
        breaks=properties is not None and properties.find(w("pageBreakBefore")) is not None,
    )


def _rows(table: Element, styles: _Styles) -> Iterator[_Block]:
    widths = [int((column.get(w("w")) or "0")[:6]) for column in table.iter(w("gridCol"))]
    scale = LINE / (sum(widths) or LINE)   # the grid is a share of the line, whatever it adds up to
    is_small = table.find(f"{w('tblPr')}/{w('tblCellMar')}") is not None   # only `finish` sets these, on small ones
    head, size, sides = 0.0, SMALL_SIZE if is_small else SIZE, SMALL_SIDES if is_small else SIDES
    look = table.find(f"{w('tblPr')}/{w('tblLook')}")
    has_bold_column = look is not None and look.get(w("firstColumn")) == "1"
    for row in table.findall(w("tr")):
        is_head = row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
        height = max((_cell(cell, styles, _Cell(
            size=size, width=int(widths[place] * scale if place < len(widths) else 2000) - sides,
            is_bold=is_head or (has_bold_column and place == 0),
        )) for place, cell in enumerate(row.findall(w("tc")))), default=0.0)
        yield _Block(lines=1, line_height=height, keeps_next=is_head, head=head)
        head = height if is_head else head


def _cell(cell: Element, styles: _Styles, room: _Cell) -> float:
    blocks = [_paragraph(part, styles, room.width, room) for part in cell.findall(w("p"))]
    return sum(block.height + block.before + block.after for block in blocks) + _CELL_ENDS


def _lines(paragraph: Element, style: _Style, width: int) -> int:
    """How many lines the words take, filled one after the other."""
    words = []
    for run in paragraph.iter(w("r")):
        bold = style.is_bold or run.find(f"{w('rPr')}/{w('b')}") is not None
        said = "".join(("    " if part.tag == w("tab") else part.text or "") for part in run
                       if part.tag in (w("t"), w("tab")))
        words.append((said, BOLD if bold else 1.0))
    lines, used, pending = 1, 0.0, 0.0
    for said, factor in words:
        for mark in said:
            wide = letter_width(mark) * factor * style.size / 100   # thousandths of half points, in twips
            if mark == " ":
                used, pending = used + pending + wide, 0.0
            else:
                pending += wide
                if used + pending > width and used:
                    lines, used = lines + 1, 0.0
                if pending > width:   # a word longer than its column is torn apart
                    lines, pending = lines + 1, wide
                if mark in BREAKS:
                    used, pending = used + pending, 0.0
    return lines
