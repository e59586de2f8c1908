"""What the page of a comparison shows of each clause and each kind of change, as records for its template.

Only words and marks are made here; where they stand on the page is in page.html.j2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.review.marked_text import MarkedText, inline_html, marked_text, unmarked_text
from schemekit.review.page_links import PageLinks
from schemekit.review.summary import asks_for_reasons, needs_reason
from schemekit.text.comparing.diff import Kind
from schemekit.text.document import PREAMBLE, ClauseText
from schemekit.text.formatted.inline import plain

OTHER = "other"
"""The kind under which changes without any signal are listed."""
_SHOWN_AT_ONCE = 8   # links of one kind; the others are folded
_SHORT = 1500   # letters of HTML: about a third of a sheet
_TENDS = {Direction.WEAKER: "down", Direction.LOOSER: "down", Direction.STRONGER: "up", Direction.STRICTER: "up"}
_KINDS = {
    Kind.ADDED: "added", Kind.REMOVED: "dropped", Kind.MOVED: "moved", Kind.RENUMBERED: "renumbered",
    Kind.RETITLED: "new heading", Kind.SPLIT: "split", Kind.JOINED: "joined", Kind.REWRAPPED: "layout only",
    Kind.PARAMETER: "another value", Kind.REWORDED: "reworded",
}
"""How people call what happened to a clause."""


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
    was: str
    label: str
    file: str
    heading_html: str
    body_html: str
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
    """Unchanged clauses of one document that follow each other."""

    place: int
    file: str
    clauses: tuple[ClauseView, ...]

    @property
    def label(self) -> str:
        """Which ones they are."""
        first, last = self.clauses[0], self.clauses[-1]
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


def page_clauses(comparison: Comparison) -> PageClauses:
    """The clauses of a comparison, ready to be shown."""
    maker = _Maker(comparison)
    changed, folds = [], []
    for (is_changed, _), run in groupby(enumerate(comparison.clauses), key=lambda item: _group(item[1])):
        views = [maker.view(place, clause) for place, clause in run]
        if is_changed:
            changed += views
        else:
            folds.append(Fold(views[0].place, views[0].file, tuple(views)))
    changed.sort(key=lambda view: (view.rank, view.place))
    return PageClauses(tuple(changed), tuple(folds), _documents(comparison), tuple(_kinds(comparison, changed)))


def _documents(comparison: Comparison) -> tuple[tuple[int, str], ...]:
    first: dict[str, int] = {}
    for place, clause in enumerate(comparison.clauses):
        first.setdefault(clause.file, place)
    titles = {text.file: text.title for text in comparison.texts}
    return tuple((place, titles.get(file, file)) for file, place in first.items()) if len(first) > 1 else ()


def _group(clause: ComparedClause) -> tuple[bool, str]:
    return clause.is_changed, clause.file


class _Maker:
    """Makes the views of one comparison's clauses."""

    def __init__(self, comparison: Comparison) -> None:
        self._links = PageLinks(comparison)
        self._titles = {text.file: text.title for text in comparison.texts}
        self._asks = asks_for_reasons(comparison)
        self._clauses = {(clause.file, clause.change.id): clause for clause in comparison.clauses}

    def view(self, place: int, clause: ComparedClause) -> ClauseView:
        """One clause as the page shows it."""
        change = clause.change
        text = self._text(clause)
        now, before = change.mine or change.source, change.source
        number = now.number if now else ""
        was = before.number if before and change.mine else ""
        is_dropped = change.mine is None
        basic = {
            "place": place, "rank": clause.rank, "anchor": self._links.anchor(place), "number": number,
            "label": _label(now), "file": self._titles.get(clause.file, clause.file) if clause.file else "",
        }
        if not clause.is_changed:
            return ClauseView(**basic, was="", heading_html=text.heading, body_html=text.body)
        told = self._clauses.get((clause.file, change.told_with)) if change.told_with else None
        return ClauseView(
            **basic, was=was if was != number else "", heading_html=text.heading, body_html=text.body,
            is_dropped=is_dropped, facts=tuple(_facts(clause)), signals=tuple(map(_signal, clause.signals)), kinds=_kinds_of(clause),
            tends_down=any(_TENDS.get(signal.direction) == "down" for signal in clause.signals),
            told_with=self._links.to(clause.file, change.told_with) if told else "",
            told_with_label=_label(told.change.mine or told.change.source) if told else "",
            note=_note(clause, text), reason=clause.reason, by=clause.by, approved=clause.approved,
            missing_reason=self._asks and needs_reason(clause) and not clause.reason,
        )

    def _text(self, clause: ComparedClause) -> MarkedText:
        def address(target: str) -> str:
            return self._links.leads_to(target, clause.file)

        change = clause.change
        if change.told_with:
            return MarkedText(inline_html(change.heading, address), "")
        text = marked_text(change.passages, address) if change.kinds else unmarked_text(change.after, address)
        return text if text.heading else MarkedText(inline_html(_heading(clause), address), text.body)


def _heading(clause: ComparedClause) -> str:
    return "Before the first clause" if clause.change.id == PREAMBLE else clause.change.heading


def _label(clause: ClauseText | None) -> str:
    """How a clause is called in a list of links."""
    if clause is None:
        return ""
    if clause.id == PREAMBLE:
        return "Before the first clause"
    return f"{clause.number} {plain(clause.heading)}".strip() or clause.id


def _facts(clause: ComparedClause) -> Iterator[str]:
    yield from (words for kind, words in _KINDS.items() if kind in clause.change.kinds)
    if clause.tailoring:
        yield clause.tailoring.value


def _signal(signal: Signal) -> SignalView:
    direction = signal.direction.value
    origin = ", ".join(part for part in (signal.reference,) if part)
    return SignalView(signal.kind.value.capitalize(), _TENDS.get(signal.direction, ""), direction,
                      signal.words.removesuffix(f": {direction}") if direction else signal.words, origin)


def _kinds_of(clause: ComparedClause) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_key(signal.kind) for signal in clause.signals))
    return found or (OTHER,)


def _key(kind: SignalKind) -> str:
    return kind.value.replace(" ", "-")


def _note(clause: ComparedClause, text: MarkedText) -> str:
    """What has to be said where the reader sees no mark."""
    if text.is_marked or clause.change.told_with:
        return ""
    if clause.change.moved or Kind.MOVED in clause.change.kinds:
        return "The clause stands at another place; its words are the same."
    if Kind.RENUMBERED in clause.change.kinds:
        return "Only its number is another; its words are the same."
    return "Only line breaks, blanks or the layout differ; its words are the same."


def _kinds(comparison: Comparison, changed: Sequence[ClauseView]) -> Iterator[KindRow]:
    by_key: dict[str, list[ClauseView]] = {}
    for view in changed:
        for key in view.kinds:
            by_key.setdefault(key, []).append(view)
    directions: dict[SignalKind, Counter[str]] = {kind: Counter() for kind in SignalKind}
    for clause in comparison.changed:
        for signal in clause.signals:
            directions[signal.kind][signal.direction.value] += 1
    for kind in SignalKind:
        if found := by_key.get(_key(kind)):
            yield _row(_key(kind), kind.value.capitalize(), found, _told(directions[kind]))
    if found := by_key.get(OTHER):
        yield _row(OTHER, "No signal", found, "")


def _row(key: str, name: str, found: Sequence[ClauseView], directions: str) -> KindRow:
    return KindRow(key, name, len(found), directions, tuple(found[:_SHOWN_AT_ONCE]), tuple(found[_SHOWN_AT_ONCE:]))


def _told(found: Counter[str]) -> str:
    return ", ".join(f"{found[way.value]} {way.value}" for way in Direction if way.value and found[way.value])
