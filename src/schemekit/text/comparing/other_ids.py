"""Clauses whose words go on under another id: two clauses to whoever counts by ids, one to whoever reads.

Ids outrank likeness, so the pairing takes them for one dropped and one added; here is only what can be said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import ClauseText, comparable

_SAYS_SOMETHING = 5
"""Words under the heading; "Reserved." and the like stand under many."""


def other_ids(changes: Iterable[ClauseChange]) -> Iterator[tuple[str, str]]:
    """The ids of clauses that are gone, each with the one under which the very same words stand now."""
    gone: dict[str, list[str]] = {}
    come: dict[str, list[str]] = {}
    for change in changes:
        if change.mine is None and change.source is not None:
            gone.setdefault(_words(change.source), []).append(change.source.id)
        elif change.source is None and change.mine is not None:
            come.setdefault(_words(change.mine), []).append(change.mine.id)
    for words, before in gone.items():
        after = come.get(words, [])
        if len(before) == len(after) == 1 and words.count(" ") >= _SAYS_SOMETHING - 1:
            yield before[0], after[0]


def _words(clause: ClauseText) -> str:
    return comparable(clause.body)
