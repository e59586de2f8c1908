"""Alignment: which items of two sequences are the same ones, in order, in bounded time.

Items are compared for being equal and nothing else. What the items are (words, sentences, clauses) is for the callers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

EFFORT_LIMIT = 2_000_000
"""Most pairs of items that are weighed in one comparison; what is longer and has no landmarks is taken as a whole."""
EFFORT_IN_ALL = 100_000_000
"""Most steps that one merge may take to compare items, some seconds; what comes after is taken as a whole too."""
Run = tuple[int, int, int]
"""Equal items: where they start in the old sequence, where in the new one, and how many."""


class Effort:
    """What may still be spent on comparing: texts that repeat one word over and over could take hours."""

    def __init__(self, left: int = EFFORT_IN_ALL) -> None:
        self._left = left

    def allows(self, first: Sequence[Hashable], second: Sequence[Hashable]) -> bool:
        """Whether two runs may be compared, which is then spent: each of at most so many blocks weighs every pair."""
        if len(first) * len(second) > EFFORT_LIMIT:
            return False
        counts = Counter(second)
        cost = sum(counts[item] for item in first) * min(len(first), len(second))
        if cost > self._left:
            return False
        self._left -= cost
        return True


def equal_runs(
    old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort, starts: tuple[int, int] = (0, 0)
) -> list[Run]:
    """Runs of equal items, in the order of both; places are counted from the two starts."""
    old_start, new_start = starts
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
    runs[1:1] = [(head + start, head + place, length) for start, place, length in _inside(left, right, effort)]
    return [(old_start + start, new_start + place, length) for start, place, length in runs if length]


def _inside(left: Sequence[Hashable], right: Sequence[Hashable], effort: Effort) -> Iterator[Run]:
    """Runs of equal items, cut first at items that stand once on both sides where the sequence is long."""
    at = there = 0
    long = len(left) * len(right) > EFFORT_LIMIT
    for start, place in (*(_landmarks(left, right) if long else ()), (len(left), len(right))):
        first, second = left[at:start], right[there:place]
        if first and second and effort.allows(first, second):
            for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
                yield at + block.a, there + block.b, block.size
        if start < len(left):
            yield start, place, 1
        at, there = start + 1, place + 1


def _landmarks(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    once = {item for item, count in Counter(left).items() if count == 1}
    places = {item: place for place, item in enumerate(right) if item in once}
    repeated = {item for item, count in Counter(item for item in right if item in once).items() if count > 1}
    pairs = [(at, places[item]) for at, item in enumerate(left) if item in places and item not in repeated]
    rising = longest_rising(place for _, place in pairs)
    return [pair for index, pair in enumerate(pairs) if index in rising]


def longest_rising(places: Iterable[int]) -> frozenset[int]:
    """The indices of one longest rising run (patience sorting: n log n)."""
    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        pile = bisect_left(tops, place)
        before.append(top_index[pile - 1] if pile else -1)
        tops[pile:pile + 1] = [place]
        top_index[pile:pile + 1] = [index]
    run: set[int] = set()
    index = top_index[-1] if top_index else -1
    while index >= 0:
        run.add(index)
        index = before[index]
    return frozenset(run)
