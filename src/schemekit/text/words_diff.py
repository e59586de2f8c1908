"""What changed between two wordings, word by word: the pieces that stayed, went and came.

The small version that `decide` needs: whole clauses and documents are compared in `diff`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")
_EFFORT_LIMIT = 2_000_000   # steps; longer wordings without landmarks are told as taken out and put in whole


@dataclass(frozen=True, slots=True)
class WordChange:
    """A run of words, with their white space, that is the same on both sides, was removed, or was added."""

    kind: Literal["same", "removed", "added"]
    text: str


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """The changes in order: same and removed joined are `before`, same and added joined are `after`, byte for byte."""
    return tuple(_joined(_changes(_PIECE.findall(before), _PIECE.findall(after))))


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[WordChange]:
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    yield WordChange("same", "".join(old[:head]))
    at = there = 0
    for start, place, length in _runs(left, right):
        yield WordChange("removed", "".join(left[at:start]))
        yield WordChange("added", "".join(right[there:place]))
        yield WordChange("same", "".join(left[start : start + length]))
        at, there = start + length, place + length
    yield WordChange("same", "".join(old[len(old) - tail :]))


def _runs(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    counts = Counter(right)
    if sum(counts[word] for word in left) * max(1, min(len(left), len(right))) > _EFFORT_LIMIT * 10:
        return [(len(left), len(right), 0)]
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _joined(changes: Iterator[WordChange]) -> Iterator[WordChange]:
    """The same without empty pieces, equal kinds side by side as one, and no lone blank between two changes."""
    removed = added = ""
    gap = ""
    for change in changes:
        if change.kind == "same" and change.text and (change.text.strip() or not (removed or added)):
            yield from _told(removed, added)
            if gap:
                yield WordChange("same", gap)
            removed = added = gap = ""
            yield change
        elif change.kind == "same":
            gap += change.text
        elif change.text:
            removed, added, gap = removed + gap, added + gap, ""
            removed += change.text if change.kind == "removed" else ""
            added += change.text if change.kind == "added" else ""
    yield from _told(removed, added)
    if gap:
        yield WordChange("same", gap)


def _told(removed: str, added: str) -> Iterator[WordChange]:
    if removed:
        yield WordChange("removed", removed)
    if added:
        yield WordChange("added", added)
