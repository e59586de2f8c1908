"""The edits of a text: each passage that came back otherwise than it was sent, and each clause that came, went or moved.

Pure: units of both sides in, edits out. What is written for new words is in `markdown`, where it goes in `placing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from schemekit.text.comparing.alignment import equal_runs, longest_rising
from schemekit.text.comparing.likeness import Wording, best_chain, best_pairs, likely
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.document import PREAMBLE, made_id
from schemekit.text.returning.carrying import Carried, Manner, carried, joined_sources, joined_units
from schemekit.text.returning.edit import Edit, Exchange, Move, edited
from schemekit.text.returning.heading import bare_heading_unit, heading_level
from schemekit.text.returning.markdown import Led, block, row, table
from schemekit.text.returning.placing import put_in, slices_out, taken_out
from schemekit.text.returning.source import Source, SourceUnit
from schemekit.text.returning.unit import Mark, Run, Unit, UnitKind
from schemekit.text.returning.units_across import Across, headings_found, units_across
from schemekit.text.returning.words import CELL, NOTE

_SAYS_SOMETHING = 3
"""Words, from which a passage that went here and came there has moved."""
_IN_SENTENCES = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE, PassageKind.FOOTNOTE})
_KINDS = {UnitKind.ITEM: PassageKind.ITEM, UnitKind.ROW: PassageKind.ROW, UnitKind.HEADING: PassageKind.HEADING}


@dataclass(frozen=True, kw_only=True)
class Returned:
    """A text as it was sent and as it came back.

    Shape: `sent` are the units of the text written out as it was sent, `units` those that came back, with all tracked
    changes made; `raw` the same with those that are gone. Footnotes are apart, in the order of their signs.
    `ids` are the clauses' by bookmark, `taken` all ids of the module; `shift` is how much higher a heading of the Word
    file stands than in the text. `led` says where a link leads, `labels` what each footnote's sign is in the text.
    """

    source: Source
    sent: Sequence[Unit]
    units: Sequence[Unit]
    raw: Sequence[Unit]
    sent_notes: Sequence[Unit]
    notes: Sequence[Unit]
    note_names: Sequence[str] = ()
    sent_note_names: Sequence[str] = ()
    ids: Mapping[str, str]
    taken: frozenset[str]
    shift: int
    led: Led


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The edits of a text, and of each unit that came back the clause that it stands in, by the unit's place."""

    edits: tuple[Edit, ...]
    clauses: Mapping[int, str]
    unknown: tuple[str, ...] = ()


def edits_of(returned: Returned) -> Compared:
    """What became of a text."""
    return _Comparison(returned).compared()


@dataclass
class _Comparison:
    returned: Returned
    edits: list[Edit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    made: set[str] = field(default_factory=set)
    removed: list[int] = field(default_factory=list)
    added: list[tuple[int, SourceUnit | None, SourceUnit | None]] = field(default_factory=list)
    clause_of: dict[int, str] = field(default_factory=dict)

    def compared(self) -> Compared:
        sent = self.returned.source
        self.olds = [unit for unit in self.returned.sent if unit.keys]
        news = [unit for unit in self.returned.units if unit.keys]
        self.sources = _sources(self.olds, sent.units)
        first, second = headings_found(self.olds, news, self.returned.ids)
        news = [self._bare(unit, second.get(place, "")) for place, unit in enumerate(news)]
        self.news, second = self._in_order(news, first, second)
        self.heads = second
        self.labels = self._note_labels()
        self.edits_of_tables: set[int] = set()
        across = units_across(self.olds, self.news, first, second)
        across = self._tables(across)
        for one in across:
            self._take(one, across)
        self._neighbours(across)
        self._moved_passages()
        self._gone_clauses(first)
        for place in self.removed:
            self._remove(place)
        self._add_blocks()
        self._notes()
        self._clauses_of_units()
        return Compared(edits=tuple(sorted(self.edits, key=lambda edit: edit.place)), clauses=self.clause_of,
                        unknown=tuple(self.unknown))

    # --- order ---------------------------------------------------------------------------------------------------

    def _bare(self, unit: Unit, clause: str) -> Unit:
        """A heading without a number that somebody typed before it."""
        old = next((old for old in self.olds if clause and self.returned.ids.get(
            next(iter(old.anchors), "")) == clause), None)
        return bare_heading_unit(unit, old) if clause or unit.kind is UnitKind.HEADING else unit

    def _in_order(
        self, news: list[Unit], first: Mapping[int, str], second: Mapping[int, str]
    ) -> tuple[list[Unit], dict[int, str]]:
        """The units with their clauses in the order in which they were sent; those that moved become edits."""
        place_of = {clause: place for place, clause in first.items()}
        starts = sorted(second)
        names = [second[start] for start in starts]
        cuts = [*starts, len(news)]
        chunks = [news[start:stop] for start, stop in zip(starts, cuts[1:], strict=True)]
        rising = longest_rising(place_of[name] for name in names)
        if len(rising) < len(names):
            self._moves(names, [chunks[at] for at in range(len(names))], rising, sorted(names, key=place_of.__getitem__))
        ordered = sorted(range(len(names)), key=lambda at: place_of[names[at]])
        found, heads = list(news[: cuts[0]]), dict[int, str]()
        for at in ordered:
            heads[len(found)] = names[at]
            found += chunks[at]
        return found, heads

    def _moves(
        self, names: Sequence[str], chunks: Sequence[Sequence[Unit]], rising: frozenset[int], sent: Sequence[str]
    ) -> None:
        raw = {clause.id: clause.raw for clause in self.returned.source.document.clauses}
        next_of = dict(zip(sent, sent[1:], strict=False))
        at, after = 0, PREAMBLE
        while at < len(names):
            if at in rising:
                after = names[at]
                at += 1
                continue
            end = at + 1
            while end < len(names) and end not in rising and next_of.get(names[end - 1]) == names[end]:
                end += 1
            group = tuple(names[at:end])
            words = "".join(raw[name] for name in group)
            marks = dict.fromkeys(mark for chunk in chunks[at:end] for unit in chunk[:1] for mark in unit.marks)
            self.edits.append(Edit(clause=group[0], before=words, after=words, move=Move(clauses=group, after=after),
                                   marks=tuple(marks), is_tracked=bool(marks), is_moved=True))
            after = group[-1]
            at = end

    # --- passages ------------------------------------------------------------------------------------------------

    def _take(self, one: Across, across: Sequence[Across]) -> None:
        olds, news = self.olds[slice(*one.old)], self.news[slice(*one.new)]
        if not olds:
            return
        sources = [self.sources[place] for place in range(*one.old) if place in self.sources]
        if not news:
            self.removed += [place for place in range(*one.old) if place in self.sources]
        elif len(sources) < len(olds):
            if [unit.keys for unit in olds] != [unit.keys for unit in news]:
                self.unknown.append(" ".join(unit.text for unit in news))
        elif [unit.keys for unit in olds] != [unit.keys for unit in news] or self._level_changed(olds, news):
            self._reword(sources, olds, news)

    def _level_changed(self, olds: Sequence[Unit], news: Sequence[Unit]) -> bool:
        return len(olds) == len(news) == 1 and news[0].kind is UnitKind.HEADING and (
            olds[0].kind is not UnitKind.HEADING or olds[0].level != news[0].level)

    def _reword(self, sources: Sequence[SourceUnit], olds: Sequence[Unit], news: Sequence[Unit]) -> None:
        text, source = self.returned.source.text, joined_sources(sources)
        new = self._signed(joined_units(news))
        level = self._level_exchange(sources[0], olds[0], news[0])
        if olds[0].kind is not UnitKind.HEADING and news[0].kind is UnitKind.HEADING and len(olds) == 1:
            self._became_heading(sources[0], new)
            return
        found = carried(text, source, joined_units(olds), new, self._manner(sources[0], news),
                        [run for unit in news for run in self._raw_runs(unit)])
        if self.returned.source.slices[source.slice].kind not in _IN_SENTENCES:
            found = [replace(one, sentences="") for one in found]
        groups = self._grouped(source, found) if len(sources) == 1 else [found] if found else []
        if level and not groups:
            groups = [[]]
        for group in groups:
            exchanges = [Exchange(one.start, one.end, one.text) for one in group]
            if level and group is groups[0]:
                exchanges.insert(0, level)
            self._add_edit(self._passage(source, group), exchanges, group, news)

    def _level_exchange(self, source: SourceUnit, old: Unit, new: Unit) -> Exchange | None:
        if old.kind is new.kind is UnitKind.HEADING and old.level != new.level:
            item = self.returned.source.slices[source.slice]
            marks = len(item.piece.text.lstrip()) - len(item.piece.text.lstrip().lstrip("#"))
            start = item.start + item.piece.text.find("#")
            if marks:
                return Exchange(start, start + marks, "#" * min(max(marks + new.level - old.level, 2), 6))
        return None

    def _became_heading(self, source: SourceUnit, new: Unit) -> None:
        item = self.returned.source.slices[source.slice]
        name = self._new_id(new.text)
        words = block(new, new.runs, self.returned.led, level=heading_level(new, self.returned.shift), name=name)
        self.edits.append(Edit(clause=name, before=item.piece.text.strip(), after=words, marks=new.marks,
                               exchanges=(Exchange(item.start, item.core_end, words),), is_tracked=bool(new.marks)))

    def _manner(self, source: SourceUnit, news: Sequence[Unit]) -> Manner:
        """How new words are written in a passage: like what stands there."""
        text, item = self.returned.source.text, self.returned.source.slices[source.slice]
        lines = item.piece.text.rstrip().split("\n")
        if item.kind not in _IN_SENTENCES:
            return Manner(led=self.returned.led, has_lines=False, between=" ")
        words = item.piece.text.rstrip()
        bare = words.lstrip()
        own = len(lines[0]) - len(lines[0].lstrip())
        if item.kind is PassageKind.QUOTE:
            indent = "> "
        elif item.kind is PassageKind.FOOTNOTE:
            indent = "    "
        elif item.piece.mark:
            after = bare[len(item.piece.mark) :]
            indent = " " * (own + len(item.piece.mark) + len(after) - len(after.lstrip()))
        else:
            indent = " " * own
        parts = [part.text for part in item.piece.parts]
        has_lines = all("\n" in part[len(part.rstrip()) :] for part in parts[:-1])
        start = text.rfind("\n", 0, item.start) + 1
        lead = text[start : item.start] + " " * own
        between = f"\n{lead}{item.piece.mark} " if item.kind is PassageKind.ITEM and news[-1].kind is UnitKind.ITEM else (
            f"\n>\n{indent}" if item.kind is PassageKind.QUOTE else f"\n\n{indent}")
        return Manner(led=self.returned.led, indent=indent, has_lines=has_lines, between=between)

    def _grouped(self, source: SourceUnit, found: Sequence[Carried]) -> list[list[Carried]]:
        """The changes of each sentence together; a new sentence by itself."""
        item = self.returned.source.slices[source.slice]
        parts = self._part_starts(source)
        groups: list[tuple[set[int], list[Carried]]] = []
        for one in found:
            if one.sentences:
                groups.append((set(), [one]))
                continue
            touched = source.words[one.first : one.last] or source.words[max(one.first - 1, 0) : one.first] or (
                source.words[:1])
            places = set(range(len(parts))) if one.parts_paragraphs else {
                _part_at(parts, word.start) for word in touched}
            if groups and groups[-1][0] & places:
                groups[-1][0].update(places)
                groups[-1][1].append(one)
            else:
                groups.append((places, [one]))
        return [group for _, group in groups]

    def _part_starts(self, source: SourceUnit) -> list[int]:
        item = self.returned.source.slices[source.slice]
        starts, at = [], item.start
        for part in item.piece.parts if item.kind in _IN_SENTENCES else ():
            starts.append(at)
            at += len(part.text)
        return starts or [item.start]

    def _passage(self, source: SourceUnit, group: Sequence[Carried]) -> tuple[int, int]:
        """From where to where the passage is that some changes are in."""
        if not group or (len(group) == 1 and group[0].sentences):
            one = next(iter(group), None)
            if one:
                return one.start, one.end
            item = self.returned.source.slices[source.slice]
            return item.start, item.core_end
        item = self.returned.source.slices[source.slice]
        if any(one.parts_paragraphs for one in group):
            return item.start, max(item.core_end, source.end)
        starts = self._part_starts(source)
        touched = [word.start for one in group for word in (
            source.words[one.first : one.last] or source.words[max(one.first - 1, 0) : one.first] or source.words[:1])]
        low, high = _part_at(starts, min(touched)), _part_at(starts, max(touched))
        last = self.returned.source.slices[source.slice].end if high + 1 >= len(starts) else starts[high + 1]
        return min(starts[low], *(one.start for one in group)), max(
            min(last, max(item.core_end, source.end)), *(one.end for one in group))

    def _add_edit(
        self, span: tuple[int, int], exchanges: Sequence[Exchange], group: Sequence[Carried], news: Sequence[Unit]
    ) -> None:
        text = self.returned.source.text
        start = min([span[0], *(one.start for one in exchanges)])
        end = max([span[1], *(one.end for one in exchanges)])
        local = [Exchange(one.start - start, one.end - start, one.text) for one in exchanges]
        before = text[start:end]
        after = edited(before, [Edit(clause="", before="", after="", exchanges=tuple(local))])
        marks = tuple(dict.fromkeys(mark for one in group for mark in one.marks)) or (
            tuple(dict.fromkeys(mark for unit in news for mark in unit.marks)) if not group else ())
        is_new = len(group) == 1 and bool(group[0].sentences)
        self.edits.append(Edit(
            clause=self.returned.source.clause_at(exchanges[0].start if not is_new else max(start - 1, 0)),
            before="" if is_new else before.strip(), after=group[0].sentences if is_new else after.strip(),
            exchanges=tuple(exchanges), marks=marks, is_tracked=bool(marks)))

    # --- what came and went --------------------------------------------------------------------------------------

    def _neighbours(self, across: Sequence[Across]) -> None:
        """Between which units of the text each new one stands."""
        kept: list[tuple[int, SourceUnit]] = []
        for one in across:
            if one.old[0] < one.old[1] and one.new[0] < one.new[1]:
                kept += [(one.new[1] - 1, self.sources[place]) for place in range(*one.old) if place in self.sources]
        taken = {place for one in across if one.old[0] < one.old[1] for place in range(*one.new)}
        at = 0
        for place in range(len(self.news)):
            while at < len(kept) and kept[at][0] < place:
                at += 1
            if place not in taken and place not in self.edits_of_tables:
                self.added.append((place, kept[at - 1][1] if at else None, kept[at][1] if at < len(kept) else None))

    def _moved_passages(self) -> None:
        """A passage that went here and came there, word for word, is one that moved."""
        gone: dict[tuple[str, ...], list[int]] = {}
        for place in self.removed:
            unit = self.olds[place]
            if unit.kind in (UnitKind.PARAGRAPH, UnitKind.ITEM) and len(unit.keys) >= _SAYS_SOMETHING:
                gone.setdefault(unit.keys, []).append(place)
        for item in list(self.added):
            place, before, after = item
            unit = self.news[place]
            old = (gone.get(unit.keys) or [-1]).pop() if unit.kind is not UnitKind.HEADING else -1
            if old < 0 or not self.sources[old].is_alone:
                continue
            source = self.returned.source
            words = source.slices[self.sources[old].slice].piece.text.strip("\n")
            exchanges = (taken_out(source, self.sources[old]),
                         put_in(source, words.strip() if "\n" not in words else words,
                                source.slices[self.sources[old].slice].kind, before, after))
            marks = unit.marks or self._gone_marks(self.olds[old])
            self.edits.append(Edit(clause=source.clause_at(self.sources[old].start), before=words, after=words,
                                   exchanges=exchanges, marks=marks, is_tracked=bool(marks), is_moved=True))
            self.removed.remove(old)
            self.added.remove(item)

    def _gone_clauses(self, first: Mapping[int, str]) -> None:
        """A clause of which nothing is left is one edit."""
        source, gone = self.returned.source, set(self.removed)
        starts = sorted(first)
        for start, stop in zip(starts, [*starts[1:], len(self.olds)], strict=False):
            places = [place for place in range(start, stop) if place in self.sources]
            if start not in gone or not gone.issuperset(places):
                continue
            slices = range(self.sources[places[0]].slice, self.sources[places[-1]].slice + 1)
            kept = [place for place in slices if source.slices[place].kind in (PassageKind.LINK, PassageKind.FOOTNOTE)]
            runs = [list(group) for is_kept, group in groupby(slices, key=lambda place: place in kept) if not is_kept]
            exchanges = tuple(slices_out(source, run[0], run[-1]) for run in runs)
            marks = tuple(dict.fromkeys(mark for place in places for mark in self._gone_marks(self.olds[place])))
            raw = source.text[source.slices[slices[0]].start : source.slices[slices[-1]].end]
            self.edits.append(Edit(clause=first[start], before=raw, after="", exchanges=exchanges, marks=marks,
                                   is_tracked=bool(marks)))
            self.removed = [place for place in self.removed if place not in places]
            gone -= set(places)

    def _remove(self, place: int) -> None:
        source, unit = self.returned.source, self.sources[place]
        out = taken_out(source, unit)
        marks = self._gone_marks(self.olds[place])
        before = source.text[unit.start : unit.end] if not unit.is_alone else source.slices[unit.slice].piece.text.strip()
        self.edits.append(Edit(clause=source.clause_at(unit.start), before=before, after="", exchanges=(out,),
                               marks=marks, is_tracked=bool(marks)))

    def _gone_marks(self, old: Unit) -> tuple[Mark, ...]:
        """Who deleted a whole passage."""
        for unit in self.returned.raw:
            kept = replace(unit, runs=tuple(run for run in unit.runs if run.inserted is None))
            if kept.keys == old.keys and any(run.deleted for run in unit.runs):
                return tuple(dict.fromkeys(run.deleted for run in unit.runs if run.deleted))
        return ()

    def _add_blocks(self) -> None:
        at = 0
        while at < len(self.added):
            place, before, after = self.added[at]
            end = at + 1
            head = self.news[place]
            if head.kind is UnitKind.HEADING:
                while end < len(self.added) and self._goes_on(end) and (
                    self.news[self.added[end][0]].kind is not UnitKind.HEADING):
                    end += 1
            elif head.kind is UnitKind.ROW and self._is_new_table(head.table):
                while end < len(self.added) and self._goes_on(end) and self.news[self.added[end][0]].table == head.table:
                    end += 1
            self._add_block([self.news[item[0]] for item in self.added[at:end]], before, after)
            at = end

    def _goes_on(self, end: int) -> bool:
        return self.added[end][0] == self.added[end - 1][0] + 1

    def _is_new_table(self, number: int) -> bool:
        return sum(unit.table == number for unit in self.news) == sum(
            self.news[place].table == number for place, _, _ in self.added)

    def _add_block(self, units: Sequence[Unit], before: SourceUnit | None, after: SourceUnit | None) -> None:
        source, head = self.returned.source, units[0]
        name = self._new_id(head.text) if head.kind is UnitKind.HEADING else ""
        words = self._written(units, before, after, name)
        kind = _KINDS.get(head.kind, PassageKind.PARAGRAPH)
        if kind is PassageKind.ROW and self._is_new_table(head.table):
            kind = PassageKind.CODE   # a table that stands by itself
        one = put_in(source, words, kind, before, after)
        marks = tuple(dict.fromkeys(mark for unit in units for mark in unit.marks))
        clause = name or self._near_clause(units[0], one)
        self.edits.append(Edit(clause=clause, before="", after=words, exchanges=(one, *self._new_notes(units, one)),
                               marks=marks, is_tracked=bool(marks)))

    def _near_clause(self, unit: Unit, one: Exchange) -> str:
        return self.returned.source.clause_at(max(one.start - 1, 0))

    def _written(
        self, units: Sequence[Unit], before: SourceUnit | None, after: SourceUnit | None, name: str
    ) -> str:
        """New units as Markdown blocks."""
        told: list[str] = []
        last: Unit | None = None
        for unit in [self._signed(unit) for unit in units]:
            if unit.kind is UnitKind.ROW:
                rows = [self._signed(other).runs for other in units if other.table == unit.table]
                if not self._is_new_table(unit.table):
                    words = row(unit.runs, self.returned.led, sum(key == CELL for key in unit.keys) + 1)
                elif last is not None and last.kind is UnitKind.ROW and last.table == unit.table:
                    continue
                else:
                    words = table(rows, self.returned.led)
            else:
                indent, mark = self._item_look(unit, before, after, last)
                words = block(unit, unit.runs, self.returned.led, indent=indent, mark=mark, name=name,
                              level=heading_level(unit, self.returned.shift))
            tight = last is not None and last.kind is unit.kind is UnitKind.ITEM
            told += ["\n" if tight else "\n\n", words] if told else [words]
            last = unit
        return "".join(told)

    def _item_look(
        self, unit: Unit, before: SourceUnit | None, after: SourceUnit | None, last: Unit | None
    ) -> tuple[str, str]:
        """The indent and the mark of a new item: like those of its neighbours."""
        if unit.kind is not UnitKind.ITEM:
            return "", ""
        mark = "1." if unit.is_ordered else "-"
        for near in (before, after):
            item = self.returned.source.slices[near.slice] if near else None
            if item is None or item.kind is not PassageKind.ITEM or not item.piece.mark:
                continue
            own = item.piece.text.lstrip("\n")
            indent = own[: len(own) - len(own.lstrip(" "))]
            known = item.piece.mark
            if unit.level > item.piece.depth:
                return indent + " " * (len(known) + 1) * (unit.level - item.piece.depth), mark
            if unit.level < item.piece.depth:
                return "  " * unit.level, mark
            number = known[:-1]
            step = 1 if near is before else 0
            return indent, f"{int(number) + step}{known[-1]}" if number.isdecimal() else known
        return "  " * unit.level if last is not None and last.kind is UnitKind.ITEM else "", mark

    def _new_id(self, heading: str) -> str:
        wanted, count = made_id(heading), 1
        taken = self.returned.taken | self.made
        while (name := wanted if count == 1 else f"{wanted}-{count}") in taken or name == PREAMBLE:
            count += 1
        self.made.add(name)
        return name

    # --- tables --------------------------------------------------------------------------------------------------

    def _tables(self, across: Sequence[Across]) -> list[Across]:
        """Write a table anew whose head or columns changed, since Markdown cannot show it by rows."""
        pairs: dict[int, set[int]] = {}
        for one in across:
            for old in range(*one.old):
                for new in range(*one.new):
                    if self.olds[old].table and self.news[new].table:
                        pairs.setdefault(self.olds[old].table, set()).add(self.news[new].table)
        anew = {old: min(news) for old, news in pairs.items() if self._is_anew(old, min(news), across)}
        gone = {unit.table for unit in self.olds if unit.table} - set(pairs)
        for number in gone | set(anew):
            self._table_anew(number, anew.get(number, 0))
        consumed = set(anew.values())
        kept = []
        for one in across:
            old = next((self.olds[place].table for place in range(*one.old)), 0)
            new = next((self.news[place].table for place in range(*one.new)), 0)
            if (old and (old in anew or old in gone)) or (new and new in consumed):
                # Its last row holds the place for what comes after it.
                kept += [Across(one.old, one.new)] if old and new and self._same(one) else []
                self.edits_of_tables |= set(range(*one.new))
            else:
                kept.append(one)
        return kept

    def _same(self, one: Across) -> bool:
        return [self.olds[place].keys for place in range(*one.old)] == [self.news[place].keys for place in range(*one.new)]

    def _is_anew(self, old: int, new: int, across: Sequence[Across]) -> bool:
        olds = [place for place, unit in enumerate(self.olds) if unit.table == old]
        news = [place for place, unit in enumerate(self.news) if unit.table == new]
        widths = {self.olds[place].keys.count(CELL) for place in olds}, {
            self.news[place].keys.count(CELL) for place in news}
        heads = Across((olds[0], olds[0] + 1), (news[0], news[0] + 1))
        return max(widths[0]) != max(widths[1]) or heads not in across

    def _table_anew(self, old: int, new: int) -> None:
        source = self.returned.source
        places = [place for place, unit in enumerate(self.olds) if unit.table == old and place in self.sources]
        if not places:
            return
        first, last = (self.sources[place].slice for place in (places[0], places[-1]))
        units = [unit for unit in self.news if new and unit.table == new]
        words = table([self._signed(unit).runs for unit in units], self.returned.led) if units else ""
        start, end = source.slices[first].start, source.slices[last].core_end
        one = Exchange(start, end, words) if words else slices_out(source, first, last)
        marks = dict.fromkeys(mark for unit in units for mark in unit.marks)
        marks |= dict.fromkeys(mark for place in places for mark in self._gone_marks(self.olds[place]))
        self.edits.append(Edit(clause=source.clause_at(start), before=source.text[start:end].strip(), after=words,
                               exchanges=(one,), marks=tuple(marks), is_tracked=bool(marks)))

    # --- footnotes -----------------------------------------------------------------------------------------------

    def _note_labels(self) -> dict[str, str]:
        """What the sign of each footnote that came back is in the text; a new one gets a name of its own."""
        source = self.returned.source
        labels, used = dict[str, str](), set[str]()
        signs = [source.text[word.start : word.end] for unit in source.units for word in unit.words if word.key == NOTE]
        self.note_pairs: list[tuple[int, int]] = []
        for old, new in _paired_notes(self.returned.sent_notes, self.returned.notes):
            self.note_pairs.append((old, new))
            if old < len(signs):
                labels[self.returned.note_names[new]] = signs[old]
                used.add(signs[old])
        number = 1
        for name in self.returned.note_names:
            if name not in labels:
                while f"[^{number}]" in source.text or f"[^{number}]" in used:
                    number += 1
                labels[name] = f"[^{number}]"
                used.add(labels[name])
        return labels

    def _signed(self, unit: Unit) -> Unit:
        """A unit whose footnotes carry the sign that they have in the text."""
        if not any(run.note for run in unit.runs):
            return unit
        runs = tuple(run._replace(note=self.labels.get(run.note, "")) if run.note else run for run in unit.runs)
        return replace(unit, runs=runs)

    def _new_notes(self, units: Sequence[Unit], one: Exchange) -> Iterator[Exchange]:
        return iter(())

    def _notes(self) -> None:
        """What changed in footnotes, and which are new or gone."""
        source = self.returned.source
        old_of = {new: old for old, new in self.note_pairs}
        done: set[int] = set()
        for new, unit in enumerate(self.returned.notes):
            old = old_of.get(new)
            if old is None:
                self._new_note(new, unit)
            elif old < len(source.notes) and source.notes[old].slice not in done:
                if unit.keys != self.returned.sent_notes[old].keys:
                    done.add(source.notes[old].slice)
                    self._reword([source.notes[old]], [self.returned.sent_notes[old]], [unit])
        kept = {source.notes[old].slice for old, _ in self.note_pairs if old < len(source.notes)}
        for old, unit in enumerate(source.notes):
            if unit.words and unit.slice not in kept:
                kept.add(unit.slice)
                item = source.slices[unit.slice]
                marks = self.returned.sent_notes[old].marks if old < len(self.returned.sent_notes) else ()
                self.edits.append(Edit(clause=source.clause_at(unit.start), before=item.piece.text.strip(), after="",
                                       exchanges=(slices_out(source, unit.slice, unit.slice),), marks=marks))

    def _new_note(self, new: int, unit: Unit) -> None:
        """Write a new footnote at the end of the clause that its sign stands in, as part of the edit that brings it."""
        source, name = self.returned.source, self.returned.note_names[new]
        sign = self.labels[name]
        words = f"{sign}: {' '.join(block(replace(unit, kind=UnitKind.PARAGRAPH), unit.runs, self.returned.led).split())}"
        for place, edit in enumerate(self.edits):
            if sign in edit.after:
                end = self._clause_end(edit)
                one = Exchange(end, end, f"\n\n{words}")
                self.edits[place] = replace(edit, after=f"{edit.after}\n\n{words}", exchanges=(*edit.exchanges, one))
                return
        self.unknown.append(unit.text)

    def _clause_end(self, edit: Edit) -> int:
        source = self.returned.source
        at = max((one.start for one in edit.exchanges), default=0)
        ends = [*source.clause_starts, len(source.text)]
        end = next((place for place in ends if place > at), len(source.text))
        return len(source.text[:end].rstrip())

    # --- who and where -------------------------------------------------------------------------------------------

    def _raw_runs(self, unit: Unit) -> list[Run]:
        """The runs of a passage with those that were deleted in it, and those just around it."""
        if not unit.runs:
            return []
        return [run for raw in self.returned.raw if raw.runs and raw.runs[0].at <= unit.runs[-1].at
                and raw.runs[-1].at >= unit.runs[0].at for run in raw.runs]

    def _clauses_of_units(self) -> None:
        current = PREAMBLE
        new_ids = {edit.after.partition("\n")[0]: edit.clause for edit in self.edits if edit.after.startswith("#")}
        for place, unit in enumerate(self.news):
            current = self.heads.get(place, current)
            self.clause_of[unit.place] = current
            if unit.kind is UnitKind.HEADING and place not in self.heads:
                line = next((name for line, name in new_ids.items() if unit.text.strip() and line.lstrip("# ").startswith(
                    " ".join(unit.text.split()))), "")
                self.clause_of[unit.place] = current = line or current


def _sources(olds: Sequence[Unit], sources: Sequence[SourceUnit]) -> dict[int, SourceUnit]:
    """For each unit of the text as it was sent its place in the Markdown."""
    found: dict[int, SourceUnit] = {}
    at = there = 0
    kept = [unit for unit in sources if unit.words]
    first, second = [unit.keys for unit in olds], [unit.keys for unit in kept]
    for start, place, length in (*equal_runs(first, second), (len(olds), len(kept), 0)):
        if start - at == place - there:
            found |= {at + step: kept[there + step] for step in range(start - at)}
        else:
            found |= _nearest(olds, kept, (at, start), (there, place))
        found |= {start + step: kept[place + step] for step in range(length)}
        at, there = start + length, place + length
    return found


def _nearest(
    olds: Sequence[Unit], kept: Sequence[SourceUnit], old: tuple[int, int], new: tuple[int, int]
) -> dict[int, SourceUnit]:
    shares = likely([Wording(unit.keys) for unit in olds[slice(*old)]],
                    [Wording(unit.keys) for unit in kept[slice(*new)]], 0.5)
    return {old[0] + at: kept[new[0] + there] for at, there in best_chain(shares)}


def _part_at(starts: Sequence[int], place: int) -> int:
    return max((at for at, start in enumerate(starts) if start <= place), default=0)


def _paired_notes(olds: Sequence[Unit], news: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Which footnote is which: those that say the same, then those that say most of it, wherever their signs went."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for old in reversed(range(len(olds))):
        waiting.setdefault(olds[old].keys, []).append(old)
    found = {new: waiting[unit.keys].pop() for new, unit in enumerate(news) if waiting.get(unit.keys)}
    left = [old for old in range(len(olds)) if old not in found.values()]
    free = [new for new in range(len(news)) if new not in found]
    if len(left) == len(free) == 1:
        found[free[0]] = left[0]
    else:
        shares = likely([Wording(olds[old].keys) for old in left], [Wording(news[new].keys) for new in free], 0.4)
        found |= {free[new]: left[old] for (old, new), _ in best_pairs(shares)}
    yield from ((old, new) for new, old in sorted(found.items()))
