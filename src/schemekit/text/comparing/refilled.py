"""Refilled: whether two wordings differ only in the values that were filled into their blanks.

Told from the values as they stand in a text; how a text is filled in is in `template`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemekit.text.document import comparable

_OPEN_WAYS = 64   # ways to read a text of nothing but values, beyond which no more are followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Refilled:
    """A blank that was filled otherwise: the words that stood for it before, and those that stand for it now."""

    before: str
    after: str


def refilled(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[Refilled, ...]:
    """The blanks that two sets of values fill otherwise. Shape: by parameter name, the value as it stands in a text."""
    return tuple(Refilled(before=old, after=after[name]) for name, old in sorted(before.items())
                 if name in after and old and old != after[name])


def differ_in_values_only(before: str, after: str, changes: Sequence[Refilled]) -> bool:
    """Whether the second wording is the first with some of its values exchanged, and nothing else.

    Wrapping and typography do not count. A value counts where it stands as whole words.
    """
    exchanged: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        exchanged[comparable(change.before)].add(comparable(change.after))
    exchanged.pop("", None)
    if not exchanged:
        return False
    old, new = comparable(before), comparable(after)
    longest_first = sorted(exchanged, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    ends, at = {0}, 0
    for match in pattern.finditer(old):
        ends = _after(new, ends, old[at : match.start()])
        ends = {end for value in (match[0], *exchanged[match[0]]) for end in _after(new, ends, value)}
        if not ends or len(ends) > _OPEN_WAYS:
            return False
        at = match.end()
    return old != new and len(new) in _after(new, ends, old[at:])


def _after(text: str, starts: set[int], words: str) -> set[int]:
    return {start + len(words) for start in starts if text.startswith(words, start)}
