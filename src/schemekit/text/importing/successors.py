"""Where the words of a clause that is gone went: into another clause, or into several.

Asked of clauses that found no counterpart; by runs of words, because a duty that moved took its phrases along.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from schemekit.text.document import ClauseText

_WORD = re.compile(r"\w+")
_RUN = 4                # words
_ENOUGH = 6             # runs; of a shorter clause nothing can be told
_REPLACED = 0.5         # share of a clause's runs that stand in one other clause
_PART = 0.2             # share that makes a clause one of those that it was split into
_SPLIT = 0.6            # share that those have together
_WHOLE = 0.8            # from this share on it is one clause, whatever else repeats a part
_EVERYWHERE = 20        # clauses; a run that so many have is boilerplate


def successors(gone: Sequence[ClauseText], now: Sequence[ClauseText]) -> Mapping[str, tuple[str, ...]]:
    """For each clause that is gone the ids of those that hold its words now; one, several, or none.

    Time grows with the words of both, not with their product: each run of words is looked up.
    """
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for clause in now:
        for run in _runs(clause):
            holders[run].add(clause.id)
    found = {}
    for clause in gone:
        runs = _runs(clause)
        if len(runs) < _ENOUGH:
            continue
        known = [held for run in sorted(runs) if len(held := holders.get(run, set())) <= _EVERYWHERE]
        counts = Counter(holder for held in known for holder in sorted(held))
        best, most = counts.most_common(1)[0] if counts else ("", 0)
        parts = {holder for holder, count in counts.items() if count >= _PART * len(runs)}
        covered = sum(bool(held & parts) for held in known)
        if len(parts) > 1 and most < _WHOLE * len(runs) and covered >= _SPLIT * len(runs):
            found[clause.id] = tuple(place.id for place in now if place.id in parts)
        elif most >= _REPLACED * len(runs):
            found[clause.id] = (best,)
    return found


def _runs(clause: ClauseText) -> frozenset[tuple[str, ...]]:
    words = _WORD.findall(clause.body.casefold())
    return frozenset(tuple(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
