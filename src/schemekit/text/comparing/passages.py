"""Passages: what a clause is made of. Sentences, list items, table rows and cells, code, quotations, notes.

Reading only: a text is cut into slices of itself, and joining them gives it back byte for byte. How the passages of
two texts differ is in `passage_diff`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from schemekit.text.comparing.sentences import sentences
from schemekit.text.document import comparable

_FENCE = re.compile(r"[ \t]*+(?:(?:[-+*]|\d{1,9}[.)])[ \t]++)?(`{3,}(?=[^`]*$)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_ITEM = re.compile(r"(?P<indent>[ \t]*+)(?P<mark>[-+*]|\d{1,9}[.)])(?:[ \t]++(?:\[[ xX]\][ \t]++)?|$)")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_QUOTE = re.compile(r" {0,3}>")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]{1,100}\]:")
_LINK = re.compile(r" {0,3}\[(?!\^)[^\]\n]{1,500}\]:[ \t]*\S")
_ROW = re.compile(r"[ \t]*\|")
_DELIMITERS = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_CELL = re.compile(r"(?:[^|\\]|\\.|\\$)*+\|?", re.DOTALL)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class PassageKind(Enum):
    """What a passage is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    QUOTE = "quote"
    FOOTNOTE = "footnote"
    LINK = "link"
    COMMENT = "comment"
    FRONT_MATTER = "front matter"
    RULE = "rule"
    SENTENCE = "sentence"
    CELL = "cell"
    LINE = "line"


@dataclass(frozen=True)
class Piece:
    """A passage as it stands in a text, with the blank lines after it.

    Shape: `depth` counts how deep a list item stands in others. `mark` is the bullet or number of an item, `>` of a
    quotation, and of the sentences that it stands in.
    `parts` are the sentences of prose, the cells of a row, the lines of code; joined they are `text`, byte for byte.
    """

    kind: PassageKind
    text: str
    depth: int = 0
    mark: str = ""

    @cached_property
    def parts(self) -> tuple[Piece, ...]:
        """The passages inside it, none for what is not cut further."""
        cut = _CUTS.get(self.kind)
        return tuple(cut(self)) if cut else ()

    @cached_property
    def words(self) -> str:
        """What it says, without what does not matter: wrapping, typography, the mark of an item, marks of a quote."""
        if self.kind in _EXACT:
            return self.text.rstrip()
        if self.mark == ">":
            return comparable("\n".join(line.lstrip().removeprefix(">") for line in self.text.split("\n")))
        return comparable(self.text.lstrip().removeprefix(self.mark))


def pieces(text: str) -> tuple[Piece, ...]:
    """The passages of a clause, or of the words before the first one, in order; joined they are the text."""
    lines = _LINE.findall(text)
    found: list[Piece] = []
    blank = ""
    for kind, depth, mark, block in _Blocks(lines):
        if kind is None and not found:
            blank += block   # blank lines before everything belong to what follows them
        elif kind is None:
            last = found[-1]
            found[-1] = Piece(last.kind, last.text + block, last.depth, last.mark)
        else:
            found.append(Piece(kind, blank + block, depth, mark))
            blank = ""
    return (*found, Piece(PassageKind.PARAGRAPH, blank)) if blank else tuple(found)


Block = tuple[PassageKind | None, int, str, str]


class _Blocks:
    """The lines of a text in blocks: kind (None for blank lines), depth, mark and text."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0
        self._in_table = False
        self._items: list[int] = []   # the indents of the list items around the line

    def __iter__(self) -> Iterator[Block]:
        if self._lines and self._lines[0].removeprefix("\ufeff").strip() == "---" and (end := self._front_matter_end()):
            yield PassageKind.FRONT_MATTER, 0, "", self._take(end)
        while self._at < len(self._lines):
            yield self._next()

    def _front_matter_end(self) -> int:
        return next((at + 1 for at, line in enumerate(self._lines) if at and line.rstrip() == "---"), 0)

    def _take(self, end: int) -> str:
        start, self._at = self._at, end
        return "".join(self._lines[start:end])

    def _while(self, start: int, goes_on: Callable[[str], bool]) -> str:
        end = start
        while end < len(self._lines) and goes_on(self._lines[end]):
            end += 1
        return self._take(end)

    def _next(self) -> Block:
        line, at = self._lines[self._at], self._at
        words = line.strip()
        if not words:
            self._in_table = False
            return None, 0, "", self._while(at, lambda other: not other.strip())
        self._leave_items(line)
        if words[0].isalpha() and "|" not in line:
            return self._prose(line)   # by far the most lines: nothing else begins with a letter
        item = _ITEM.match(line.rstrip())
        if fence := _FENCE.match(line.rstrip()):
            return PassageKind.CODE, len(self._items), "", self._fenced(fence[1])
        if words.startswith("<!--"):
            return PassageKind.COMMENT, len(self._items), "", self._comment()
        if _HEADING.match(line):
            return PassageKind.HEADING, 0, "", self._take(at + 1)
        if _RULE.match(line.rstrip()):
            return PassageKind.RULE, 0, "", self._take(at + 1)
        if item:
            return self._item(item)
        for kind, pattern in _SPECIAL:
            if pattern.match(line):
                return kind, len(self._items), ">" if kind is PassageKind.QUOTE else "", self._special(kind)
        self._in_table = self._is_row()
        if self._in_table:
            return PassageKind.ROW, len(self._items), "", self._take(at + 1)
        return self._prose(line)

    def _prose(self, line: str) -> Block:
        self._in_table = self._in_table and "|" in line
        if not self._items and line.startswith(("    ", "\t")) and self._after_blank():
            return PassageKind.CODE, 0, "", self._while(self._at, lambda other: other.startswith(("    ", "\t")))
        return PassageKind.PARAGRAPH, len(self._items), "", self._paragraph(self._at + 1)

    def _after_blank(self) -> bool:
        return not self._at or not self._lines[self._at - 1].strip() or bool(_HEADING.match(self._lines[self._at - 1]))

    def _leave_items(self, line: str) -> None:
        """Forget the list items that a line is no part of, by its indent."""
        indent = _indent(line)
        while self._items and indent <= self._items[-1]:
            self._items.pop()

    def _fenced(self, marks: str) -> str:
        at = self._at + 1
        while at < len(self._lines):
            words = self._lines[at].strip()
            at += 1
            if words.startswith(marks) and not words.strip(marks[0]):
                break
        return self._take(at)

    def _comment(self) -> str:
        at = self._at
        while at < len(self._lines) and "-->" not in self._lines[at]:
            at += 1
        return self._take(min(at + 1, len(self._lines)))

    def _item(self, item: re.Match[str]) -> Block:
        depth = len(self._items)
        self._items.append(_indent(item["indent"] + "x"))
        return PassageKind.ITEM, depth, item["mark"], self._paragraph(self._at + 1)

    def _special(self, kind: PassageKind) -> str:
        if kind is PassageKind.LINK:
            return self._take(self._at + 1)
        if kind is PassageKind.QUOTE:
            return self._while(self._at, lambda line: bool(_QUOTE.match(line)))
        # Notes are kept in lists, mostly with links: neither goes on in the next one.
        return self._while(self._at + 1, lambda line: not _begins_a_block(line, False) and not _LINK.match(line))

    def _is_row(self) -> bool:
        """Whether the line is a row: it begins with a bar, or has one and belongs to a table."""
        line = self._lines[self._at]
        if _ROW.match(line) or ("|" in line and self._in_table):
            return True
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        return "|" in line and "|" in following and bool(_DELIMITERS.match(following.rstrip()))

    def _paragraph(self, end: int) -> str:
        while end < len(self._lines) and not _begins_a_block(self._lines[end], bool(self._items)):
            end += 1
        return self._take(end)


_SPECIAL = ((PassageKind.QUOTE, _QUOTE), (PassageKind.FOOTNOTE, _FOOTNOTE), (PassageKind.LINK, _LINK))


def _indent(line: str) -> int:
    """How far a line is from the margin; a tab goes to the next fourth column."""
    blanks = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blanks.expandtabs(4))


def _begins_a_block(line: str, in_list: bool) -> bool:
    """Whether a line ends the paragraph before it.

    Basis: CommonMark 5.2: outside a list, a number other than 1 at the start of a line begins no list.
    """
    words = line.strip()
    if words and words[0].isalpha():
        return False
    if not words or words[0] in ">|" or words.startswith(("```", "~~~", "<!--")) or _HEADING.match(line):
        return True
    item = _ITEM.match(line.rstrip())
    if item and words != item["mark"]:
        return in_list or item["mark"] in ("-", "+", "*", "1.", "1)")
    return bool(_RULE.match(line.rstrip()) or _FOOTNOTE.match(line))


def _in_sentences(piece: Piece) -> Iterator[Piece]:
    # The mark of an item and the blanks around it belong to its first sentence.
    start = piece.text.find(piece.mark) + len(piece.mark) if piece.mark else 0
    first, *others = sentences(piece.text[start:])
    yield Piece(PassageKind.SENTENCE, piece.text[:start] + first, mark=piece.mark)
    mark = piece.mark if piece.mark == ">" else ""
    yield from (Piece(PassageKind.SENTENCE, other, mark=mark) for other in others)


def _in_cells(piece: Piece) -> Iterator[Piece]:
    bare = piece.text.rstrip()
    found = [match[0] for match in _CELL.finditer(bare) if match[0]]
    if found and not found[0].strip("| \t\r\n") and len(found) > 1:
        found[:2] = [found[0] + found[1]]   # the bar that begins a row
    found[-1] += piece.text[len(bare) :]
    yield from (Piece(PassageKind.CELL, cell) for cell in found)


def _in_lines(piece: Piece) -> Iterator[Piece]:
    yield from (Piece(PassageKind.LINE, line) for line in _LINE.findall(piece.text))


_EXACT = (PassageKind.CODE, PassageKind.LINE)
"""Where blanks matter."""


_CUTS: dict[PassageKind, Callable[[Piece], Iterator[Piece]]] = {
    PassageKind.PARAGRAPH: _in_sentences,
    PassageKind.ITEM: _in_sentences,
    PassageKind.QUOTE: _in_sentences,
    PassageKind.FOOTNOTE: _in_sentences,
    PassageKind.ROW: _in_cells,
    PassageKind.CODE: _in_lines,
    PassageKind.COMMENT: _in_lines,
    PassageKind.FRONT_MATTER: _in_lines,
}
