"""The words of an editorial change, before and after: so that nobody has to trust that it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.significance.leaves import Leaf, leaves

_LONGEST = 400
"""Characters of one side of a change; of a longer one its beginning, which says so."""
_AROUND = 1


def edited_words(change: ClauseChange) -> tuple[tuple[str, str], ...]:
    """What stood in each passage that changed and what stands there now, with a word around it.

    Shape: one line each; none for a passage that only moved, or where nothing but line breaks and blanks differ.
    """
    return tuple(pair for leaf in leaves(change) for pair in _of(leaf))


def _of(leaf: Leaf) -> Iterator[tuple[str, str]]:
    before, after = leaf.before.split(), leaf.after.split()
    if before == after or leaf.has_moved:
        return
    first = _alike(before, after)
    last = _alike(before[first:][::-1], after[first:][::-1])
    start = max(0, first - _AROUND)
    kept = max(0, last - _AROUND)
    yield _cut(before[start : len(before) - kept]), _cut(after[start : len(after) - kept])


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words are the same from the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _cut(side: Sequence[str]) -> str:
    words = " ".join(side)
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]} … (cut)"
