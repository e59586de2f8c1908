"""One-to-one assignment: which pairs together weigh most, when each side may stand in one pair only.

The Hungarian method of Kuhn and Munkres with potentials. A library for it would be scipy, forty megabytes for forty
lines; the pairs that come in question are few, and fall into small groups that have nothing to do with each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Pair = tuple[str, str]


def best_pairs(weights: Mapping[Pair, int]) -> tuple[Pair, ...]:
    """The pairs of the heaviest assignment, sorted; nobody need stand in one.

    Shape: only the pairs with a weight above 0 may be chosen. Of several assignments of the same weight always the
    same one is taken, whatever the order in which the pairs come.
    """
    wanted = {pair: weight for pair, weight in weights.items() if weight > 0}
    found: list[Pair] = []
    for group in _groups(sorted(wanted)):
        rows = sorted({left for left, _ in group})
        columns = sorted({right for _, right in group})
        found += _heaviest(rows, columns, wanted)
    return tuple(sorted(found))


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs parted into groups that share nobody."""
    above: dict[tuple[int, str], tuple[int, str]] = {}

    def root(of: tuple[int, str]) -> tuple[int, str]:
        while above.setdefault(of, of) != of:
            above[of] = above[above[of]]
            of = above[of]
        return of

    for left, right in pairs:
        one, other = root((0, left)), root((1, right))
        above[max(one, other)] = min(one, other)
    found: dict[tuple[int, str], list[Pair]] = {}
    for pair in pairs:
        found.setdefault(root((0, pair[0])), []).append(pair)
    return [found[key] for key in sorted(found)]


def _heaviest(rows: Sequence[str], columns: Sequence[str], weights: Mapping[Pair, int]) -> list[Pair]:
    if len(rows) > len(columns):
        turned = {(right, left): weight for (left, right), weight in weights.items()}
        return [(left, right) for right, left in _heaviest(columns, rows, turned)]
    costs = [[-weights.get((row, column), 0) for column in columns] for row in rows]
    chosen = _cheapest(costs)
    return [(rows[row], columns[column]) for row, column in enumerate(chosen)
            if weights.get((rows[row], columns[column]), 0) > 0]


def _cheapest(costs: Sequence[Sequence[int]]) -> list[int]:
    """For each row the column of the cheapest assignment. Shape: at least as many columns as rows."""
    height, width = len(costs), len(costs[0])
    row_price, column_price = [0] * (height + 1), [0] * (width + 1)
    row_of, came_from = [0] * (width + 1), [0] * (width + 1)   # counted from 1; 0 is nobody
    for row in range(1, height + 1):
        row_of[0], at = row, 0
        least: list[float] = [float("inf")] * (width + 1)
        is_done = [False] * (width + 1)
        while row_of[at]:
            is_done[at] = True
            here, step, nearest = row_of[at], float("inf"), 0
            for column in range(1, width + 1):
                if not is_done[column]:
                    cost = costs[here - 1][column - 1] - row_price[here] - column_price[column]
                    if cost < least[column]:
                        least[column], came_from[column] = cost, at
                    if least[column] < step:
                        step, nearest = least[column], column
            for column in range(width + 1):
                if is_done[column]:
                    row_price[row_of[column]] += int(step)
                    column_price[column] -= int(step)
                else:
                    least[column] -= step
            at = nearest
        while at:
            row_of[at] = row_of[came_from[at]]
            at = came_from[at]
    found = [0] * height
    for column in range(1, width + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found
