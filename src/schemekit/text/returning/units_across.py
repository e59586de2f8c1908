"""Which unit of a returned text is which of the text that was sent: headings by bookmark, the others by their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.comparing.likeness import Wording, best_chain, likely
from schemekit.text.returning.heading import bare_heading_unit
from schemekit.text.returning.unit import Unit, UnitKind
from schemekit.text.returning.words import CELL

_ALIKE = 0.5
_ALIKE_ALONE = 0.3
"""Of the only two passages between neighbours that stayed, less says that one became the other."""
_SAME_HEADING = 0.5
_SAME_ROW = 0.9
_GAIN = 0.05
_PROSE = frozenset({UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.QUOTE, UnitKind.HEADING})

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Across:
    """Units of both texts that belong together. Shape: spans of places; one is empty where the other side is new."""

    old: Span
    new: Span


def headings_found(
    olds: Sequence[Unit], news: Sequence[Unit], ids: Mapping[str, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """The clause that each heading is, by its place on both sides. Shape: `ids` are the clauses' by bookmark.

    A bookmark counts where its paragraph is a heading still, or says what the heading said; a heading that lost its
    bookmark is found by its words.
    """
    first = {place: ids[name] for place, unit in enumerate(olds) for name in unit.anchors if name in ids}
    places = {clause: place for place, clause in first.items()}
    second: dict[int, str] = {}
    taken: set[str] = set()
    for is_sure in (True, False):
        for place, unit in enumerate(news):
            for name in unit.anchors:
                clause = ids.get(name, "")
                if place in second or not clause or clause in taken or clause not in places or not unit.keys:
                    continue
                share = _likeness(olds[places[clause]], unit)
                # One whose words are new counts only after all those that say what they said.
                if share >= _SAME_HEADING or (not is_sure and unit.kind is UnitKind.HEADING):
                    second[place] = clause
                    taken.add(clause)
    _by_words(olds, news, first, second, taken)
    return first, second


def _by_words(
    olds: Sequence[Unit], news: Sequence[Unit], first: Mapping[int, str], second: dict[int, str], taken: set[str]
) -> None:
    """Headings without a bookmark whose words stand once on each side."""
    free: dict[tuple[str, ...], list[str]] = {}
    for place, clause in first.items():
        if clause not in taken:
            free.setdefault(olds[place].keys, []).append(clause)
    seen: dict[tuple[str, ...], list[int]] = {}
    for place, unit in enumerate(news):
        if place not in second and unit.keys in free and unit.kind is not UnitKind.ROW:
            seen.setdefault(unit.keys, []).append(place)
    for keys, places in seen.items():
        styled = [place for place in places if news[place].kind is UnitKind.HEADING] or places
        if len(styled) == len(free[keys]) == 1:
            second[styled[0]] = free[keys][0]


def _likeness(old: Unit, new: Unit) -> float:
    new = bare_heading_unit(new, old)
    return Wording(old.keys).likeness(Wording(new.keys)) if old.keys != new.keys else 1.0


def units_across(
    olds: Sequence[Unit], news: Sequence[Unit], first: Mapping[int, str], second: Mapping[int, str]
) -> list[Across]:
    """What became of each unit, in order; each stands in one of them. Shape: `first` and `second` name the headings.

    A clause that both have holds its place, and the units under it are held against each other.
    """
    effort = Effort(20_000_000)
    places = {clause: place for place, clause in first.items()}
    both = [(places[clause], place) for place, clause in sorted(second.items()) if clause in places]
    found: list[Across] = []
    at = there = 0
    for old, new in (*both, (len(olds), len(news))):
        heads = {place - at for place in first if at <= place < old}
        found += [Across((at + o[0], at + o[1]), (there + n[0], there + n[1]))
                  for o, n in _between(olds[at:old], news[there:new], heads, effort)]
        if old < len(olds) and new < len(news):
            found.append(Across((old, old + 1), (new, new + 1)))
        at, there = old + 1, new + 1
    return found


def _between(
    olds: Sequence[Unit], news: Sequence[Unit], heads: set[int], effort: Effort
) -> Iterator[tuple[Span, Span]]:
    """What became of the units of one clause. Shape: `heads` are headings of clauses that are gone."""
    left, right = [_key(unit) for unit in olds], [_key(unit) for unit in news]
    at = there = 0
    for start, place, length in (*equal_runs(left, right, effort), (len(olds), len(news), 0)):
        if at < start or there < place:
            stretch = _Stretch(olds[at:start], news[there:place], {head - at for head in heads if at <= head < start})
            for old, new in stretch.told():
                yield (at + old[0], at + old[1]), (there + new[0], there + new[1])
        yield from (((start + k, start + k + 1), (place + k, place + k + 1)) for k in range(length))
        at, there = start + length, place + length


def _key(unit: Unit) -> tuple[bool, tuple[str, ...]]:
    return unit.kind is UnitKind.ROW, unit.keys


class _Stretch:
    """Units of both sides none of which is the same."""

    def __init__(self, olds: Sequence[Unit], news: Sequence[Unit], heads: set[int]) -> None:
        self._olds, self._news = olds, news
        self._heads = heads
        self._old_words = [Wording(unit.keys) for unit in olds] if news else []
        self._new_words = [Wording(unit.keys) for unit in news] if olds else []

    def told(self) -> list[tuple[Span, Span]]:
        found: list[tuple[Span, Span]] = []
        at = there = 0
        end = (len(self._olds), len(self._news))
        groups = self._grown(self._chain()) if self._olds and self._news else []
        for old, new in (*groups, ((end[0], end[0]), (end[1], end[1]))):
            found += [((place, place + 1), (there, there)) for place in range(at, old[0])]
            found += [((old[0], old[0]), (place, place + 1)) for place in range(there, new[0])]
            if old[0] < old[1]:
                found.append((old, new))
            at, there = old[1], new[1]
        return found

    def _chain(self) -> list[tuple[int, int]]:
        shares = {pair: share for pair, share in likely(self._old_words, self._new_words, _ALIKE).items()
                  if self._may_be_one(*pair)}
        for pair in self._rows():
            shares[pair] = max(shares.get(pair, 0.0), _SAME_ROW)
        is_alone = len(self._olds) == len(self._news) == 1 and self._may_be_one(0, 0)
        if not shares and is_alone and self._old_words[0].likeness(self._new_words[0]) >= _ALIKE_ALONE:
            return [(0, 0)]
        return best_chain(shares)

    def _rows(self) -> list[tuple[int, int]]:
        """Rows whose first cells say the same, or that stand alone at one place."""
        first, second = dict[str, list[int]](), dict[str, list[int]]()
        for side, units in ((first, self._olds), (second, self._news)):
            for place, unit in enumerate(units):
                if unit.kind is UnitKind.ROW and (cell := unit.text.partition(CELL)[0].strip()):
                    side.setdefault(cell, []).append(place)
        return [(places[0], second[cell][0]) for cell, places in first.items()
                if len(places) == 1 and len(second.get(cell, ())) == 1]

    def _may_be_one(self, old: int, new: int) -> bool:
        if old in self._heads:
            return False
        kinds = (self._olds[old].kind, self._news[new].kind)
        return kinds[0] is kinds[1] or set(kinds) <= _PROSE

    def _grown(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[Span, Span]]:
        """The pairs, each with the paragraph beside it that it was split into, or joined with."""
        found: list[tuple[Span, Span]] = []
        at = there = 0
        for number, (old, new) in enumerate(pairs):
            following = pairs[number + 1] if number + 1 < len(pairs) else (len(self._olds), len(self._news))
            best: tuple[Span, Span] = ((old, old + 1), (new, new + 1))
            share = self._share(*best) + _GAIN
            for wider in (((old, old + 2), (new, new + 1)), ((old, old + 1), (new, new + 2)),
                          ((old - 1, old + 1), (new, new + 1)), ((old, old + 1), (new - 1, new + 1))):
                fits = at <= wider[0][0] and wider[0][1] <= following[0] and there <= wider[1][0] and (
                    wider[1][1] <= following[1])
                if fits and self._is_prose(*wider) and (grown := self._share(*wider)) > share:
                    best, share = wider, grown
            found.append(best)
            at, there = best[0][1], best[1][1]
        return found

    def _is_prose(self, old: Span, new: Span) -> bool:
        units = (*self._olds[slice(*old)], *self._news[slice(*new)])
        has_head = bool(self._heads & set(range(*old)))
        return not has_head and all(unit.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM) for unit in units)

    def _share(self, old: Span, new: Span) -> float:
        first = [word for wording in self._old_words[slice(*old)] for word in wording.words]
        second = [word for wording in self._new_words[slice(*new)] for word in wording.words]
        return Wording(first).likeness(Wording(second))
