"""Passages whose words changed: an edit for each sentence, item, row or heading, its changes carried into the slice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.text.comparing.passages import PassageKind
from schemekit.text.returning.carrying import Carried, Manner, carried, joined_sources, joined_units
from schemekit.text.returning.edit import Edit, Exchange, edited
from schemekit.text.returning.looks import looks_changed
from schemekit.text.returning.sides import Sides, edit, marks_of
from schemekit.text.returning.source import Placed, SourceUnit
from schemekit.text.returning.unit import Unit, UnitKind

_IN_SENTENCES = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE, PassageKind.FOOTNOTE})


def reworded(
    sides: Sides, sources: Sequence[SourceUnit], olds: Sequence[Unit], news: Sequence[Unit]
) -> Iterator[Edit]:
    """The edits of a passage, or of two that were joined, or of one that was split."""
    source = joined_sources(sources)
    new = sides.signed(joined_units(news))
    found = carried(sides.source.text, source, joined_units(olds), new, _manner(sides, sources[0], news),
                    [run for unit in news for run in sides.raw_runs(unit)])
    if len(olds) == len(news) == 1:
        found = sorted([*found, *looks_changed(sides.source.text, source, olds[0], new, found)],
                       key=lambda one: one.start)
    if sides.slice_of(source).kind not in _IN_SENTENCES:
        found = [replace(one, sentences="") for one in found]
    level = _other_level(sides, sources[0], olds[0], news[0])
    groups = _grouped(sides, source, found) if len(sources) == 1 else [found] if found else []
    groups = [part for group in groups for part in _by_author(group)]
    for group in groups or ([[]] if level else []):
        exchanges = [Exchange(one.start, one.end, one.text) for one in group]
        if level:
            exchanges.insert(0, level)
            level = None
        yield _passage_edit(sides, _span(sides, source, group), exchanges, group, news)


def level_changed(sides: Sides, olds: Sequence[Unit], news: Sequence[Unit]) -> bool:
    """Whether a heading went up or down, or a paragraph became one."""
    if not (len(olds) == len(news) == 1 and news[0].kind is UnitKind.HEADING):
        return False
    return not _took_on(sides, news[0]) and (olds[0].kind is not UnitKind.HEADING or olds[0].level != news[0].level)


def _took_on(sides: Sides, new: Unit) -> bool:
    """Whether a heading only looks like one that was deleted before it.

    LibreOffice 7.4 gives what follows a tracked deletion the style of the paragraph with which the deletion begins.
    """
    raw = sides.come.raw
    at = sides.raw_place(new) - 1
    first = None
    while at >= 0 and raw[at].deleted:
        first = raw[at]
        at -= 1
    return first is not None and (first.kind, first.level) == (new.kind, new.level)


def _other_level(sides: Sides, source: SourceUnit, old: Unit, new: Unit) -> Exchange | None:
    if old.kind is new.kind is UnitKind.HEADING and level_changed(sides, [old], [new]):
        item = sides.slice_of(source)
        bare = item.piece.text.lstrip()
        marks = len(bare) - len(bare.lstrip("#"))
        start = item.start + item.piece.text.find("#")
        if marks:
            return Exchange(start, start + marks, "#" * min(max(marks + new.level - old.level, 2), 6))
    return None


def _manner(sides: Sides, source: SourceUnit, news: Sequence[Unit]) -> Manner:
    """How new words are written in a passage: like what stands there."""
    item, led = sides.slice_of(source), sides.sent.led
    if item.kind not in _IN_SENTENCES:
        return Manner(led=led, has_lines=False, between=" ", is_in_sentences=False)
    words = item.piece.text.rstrip().lstrip("\n")
    own = " " * (len(words) - len(words.lstrip()))
    mark = item.piece.mark
    after = words.lstrip()[len(mark) :]
    if item.kind is PassageKind.QUOTE:
        indent = "> "
    elif item.kind is PassageKind.FOOTNOTE:
        indent = "    "
    else:
        indent = own + " " * (len(mark) + len(after) - len(after.lstrip())) if mark else own
    parts = [part.text for part in item.piece.parts]
    has_lines = all("\n" in part[len(part.rstrip()) :] for part in parts[:-1])
    if item.kind is PassageKind.ITEM and news[-1].kind is UnitKind.ITEM:
        between = f"\n{own}{mark} "
    else:
        between = "\n>\n> " if item.kind is PassageKind.QUOTE else f"\n\n{indent}"
    return Manner(led=led, indent=indent, has_lines=has_lines, between=between)


def _grouped(sides: Sides, source: SourceUnit, found: Sequence[Carried]) -> list[list[Carried]]:
    """The changes of each sentence together; a new sentence by itself."""
    starts = _part_starts(sides, source)
    groups: list[tuple[set[int], list[Carried]]] = []
    for one in found:
        if one.sentences:
            groups.append((set(), [one]))
            continue
        places = {_part_at(starts, word.start) for word in _touched(source, one)}
        if one.parts_paragraphs:
            places = set(range(len(starts)))
        if groups and groups[-1][0] & places:
            groups[-1][0].update(places)
            groups[-1][1].append(one)
        else:
            groups.append((places, [one]))
    return [group for _, group in groups]


def _by_author(group: Sequence[Carried]) -> list[list[Carried]]:
    """The changes of a sentence by whoever tracked them, so that one person's can be taken and another's refused.

    One that two people made between them stays one; so does a paragraph that was split or joined, with all about it,
    and what was changed without tracking beside what one person tracked.
    """
    found: dict[tuple[str, ...], list[Carried]] = {}
    for one in group:
        found.setdefault(tuple(dict.fromkeys(mark.author for mark in one.marks)), []).append(one)
    if sum(bool(authors) for authors in found) < 2 or any(one.parts_paragraphs for one in group):
        return [list(group)]
    return list(found.values())


def _touched(source: SourceUnit, one: Carried) -> Sequence[Placed]:
    """The words that a change takes, or the one that it stands behind."""
    return source.words[one.first : one.last] or source.words[max(one.first - 1, 0) : one.first] or source.words[:1]


def _part_starts(sides: Sides, source: SourceUnit) -> list[int]:
    item = sides.slice_of(source)
    starts, at = [], item.start
    for part in item.piece.parts if item.kind in _IN_SENTENCES else ():
        starts.append(at)
        at += len(part.text)
    return starts or [item.start]


def _part_at(starts: Sequence[int], place: int) -> int:
    return max(bisect_right(starts, place) - 1, 0)


def _span(sides: Sides, source: SourceUnit, group: Sequence[Carried]) -> tuple[int, int]:
    """From where to where the passage is that some changes are in."""
    item = sides.slice_of(source)
    whole = item.start, max(item.core_end, source.end)
    if not group or any(one.parts_paragraphs for one in group):
        return whole
    if len(group) == 1 and group[0].sentences:
        return group[0].start, group[0].end
    starts = _part_starts(sides, source)
    touched = [word.start for one in group for word in _touched(source, one)]
    if not touched:
        return whole
    low, high = _part_at(starts, min(touched)), _part_at(starts, max(touched))
    last = item.end if high + 1 >= len(starts) else starts[high + 1]
    return starts[low], min(last, whole[1])


def _passage_edit(
    sides: Sides, span: tuple[int, int], exchanges: Sequence[Exchange], group: Sequence[Carried], news: Sequence[Unit]
) -> Edit:
    text = sides.source.text
    start = min([span[0], *(one.start for one in exchanges)])
    end = max([span[1], *(one.end for one in exchanges)])
    local = [Exchange(one.start - start, one.end - start, one.text) for one in exchanges]
    before = text[start:end]
    after = edited(before, [edit("", "", "", local, ())])
    marks = [mark for one in group for mark in one.marks] if group else marks_of(news)
    if len(group) == 1 and group[0].sentences:
        return edit(sides.source.clause_at(max(start - 1, 0)), "", group[0].sentences, exchanges, marks)
    return edit(sides.source.clause_at(exchanges[0].start), before.strip(), after.strip(), exchanges, marks)
