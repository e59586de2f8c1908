"""Where a decision stands in the present text: its passage, its clause, the line to look at.

Reading only; what is put there is in `taking`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.passage import Span, spans_of
from schemekit.text.document import Document, comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand in a document. Units: `line` counts from 1; `start` and `end` are characters."""

    start: int
    end: int
    line: int


def places(text: str | None, decision: Decision) -> tuple[Place, ...]:
    """Where the scheme's wording of a decision stands now; more than one where it stands there several times."""
    if text is None or decision.scope is Scope.FILE:
        return ()
    is_clause = scope_of(text, decision) is Scope.CLAUSE
    found = []
    for region in present(text).regions(decision.clause):
        if is_clause:
            spans = [Span(0, len(region.raw.rstrip()))] if is_same(region.raw, decision.ours) else []
        else:
            spans = list(spans_of(decision.ours, region.raw))
        found += [
            Place(start=region.start + span.start, end=region.start + span.end,
                  line=region.line + region.raw.count("\n", 0, span.start))
            for span in spans
        ]
    return tuple(found)


def line_of(text: str | None, decision: Decision) -> int:
    """The line to look at: of the passage, else of the clause; 0 where neither stands in the text."""
    found = places(text, decision)
    if found:
        return found[0].line
    regions = present(text or "").regions(decision.clause) if decision.clause else ()
    return regions[0].line if regions else 0


def clause_of(text: str | None, decision: Decision) -> str:
    """The clause of a decision as it now stands in the text; empty where it does not."""
    regions = present(text or "").regions(decision.clause)
    return regions[0].raw if regions else ""


def scope_of(text: str | None, decision: Decision) -> Scope:
    """How much the decision is about, told by its wordings where the record calls a whole clause a passage."""
    if decision.scope is Scope.PASSAGE and decision.clause:
        whole = not decision.ours.strip() or is_same(clause_of(text, decision), decision.ours)
        return Scope.CLAUSE if whole else Scope.PASSAGE
    return decision.scope


def is_same(first: str, second: str) -> bool:
    """Whether two wordings are one but for wrapping, spacing and typographic quotes."""
    return _comparable(first) == _comparable(second)


_comparable = lru_cache(maxsize=16)(comparable)   # one clause is compared for every decision about it


@dataclass(frozen=True, slots=True)
class Region:
    """A clause, or what stands before the first one, with where it begins in the document."""

    start: int
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class Present:
    """A document cut into regions by clause id; an id that stands twice has two."""

    document: Document
    by_clause: Mapping[str, Sequence[Region]]

    def regions(self, clause: str) -> Sequence[Region]:
        """The clauses of that id, or what stands before the first clause."""
        return self.by_clause.get(clause, ()) if clause else (Region(0, 1, self.document.preamble),)


@lru_cache(maxsize=4)   # one text is asked for every decision about it
def present(text: str) -> Present:
    """The document, cut once."""
    document = Document.parse(text)
    found: dict[str, list[Region]] = defaultdict(list)
    at = len(document.preamble)
    for clause in document.clauses:
        found[clause.id].append(Region(at, clause.line, clause.raw))
        at += len(clause.raw)
    return Present(document, found)
