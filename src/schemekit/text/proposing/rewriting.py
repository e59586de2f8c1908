"""Rewriting a template: what was exchanged in its rendering is exchanged in its own text, and nothing else is touched.

Conditions stay whole: their marks are never cut, and new words go where they depend on as little as can be. One that
chose among words of a sentence goes with the words it chose among, and so does the ending of a word whose number went.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from schemekit.text.proposing.aligning import Edit
from schemekit.text.proposing.pieces import Piece
from schemekit.text.proposing.small_conditions import SmallCondition, small_conditions

_NAME = re.compile(r"cookiecutter\.(\w+)")
Cut = tuple[int, int, str]


def blank(name: str) -> str:
    """A parameter's place, as a module's author writes it."""
    return f"{{{{ cookiecutter.{name} }}}}"


@dataclass(slots=True)
class _Frame:
    """A condition that is open: its marks, whether words are left in it, and whether any were taken out."""

    marks: list[int]
    has_words: bool = False
    is_touched: bool = False


class Rewriting:
    """The pieces of a template and the edits of what they show.

    Shape: the edits are in order and apart, and none ends inside a blank. `kept_marks` are the blanks and marks that
    are still there, once rewritten. `removed` are the parameters whose blank goes, by the place where it was shown.
    """

    def __init__(self, pieces: Sequence[Piece], edits: Sequence[Edit]) -> None:
        self._pieces, self._edits = pieces, edits
        self._starts = [0, *accumulate(len(piece.shown) for piece in pieces)]
        self._cuts: dict[int, list[Cut]] = defaultdict(list)   # what goes of each piece, from its own beginning
        for edit in edits:
            for place in self._overlapped(edit):
                start = self._starts[place]
                end = min(edit.end, self._starts[place + 1])
                self._cuts[place].append((max(edit.start - start, 0), end - start, ""))
        self._small = small_conditions(pieces)
        self._replaced = {place for small in self._small if self._is_replaced(small) for place in small.places}
        self._targets = [self._target(edit) for edit in edits]
        self.kept_marks: tuple[str, ...] = ()

    @property
    def removed(self) -> dict[int, str]:
        """See above."""
        return {self._starts[place]: self._pieces[place].name for place in self._cuts if self._pieces[place].name}

    @property
    def lost(self) -> tuple[str, ...]:
        """The parameters of blanks that were not shown, and went with the condition around them."""
        return tuple(self._pieces[place].name for place in sorted(self._replaced - self._cuts.keys())
                     if self._pieces[place].name)

    @property
    def conditions(self) -> tuple[str, ...]:
        """The parameters on which the exchanged words depend."""
        touched = {*self._cuts, *(place for place, _ in self._targets if place >= 0)}
        names: set[str] = set()
        for place in touched:
            if self._pieces[place].depth:
                names |= self._tested_around(place)
        return tuple(sorted(names))

    def rewritten(self, replacements: Sequence[str]) -> str:
        """The template with each edit's stretch exchanged for its new words, blanks in them already written."""
        inserts: dict[int, list[Cut]] = defaultdict(list)
        for (place, offset), words in zip(self._targets, replacements, strict=True):
            inserts[place].append((offset, offset, words))
        texts = [self._cut_piece(place, inserts[place]) for place in range(len(self._pieces))]
        gone = set(self._replaced)
        for mark in self._emptied(texts):
            texts[mark] = ""
        for small in self._small:
            if not gone & set(small.places) and self._has_lost_its_number(small, texts):
                gone.update(small.places)
                for place in small.places:
                    piece = self._pieces[place]
                    texts[place] = texts[place] if piece.is_open and not piece.is_mark else ""
        self.kept_marks = tuple(
            piece.source for place, piece in enumerate(self._pieces) if place not in gone
            and (texts[place] if piece.is_mark else piece.kind == "blank" and place not in self._cuts)
        )
        return "".join(words for _, _, words in inserts[-1]) + "".join(texts)

    def _cut_piece(self, place: int, inserts: Sequence[Cut]) -> str:
        piece, told, at = self._pieces[place], "", 0
        if place in self._replaced:
            return "".join(words for _, _, words in inserts)
        if piece.kind != "words":
            own = "" if place in self._cuts else piece.source
            before = "".join(words for offset, _, words in inserts if not offset and piece.shown)
            return before + own + "".join(words for offset, _, words in inserts if offset or not piece.shown)
        for first, last, words in sorted([*self._cuts[place], *inserts] if place in self._cuts else inserts):
            told += piece.source[at:first] + words
            at = max(at, last)
        return told + piece.source[at:]

    def _overlapped(self, edit: Edit) -> list[int]:
        """The pieces that lose something of what they show."""
        first = bisect_right(self._starts, edit.start) - 1
        last = bisect_left(self._starts, edit.end)
        return [place for place in range(first, last) if self._pieces[place].shown] if edit.start < edit.end else []

    def _target(self, edit: Edit) -> tuple[int, int]:
        """The piece, and the place in what it shows, where an edit's new words go; -1 before the first piece."""
        if overlapped := self._overlapped(edit):
            place = min(overlapped, key=lambda place: (self._pieces[place].depth, place))
            return place, max(edit.start - self._starts[place], 0)
        if edit.start == 0:
            return -1, 0
        first, last = bisect_left(self._starts, edit.start), bisect_right(self._starts, edit.start)
        if first == last:
            return first - 1, edit.start - self._starts[first - 1]
        ends = [place for place in range(first - 1, last - 1) if self._pieces[place].is_open]
        place = min(ends, key=lambda place: (self._pieces[place].depth, place))
        return place, len(self._pieces[place].shown)

    def _is_replaced(self, small: SmallCondition) -> bool:
        """Whether all that a condition shows was exchanged: with words around it, or its one word."""
        start, end = self._starts[small.places[0]], self._starts[small.places[-1]]
        for edit in self._edits:
            beyond = edit.start < start or edit.end > end
            if start == end:
                if edit.start < start and edit.end > end:
                    return True
            elif edit.start <= start and edit.end >= end and (beyond or small.is_word):
                return True
        return False

    def _has_lost_its_number(self, small: SmallCondition, texts: Sequence[str]) -> bool:
        """Whether a word chosen by a number (day, days) stands in a line that does not have the number any more."""
        if not (small.is_word and small.name):
            return False
        first, last = small.places[0], small.places[-1]
        while first > 0 and "\n" not in self._pieces[first - 1].source:
            first -= 1
        while last + 1 < len(self._pieces) and "\n" not in self._pieces[last + 1].source:
            last += 1
        had = any(self._pieces[place].name == small.name for place in range(first, last + 1))
        line = "".join(texts[max(first - 1, 0) : last + 2])
        return had and blank(small.name) not in line and not any(
            self._pieces[place].name == small.name and place not in self._cuts for place in range(first, last + 1)
        )

    def _tested_around(self, place: int) -> frozenset[str]:
        """The parameters that the conditions around a piece test."""
        names: set[str] = set()
        depth = self._pieces[place].depth
        for piece in reversed(self._pieces[: place + 1]):
            if piece.is_mark and piece.depth == depth and depth:
                names |= set(_NAME.findall(piece.source))
                depth -= piece.kind == "if"
        return frozenset(names)

    def _emptied(self, texts: Sequence[str]) -> list[int]:
        """The marks of the conditions that have lost all their words, in every branch."""
        found: list[int] = []
        frames: list[_Frame] = []
        for place, piece in enumerate(self._pieces):
            if piece.kind == "if":
                frames.append(_Frame([place]))
            elif piece.kind == "endif":
                frame = frames.pop()
                if frame.is_touched and not frame.has_words:
                    found += [*frame.marks, place]
            elif piece.is_mark:
                frames[-1].marks.append(place)
            for frame in frames:
                frame.has_words |= bool(texts[place]) if not piece.is_mark else texts[place] != piece.source
                frame.is_touched |= texts[place] != piece.source
        return found
