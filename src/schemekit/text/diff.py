"""What was done to each clause: a source text against a scheme's text, clause by clause.

Clauses are matched by id, then by heading where an id was lost. Here is the comparison; what to think of it
(locked, reasoned, allowed) is for the use cases.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from schemekit.model.adoption import Verb
from schemekit.text.document import ClauseText, Document, comparable


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
    pairs = _matched(source, mine)
    moved = _moved(source, mine, pairs)
    changes = [_change(pairs.get(clause.id), clause, clause.id in moved) for clause in mine.clauses]
    taken = {id(found) for found in pairs.values()}
    for place, clause in enumerate(source.clauses):
        if id(clause) not in taken:
            changes.insert(
                _place_after(changes, source.clauses[:place]),
                ClauseChange(id=clause.id, verb=Verb.DROP, source=clause, mine=None),
            )
    return tuple(changes)


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


def _matched(source: Document, mine: Document) -> dict[str, ClauseText]:
    """The source clause of each of the scheme's clauses, by the scheme's id."""
    by_id = source.by_id()
    pairs = {clause.id: by_id[clause.id] for clause in reversed(mine.clauses) if clause.id in by_id}
    taken = {clause.id for clause in pairs.values()}
    free = {comparable(clause.heading).casefold(): clause for clause in source.clauses if clause.id not in taken}
    for clause in mine.clauses:
        if clause.id not in pairs and not clause.has_own_id:
            found = free.pop(comparable(clause.heading).casefold(), None)
            if found is not None:
                pairs[clause.id] = found
    return pairs


def _moved(source: Document, mine: Document, pairs: dict[str, ClauseText]) -> frozenset[str]:
    """The scheme's clauses that are out of the source's order: all but the longest run that kept it."""
    places = {id(clause): place for place, clause in enumerate(source.clauses)}
    kept = [(places[id(pairs[clause.id])], clause.id) for clause in mine.clauses if clause.id in pairs]
    in_order = _longest_rising([place for place, _ in kept])
    return frozenset(clause_id for index, (_, clause_id) in enumerate(kept) if index not in in_order)


def _longest_rising(places: list[int]) -> frozenset[int]:
    """The indices of one longest rising run (patience sorting: n log n)."""
    from bisect import bisect_left

    tops: list[int] = []
    top_index: list[int] = []
    before: list[int] = [-1] * len(places)
    for index, place in enumerate(places):
        pile = bisect_left(tops, place)
        before[index] = top_index[pile - 1] if pile else -1
        tops[pile:pile + 1] = [place]
        top_index[pile:pile + 1] = [index]
    run: set[int] = set()
    index = top_index[-1] if top_index else -1
    while index >= 0:
        run.add(index)
        index = before[index]
    return frozenset(run)


def _place_after(changes: list[ClauseChange], earlier: tuple[ClauseText, ...]) -> int:
    """Where a dropped clause is told: right after the nearest earlier source clause that is still told."""
    known = {change.source.id: index for index, change in enumerate(changes) if change.source}
    for clause in reversed(earlier):
        if clause.id in known:
            return known[clause.id] + 1
    return 0
