"""The typed numbers of list items: after a merge they follow from the place again, where both sides kept them so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,9})[.)](?=[ \t])")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of one item: where its digits stand, and what they say."""

    start: int
    end: int
    value: int


def renumbered(text: str, sides: Sequence[str], kept: Sequence[Span] = ()) -> tuple[tuple[Span, str], ...]:
    """The digits to exchange so that every list counts on, as all lists of both sides do; none where one does not.

    Shape: each is where digits stand in the text, and the new ones. Lists that touch one of the `kept` spans stay.
    """
    lists = list(_lists(text))
    if all(_counts(numbers) and numbers[0].value == 1 for numbers in lists):
        return ()
    others = [numbers for side in sides for numbers in _lists(side)]
    if not all(map(_counts, others)):
        return ()
    from_one = all(numbers[0].value == 1 for numbers in others)
    broken = [numbers for numbers in lists if from_one or not _counts(numbers)]
    found: list[tuple[Span, str]] = []
    for numbers in broken:
        if any(number.start < end and start < number.end for number in numbers for start, end in kept):
            continue
        first = 1 if from_one else numbers[0].value
        found += [((number.start, number.end), str(first + at)) for at, number in enumerate(numbers)
                  if number.value != first + at]
    return tuple(sorted(found))


def _counts(numbers: Sequence[_Number]) -> bool:
    return all(second.value == first.value + 1 for first, second in pairwise(numbers))


def _lists(text: str) -> Iterator[list[_Number]]:
    """The numbered lists of a text. A heading ends them all; a paragraph those that it does not stand in."""
    running: dict[int, list[_Number]] = {}
    offset, after_blank = 0, True
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        item = _ITEM.match(line)
        if item:
            yield from _ended(running, indent + 1)
            number = _Number(offset + item.start("number"), offset + item.end("number"), int(item["number"]))
            running.setdefault(indent, []).append(number)
        elif line.strip() and (line.startswith("#") or after_blank):
            yield from _ended(running, 0 if line.startswith("#") else indent)
        after_blank = not line.strip()
        offset += len(line)
    yield from _ended(running, 0)


def _ended(running: dict[int, list[_Number]], indent: int) -> Iterator[list[_Number]]:
    for depth in [depth for depth in running if depth >= indent]:
        yield running.pop(depth)
