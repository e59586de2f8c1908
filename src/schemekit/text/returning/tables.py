"""Tables whose head or columns changed: Markdown cannot show that row by row, so they are written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.text.returning.edit import Edit, Exchange
from schemekit.text.returning.markdown import table
from schemekit.text.returning.placing import slices_out
from schemekit.text.returning.sides import Sides, edit, marks_of
from schemekit.text.returning.unit import Unit
from schemekit.text.returning.units_across import Across
from schemekit.text.returning.words import CELL


@dataclass(frozen=True, slots=True)
class Tables:
    """Shape: `edits` of whole tables; `across` is what is left to look at; `taken` are places of the tables' rows."""

    edits: tuple[Edit, ...]
    across: list[Across]
    taken: frozenset[int]


def tables_anew(sides: Sides, across: list[Across]) -> Tables:
    """Take the tables that are gone, or have to be written anew, out of what is compared row by row."""
    pairs: dict[int, int] = {}
    for one in across:
        for old in range(*one.old):
            for new in range(*one.new):
                if sides.olds[old].table and sides.news[new].table:
                    pairs.setdefault(sides.olds[old].table, sides.news[new].table)
    olds, news = _rows(sides.olds), _rows(sides.news)
    heads = {(one.old[0], one.new[0]) for one in across if one.old[0] < one.old[1] and one.new[0] < one.new[1]}
    anew = {old: new for old, new in pairs.items()
            if _width(sides, olds[old], old=True) != _width(sides, news[new], old=False)
            or (olds[old][0], news[new][0]) not in heads}
    gone = set(olds) - set(pairs)
    made = (_anew(sides, olds[old], news.get(anew.get(old, 0), [])) for old in sorted(gone | set(anew)))
    edits = [one for one in made if one]
    written = set(anew.values())
    kept, taken = [], set[int]()
    for one in across:
        old = next((sides.olds[place].table for place in range(*one.old)), 0)
        new = next((sides.news[place].table for place in range(*one.new)), 0)
        if not ((old and old in gone | set(anew)) or (new and new in written)):
            kept.append(one)
            continue
        taken |= set(range(*one.new))
        if old and new and _is_same(sides, one):
            kept.append(one)   # it holds the place for what comes after the table
    return Tables(tuple(edits), kept, frozenset(taken))


def _rows(units: Sequence[Unit]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, unit in enumerate(units):
        if unit.table:
            found.setdefault(unit.table, []).append(place)
    return found


def _width(sides: Sides, places: Sequence[int], *, old: bool) -> int:
    units = sides.olds if old else sides.news
    return max(units[place].keys.count(CELL) for place in places)


def _is_same(sides: Sides, one: Across) -> bool:
    return [sides.olds[place].keys for place in range(*one.old)] == [
        sides.news[place].keys for place in range(*one.new)]


def _anew(sides: Sides, olds: Sequence[int], news: Sequence[int]) -> Edit | None:
    source = sides.source
    places = [place for place in olds if place in sides.sources]
    if not places:
        return None
    first, last = (sides.sources[place].slice for place in (places[0], places[-1]))
    units = [sides.signed(sides.news[place]) for place in news]
    words = table([unit.runs for unit in units], sides.sent.led) if units else ""
    start, end = source.slices[first].start, source.slices[last].core_end
    exchange = Exchange(start, end, words) if words else slices_out(source, first, last)
    marks = [*marks_of(units), *(mark for place in places for mark in sides.gone_marks(sides.olds[place]))]
    return edit(source.clause_at(start), source.text[start:end].strip(), words, [exchange], marks)
