"""Where the boxes and arrows of a theory of change stand: in layers from left to right, the same every time.

Each level has a column, or several where it is long or its steps lead to each other. An arrow over several columns gets
a place of its own in each, so that it runs between boxes and never behind one. Basis: Sugiyama, Tagawa and Toda (1981);
the places in a column are an isotonic regression, which keeps order and distance.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from schemekit.model.theory_of_change import Arrow, Level, Step, TheoryOfChange
from schemekit.theory.columns import columns_of
from schemekit.theory.wrapping import wrapped

WIDTHS, PADDING, LINE, SIZE, TAG = (136, 154, 176, 204), 10, 15, 12, 16
"""A box: how wide it may be, how far its words are from the border, and the height of a line, of its letters and of the
line above."""
GAP, BETWEEN, LANE = 18, 54, 12
"""Between two boxes of a column, between two columns, and the room that an arrow takes which passes a column."""
_PAGE = 2 ** 0.5   # a sheet of paper on its side
_TITLE, _TOLD, _TOLD_WIDTH = 180, 28, 340   # what stands above and below, near enough
_SWEEPS, _MANY_ARROWS = 8, 250
_MOST_PASSED = 8_000
"""How many columns all arrows together pass between boxes: the time that a layout takes grows with them."""
_ROWS = (3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 25, 30)

Point = tuple[int, int]
_Slot = tuple[str, int]   # a step and -1, or an arrow's number as a word and the column that it passes


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A step with its place. Units: the picture's own; `x` and `y` are the upper left corner."""

    step: Step
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An arrow with its way.

    Shape: `points` are pairs of ends: from each even one a curve goes to the next, and straight on from each odd one.
    `is_back` of an arrow that leads back, which goes round below with corners; so do the longest of very many.
    """

    arrow: Arrow
    points: tuple[Point, ...]
    is_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelBand:
    """The columns of a level, with its name above. Units: from `x`, `width` wide."""

    level: Level
    x: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The picture without its looks. Units: `width` and `height` hold all of it."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    bands: tuple[LevelBand, ...]
    width: int
    height: int


def layout(theory: TheoryOfChange) -> Layout:
    """The theory's layout that fits a sheet of paper best."""
    arrows = [arrow for arrow in sorted(theory.arrows, key=lambda arrow: (arrow.source, arrow.target, arrow.kind))
              if arrow.source in theory.by_id and arrow.target in theory.by_id and arrow.source != arrow.target]
    steps = sorted(theory.by_id.values(), key=lambda step: step.id)
    longest = max((sum(step.level is level for step in steps) for level in Level), default=0)
    tried = [rows for rows in _ROWS if rows < longest] + [max(longest, 1)]
    if len(arrows) > _MANY_ARROWS:
        tried = [min(max(round((len(steps) or 1) ** 0.5), 3), max(longest, 1))]
    different = {tuple(sorted(columns_of(steps, arrows, rows)[0].items())): rows for rows in reversed(tried)}
    found = [(_Attempt(steps, arrows, WIDTHS[2], rows).placed(), rows) for rows in sorted(different.values())]
    below = len(theory.assumptions) + len(theory.risks)
    best, rows = min(found, key=lambda pair: _size(pair[0], below))
    others = (_Attempt(steps, arrows, wide, rows).placed() for wide in (*WIDTHS[:2], WIDTHS[3]))
    return min((best, *others), key=lambda one: _size(one, below))


def _size(one: Layout, below: int) -> tuple[float, int]:
    """How small it has to be drawn to go on a sheet of paper, with its title and so many lines of words below."""
    around = _TITLE + _TOLD * below / max(one.width // _TOLD_WIDTH, 1)
    return max(one.width / _PAGE, one.height + around), one.width


class _Attempt:
    """One layout, with boxes so wide, and at most so many one above the other."""

    def __init__(self, steps: Sequence[Step], arrows: Sequence[Arrow], wide: int, rows: int) -> None:
        self.steps, self.arrows, self.wide = {step.id: step for step in steps}, arrows, wide
        self.words = {step.id: wrapped(step.statement, wide - 2 * PADDING, SIZE) for step in steps}
        self.column, self.levels = columns_of(steps, arrows, rows)
        self.ways = {str(number): self._way(number, arrows[number]) for number in self._led_between(arrows)}
        slots = [(step.id, -1) for step in steps] + [slot for way in self.ways.values() for slot in way[1:-1]]
        self.order: list[list[_Slot]] = [[] for _ in self.levels]
        for slot in sorted(slots):
            self.order[self._column_of(slot)].append(slot)
        self.before: dict[_Slot, list[_Slot]] = {slot: [] for slot in slots}
        self.after: dict[_Slot, list[_Slot]] = {slot: [] for slot in slots}
        for way in self.ways.values():
            for one, other in pairwise(way):
                self.after[one].append(other)
                self.before[other].append(one)

    def _led_between(self, arrows: Sequence[Arrow]) -> list[int]:
        """Which arrows lead on between the boxes: all, but for the longest of a theory in which they pass too much."""
        spans = sorted((self.column[arrow.target] - self.column[arrow.source], number)
                       for number, arrow in enumerate(arrows))
        passed = accumulate(max(span, 0) for span, _ in spans)
        return sorted(number for (span, number), so_far in zip(spans, passed, strict=True)
                      if span > 0 and so_far <= _MOST_PASSED)

    def _way(self, number: int, arrow: Arrow) -> list[_Slot]:
        passed = range(self.column[arrow.source] + 1, self.column[arrow.target])
        return [(arrow.source, -1), *((str(number), column) for column in passed), (arrow.target, -1)]

    def _column_of(self, slot: _Slot) -> int:
        return self.column[slot[0]] if slot[1] < 0 else slot[1]

    def _height(self, slot: _Slot) -> int:
        return LANE if slot[1] >= 0 else TAG + LINE * len(self.words[slot[0]]) + 2 * PADDING

    def placed(self) -> Layout:
        """The finished layout."""
        self._sort()
        tops = self._tops()
        boxes = {name: Box(step=step, x=self._x(self.column[name]), y=tops[name, -1], width=self.wide,
                           height=self._height((name, -1)), lines=self.words[name])
                 for name, step in self.steps.items()}
        bottom = max((box.y + box.height for box in boxes.values()), default=0)
        bottom = max([bottom, *(top + LANE for slot, top in tops.items() if slot[1] >= 0)])
        lines, height = self._lines(boxes, tops, bottom)
        width = self._x(len(self.levels)) - BETWEEN if self.levels else 0
        has_back = any(line.is_back for line in lines)
        return Layout(boxes=tuple(boxes.values()), lines=tuple(lines), bands=tuple(self._bands()),
                      width=width + (BETWEEN if has_back else 0), height=height)

    def _x(self, column: int) -> int:
        # Room on the left for what leads back into the first column.
        first = BETWEEN // 2 if any(self.column[arrow.target] <= self.column[arrow.source] for arrow in self.arrows) \
            else 0
        return first + column * (self.wide + BETWEEN)

    def _bands(self) -> Iterable[LevelBand]:
        for level in dict.fromkeys(self.levels):
            columns = [number for number, other in enumerate(self.levels) if other is level]
            left, right = self._x(columns[0]), self._x(columns[-1]) + self.wide
            yield LevelBand(level=level, x=left, width=right - left)

    def _sort(self) -> None:
        """Order each column by the middle of its neighbours, to and fro, and keep the order with fewest crossings."""
        best, fewest = [list(column) for column in self.order], self._crossings()
        for sweep in range(_SWEEPS):
            forth = sweep % 2 == 0
            numbers = range(1, len(self.order)) if forth else range(len(self.order) - 2, -1, -1)
            for number in numbers:
                beside = self.order[number - 1 if forth else number + 1]
                place = {slot: index for index, slot in enumerate(beside)}
                near = self.before if forth else self.after
                own = {slot: index for index, slot in enumerate(self.order[number])}

                def middle(slot: _Slot, near: Mapping[_Slot, list[_Slot]] = near, place: Mapping[_Slot, int] = place,
                           own: Mapping[_Slot, int] = own) -> tuple[float, int]:
                    found = sorted(place[other] for other in near[slot])
                    return (sum(found) / len(found) if found else float(own[slot]), own[slot])

                self.order[number].sort(key=middle)
            crossings = self._crossings()
            if crossings < fewest:
                best, fewest = [list(column) for column in self.order], crossings
        self.order = best

    def _crossings(self) -> int:
        total = 0
        for number, column in enumerate(self.order[1:], 1):
            place = {slot: index for index, slot in enumerate(self.order[number - 1])}
            seen: list[int] = []
            for slot in column:
                ends = sorted(place[other] for other in self.before[slot])
                total += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
                for end in ends:
                    insort(seen, end)
        return total

    def _tops(self) -> dict[_Slot, int]:
        """The upper edge of each slot: as near to the middle of its neighbours as order and distance allow."""
        middle: dict[_Slot, float] = {}
        tallest = max((self._stack(column)[1] for column in self.order), default=0.0)
        for column in self.order:
            offsets, whole = self._stack(column)
            middle |= {slot: (tallest - whole) / 2 + offset for slot, offset in zip(column, offsets, strict=True)}
        for sweep in range(_SWEEPS):
            forth = sweep % 2 == 0
            for column in self.order if forth else self.order[::-1]:
                wanted = []
                for slot in column:
                    near = self.before[slot] if forth else self.after[slot]
                    near = near or self.after[slot] or self.before[slot]
                    found = sorted(middle[other] for other in near)
                    wanted.append(sum(found) / len(found) if found else middle[slot])
                middle |= dict(zip(column, self._apart(column, wanted), strict=True))
        tops: dict[_Slot, int] = {}
        for column in self.order:
            free = None
            for slot in column:
                top = round(middle[slot] - self._height(slot) / 2)
                tops[slot] = top if free is None else max(top, free)
                free = tops[slot] + self._height(slot) + GAP // 2
        least = min(tops.values(), default=0)
        return {slot: top - least for slot, top in tops.items()}

    def _stack(self, column: Sequence[_Slot]) -> tuple[list[float], float]:
        """The middles of the slots of a column when they stand as close as they may, and how tall that is."""
        middles, at = [], 0.0
        for slot in column:
            height = self._height(slot)
            middles.append(at + height / 2)
            at += height + GAP
        return middles, max(at - GAP, 0.0)

    def _apart(self, column: Sequence[_Slot], wanted: Sequence[float]) -> list[float]:
        """The middles nearest to those wanted that keep the order and the distances."""
        offsets = self._stack(column)[0]
        pools: list[tuple[float, int]] = []   # the sum of what its members want, and how many they are
        for want, offset in zip(wanted, offsets, strict=True):
            total, number = want - offset, 1
            while pools and pools[-1][0] / pools[-1][1] >= total / number:
                before, many = pools.pop()
                total, number = total + before, number + many
            pools.append((total, number))
        bases = [total / number for total, number in pools for _ in range(number)]
        return [base + offset for base, offset in zip(bases, offsets, strict=True)]

    def _lines(self, boxes: Mapping[str, Box], tops: Mapping[_Slot, int], bottom: int) -> tuple[list[Line], int]:
        leaving, coming = self._ports(boxes, tops)
        found, lane = [], bottom + GAP
        for number, arrow in enumerate(self.arrows):
            source, target = boxes[arrow.source], boxes[arrow.target]
            start = (source.x + source.width, leaving[number])
            end = (target.x, coming[number])
            way = self.ways.get(str(number))
            if way is None:
                # Each in a track of its own, so that two that lead back can be told apart.
                track = 10 + (number * 7) % (BETWEEN // 2 - 14)
                round_about = (start, (start[0] + track, start[1]), (start[0] + track, lane), (end[0] - track, lane),
                               (end[0] - track, end[1]), end)
                found.append(Line(arrow=arrow, points=round_about, is_back=True))
                lane += LANE
                continue
            points: tuple[Point, ...] = (start,)
            for slot in way[1:-1]:
                x, y = self._x(slot[1]), tops[slot] + LANE // 2
                points = (*points, (x, y), (x + self.wide, y))
            found.append(Line(arrow=arrow, points=(*points, end)))
        return found, lane if any(line.is_back for line in found) else bottom

    def _ports(self, boxes: Mapping[str, Box], tops: Mapping[_Slot, int]) -> tuple[dict[int, int], dict[int, int]]:
        """At which height each arrow leaves and comes: spread over the side of its box, in the order of the others."""
        def height(slot: _Slot) -> float:
            return tops[slot] + self._height(slot) / 2

        ends: dict[str, dict[str, list[tuple[float, int]]]] = {"out": {}, "in": {}}
        for number, arrow in enumerate(self.arrows):
            way = self.ways.get(str(number))
            # What leads back goes below, and so leaves and comes lowest.
            first, last = (height(way[1]), height(way[-2])) if way else (float("inf"), float("inf"))
            ends["out"].setdefault(arrow.source, []).append((first, number))
            ends["in"].setdefault(arrow.target, []).append((last, number))
        spread: list[dict[int, int]] = []
        for side in ("out", "in"):
            ports = {}
            for name, listed in ends[side].items():
                box = boxes[name]
                for place, (_, number) in enumerate(sorted(listed), 1):
                    ports[number] = box.y + round(box.height * place / (len(listed) + 1))
            spread.append(ports)
        return spread[0], spread[1]
