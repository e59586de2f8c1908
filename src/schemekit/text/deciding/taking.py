"""Taking a decision: the present text of a document, with the wording in it that a person chose.

Nothing is put in by force. Where the words of the decision no longer stand in the text as they did, because somebody
worked on it since, what stands in the way is told and the text comes back as it was. Where a decision
stands is in `standing`, putting two wordings side by side in `both`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.both import both
from schemekit.text.deciding.standing import Place, clause_of, is_same, places, present, scope_of
from schemekit.text.document import ClauseText, Document, comparable

SOURCE, OURS, BOTH, EDITED = "source", "ours", "both", "edited"
TAKES = (SOURCE, OURS, BOTH, EDITED)
_CLOSING = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)
_EMPTY_LINE = re.compile(r"\r?\n")
OWN = "-own"
"""Ends the id that the scheme's clause gets where both clauses are to stand."""


class Obstacle(Enum):
    """What stands in the way of putting words in."""

    GONE = "your words for it do not stand there any more: somebody has worked on the text since"
    CLAUSE_GONE = "the clause is not in the text any more"
    SEVERAL = "your words for it stand there more than once"
    MARKED = "git's marks stand there, and not as the update wrote them: take them out by hand, then decide again"
    NOT_BOTH = "only one of the two can stand there"
    NO_HEADING = "a clause begins with its heading, and there was none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What came of taking words.

    Shape: `text` is the whole document, None where there is none; `words` are those that now stand where the decision
    was; with an `obstacle` both are as before.
    """

    text: str | None
    words: str
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be taken in one decision.

    Shape: `edited` are a person's own words for `wanted` "edited"; without any, it says that the text is right as it
    stands. `at` chooses among several places, from 1.
    """

    decision: Decision
    wanted: str
    edited: str = ""
    at: int = 0

    @property
    def leaves_text(self) -> bool:
        """Whether the text is to stay as it is."""
        return self.wanted == OURS or (self.wanted == EDITED and not self.edited.strip())


def take(
    text: str | None, decision: Decision, wanted: str, *, source_text: str = "", edited: str = "", at: int = 0
) -> Taking:
    """The document with the wanted words; see `Asked`.

    `source_text` is the source's document as it is now, by which a clause finds its place.
    """
    return _taken(text, Asked(decision=decision, wanted=wanted, edited=edited, at=at), source_text)


def take_all(text: str | None, asked: Sequence[Asked], source_text: str = "") -> tuple[str | None, tuple[Taking, ...]]:
    """The document with all of the wanted words, and what came of each.

    Passages are all found in the text as it is before anything is put in: what one puts in is no place for another.
    """
    done: dict[int, Taking] = {}
    edits: list[tuple[_Edit, int]] = []
    for number, item in enumerate(asked):
        if item.leaves_text:
            done[number] = _taken(text, item, source_text)
        elif text is not None and _is_passage(text, item):
            edit = _edit(text, item)
            if isinstance(edit, _Edit):
                edits.append((edit, number))
            else:
                done[number] = Taking(text=text, words=_standing(text, item.decision), obstacle=edit)
    pieces, at = [], 0
    for edit, number in sorted(edits, key=lambda found: found[0].start):
        if edit.start >= at:   # two about the same words: the second one finds them gone
            pieces += [(text or "")[at : edit.start], edit.new]
            at = edit.end
            done[number] = Taking(text=None, words=edit.words)
    text = "".join([*pieces, (text or "")[at:]]) if pieces else text
    for number, item in enumerate(asked):
        if number not in done:
            done[number] = _taken(text, item, source_text)
            text = done[number].text
    return text, tuple(done[number] for number in range(len(asked)))


def preview(text: str | None, decision: Decision, wanted: str, *, source_text: str = "", at: int = 0) -> Taking:
    """What would come of taking words; of a passage without making the whole text, which can be large."""
    item = Asked(decision=decision, wanted=wanted, at=at)
    if text is None or item.leaves_text or not _is_passage(text, item):
        return _taken(text, item, source_text)
    edit = _edit(text, item)
    if isinstance(edit, _Edit):
        return Taking(text=None, words=edit.words)
    return Taking(text=text, words=_standing(text, decision), obstacle=edit)


def _taken(text: str | None, item: Asked, source_text: str) -> Taking:
    decision = item.decision
    if item.leaves_text:
        return Taking(text=text, words=_standing(text, decision))
    if decision.scope is Scope.FILE:
        return _with_file(text, decision, item.wanted, item.edited)
    old = text or ""
    if _is_passage(old, item):
        edit = _edit(old, item)
        if isinstance(edit, _Edit):
            return Taking(text=old[: edit.start] + edit.new + old[edit.end :], words=edit.words)
        return Taking(text=text, words=_standing(text, decision), obstacle=edit)
    decision = replace(decision, base=_unix(decision.base), ours=_unix(decision.ours), source=_unix(decision.source))
    is_windows = _is_windows(old)
    old = _unix(old) if is_windows else old
    taking = _with_clause(old, decision, item.wanted, _unix(source_text), _unix(item.edited))
    if taking.obstacle:
        return replace(taking, text=text)
    return replace(taking, text=(taking.text or "").replace("\n", "\r\n")) if is_windows else taking


def _is_windows(text: str) -> bool:
    return "\n" in text and text.count("\r\n") == text.count("\n")


def _is_passage(text: str, item: Asked) -> bool:
    """Whether words inside a clause are meant. Both of a whole clause that was recorded as a passage: by sentence."""
    by_sentence = item.wanted == BOTH and item.decision.ours.strip()
    is_passage = item.decision.scope is Scope.PASSAGE
    return is_passage and bool(by_sentence or scope_of(text, item.decision) is Scope.PASSAGE)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _standing(text: str | None, decision: Decision) -> str:
    """The words that stand in the text for a decision: the passage, else the clause, else the whole document."""
    if decision.scope is Scope.FILE:
        return text or ""
    found = places(text, decision)
    return (text or "")[found[0].start : found[0].end] if found else clause_of(text, decision)


def _with_file(text: str | None, decision: Decision, wanted: str, edited: str) -> Taking:
    mine, theirs = decision.ours, decision.source
    if comparable(text or "") != comparable(mine):
        return Taking(text=text, words=text or "", obstacle=Obstacle.GONE)
    if wanted == BOTH and mine.strip() and theirs.strip():
        return Taking(text=text, words=text or "", obstacle=Obstacle.NOT_BOTH)
    new = edited if wanted == EDITED else theirs if wanted == SOURCE or not mine.strip() else mine
    return Taking(text=new if new.strip() else None, words=new)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A stretch of a text and what is put there: `words` as they are told, `new` with the text's own line ends."""

    start: int
    end: int
    new: str
    words: str


def _edit(text: str, item: Asked) -> _Edit | Obstacle:
    """What is put where for a passage, or what stands in the way."""
    decision, wanted = item.decision, item.wanted
    found = places(text, decision)
    found = found[item.at - 1 : item.at] if item.at else found
    if len(found) != 1:
        is_there = bool(present(text).regions(decision.clause))
        return Obstacle.SEVERAL if found else Obstacle.GONE if is_there else Obstacle.CLAUSE_GONE
    place = found[0]
    if wanted == BOTH and _is_front_matter(text, place):
        return Obstacle.NOT_BOTH
    if wanted == BOTH:
        mine = _unix(text[place.start : place.end])
        new = both(mine, _unix(decision.source), fills_lines=_fills_lines(text, place))
    else:
        new = _unix(item.edited if wanted == EDITED else decision.source).strip()
    if not new:
        place = _with_space(text, place)
    return _Edit(place.start, place.end, new.replace("\n", "\r\n") if "\n" in new and _is_windows(text) else new, new)


def _fills_lines(text: str, place: Place) -> bool:
    before = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    line_end = text.find("\n", place.end)
    after = text[place.end : line_end if line_end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _is_front_matter(text: str, place: Place) -> bool:
    """Whether the place is between the `---` lines at the top, where a key has one value."""
    closing = _CLOSING.search(text, 3, place.end) if text.startswith("---") else None
    return text.startswith("---") and closing is None and _CLOSING.search(text, place.end) is not None


def _with_space(text: str, place: Place) -> Place:
    """The place with the white space that would be left over where its words go."""
    start, end = place.start, place.end
    if _fills_lines(text, place):
        start = text.rfind("\n", 0, start) + 1
        end = min(len(text), (text.find("\n", end) + 1) or len(text))
        empty = _EMPTY_LINE.match(text, end)
        if empty and text[max(0, start - 4) : start].replace("\r", "").endswith("\n\n"):
            end = empty.end()   # of a paragraph, one of the two empty lines beside it
    else:
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        while text[end : end + 1] in ("", "\r", "\n") and text[start - 1 : start] in (" ", "\t"):
            start -= 1
    return replace(place, start=start, end=end)


def _with_clause(text: str, decision: Decision, wanted: str, source_text: str, edited: str) -> Taking:
    document = present(text).document
    there = [at for at, clause in enumerate(document.clauses) if clause.id == decision.clause]
    mine = next((at for at in there if is_same(document.clauses[at].raw, decision.ours)), None)
    if wanted == EDITED and not _begins_with_heading(edited):
        return Taking(text=text, words=clause_of(text, decision), obstacle=Obstacle.NO_HEADING)
    if mine is None and (there or decision.ours.strip()):
        return _with_moved_on(text, decision, wanted, is_there=bool(there))
    new = edited if wanted == EDITED else decision.source
    if mine is None:
        return Taking(text=_put_in(document, decision.clause, new, source_text), words=new)
    if wanted == BOTH:
        if not decision.source.strip():
            return Taking(text=text, words=document.clauses[mine].raw)
        own = with_own_id(document.clauses[mine], document)
        new = f"{own.rstrip()}\n\n{new}"
    return Taking(text=_exchanged(document, mine, new), words=new)


def _begins_with_heading(words: str) -> bool:
    document = Document.parse(words)
    return bool(document.clauses or document.title) and words.lstrip().startswith("#")


def _with_moved_on(text: str, decision: Decision, wanted: str, *, is_there: bool) -> Taking:
    """What to say where the clause is another one than the decision knew; done already is no obstacle."""
    now = clause_of(text, decision)
    if wanted == SOURCE and is_same(now, decision.source):
        return Taking(text=text, words=now)
    return Taking(text=text, words=now, obstacle=Obstacle.GONE if is_there else Obstacle.CLAUSE_GONE)


def _exchanged(document: Document, at: int, new: str) -> str:
    """The text with one clause's words exchanged, the empty lines after it as they are; taken out where there are none.

    The empty lines at the end of a document are the document's, not its last clause's.
    """
    raws = [document.preamble, *(clause.raw for clause in document.clauses)]
    old = raws[at + 1]
    tail = old[len(old.rstrip()) :]
    if new.strip():
        raws[at + 1] = new.rstrip() + tail
        return "".join(raws)
    before, after = "".join(raws[: at + 1]), "".join(raws[at + 2 :])
    return before + after if after or not before.strip() else before.rstrip() + tail


def _put_in(document: Document, clause: str, new: str, source_text: str) -> str:
    """The text with a clause put in after the nearest clause that comes before it in the source."""
    if not new.strip():
        return document.text
    order = [item.id for item in present(source_text).document.clauses]
    earlier = set(order[: order.index(clause)]) if clause in order else {item.id for item in document.clauses}
    after = max((at for at, item in enumerate(document.clauses) if item.id in earlier), default=-1)
    raws = [document.preamble, *(item.raw for item in document.clauses)]
    before, behind = "".join(raws[: after + 2]), "".join(raws[after + 2 :])
    tail = before[len(before.rstrip()) :] or "\n"
    gap = "" if not before.strip() or (before.endswith("\n\n") and behind) else "\n\n"
    head = before.rstrip() + gap if gap else before
    return f"{head}{new.rstrip()}" + (f"\n\n{behind}" if behind else tail)


def with_own_id(clause: ClauseText, document: Document) -> str:
    """The clause's words under an id of its own, so that another one can bear its id."""
    taken = {item.id for item in document.clauses}
    number, own = 1, f"{clause.id}{OWN}"
    while own in taken:
        number += 1
        own = f"{clause.id}{OWN}-{number}"
    heading, line_break, body = clause.raw.partition("\n")
    marked = re.sub(rf"#{re.escape(clause.id)}(?=[\s}}])(?=[^{{}}]*}}\s*$)", f"#{own}", heading) \
        if clause.has_own_id else heading
    if marked == heading:
        words = heading.rstrip()
        bare = words.rstrip("#")   # the closing marks of "## Fee ##"
        words = bare.rstrip() if bare.strip() and bare[-1] in " \t" else words
        marked = f"{words} {{ #{own} }}"
    return f"{marked}{line_break}{body}"
