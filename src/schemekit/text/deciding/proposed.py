"""Taking a proposed change into a text: the edit is made in the text that was sent, and merged with the present one.

Here an edit is also found again: where in the text that was sent it was made, so that the record need not keep a whole
text for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice

from schemekit.model.proposed_change import ProposedChange
from schemekit.text.deciding.clause_order import clauses_added, clauses_moved, parent_of, put_there
from schemekit.text.deciding.kept_shape import keeps_shape
from schemekit.text.document import Document, comparable
from schemekit.text.merging.merge import NOTHING, Clash, Form, Known, merge_texts

_TRIES = 200   # places looked at, where a text repeats itself; past that, the passage is told more widely

_CONTEXT = 2_000   # characters; a longer line is no sentence


@dataclass(frozen=True, slots=True)
class Span:
    """An edit in a text: at `at`, `before` goes; at `to`, which is another place only for a move, `after` comes.

    Units: characters of the text before the edit, from 0.
    """

    before: str
    after: str
    at: int
    to: int


class Hitch(Enum):
    """What stands in the way of taking a change into the text."""

    NOT_KEPT = "the text that was sent is not kept here any more, so nobody can tell where it belongs"
    NOT_FOUND = "its words are not in the text that was sent"
    OTHER_SHAPE = "put in here, it would break the table, the list or the headings around it, which nobody proposed: " \
                  "make the change by hand, then accept it"
    NO_CLAUSE = "the clause that it moves is not in your text any more"
    NO_CHAPTER = "the chapter into which it moves the clause is not in your text any more"
    TOO_LONG = "the words to decide about are too long for the record: divide the clause, then accept it again"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenChange:
    """What came of taking one change into the present text.

    Shape: with `clashes` both sides changed the same words, and `text` keeps the present ones there; with a `hitch` the
    text is as it was. `is_there` says that the text had the words already.
    """

    text: str
    clashes: tuple[Clash, ...] = ()
    is_there: bool = False
    hitch: Hitch | None = None

    @property
    def goes_in(self) -> bool:
        """Whether the change can be put in as it was proposed, and makes a difference."""
        return not (self.hitch or self.clashes or self.is_there)


def span_of(sent: str, edited: str, before: str, after: str) -> Span:
    """Where the edit that makes `edited` of `sent` was made: with these words if that gives it, else more widely."""
    start = _common(sent, edited)
    end = _common(sent[start:][::-1], edited[start:][::-1])
    spans = (*islice(_exchanges(sent, edited, before, after, start), _TRIES),
             *islice(_moves(sent, edited, before, after), _TRIES))
    for span in spans:
        if made_in(sent, span) == edited:
            return span
    bare = Span(sent[start : len(sent) - end], edited[start : len(edited) - end], start, start)
    if _is_between_words(sent, bare):
        return bare
    # The words around belong to it, so that whoever reads it meets no half words.
    start = max(sent.rfind(" ", 0, start), sent.rfind("\n", 0, start)) + 1
    end = min(len(sent) - start, len(edited) - start, end)
    tail = sent[len(sent) - end :]
    blank = next((place for place, char in enumerate(tail) if char.isspace()), 0)
    end -= blank
    return Span(sent[start : len(sent) - end], edited[start : len(edited) - end], start, start)


def _is_between_words(sent: str, span: Span) -> bool:
    """Whether an edit begins and ends where a word does, on both sides."""
    end = span.at + len(span.before)
    before, behind = sent[max(span.at - 1, 0) : span.at] or " ", sent[end : end + 1] or " "
    sides = [side for side in (span.before, span.after) if side]
    begins = before.isspace() or all(side[0].isspace() for side in sides)
    return begins and (behind.isspace() or all(side[-1].isspace() for side in sides))


def made_in(sent: str, span: Span) -> str | None:
    """The text with an edit made in it; None where its words do not stand there."""
    if not sent.startswith(span.before, span.at) or not 0 <= span.to <= len(sent):
        return None
    end = span.at + len(span.before)
    if span.to <= span.at:
        return sent[: span.to] + span.after + sent[span.to : span.at] + sent[end:]
    if span.to < end:
        return None
    return sent[: span.at] + sent[end : span.to] + span.after + sent[span.to :]


def in_whole_lines(sent: str, span: Span) -> tuple[str, str]:
    """The words before and after, with the rest of their first and last line: half a sentence says little."""
    end = span.at + len(span.before)
    if span.to != span.at or not sent.startswith(span.before, span.at):
        return span.before, span.after
    start = sent.rfind("\n", 0, span.at) + 1
    if not span.before and start == span.at and span.after.endswith("\n"):
        return "", span.after   # whole lines that came in
    last = sent.find("\n", end) if not span.before.endswith("\n") else end
    last = len(sent) if last < 0 else last
    head, tail = sent[start : span.at], sent[end:last]
    if max(len(head), len(tail)) > _CONTEXT or (not span.before and span.after.startswith("\n")):
        return span.before, span.after
    return _without_whole(head + span.before + tail, head + span.after + tail)


def _without_whole(before: str, after: str) -> tuple[str, str]:
    """Two wordings without what one of them only has more lines than: a row put before another one is that row."""
    for more, less, is_new in ((after, before, True), (before, after, False)):
        rest = more.removesuffix(f"\n{less}") if more.endswith(f"\n{less}") else more.removeprefix(f"{less}\n")
        if less.strip() and rest != more:
            return ("", rest) if is_new else (rest, "")
    return before, after


def taken_into(text: str, change: ProposedChange, sent: str | None, known: Known = NOTHING) -> TakenChange:
    """The present text with one change taken in, by a three-way comparison with the text that was sent.

    `sent` is None where that is not kept: then the words are looked for in the present text, in the change's clause
    before all others, and put in only where they stand once.
    """
    base, span = sent, Span(change.before, change.after, change.at, change.to)
    if base is None or not change.sent:
        at = only_place(text, change.before, reaches(text).get(change.clause))
        if at is None:
            return TakenChange(text=text, hitch=Hitch.NOT_FOUND if not change.sent else Hitch.NOT_KEPT)
        base, span = text, replace(span, at=at, to=at)
    source = made_in(base, span)
    if source is None:
        return TakenChange(text=text, hitch=Hitch.NOT_FOUND)
    return _merged(base, text, source, in_whole_lines(base, span), known)


def taken_out(text: str, change: ProposedChange, sent: str | None, known: Known = NOTHING) -> TakenChange:
    """The present text with one change taken out again that came into it, by the same comparison the other way round.

    Shape: `is_there` says that the text has none of its words any more; with `clashes` they were changed since, and the
    text stays as it is.
    """
    span = Span(change.before, change.after, change.at, change.to)
    if sent is None or not change.sent:
        at = only_place(text, change.after, reaches(text).get(change.clause))
        if at is None:
            return TakenChange(text=text, hitch=Hitch.NOT_KEPT)
        return TakenChange(text=text[:at] + change.before + text[at + len(change.after) :])
    source = made_in(sent, span)
    if source is None:
        return TakenChange(text=text, hitch=Hitch.NOT_FOUND)
    gone, come = in_whole_lines(sent, span)
    found = _merged(source, text, sent, (come, gone), known)
    return replace(found, text=text) if found.clashes else found


def stands_in(text: str, change: ProposedChange, sent: str | None, known: Known = NOTHING) -> bool:
    """Whether the present text says already what a change asks for, to the letter."""
    if sent is None or not change.sent:
        reach = reaches(text).get(change.clause)
        return bool(change.after) and change.before not in text and only_place(text, change.after, reach) is not None
    source = made_in(sent, Span(change.before, change.after, change.at, change.to))
    if source is None or comparable(source) == comparable(sent):
        return source is not None and text == source != sent
    return taken_into(text, change, sent, known).is_there


def _merged(base: str, text: str, source: str, lines: tuple[str, str], known: Known) -> TakenChange:
    """The text with what differs between base and source. Shape: `lines` are those that go and those that come."""
    if moved := clauses_moved(base, source):
        return _reordered(text, source, moved)
    merged = merge_texts(base, text, source, known)
    now = merged.text
    if not merged.clashes and known.form is Form.PROSE:
        now = _in_their_chapter(now, source, clauses_added(base, source))
    if now != text and not keeps_shape(text, now, *lines):
        return TakenChange(text=text, hitch=Hitch.OTHER_SHAPE)
    return TakenChange(text=now, clashes=merged.clashes,
                       is_there=not merged.clashes and comparable(now) == comparable(text))


def _reordered(text: str, source: str, moved: Sequence[Sequence[str]]) -> TakenChange:
    """The text with clauses where the source has them, whatever else became of their words and neighbours."""
    known, now = Document.parse(text).by_id(), text
    for names in moved:
        if not any(name in known for name in names):
            return TakenChange(text=text, hitch=Hitch.NO_CLAUSE)
        made = put_there(now, source, names)
        if made is None:
            return TakenChange(text=text, hitch=Hitch.NO_CHAPTER)
        now = made
    return TakenChange(text=now, is_there=now == text)


def _in_their_chapter(text: str, source: str, added: Sequence[str]) -> str:
    """The text with new clauses in the chapter in which the source has them, where the text has that chapter."""
    if not added:
        return text
    model = Document.parse(source)
    for name in added:
        above = parent_of(model, name)
        if above and parent_of(Document.parse(text), name) not in (None, above):
            text = put_there(text, source, [name]) or text
    return text


def only_place(text: str, words: str, reach: tuple[int, int] | None) -> int | None:
    """Where words stand once: within a clause, else, where they do not stand in it, in the whole text; None if nowhere.

    Shape: `reach` is where the clause begins and ends, as `reaches` has it; None for no clause.
    """
    if not words:
        return None
    begin, end = reach or (0, 0)
    at = text.find(words, begin, end)
    if at < 0:
        begin, end = 0, len(text)
        at = text.find(words)
    return at if at >= 0 and text.find(words, at + 1, end) < 0 else None


def reaches(text: str) -> dict[str, tuple[int, int]]:
    """Where each clause of a text begins and ends, in order; the first of those with one id."""
    document = Document.parse(text)
    at, found = len(document.preamble), dict[str, tuple[int, int]]()
    for item in document.clauses:
        found.setdefault(item.id, (at, at + len(item.raw)))
        at += len(item.raw)
    return found


def _common(first: str, second: str) -> int:
    """The length of what both texts begin with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _exchanges(sent: str, edited: str, before: str, after: str, start: int) -> Iterator[Span]:
    """The places where exchanging the words can give the edited text: none of what both share lies inside."""
    if len(edited) - len(sent) != len(after) - len(before):
        return
    # Both ends may share words: of a clause put in before another one, "## " stands at its head and behind it.
    first = max(len(sent) - _common(sent[::-1], edited[::-1]) - len(before), 0)
    for at in range(first, start + 1):
        if sent.startswith(before, at) and edited.startswith(after, at):
            yield Span(before, after, at, at)


def _moves(sent: str, edited: str, before: str, after: str) -> Iterator[Span]:
    if not before or not after or len(edited) - len(sent) != len(after) - len(before):
        return
    at, to = sent.find(before), edited.find(after)
    while at >= 0 and to >= 0:
        # In the edited text the words before the new place are those of the old one, without what went.
        yield Span(before, after, at, to if to <= at else to + len(before))
        following = sent.find(before, at + 1)
        at, to = (following, to) if following >= 0 else (sent.find(before), edited.find(after, to + 1))
