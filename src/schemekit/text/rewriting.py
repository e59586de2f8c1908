"""Rewriting a template: what was exchanged in its rendering is exchanged in its own text, and nothing else is touched.

Conditions stay whole: their marks are never cut, and new words go where they depend on as little as can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from schemekit.text.aligning import Edit
from schemekit.text.pieces import Piece

_NAME = re.compile(r"cookiecutter\.(\w+)")


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

    Shape: no edit ends inside a blank. `kept_marks` are the blanks and marks that are still there, once rewritten.
    """

    def __init__(self, pieces: Sequence[Piece], edits: Sequence[Edit]) -> None:
        self._pieces, self._edits = pieces, edits
        self._starts = [0, *accumulate(len(piece.shown) for piece in pieces)]
        self._targets = [self._target(edit) for edit in edits]
        self.kept_marks: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[str, ...]:
        """The parameters on which the exchanged words depend."""
        touched = {place for edit in self._edits for place in self._overlapped(edit) if self._pieces[place].depth}
        touched |= {place for place, _ in self._targets if place >= 0 and self._pieces[place].depth}
        names: set[str] = set()
        for place in touched:
            names |= self._tested_around(place)
        return tuple(sorted(names))

    def rewritten(self, replacements: Sequence[str]) -> str:
        """The template with each edit's stretch exchanged for its new words, blanks in them already written."""
        texts = self._cut(replacements)
        before = "".join(words for (place, _), words in zip(self._targets, replacements, strict=True) if place < 0)
        for mark in self._emptied(texts):
            texts[mark] = ""
        marks = [self._pieces[place] for place, text in enumerate(texts) if text and self._pieces[place].is_mark]
        kept = [piece.source for place, piece in enumerate(self._pieces) if piece.kind == "blank" and self._stays(place)]
        self.kept_marks = (*(piece.source for piece in marks), *kept)
        return before + "".join(texts)

    def _stays(self, place: int) -> bool:
        start, end = self._starts[place], self._starts[place + 1]
        return not any(edit.start < end and edit.end > start for edit in self._edits)

    def _cut(self, replacements: Sequence[str]) -> list[str]:
        inserts: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for (place, offset), words in zip(self._targets, replacements, strict=True):
            inserts[place].append((offset, words))
        return [self._cut_piece(place, inserts[place]) for place in range(len(self._pieces))]

    def _cut_piece(self, place: int, inserts: Sequence[tuple[int, str]]) -> str:
        piece, start, end = self._pieces[place], self._starts[place], self._starts[place + 1]
        gone = [(max(edit.start, start) - start, min(edit.end, end) - start)
                for edit in self._edits if edit.start < end and edit.end > start]
        if piece.kind != "words" or not piece.shown:
            own = "" if gone else piece.source
            early = "".join(words for offset, words in inserts if offset == 0 and piece.kind == "blank")
            return early + own + "".join(words for offset, words in inserts if not (offset == 0 and early))
        told, at = "", 0
        cuts = sorted([(first, last, "") for first, last in gone] + [(offset, offset, words) for offset, words in inserts],
                      key=lambda cut: (cut[0], cut[1]))
        for first, last, words in cuts:
            told += piece.source[at:first] + words
            at = max(at, last)
        return told + piece.source[at:]

    def _overlapped(self, edit: Edit) -> list[int]:
        return [place for place in range(len(self._pieces))
                if edit.start < self._starts[place + 1] and edit.end > self._starts[place]]

    def _target(self, edit: Edit) -> tuple[int, int]:
        """The piece, and the place in what it shows, where an edit's new words go; -1 before the first piece."""
        if overlapped := self._overlapped(edit):
            place = min(overlapped, key=lambda place: (self._pieces[place].depth, place))
            return place, max(edit.start - self._starts[place], 0)
        for place, piece in enumerate(self._pieces):
            if self._starts[place] < edit.start < self._starts[place + 1]:
                return place, edit.start - self._starts[place]
        ends = [place for place, piece in enumerate(self._pieces)
                if self._starts[place + 1] == edit.start and piece.is_open]
        if edit.start == 0:
            return -1, 0
        place = min(ends, key=lambda place: (self._pieces[place].depth, place))
        return place, len(self._pieces[place].shown)

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
