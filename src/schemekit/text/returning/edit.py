"""An edit: a place of a text that came back otherwise, as exchanges in the text that was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from schemekit.text.document import PREAMBLE, Document
from schemekit.text.returning.unit import Mark


class Exchange(NamedTuple):
    """What stands from `start` up to `end` of the text that was sent becomes `text`."""

    start: int
    end: int
    text: str


Ended = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Clauses in a row that went elsewhere: behind the clause `after`, or behind the words before the first."""

    clauses: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One passage that changed, or one clause that was added, removed or moved. `marks` tell who tracked it."""

    clause: str
    before: str
    after: str
    exchanges: tuple[Exchange, ...] = ()
    move: Move | None = None
    marks: tuple[Mark, ...] = ()
    is_tracked: bool = False
    is_moved: bool = False

    @property
    def place(self) -> int:
        """Where it begins in the text that was sent."""
        return min((exchange.start for exchange in self.exchanges), default=0)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with some edits made: words first, then clauses put where they went."""
    every = list(edits)
    changed, ends = _exchanged(text, [exchange for edit in every for exchange in edit.exchanges])
    moves = [edit.move for edit in every if edit.move]
    return _moved(text, changed, ends, moves) if moves else changed


def _exchanged(text: str, exchanges: Sequence[Exchange]) -> tuple[str, list[Ended]]:
    """The text with words exchanged, and for each exchange where it began, and where it ended before and now."""
    pieces, at, length = list[str](), 0, 0
    ends: list[Ended] = []
    order = sorted(enumerate(exchanges), key=lambda item: (item[1].start, item[1].end > item[1].start, item[0]))
    for _, (start, end, new) in order:
        kept = text[at : max(start, at)]
        pieces += [kept, new]
        length += len(kept) + len(new)
        at = max(end, at)
        ends.append((start, at, length))
    return "".join((*pieces, text[at:])), ends


def _moved(text: str, changed: str, ends: Sequence[Ended], moves: Sequence[Move]) -> str:
    """The changed text with clauses in their new order. A clause is known by where it began in the old text."""
    document = Document.parse(text)
    slices: dict[str, str] = {}
    at = 0
    names = [PREAMBLE, *(clause.id for clause in document.clauses)]
    for name, raw in zip(names, (document.preamble, *(clause.raw for clause in document.clauses)), strict=True):
        slices[name] = changed[_now(at, ends) : _now(at + len(raw), ends)]
        at += len(raw)
    slices[names[-1]] = changed[_now(at - len(document.clauses[-1].raw), ends) :]
    order = list(names)
    for move in moves:
        order = [name for name in order if name not in move.clauses]
    for move in moves:
        place = order.index(move.after) + 1 if move.after in order else 1
        order[place:place] = move.clauses
    kept = [slices[name] for name in order if slices[name]]
    return "".join(
        f"{raw.rstrip()}\n\n" if place + 1 < len(kept) and not raw.endswith("\n\n") else raw
        for place, raw in enumerate(kept)
    ).rstrip("\n") + changed[len(changed.rstrip("\n")) :]


def _now(place: int, ends: Sequence[Ended]) -> int:
    """Where a place of the old text is in the changed one; what was put in just there stands before it."""
    before, now = 0, 0
    for start, end, length in ends:
        if end <= place:
            before, now = end, length
        elif start < place:
            return length
    return now + place - before
