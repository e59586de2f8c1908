"""What the page of a comparison shows, as records for its template: clauses, signals, folds, kinds of change.

Shape of them all: what ends in `_html` is finished HTML, all else plain text that the template escapes.
"""

from __future__ import annotations

from dataclasses import dataclass

BEGINNING = "Before the first clause"
"""How the words are called that stand before the first clause."""
_SHORT = 1500   # letters of HTML: about a third of a sheet


@dataclass(frozen=True, slots=True)
class SignalView:
    """One signal: its kind, which way it goes ("up", "down" or ""), and the words that made it."""

    kind: str
    tends: str
    direction: str
    words: str
    origin: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause. Shape: `heading_html` and `body_html` are finished HTML, all else is plain text.

    `was` is its earlier number where that is another; `kinds` are what the filter goes by. `missing_reason` is true
    where a change has to be explained and is not.
    """

    place: int
    rank: int
    anchor: str
    number: str
    label: str
    file: str
    heading_html: str
    body_html: str
    was: str = ""
    is_dropped: bool = False
    facts: tuple[str, ...] = ()
    signals: tuple[SignalView, ...] = ()
    kinds: tuple[str, ...] = ()
    tends_down: bool = False
    told_with: str = ""
    told_with_label: str = ""
    note: str = ""
    reason: str = ""
    by: str = ""
    approved: str = ""
    missing_reason: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it fits on a sheet of paper with room to spare, so that it need not be cut in two."""
        return len(self.body_html) < _SHORT and "<table" not in self.body_html


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged clauses of one document that follow each other, or the words before its first one."""

    place: int
    file: str
    clauses: tuple[ClauseView, ...]
    is_beginning: bool = False

    @property
    def label(self) -> str:
        """Which ones they are."""
        first, last = self.clauses[0], self.clauses[-1]
        if self.is_beginning:
            return f"Unchanged: {first.label.lower()}"
        if first is last:
            return f"1 unchanged clause: {first.label}"
        return f"{len(self.clauses)} unchanged clauses: {first.label} – {last.label}"


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of change: how many clauses, which way they go, and which they are."""

    key: str
    name: str
    count: int
    directions: str
    first: tuple[ClauseView, ...]
    others: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class PageClauses:
    """All clauses of a page. `changed` are in order of significance, `folds` in the text's.

    `documents` are the titles of the documents and the place of their first clause; none where there is only one.
    """

    changed: tuple[ClauseView, ...]
    folds: tuple[Fold, ...]
    documents: tuple[tuple[int, str], ...]
    kinds: tuple[KindRow, ...]

    @property
    def missing_reasons(self) -> int:
        """How many changes are to be explained and are not."""
        return sum(view.missing_reason for view in self.changed)

    @property
    def tending_down(self) -> int:
        """How many changes have something weaker or looser in them."""
        return sum(view.tends_down for view in self.changed)
