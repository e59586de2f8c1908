"""A unit: a paragraph, a list item, a heading, a table row or a footnote of a Word file, and who changed what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from schemekit.text.returning.words import Word, words_in


class UnitKind(Enum):
    """What a unit is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    CODE = "code"
    NOTE = "note"


class Mark(NamedTuple):
    """Who made a tracked change, and when. Units: YYYY-MM-DD, empty where the file does not say."""

    author: str
    date: str


class Run(NamedTuple):
    """Words of one look and one fate.

    Shape: `at` is its place among all runs of the file; `look` holds strong, emph, code, strike, sup, sub;
    `link` is `#bookmark` or an address; `note` is the footnote that its sign refers to.
    """

    text: str
    look: frozenset[str] = frozenset()
    link: str = ""
    note: str = ""
    inserted: Mark | None = None
    deleted: Mark | None = None
    at: int = -1


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A piece of a Word file that ends with a paragraph's end, or a row.

    Shape: `level` is that of a heading from 1, or how deep an item stands from 0; `anchors` are our bookmarks in it.
    `number` is the computed number before a heading. `inserted` and `deleted` are of its end, or of the row.
    `table` numbers the tables from 1; `place` is its place in the file. `style` is the name of its style.
    """

    kind: UnitKind
    runs: tuple[Run, ...]
    level: int = 0
    is_ordered: bool = False
    anchors: tuple[str, ...] = ()
    number: str = ""
    inserted: Mark | None = None
    deleted: Mark | None = None
    table: int = 0
    place: int = 0
    style: str = ""

    @cached_property
    def text(self) -> str:
        """Its words, with signs where footnotes are and between cells."""
        return "".join(run.text for run in self.runs)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words as they are compared."""
        return words_in(self.text)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """What is compared of its words."""
        return tuple(word.key for word in self.words)

    @cached_property
    def run_starts(self) -> tuple[int, ...]:
        """Where each run begins in its text."""
        starts, at = [], 0
        for run in self.runs:
            starts.append(at)
            at += len(run.text)
        return tuple(starts)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Who changed something in it, in order."""
        found = [mark for run in self.runs for mark in (run.inserted, run.deleted) if mark]
        return tuple(dict.fromkeys([*found, *(mark for mark in (self.inserted, self.deleted) if mark)]))


def accepted(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units with all tracked changes made."""
    return tuple(_viewed(units, "deleted"))


def rejected(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units without any tracked change."""
    return tuple(_viewed(units, "inserted"))


def _viewed(units: Sequence[Unit], gone: str) -> Iterable[Unit]:
    """The units without what is gone: where the end of a paragraph is gone, it goes on in the next one."""
    held: list[Unit] = []
    for unit in units:
        runs = tuple(run for run in unit.runs if getattr(run, gone) is None)
        kept = unit if len(runs) == len(unit.runs) else replace(unit, runs=runs)
        ends = getattr(unit, gone) is None
        if unit.kind is UnitKind.ROW or unit.kind is UnitKind.NOTE:
            yield from held
            held = []
            if ends:
                yield kept
            continue
        kept = _joined([*held, kept])
        held = [] if ends else [kept]
        if ends:
            yield kept
    yield from held


def _joined(units: Sequence[Unit]) -> Unit:
    """Paragraphs as the one that their joining gives: it looks like the last, unless only an earlier one has words."""
    said = [unit for unit in units if unit.text.strip()]
    if len(units) == 1 or not said:
        return units[-1]
    shape = units[-1]
    return replace(shape, runs=tuple(run for unit in said for run in unit.runs),
                   anchors=tuple(dict.fromkeys(name for unit in said for name in unit.anchors)),
                   number=said[0].number)
