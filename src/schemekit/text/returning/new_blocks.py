"""What is new in a returned text: paragraphs, items, rows, tables and clauses, written as Markdown where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemekit.text.comparing.passages import PassageKind
from schemekit.text.document import PREAMBLE, made_id
from schemekit.text.returning.edit import Edit, Exchange
from schemekit.text.returning.heading import heading_level
from schemekit.text.returning.markdown import block, row, table
from schemekit.text.returning.placing import put_in
from schemekit.text.returning.sides import Sides, edit, marks_of
from schemekit.text.returning.source import SourceUnit
from schemekit.text.returning.unit import Unit, UnitKind
from schemekit.text.returning.words import CELL

_KINDS = {UnitKind.ITEM: PassageKind.ITEM, UnitKind.ROW: PassageKind.ROW, UnitKind.HEADING: PassageKind.HEADING}


@dataclass(frozen=True, slots=True)
class Added:
    """A unit that is new. Shape: `place` is its own; `before` and `after` are the units of the text around it."""

    place: int
    before: SourceUnit | None
    after: SourceUnit | None


@dataclass(frozen=True)
class NewBlocks:
    """Writes what is new.

    Shape: `taken` are all ids that the module uses, `ids` those that were made, by the heading's place; `new_tables`
    are those of which no row was sent.
    """

    sides: Sides
    taken: frozenset[str]
    new_tables: frozenset[int]
    ids: dict[int, str] = field(default_factory=dict)

    def edits(self, added: Sequence[Added]) -> Iterator[Edit]:
        """An edit for each new passage, table or clause."""
        at = 0
        while at < len(added):
            end = self._end(added, at)
            yield self._edit(added[at:end])
            at = end

    def became_heading(self, source: SourceUnit, place: int) -> Edit:
        """A paragraph of the text that is a heading now, so that a clause begins with it."""
        item, new = self.sides.slice_of(source), self.sides.signed(self.sides.news[place])
        name = self._id(place)
        words = self._block(new, "", "", name)
        return edit(name, item.piece.text.strip(), words, [Exchange(item.start, item.core_end, words)], new.marks)

    def _end(self, added: Sequence[Added], at: int) -> int:
        """How far what belongs together goes: a clause to the next heading, a new table to its last row."""
        news, end = self.sides.news, at + 1
        head = news[added[at].place]
        while end < len(added) and added[end].place == added[end - 1].place + 1:
            unit = news[added[end].place]
            goes_on = unit.kind is not UnitKind.HEADING if head.kind is UnitKind.HEADING else (
                self._is_new_table(head) and unit.table == head.table)
            if not goes_on:
                break
            end += 1
        return end

    def _is_new_table(self, unit: Unit) -> bool:
        return unit.kind is UnitKind.ROW and unit.table in self.new_tables

    def _edit(self, added: Sequence[Added]) -> Edit:
        units = [self.sides.signed(self.sides.news[one.place]) for one in added]
        head, first = units[0], added[0]
        name = self._id(first.place) if head.kind is UnitKind.HEADING else ""
        words = self._written(units, first, name)
        kind = _KINDS.get(head.kind, PassageKind.PARAGRAPH)
        if self._is_new_table(head):
            kind = PassageKind.CODE   # it stands by itself, as no row of another table does
        one = put_in(self.sides.source, words, kind, first.before, first.after)
        return edit(name or self.sides.source.clause_at(max(one.start - 1, 0)), "", words, [one], marks_of(units))

    def _written(self, units: Sequence[Unit], first: Added, name: str) -> str:
        told: list[str] = []
        last: Unit | None = None
        for unit in units:
            if unit.kind is not UnitKind.ROW:
                words = self._block(unit, *self._item_look(unit, first, last), name)
            elif not self._is_new_table(unit):
                words = row(unit.runs, self.sides.sent.led, unit.keys.count(CELL) + 1)
            elif last is not None and last.table == unit.table:
                continue
            else:
                words = table([other.runs for other in units if other.table == unit.table], self.sides.sent.led)
            tight = last is not None and last.kind is unit.kind is UnitKind.ITEM
            told += ["\n" if tight else "\n\n", words] if told else [words]
            last = unit
        return "".join(told)

    def _block(self, unit: Unit, indent: str, mark: str, name: str) -> str:
        return block(unit, unit.runs, self.sides.sent.led, indent=indent, mark=mark, name=name,
                     level=heading_level(unit, self.sides.sent.shift))

    def _item_look(self, unit: Unit, first: Added, last: Unit | None) -> tuple[str, str]:
        """The indent and the mark of a new item: like those of its neighbours."""
        if unit.kind is not UnitKind.ITEM:
            return "", ""
        mark = "1." if unit.is_ordered else "-"
        for near, step in ((first.before, 1), (first.after, 0)):
            item = self.sides.slice_of(near) if near else None
            if item is None or item.kind is not PassageKind.ITEM or not item.piece.mark:
                continue
            own, known = item.piece.text.lstrip("\n"), item.piece.mark
            indent = own[: len(own) - len(own.lstrip(" "))]
            deeper = unit.level - item.piece.depth
            if deeper > 0:
                return indent + " " * (len(known) + 1) * deeper, mark
            if deeper < 0:
                return "  " * unit.level, mark
            number = known[:-1]
            return indent, f"{int(number) + step}{known[-1]}" if number.isdecimal() else known
        return "  " * unit.level if last is not None and last.kind is UnitKind.ITEM else "", mark

    def _id(self, place: int) -> str:
        wanted, count = made_id(self.sides.news[place].text), 1
        taken = {*self.taken, *self.ids.values(), PREAMBLE}
        while (name := wanted if count == 1 else f"{wanted}-{count}") in taken:
            count += 1
        self.ids[place] = name
        return name
