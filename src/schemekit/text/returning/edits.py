"""The edits of a text: each passage that came back otherwise, and each clause that came, went or moved.

Pure: units of both sides in, edits out. How the words of a passage are carried over is in `rewording`, what is new in
`new_blocks`, tables and footnotes in files of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.document import PREAMBLE
from schemekit.text.returning.edit import Edit, Move
from schemekit.text.returning.footnotes import note_edits, note_labels, paired_notes, with_new_notes
from schemekit.text.returning.heading import bare_heading_unit
from schemekit.text.returning.looks import looks_differ
from schemekit.text.returning.new_blocks import Added, NewBlocks
from schemekit.text.returning.placing import put_in, slices_out, taken_out
from schemekit.text.returning.rewording import level_changed, reworded
from schemekit.text.returning.sides import Come, Sent, Sides, edit, marks_of
from schemekit.text.returning.source import SourceUnit
from schemekit.text.returning.tables import tables_anew
from schemekit.text.returning.unit import Unit, UnitKind
from schemekit.text.returning.units_across import Across, headings_found, units_across

_SAYS_SOMETHING = 3
"""Words, from which a passage that went here and came there has moved."""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What became of a text.

    Shape: `clauses` say of each unit that came back the clause it stands in, by its place in the file; `unknown` are
    words that changed where the text has none, as the paper itself says them.
    """

    edits: tuple[Edit, ...]
    clauses: Mapping[int, str]
    unknown: tuple[str, ...] = ()


def edits_of(sent: Sent, come: Come, taken: frozenset[str]) -> Compared:
    """The edits of a text. Shape: `taken` are all ids of its module."""
    pairs = paired_notes(sent.notes, come.notes)
    sides, moves = _sides(sent, come, note_labels(sent, come, pairs))
    across = units_across(sides.olds, sides.news, sides.heads, sides.new_heads)
    tables = tables_anew(sides, across)
    kept = {sides.news[place].table for one in across if one.old[0] < one.old[1] for place in range(*one.new)}
    new_tables = frozenset(unit.table for unit in sides.news if unit.table and unit.table not in kept)
    blocks = NewBlocks(sides, taken, new_tables)
    edits, unknown = list(tables.edits), list[str]()
    for one in tables.across:
        edits += _passage(sides, blocks, one, unknown)
    removed = [place for one in tables.across if one.new[0] == one.new[1] for place in range(*one.old)
               if place in sides.sources]
    added = list(_added(sides, tables.across, tables.taken))
    edits += _moved(sides, removed, added)
    edits += _gone_clauses(sides, removed)
    edits += (_gone(sides, place) for place in removed)
    edits += blocks.edits(added)
    edits += note_edits(sides, pairs)
    edits, lost = with_new_notes(sides, pairs, edits)
    return Compared(edits=(*moves, *sorted(edits, key=lambda one: one.place)), unknown=(*unknown, *lost),
                    clauses=dict(_clauses(sides, blocks.ids)))


def _sides(sent: Sent, come: Come, labels: Mapping[str, str]) -> tuple[Sides, list[Edit]]:
    """Both sides with the clauses in one order, and the edits that say which of them moved."""
    olds, news = ([unit for unit in side.units if unit.keys] for side in (sent, come))
    first, second = headings_found(olds, news, sent.ids)
    old_of = {clause: olds[place] for place, clause in first.items()}
    for place, unit in enumerate(news):
        if place in second or unit.kind is UnitKind.HEADING:
            news[place] = bare_heading_unit(unit, old_of.get(second.get(place, "")))
    place_of = {clause: place for place, clause in first.items()}
    starts = sorted(second)
    names = [second[start] for start in starts]
    chunks = [news[start:stop] for start, stop in zip(starts, [*starts[1:], len(news)], strict=False)]
    moves = list(_moves(sent, names, chunks, place_of))
    found, heads = news[: starts[0]] if starts else news, dict[int, str]()
    for at in sorted(range(len(names)), key=lambda at: place_of[names[at]]):
        heads[len(found)] = names[at]
        found = found + chunks[at]
    return Sides(sent=sent, come=come, olds=olds, news=found, heads=first, new_heads=heads, labels=labels), moves


def _moves(
    sent: Sent, names: Sequence[str], chunks: Sequence[Sequence[Unit]], place_of: Mapping[str, int]
) -> Iterator[Edit]:
    """Clauses that stand elsewhere now: those that followed each other and still do are one edit."""
    rising = longest_rising(place_of[name] for name in names)
    raw = {clause.id: clause.raw for clause in sent.source.document.clauses}
    order = sorted(names, key=place_of.__getitem__)
    next_of = dict(pairwise(order))
    at, after = 0, PREAMBLE
    while at < len(names):
        end = at + 1
        if at not in rising:
            while end < len(names) and end not in rising and next_of.get(names[end - 1]) == names[end]:
                end += 1
            words = "".join(raw[name] for name in names[at:end])
            marks = marks_of([unit for chunk in chunks[at:end] for unit in chunk[:1]])
            yield Edit(clause=names[at], before=words, after=words, marks=marks, is_tracked=bool(marks), is_moved=True,
                       move=Move(clauses=tuple(names[at:end]), after=after))
        after = names[end - 1]
        at = end


def _passage(sides: Sides, blocks: NewBlocks, one: Across, unknown: list[str]) -> Iterator[Edit]:
    """The edits of a passage that both sides have."""
    olds, news = sides.olds[slice(*one.old)], sides.news[slice(*one.new)]
    same = [unit.keys for unit in olds] == [unit.keys for unit in news]
    if not olds or not news or (same and not level_changed(sides, olds, news) and not looks_differ(olds, news)):
        return
    sources = [sides.sources[place] for place in range(*one.old) if place in sides.sources]
    if len(sources) < len(olds):
        unknown.append(" ".join(unit.text for unit in news))
    elif olds[0].kind is not UnitKind.HEADING and level_changed(sides, olds, news):
        yield blocks.became_heading(sources[0], one.new[0])
    else:
        yield from reworded(sides, sources, olds, news)


def _added(sides: Sides, across: Sequence[Across], taken: frozenset[int]) -> Iterator[Added]:
    """The units that are new, each with the units of the text around it."""
    kept: list[tuple[int, SourceUnit]] = []
    known = set(taken)
    for one in across:
        if one.old[0] < one.old[1] and one.new[0] < one.new[1]:
            known |= set(range(*one.new))
            kept += [(one.new[1] - 1, sides.sources[place]) for place in range(*one.old) if place in sides.sources]
    at = 0
    for place in range(len(sides.news)):
        while at < len(kept) and kept[at][0] < place:
            at += 1
        if place not in known:
            yield Added(place, kept[at - 1][1] if at else None, kept[at][1] if at < len(kept) else None)


def _moved(sides: Sides, removed: list[int], added: list[Added]) -> Iterator[Edit]:
    """A passage that went here and came there, word for word, is one that moved. Takes it out of both lists."""
    gone: dict[tuple[str, ...], list[int]] = {}
    for place in removed:
        unit = sides.olds[place]
        if unit.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM) and len(unit.keys) >= _SAYS_SOMETHING and (
            sides.sources[place].is_alone):
            gone.setdefault(unit.keys, []).append(place)
    for item in list(added):
        unit = sides.news[item.place]
        if unit.kind is UnitKind.HEADING or not gone.get(unit.keys):
            continue
        old = gone[unit.keys].pop()
        piece = sides.slice_of(sides.sources[old])
        words = piece.piece.text.strip()
        exchanges = (taken_out(sides.source, sides.sources[old]),
                     put_in(sides.source, words, piece.kind, item.before, item.after))
        yield edit(sides.source.clause_at(piece.start), words, words, exchanges,
                   unit.marks or sides.gone_marks(sides.olds[old]), is_moved=True)
        removed.remove(old)
        added.remove(item)


def _gone_clauses(sides: Sides, removed: list[int]) -> Iterator[Edit]:
    """A clause of which nothing is left is one edit. Takes its units out of the list."""
    source, gone = sides.source, set(removed)
    starts = sorted(sides.heads)
    for start, stop in zip(starts, [*starts[1:], len(sides.olds)], strict=False):
        places = [place for place in range(start, stop) if place in sides.sources]
        if start not in gone or not gone.issuperset(places):
            continue
        slices = range(sides.sources[places[0]].slice, sides.sources[places[-1]].slice + 1)
        # Where links lead, and footnotes, may be told in one clause for all.
        runs = [list(run) for is_kept, run in groupby(slices, key=lambda place: source.slices[place].kind in (
            PassageKind.LINK, PassageKind.FOOTNOTE)) if not is_kept]
        marks = [mark for place in places for mark in sides.gone_marks(sides.olds[place])]
        raw = source.text[source.slices[slices[0]].start : source.slices[slices[-1]].end]
        yield edit(sides.heads[start], raw, "", [slices_out(source, run[0], run[-1]) for run in runs], marks)
        removed[:] = [place for place in removed if not start <= place < stop]


def _gone(sides: Sides, place: int) -> Edit:
    source, unit = sides.source, sides.sources[place]
    before = sides.slice_of(unit).piece.text.strip() if unit.is_alone else source.text[unit.start : unit.end]
    marks = sides.gone_marks(sides.olds[place])
    return edit(source.clause_at(unit.start), before, "", [taken_out(source, unit)], marks)


def _clauses(sides: Sides, made: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """The clause that each unit stands in, by its place in the file."""
    current = PREAMBLE
    for place, unit in enumerate(sides.news):
        current = sides.new_heads.get(place) or made.get(place) or current
        yield unit.place, current
