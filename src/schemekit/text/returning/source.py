"""The text that was sent, in units with a place in its Markdown for each word.

Reading only: pandoc's tree says where every word stands, and the pieces of `comparing.passages` what belongs to it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from schemekit.text.comparing.passages import PassageKind, Piece, pieces
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.returning.words import CELL, NOTE, words_in

_RANGE = re.compile(r"(?:[^@;]*@)?(\d+):(\d+)-(\d+):(\d+)")
_MARKUP = frozenset({"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Link", "Code", "SmallCaps", "Quoted"})
_TICKS = re.compile(r"`+ ?")


class Placed(NamedTuple):
    """A word of the text. Shape: it stands from `start` up to `end` in the Markdown; `end` for a sign of ours too."""

    key: str
    start: int
    end: int


class Markup(NamedTuple):
    """Something that is emphasised, linked or code: from `start` to `end` with its marks, `inner_*` without them."""

    start: int
    inner_start: int
    inner_end: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Slice:
    """A piece of the Markdown with its place. Shape: `core_end` is where its blank lines begin."""

    piece: Piece
    start: int

    @property
    def end(self) -> int:
        """Where the next piece begins."""
        return self.start + len(self.piece.text)

    @property
    def core_end(self) -> int:
        """Where its words end."""
        return self.start + len(self.piece.text.rstrip())

    @property
    def kind(self) -> PassageKind:
        """What it is."""
        return self.piece.kind


@dataclass(frozen=True, kw_only=True)
class SourceUnit:
    """A paragraph, item, heading or row of the text that was sent.

    Shape: `start` and `end` are its words' in the Markdown, without the mark before them; `slice` is the place of the
    piece that it stands in. `is_alone` says whether nothing else stands in that piece.
    """

    words: tuple[Placed, ...]
    markup: tuple[Markup, ...]
    slice: int
    start: int
    end: int
    is_alone: bool = True

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is compared of its words."""
        return tuple(word.key for word in self.words)


@dataclass(frozen=True, kw_only=True)
class Source:
    """A text that was sent. Shape: `notes` are its footnotes, in the order in which they are referred to."""

    text: str
    document: Document
    slices: tuple[Slice, ...]
    units: tuple[SourceUnit, ...]
    notes: tuple[SourceUnit, ...]

    @cached_property
    def clause_starts(self) -> tuple[int, ...]:
        """Where each clause begins."""
        starts, at = [], len(self.document.preamble)
        for clause in self.document.clauses:
            starts.append(at)
            at += len(clause.raw)
        return tuple(starts)

    def clause_at(self, place: int) -> str:
        """The id of the clause that a place lies in, PREAMBLE before the first."""
        found = bisect_right(self.clause_starts, place) - 1
        return self.document.clauses[found].id if found >= 0 else PREAMBLE


def source_of(text: str, blocks: Sequence[Any]) -> Source:
    """Read a text. Shape: `blocks` are pandoc's of the same text, with positions."""
    found = [Slice(piece=piece, start=start) for piece, start in _placed(pieces(text))]
    reader = _Reader(text)
    reader.blocks(blocks)
    starts = [item.start for item in found]
    return Source(text=text, document=Document.parse(text), slices=tuple(found),
                  units=tuple(_units(reader.leaves, found, starts)),
                  notes=tuple(_note_units(reader.notes, starts)))


def _placed(found: Sequence[Piece]) -> Iterator[tuple[Piece, int]]:
    at = 0
    for piece in found:
        yield piece, at
        at += len(piece.text)


@dataclass(slots=True)
class _Leaf:
    """A block with words: its text as it is read, where each sign of it stands, and its markup."""

    start: int
    text: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    markup: list[Markup] = field(default_factory=list)

    def say(self, words: str, start: int, end: int, *, in_one: bool = False) -> None:
        for at, sign in enumerate(words):
            self.text.append(sign)
            self.starts.append(start if in_one else start + at)
            self.ends.append(end if in_one else start + at + 1)

    def placed(self) -> tuple[Placed, ...]:
        return tuple(Placed(word.key, self.starts[word.start], self.ends[word.end - 1])
                     for word in words_in("".join(self.text)))


class _Reader:
    """Walks through pandoc's tree."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0]
        for line in text.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._mark = 1 if text.startswith("\ufeff") else 0
        self.leaves: list[_Leaf] = []
        self.notes: list[list[_Leaf]] = []
        self._at = 0     # where the last word ended

    def blocks(self, blocks: Sequence[Any]) -> None:
        for block in blocks:
            if isinstance(block, list):
                self.blocks(block)
            elif isinstance(block, dict) and "t" in block:
                self._block(block)

    def _block(self, block: dict[str, Any]) -> None:
        kind, content = block["t"], block.get("c", [])
        if kind in ("Para", "Plain"):
            self._leaf(content)
        elif kind == "Header":
            self._leaf(content[2])
        elif kind == "CodeBlock":
            self._code_block(content)
        elif kind == "DefinitionList":
            for term, definitions in content:
                self._leaf(term)
                self.blocks(definitions)
        elif isinstance(content, list):
            self.blocks(content)

    def _leaf(self, inlines: Sequence[Any]) -> None:
        leaf = _Leaf(self._at)
        self._inlines(inlines, leaf, None)
        if leaf.starts:
            leaf.start = leaf.starts[0]
            self.leaves.append(leaf)

    def _code_block(self, content: list[Any]) -> None:
        span = self._span(content[0])
        leaf = _Leaf(span[0] if span else self._at)
        at = leaf.start
        for line in content[1].split("\n"):
            found = self._text.find(line, at) if line.strip() else at
            if found >= 0 and line.strip():
                leaf.say(line, found, found + len(line))
                at = found + len(line)
            leaf.say("\n", at, at, in_one=True)
        self._at = at
        if leaf.starts:
            self.leaves.append(leaf)

    def _inlines(self, inlines: Sequence[Any], leaf: _Leaf, span: tuple[int, int] | None) -> None:
        for inline in inlines:
            kind, content = inline["t"], inline.get("c", [])
            if kind == "Str":
                self._say(leaf, content, span)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                leaf.say(" ", *(span or (self._at, self._at)), in_one=True)
            elif kind == "Span":
                self._inlines(content[1], leaf, self._span(content[0]) or span)
            elif kind == "Code":
                self._code(leaf, content, self._span(content[0]) or span)
            elif kind == "Note":
                self._note(leaf, content, span)
            elif kind in _MARKUP:
                self._marked(kind, content, leaf, span)
            elif kind == "Image":
                self._inlines(content[1], leaf, span)

    def _say(self, leaf: _Leaf, words: str, span: tuple[int, int] | None) -> None:
        if span and self._text[span[0] : span[1]] == words:
            leaf.say(words, *span)
        elif span and span[1] > span[0] and self._text[span[0]] in "\\&":
            leaf.say(words, *span, in_one=True)   # an escaped sign, or one written by name
        else:
            found = self._text.find(words, self._at, self._at + 2000)
            start = found if found >= 0 else (span or (self._at, self._at))[0]
            end = start + len(words) if found >= 0 else (span or (self._at, self._at))[1]
            leaf.say(words, start, end, in_one=found < 0)
        if leaf.ends:
            self._at = leaf.ends[-1]

    def _code(self, leaf: _Leaf, content: list[Any], span: tuple[int, int] | None) -> None:
        if span is None:
            self._say(leaf, content[1], None)
            return
        ticks = _TICKS.match(self._text, span[0])
        inner = ticks.end() if ticks else span[0]
        found = self._text.find(content[1], inner, span[1])
        if found < 0:
            leaf.say(content[1], *span, in_one=True)
        else:
            leaf.say(content[1], found, found + len(content[1]))
            end = span[0] + len(self._text[span[0] : span[1]].rstrip())
            leaf.markup.append(Markup(span[0], found, found + len(content[1]), end))
        self._at = span[1]

    def _note(self, leaf: _Leaf, blocks: Sequence[Any], span: tuple[int, int] | None) -> None:
        leaf.say(NOTE, *(span or (self._at, self._at)), in_one=True)
        outer, at, self.leaves = self.leaves, self._at, []
        self.blocks(blocks)
        self.notes.append(self.leaves)
        self.leaves, self._at = outer, at

    def _marked(self, kind: str, content: Any, leaf: _Leaf, span: tuple[int, int] | None) -> None:
        inside = content[1] if kind in ("Link", "Quoted") else content
        if kind == "Link":
            span = self._span(content[0]) or span
        first, place = len(leaf.starts), len(leaf.markup)
        self._inlines(inside, leaf, span)
        if span and len(leaf.starts) > first:
            inner = [markup for markup in leaf.markup[place:] if markup.start >= span[0]]
            start = min([leaf.starts[first], *(markup.start for markup in inner)])
            end = max([leaf.ends[-1], *(markup.end for markup in inner)])
            leaf.markup.append(Markup(span[0], start, end, span[1]))
            self._at = span[1]

    def _span(self, attributes: list[Any]) -> tuple[int, int] | None:
        """Where something stands, by its attribute `data-pos`: line:column-line:column."""
        told = next((value for name, value in attributes[2] if name == "data-pos"), "")
        found = _RANGE.findall(told)
        if not found:
            return None
        return self._offset(*found[0][:2]), self._offset(*found[-1][2:])

    def _offset(self, line: str, column: str) -> int:
        number = int(line[:9])
        start = self._lines[min(number - 1, len(self._lines) - 1)]
        wanted = int(column[:9]) - 1
        if "\t" in self._text[start : start + wanted]:
            wanted = self._without_tabs(start, wanted)
        return min(start + wanted + (self._mark if number == 1 else 0), len(self._text))

    def _without_tabs(self, start: int, wanted: int) -> int:
        """How many signs make so many columns. Basis: CommonMark 2.2, a tab goes to the next fourth column."""
        columns = signs = 0
        while columns < wanted and start + signs < len(self._text):
            columns += 4 - columns % 4 if self._text[start + signs] == "\t" else 1
            signs += 1
        return signs


def _units(leaves: Sequence[_Leaf], slices: Sequence[Slice], starts: Sequence[int]) -> Iterator[SourceUnit]:
    """The leaves as units: those of a row are one, with a sign between its cells; a row without words is one too."""
    inside: dict[int, list[_Leaf]] = {}
    for leaf in leaves:
        inside.setdefault(max(bisect_right(starts, leaf.start) - 1, 0), []).append(leaf)
    for place in sorted(_with_empty_rows(slices, inside)):
        if slices[place].kind is PassageKind.ROW:
            yield _row(slices[place], place, inside.get(place, []))
        else:
            for leaf in inside[place]:
                yield _unit([leaf], place, len(inside[place]) == 1)


def _with_empty_rows(slices: Sequence[Slice], inside: Mapping[int, object]) -> set[int]:
    """The places that hold words, and the rows of the same tables that hold none."""
    found, last = set(inside), -1
    for order in (range(len(slices)), reversed(range(len(slices)))):
        for place in order:
            if slices[place].kind is not PassageKind.ROW:
                continue
            if place in found:
                last = place
            elif abs(place - last) == 1 and slices[min(place, last)].piece.text.count("\n") == 1:
                last = place
                if not is_delimiter(slices[place].piece.text):
                    found.add(place)
    return found


def is_delimiter(row: str) -> bool:
    """Whether a row is the line of dashes between the head of a table and its body."""
    return "-" in row and not row.strip().strip("|:- \t")


def _row(item: Slice, place: int, leaves: Sequence[_Leaf]) -> SourceUnit:
    words: list[Placed] = []
    at = item.start
    cells = item.piece.parts
    for number, cell in enumerate(cells):
        end = at + len(cell.text)
        words += [word for leaf in leaves if at <= leaf.start < end for word in leaf.placed()]
        if number + 1 < len(cells):
            bar = at + len(cell.text.rstrip()) - 1
            words.append(Placed(CELL, bar, bar + 1))
        at = end
    first = item.start + item.piece.text.find("|") + 1
    line = item.piece.text.rstrip()
    last = item.start + len(line) - (1 if line.endswith("|") and not line.endswith("\\|") else 0)
    return SourceUnit(words=tuple(words), markup=tuple(mark for leaf in leaves for mark in leaf.markup), slice=place,
                      start=first if item.piece.text.lstrip().startswith("|") else item.start, end=max(last, first))


def _unit(leaves: Sequence[_Leaf], place: int, is_alone: bool) -> SourceUnit:
    words = tuple(word for leaf in leaves for word in leaf.placed())
    markup = tuple(mark for leaf in leaves for mark in leaf.markup)
    start = min([leaves[0].starts[0], *(mark.start for mark in markup)])
    end = max([*(leaf.ends[-1] for leaf in leaves), *(mark.end for mark in markup)])
    return SourceUnit(words=words, markup=markup, slice=place, start=start, end=end, is_alone=is_alone)


def _note_units(notes: Sequence[Sequence[_Leaf]], starts: Sequence[int]) -> Iterator[SourceUnit]:
    for leaves in notes:
        if leaves:
            yield _unit(leaves, max(bisect_right(starts, leaves[0].start) - 1, 0), True)
        else:
            yield SourceUnit(words=(), markup=(), slice=0, start=0, end=0, is_alone=False)
