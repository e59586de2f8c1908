"""Makes what the page of a comparison shows of each clause and of each kind of change.

Only words and marks are made here; where they stand on the page is in page.html.j2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.review.formats.marked_text import MarkedText, inline_html, marked_text, unmarked_text
from schemekit.review.formats.page_links import PageLinks
from schemekit.review.formats.page_records import BEGINNING, ClauseView, Fold, KindRow, PageClauses, SignalView
from schemekit.review.told import approved_of, ways_told
from schemekit.text.comparing.diff import Kind
from schemekit.text.document import PREAMBLE, ClauseText
from schemekit.text.inline import plain
from schemekit.text.significance.marks import UNSEEN
from schemekit.text.told_signal import told_signal

OTHER = "other"
"""The kind under which changes without any signal are listed."""
_SHOWN_AT_ONCE = 8   # links of one kind; the others are folded
_TENDS = {Direction.WEAKER: "down", Direction.LOOSER: "down", Direction.STRONGER: "up", Direction.STRICTER: "up"}
_KINDS = {
    Kind.ADDED: "added", Kind.REMOVED: "dropped", Kind.MOVED: "moved", Kind.RENUMBERED: "renumbered",
    Kind.RETITLED: "new heading", Kind.SPLIT: "split", Kind.JOINED: "joined", Kind.REWRAPPED: "layout only",
    Kind.RESHAPED: "laid out otherwise", Kind.PARAMETER: "another value", Kind.REWORDED: "reworded",
}
"""How people call what happened to a clause."""


def page_clauses(comparison: Comparison) -> PageClauses:
    """The clauses of a comparison, ready to be shown."""
    maker = _Maker(comparison)
    changed: list[ClauseView] = []
    folds: list[Fold] = []
    for (is_changed, _), run in groupby(enumerate(comparison.clauses), key=lambda item: _group(item[1])):
        views = [maker.view(place, clause) for place, clause in run]
        if is_changed:
            changed += views
        else:
            folds.append(Fold(views[0].place, views[0].file, tuple(views)))
    folds = [*maker.beginnings(), *folds]
    changed.sort(key=lambda view: (view.rank, view.place))
    folds.sort(key=lambda fold: fold.place)
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
        self._comparison = comparison
        self._links = PageLinks(comparison)
        self._afters = {text.file: text.after for text in comparison.texts}
        self._titles = {text.file: text.title for text in comparison.texts}
        self._clauses = {(clause.file, clause.change.id): clause for clause in comparison.clauses}

    def view(self, place: int, clause: ComparedClause) -> ClauseView:
        """One clause as the page shows it."""
        change, text = clause.change, self._text(clause)
        now = change.mine or change.source
        view = ClauseView(
            place=place, rank=clause.rank, anchor=self._links.anchor(place), number=_number(clause.annex, now),
            label=_label(clause.annex, now), file=self._titles.get(clause.file, clause.file) if clause.file else "",
            heading_html=text.heading, body_html=text.body,
        )
        return replace(self._changed(view, clause), note=_note(clause, text)) if clause.is_changed else view

    def _changed(self, view: ClauseView, clause: ComparedClause) -> ClauseView:
        """The view of a changed clause, with what the change means and why it was made."""
        change = clause.change
        was = _number(clause.annex, change.source) if change.source and change.mine else view.number
        told = self._clauses.get((clause.file, change.told_with)) if change.told_with else None
        return replace(
            view, was=was if was != view.number else "", is_dropped=Kind.REMOVED in change.kinds,
            facts=tuple(_facts(clause)),
            signals=tuple(_signal(signal, self._comparison.titles) for signal in clause.signals),
            kinds=_kinds_of(clause),
            tends_down=any(_TENDS.get(signal.direction) == "down" for signal in clause.signals),
            told_with=self._links.to(clause.file, change.told_with) if told else "",
            told_with_label=_label(told.annex, told.change.mine or told.change.source) if told else "",
            reason=clause.reason, by=clause.by, approved=_sentence_of(approved_of(clause)),
            missing_reason=clause.lacks_reason,
        )

    def beginnings(self) -> Iterator[Fold]:
        """The words before each document's first clause, where they are the same: no change tells them."""
        told = {clause.file for clause in self._comparison.clauses if clause.change.id == PREAMBLE}
        for place, clause in enumerate(self._comparison.clauses):
            first = clause.change.mine
            if first is None or clause.file in told:
                continue
            told.add(clause.file)
            words, found, _ = self._afters.get(clause.file, "").partition(first.raw)
            text = unmarked_text(words if found else "", partial(self._links.leads_to, file=clause.file))
            if text.body.strip():
                file = self._titles.get(clause.file, clause.file) if clause.file else ""
                view = ClauseView(place=place, rank=0, anchor=f"b-{place}", number="", label=BEGINNING, file=file,
                                  heading_html=text.heading or BEGINNING, body_html=text.body)
                yield Fold(place, file, (view,), is_beginning=True)

    def _text(self, clause: ComparedClause) -> MarkedText:
        address = partial(self._links.leads_to, file=clause.file)
        change = clause.change
        if change.told_with:
            return MarkedText(inline_html(change.heading, address), "")
        text = marked_text(change.passages, address) if change.kinds else unmarked_text(change.after, address)
        return text if text.heading else MarkedText(inline_html(_heading(clause), address), text.body)


def _heading(clause: ComparedClause) -> str:
    return BEGINNING if clause.change.id == PREAMBLE else clause.change.heading


def _number(annex: str, clause: ClauseText | None) -> str:
    """`4.2`; of an annex, `B.1` as on paper."""
    return f"{annex}{clause.number}" if clause and clause.number else ""


def _label(annex: str, clause: ClauseText | None) -> str:
    """How a clause is called in a list of links."""
    if clause is None:
        return ""
    if clause.id == PREAMBLE:
        return BEGINNING
    return f"{_number(annex, clause)} {plain(clause.heading)}".strip() or clause.id


def _facts(clause: ComparedClause) -> Iterator[str]:
    yield from (words for kind, words in _KINDS.items() if kind in clause.change.kinds)
    if clause.tailoring:
        yield clause.tailoring.value


def _signal(signal: Signal, titles: Mapping[str, str]) -> SignalView:
    # The direction is said by the badge, and the reference behind the words.
    return SignalView(signal.kind.value.capitalize(), _TENDS.get(signal.direction, ""), signal.direction.value,
                      told_signal(signal, titles), signal.reference)


def _kinds_of(clause: ComparedClause) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(signal.kind.slug for signal in clause.signals))
    return found or (OTHER,)


def _note(clause: ComparedClause, text: MarkedText) -> str:
    """What has to be said where the reader sees no mark."""
    unseen = [signal.words for signal in clause.signals if signal.rule in UNSEEN]
    if unseen and not clause.change.told_with:
        return f"Not to be seen in the words: {'; '.join(unseen)}."
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
    for kind in SignalKind:
        if found := by_key.get(kind.slug):
            yield _row(kind.slug, kind.value.capitalize(), found, ways_told(comparison, kind))
    if found := by_key.get(OTHER):
        yield _row(OTHER, "No signal", found, "")


def _row(key: str, name: str, found: Sequence[ClauseView], directions: str) -> KindRow:
    return KindRow(key, name, len(found), directions, tuple(found[:_SHOWN_AT_ONCE]), tuple(found[_SHOWN_AT_ONCE:]))


def _sentence_of(words: str) -> str:
    return words[:1].upper() + words[1:]
