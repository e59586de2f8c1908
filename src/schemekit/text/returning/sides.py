"""Both sides of a text, the one that was sent and the one that came back, as the parts of a comparison need them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from schemekit.text.comparing.alignment import equal_runs
from schemekit.text.comparing.likeness import Wording, best_chain, likely
from schemekit.text.returning.edit import Edit, Exchange
from schemekit.text.returning.markdown import Led
from schemekit.text.returning.source import Slice, Source, SourceUnit
from schemekit.text.returning.unit import Mark, Run, Unit

_ALIKE = 0.5
"""Share of words from which two writings of one passage are known to be one."""


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A text as it was sent.

    Shape: `units` are those of the text written out as it was sent, `notes` its footnotes in the order of their signs.
    `ids` are the clauses' by bookmark; `shift` is how much deeper a heading stands in the Word file than in an
    unannexed text. `led` says where a link of the Word file leads.
    """

    source: Source
    units: Sequence[Unit]
    notes: Sequence[Unit]
    ids: Mapping[str, str]
    shift: int
    led: Led


@dataclass(frozen=True, kw_only=True)
class Come:
    """A text as it came back.

    Shape: `units` are with the tracked changes made, `raw` with those that are gone; `note_names` name the footnotes,
    and `gone_notes` are those whose signs were deleted.
    """

    units: Sequence[Unit]
    raw: Sequence[Unit]
    notes: Sequence[Unit]
    note_names: Sequence[str]
    gone_notes: Sequence[Unit] = ()


@dataclass(frozen=True, kw_only=True)
class Sides:
    """The units with words of both sides, clauses in the order in which they were sent.

    Shape: `heads` and `new_heads` name the clause of each heading by its place; `labels` are the signs of footnotes in
    the text, by their names in the file.
    """

    sent: Sent
    come: Come
    olds: Sequence[Unit]
    news: Sequence[Unit]
    heads: Mapping[int, str]
    new_heads: Mapping[int, str]
    labels: Mapping[str, str]

    @property
    def source(self) -> Source:
        """The text that was sent."""
        return self.sent.source

    @cached_property
    def sources(self) -> dict[int, SourceUnit]:
        """For each unit of the text as it was sent its place in the Markdown; what the paper itself says has none."""
        return _sources(self.olds, self.source.units)

    def slice_of(self, unit: SourceUnit) -> Slice:
        """The piece of the Markdown that a unit stands in."""
        return self.source.slices[unit.slice]

    def signed(self, unit: Unit) -> Unit:
        """A unit whose footnotes carry the sign that they have in the text."""
        if not any(run.note for run in unit.runs):
            return unit
        return replace(unit, runs=tuple(
            run._replace(note=self.labels.get(run.note, "")) if run.note else run for run in unit.runs))

    def raw_runs(self, unit: Unit) -> list[Run]:
        """The runs of a passage with those that were deleted in it."""
        if not unit.runs:
            return []
        first = max(bisect_left(self._raw_ends, unit.runs[0].at), 0)
        found: list[Run] = []
        for raw in self._raw_said[first:]:
            if raw.runs[0].at > unit.runs[-1].at:
                break
            found += raw.runs
        return found

    def gone_marks(self, old: Unit) -> tuple[Mark, ...]:
        """Who deleted a whole passage."""
        return self._gone.get(old.keys, ())

    def raw_place(self, unit: Unit) -> int:
        """The place of a unit among all that came back, those that are gone included."""
        return unit.place - self.come.raw[0].place if self.come.raw else 0

    @cached_property
    def gone_notes(self) -> dict[tuple[str, ...], tuple[Mark, ...]]:
        """Who deleted each footnote, by what it said."""
        return {note.keys: (note.deleted,) for note in self.come.gone_notes if note.deleted}

    @cached_property
    def _raw_said(self) -> list[Unit]:
        return [unit for unit in self.come.raw if unit.runs]

    @cached_property
    def _raw_ends(self) -> list[int]:
        return [unit.runs[-1].at for unit in self._raw_said]

    @cached_property
    def _gone(self) -> dict[tuple[str, ...], tuple[Mark, ...]]:
        found: dict[tuple[str, ...], tuple[Mark, ...]] = {}
        for unit in self.come.raw:
            marks = tuple(dict.fromkeys(run.deleted for run in unit.runs if run.deleted))
            if marks:
                kept = replace(unit, runs=tuple(run for run in unit.runs if run.inserted is None))
                found.setdefault(kept.keys, marks)
        return found


def edit(
    clause: str, before: str, after: str, exchanges: Sequence[Exchange], marks: Sequence[Mark], *,
    is_moved: bool = False,
) -> Edit:
    """An edit; one in whose place somebody tracked a change is tracked, until more is known."""
    return Edit(clause=clause, before=before, after=after, exchanges=tuple(exchanges),
                marks=tuple(dict.fromkeys(marks)), is_tracked=bool(marks), is_moved=is_moved)


def marks_of(units: Sequence[Unit]) -> tuple[Mark, ...]:
    """Who changed something in some units."""
    return tuple(dict.fromkeys(mark for unit in units for mark in unit.marks))


def _sources(olds: Sequence[Unit], sources: Sequence[SourceUnit]) -> dict[int, SourceUnit]:
    kept = [unit for unit in sources if unit.words]
    return {old: kept[place] for old, place in _across([unit.keys for unit in olds], [unit.keys for unit in kept])}


def _across(olds: Sequence[tuple[str, ...]], kept: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Which is which in two writings of one text, which differ in little that the paper itself says."""
    at = there = 0
    for start, place, length in (*equal_runs(olds, kept), (len(olds), len(kept), 0)):
        if start - at == place - there:
            yield from ((at + step, there + step) for step in range(start - at))
        else:
            first, second = ([Wording(keys) for keys in side] for side in (olds[at:start], kept[there:place]))
            shares = likely(first, second, _ALIKE)
            yield from ((at + old, there + new) for old, new in best_chain(shares))
        yield from ((start + step, place + step) for step in range(length))
        at, there = start + length, place + length
