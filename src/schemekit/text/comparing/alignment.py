"""Alignment: which items of two sequences are the same ones, in order. Bounded, whatever the sequences hold.

Items are anything hashable: words, sentences, keys of clauses. How alike two items are that are not the same is in
`likeness`; what to make of items that found no partner is for the callers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate

Run = tuple[int, int, int]
"""Equal items: where they start on the one side, where on the other, and how many there are."""

WINDOW = 2_000_000
"""Most pairs of items that are weighed in one comparison; what is longer and has no landmarks is taken as a whole."""
EFFORT = 100_000_000
"""Most steps that one alignment may take, some seconds; what comes after is taken as a whole too."""
_SMALL = 10_000
"""Pairs up to which a stretch is compared as it is; a longer one is cut at its landmarks first."""
_LANDMARKS = (1, 3)
"""How many items in a row make a landmark: single ones, then, where every item stands often, three together."""


class Effort:
    """What may still be spent on comparing: texts that repeat one word over and over could take hours."""

    def __init__(self, left: int = EFFORT) -> None:
        self._left = left

    def allows(self, first: Sequence[Hashable], second: Sequence[Hashable]) -> bool:
        """Whether two runs may be compared, which is then spent: each of at most so many blocks weighs every pair."""
        if len(first) * len(second) > WINDOW:
            return False
        counts = Counter(second)
        cost = sum(counts[item] for item in first) * min(len(first), len(second))
        if cost > self._left:
            return False
        self._left -= cost
        return True


def equal_runs(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort | None = None) -> list[Run]:
    """Runs of equal items, rising on both sides; none is empty, and none goes on where the one before it ended.

    The ends are compared first. A long middle is cut at items that stand once on each side.
    """
    runs = _with_ends(old, new, effort or Effort(), _LANDMARKS)
    return list(_joined(runs))


def runs_by_unit(
    olds: Sequence[tuple[Hashable, ...]], news: Sequence[tuple[Hashable, ...]], effort: Effort | None = None
) -> list[Run]:
    """Runs of equal items of two sequences that are cut into units, such as words in sentences.

    Whole units are found again first; items are compared only in the stretches between them.
    Shape: the runs count items from the start of the first unit.
    """
    effort = effort or Effort()
    old_starts, new_starts = [0, *accumulate(map(len, olds))], [0, *accumulate(map(len, news))]
    old, new = [item for unit in olds for item in unit], [item for unit in news for item in unit]
    runs: list[Run] = []
    at = there = 0
    for start, place, length in (*equal_runs(olds, news, effort), (len(olds), len(news), 0)):
        first, second = old_starts[at], new_starts[there]
        left, right = old[first : old_starts[start]], new[second : new_starts[place]]
        runs += _shifted(equal_runs(left, right, effort), first, second)
        runs.append((old_starts[start], new_starts[place], old_starts[start + length] - old_starts[start]))
        at, there = start + length, place + length
    return list(_joined(runs))


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


def _with_ends(
    old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort, landmarks: tuple[int, ...]
) -> Iterator[Run]:
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    yield 0, 0, head
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if left and right:
        yield from _shifted(_middle(left, right, effort, landmarks), head, head)
    yield len(old) - tail, len(new) - tail, tail


def _middle(
    left: Sequence[Hashable], right: Sequence[Hashable], effort: Effort, landmarks: tuple[int, ...]
) -> Iterator[Run]:
    if landmarks and len(left) * len(right) > _SMALL:
        yield from _between_landmarks(left, right, effort, landmarks)
    elif effort.allows(left, right):
        from difflib import SequenceMatcher

        for block in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            yield block.a, block.b, block.size


def _between_landmarks(
    left: Sequence[Hashable], right: Sequence[Hashable], effort: Effort, landmarks: tuple[int, ...]
) -> Iterator[Run]:
    length, *others = landmarks
    at = there = 0
    for start, place in (*_found_landmarks(left, right, length), (len(left), len(right))):
        if start < at or place < there:
            continue   # it overlaps the landmark before it, whose end was compared already
        yield from _shifted(_with_ends(left[at:start], right[there:place], effort, tuple(others)), at, there)
        size = min(length, len(left) - start)
        yield start, place, size
        at, there = start + size, place + size


def _found_landmarks(left: Sequence[Hashable], right: Sequence[Hashable], length: int) -> list[tuple[int, int]]:
    """Where runs of so many items start that stand once on each side, as many as keep one order."""
    first, second = _in_rows(left, length), _in_rows(right, length)
    once = {item for item, count in Counter(first).items() if count == 1}
    once &= {item for item, count in Counter(second).items() if count == 1}
    places = {item: place for place, item in enumerate(second) if item in once}
    pairs = [(at, places[item]) for at, item in enumerate(first) if item in places]
    rising = longest_rising(place for _, place in pairs)
    return [pair for index, pair in enumerate(pairs) if index in rising]


def _in_rows(items: Sequence[Hashable], length: int) -> list[Hashable]:
    if length == 1:
        return list(items)
    return list(zip(*(items[start:] for start in range(length)), strict=False))


def _shifted(runs: Iterable[Run], at: int, there: int) -> Iterator[Run]:
    return ((at + start, there + place, length) for start, place, length in runs)


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The runs with those joined that go on from each other, the empty ones left out."""
    at = there = length = 0
    for start, place, size in runs:
        if (start, place) == (at + length, there + length):
            length += size
            continue
        if length:
            yield at, there, length
        at, there, length = start, place, size
    if length:
        yield at, there, length
