"""What was done to each clause: a source text against a scheme's text, clause by clause.

Clauses are matched by id; where a side has no id of its own, by heading, then by their words. Here is the comparison;
what to think of it (locked, reasoned, allowed) is for the use cases.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemekit.model.adoption import Verb
from schemekit.text.alignment import longest_rising
from schemekit.text.document import PREAMBLE, ClauseText, Document, comparable

ALIKE = 0.6
"""Share of words two clauses have in common to be taken for one; unrelated prose shares up to 0.45 of its words."""
_CANDIDATES = 20
_COMPARISONS = 20_000   # of words in one text, some seconds; clauses beyond that are told as dropped and added
_WORD = re.compile(r"\w+")
_TYPED_NUMBER = re.compile(r"^(?:\d{1,4}(?:\.\d{1,4})*[.)]?|[a-z][.)]|[ivxlc]{1,7}[.)])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseChange:
    """One clause on both sides.

    Shape: `source` is None for an added clause, `mine` for a dropped one.
    `editorial` is true where only wrapping, spacing or quotes differ; `retitled` where the heading does;
    `moved` where the clause stands elsewhere among its neighbours.
    """

    id: str
    verb: Verb
    source: ClauseText | None
    mine: ClauseText | None
    editorial: bool = False
    retitled: bool = False
    moved: bool = False

    @property
    def heading(self) -> str:
        """The clause's heading, as the scheme has it where it has it."""
        clause = self.mine or self.source
        return clause.heading if clause else ""

    @property
    def text_sha256(self) -> str:
        """The digest of the scheme's words, empty for a dropped clause: what a reason was given for."""
        return clause_digest(self.mine) if self.mine else ""


def clause_digest(clause: ClauseText) -> str:
    """The digest of a clause's words; wrapping, spacing and typographic quotes do not change it."""
    return hashlib.sha256(clause.comparable.encode()).hexdigest()


def compare(source: Document, mine: Document) -> tuple[ClauseChange, ...]:
    """What the scheme did to each clause of the source, in the scheme's order, dropped clauses at their old place."""
    pairs = paired(source, mine)
    moved = _moved(pairs)
    dropped = _dropped_after(source, set(pairs.values()))
    changes = [*_beginning(source, mine), *dropped[-1]]
    for place, clause in enumerate(mine.clauses):
        found = pairs.get(place)
        changes.append(_change(None if found is None else source.clauses[found], clause, place in moved))
        if found is not None:
            changes += dropped[found]
    return tuple(changes)


def _beginning(source: Document, mine: Document) -> Iterator[ClauseChange]:
    """What was done to the words before the first clause, told only when something was: they bind like any other."""
    before, now = source.beginning, mine.beginning
    if not mine.text.strip():
        return  # a text that is gone is told clause by clause
    if before.comparable != now.comparable:
        verb = Verb.ADAPT if before.comparable and now.comparable else Verb.DROP if before.comparable else Verb.ADD
        yield ClauseChange(id=PREAMBLE, verb=verb, source=before if before.comparable else None,
                           mine=now if now.comparable else None)


def paired(source: Document, mine: Document) -> dict[int, int]:
    """Which clause of the source each of the scheme's clauses is: places in `mine.clauses` to places in the source's.

    Two clauses that both carry ids of their own are one only if the ids are the same. Where a side carries none,
    equal words, then an equal heading, then mostly equal words between the same neighbours make them one.
    """
    pairing = _Pairing(source, mine)
    pairing.match(lambda clause: clause.id if clause.has_own_id else None)
    pairing.match(lambda clause: clause.comparable)
    pairing.match(lambda clause: clause.id)
    pairing.match(lambda clause: comparable(clause.heading).casefold())
    pairing.match(lambda clause: _TYPED_NUMBER.sub("", comparable(clause.heading).casefold()))
    pairing.match_alike()
    return pairing.pairs


class _Pairing:
    """Finds pairs step by step; what one step has paired is out of the next."""

    def __init__(self, source: Document, mine: Document) -> None:
        self._source, self._mine = source.clauses, mine.clauses
        self.pairs: dict[int, int] = {}
        self._free_source = list(range(len(self._source)))
        self._free_mine = list(range(len(self._mine)))

    def match(self, key: Callable[[ClauseText], str | None]) -> None:
        """Pair the clauses with equal keys, the first with the first."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for place in reversed(self._free_source if self._free_mine else ()):
            if (found := key(self._source[place])) is not None:
                waiting[found].append(place)
        for place in self._free_mine if waiting else ():
            clause = self._mine[place]
            found = key(clause)
            others = waiting.get(found) if found is not None else None
            if others and self._may_be_one(self._source[others[-1]], clause):
                self.pairs[place] = others.pop()
        self._forget_paired()

    def match_alike(self) -> None:
        """Pair the clauses whose words are mostly the same and which stand between the same neighbours."""
        bags: dict[int, Counter[str]] = {}
        settled = sorted(self.pairs)
        comparisons = 0
        for place in self._free_mine if self._free_source else ():
            clause, bag, best, found = self._mine[place], _bag(self._mine[place]), ALIKE, -1
            for other in self._between_neighbours(place, settled):
                if comparisons < _COMPARISONS and self._may_be_one(self._source[other], clause):
                    comparisons += 1
                    bags.setdefault(other, _bag(self._source[other]))
                    likeness = _likeness(bags[other], bag)
                    if likeness > best:
                        best, found = likeness, other
            if found >= 0:
                self.pairs[place] = found
                insort(settled, place)
                del self._free_source[bisect_left(self._free_source, found)]
        self._forget_paired()

    def _between_neighbours(self, place: int, settled: list[int]) -> list[int]:
        index = bisect_left(settled, place)
        before = self.pairs[settled[index - 1]] if index else -1
        after = self.pairs[settled[index]] if index < len(settled) else len(self._source)
        start = bisect_left(self._free_source, before)
        return [other for other in self._free_source[start : start + _CANDIDATES] if other < after]

    @staticmethod
    def _may_be_one(source: ClauseText, mine: ClauseText) -> bool:
        return source.id == mine.id or not (source.has_own_id and mine.has_own_id)

    def _forget_paired(self) -> None:
        taken = set(self.pairs.values())
        self._free_source = [place for place in self._free_source if place not in taken]
        self._free_mine = [place for place in self._free_mine if place not in self.pairs]


def _bag(clause: ClauseText) -> Counter[str]:
    return Counter(_WORD.findall(clause.comparable.lower()))


def _likeness(first: Counter[str], second: Counter[str]) -> float:
    """The share of the words that both have, from 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _change(source: ClauseText | None, mine: ClauseText, moved: bool) -> ClauseChange:
    if source is None:
        return ClauseChange(id=mine.id, verb=Verb.ADD, source=None, mine=mine)
    same_words = source.comparable == mine.comparable
    return ClauseChange(
        id=source.id,
        verb=Verb.ADOPT if same_words else Verb.ADAPT,
        source=source,
        mine=mine,
        editorial=same_words and source.raw.rstrip() != mine.raw.rstrip(),
        retitled=comparable(source.heading) != comparable(mine.heading),
        moved=moved,
    )


def _dropped_after(source: Document, kept: set[int]) -> dict[int, list[ClauseChange]]:
    """The dropped clauses by the place of the kept clause that they followed; -1 for those at the beginning."""
    dropped: dict[int, list[ClauseChange]] = defaultdict(list)
    at = -1
    for place, clause in enumerate(source.clauses):
        if place in kept:
            at = place
        else:
            dropped[at].append(ClauseChange(id=clause.id, verb=Verb.DROP, source=clause, mine=None))
    return dropped


def _moved(pairs: dict[int, int]) -> frozenset[int]:
    """The scheme's clauses that are out of the source's order: all but the longest run that kept it."""
    mine = sorted(pairs)
    in_order = longest_rising(pairs[place] for place in mine)
    return frozenset(place for index, place in enumerate(mine) if index not in in_order)
