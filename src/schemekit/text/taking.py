"""Taking a decision: the present text of a document, with the wording in it that a person chose.

Nothing is put in by force. Where the words of the decision no longer stand in the text as they did, because somebody
worked on it since, what stands in the way is told and the text comes back as it was. Finding a passage is in
`passage`, putting two wordings side by side in `both`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import lru_cache

from schemekit.model.adoption import Decision, Scope
from schemekit.text.both import both
from schemekit.text.document import ClauseText, Document, comparable
from schemekit.text.passage import Span, spans_of

SOURCE, OURS, BOTH, EDITED = "source", "ours", "both", "edited"
TAKES = (SOURCE, OURS, BOTH, EDITED)
OWN = "-own"
"""Ends the id that the scheme's clause gets where both clauses are to stand."""


class Obstacle(Enum):
    """What stands in the way of putting words in."""

    GONE = "your words for it do not stand there any more: somebody has worked on the text since"
    CLAUSE_GONE = "the clause is not in the text any more"
    SEVERAL = "your words for it stand there more than once"
    NOT_BOTH = "only one of the two can stand there"
    NO_HEADING = "a clause begins with its heading, and there was none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words stand in a document. Units: `line` counts from 1; `start` and `end` are characters."""

    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What came of taking words.

    Shape: `text` is the whole document, None where there is none; `words` are those that now stand where the decision
    was; with an `obstacle` both are as before.
    """

    text: str | None
    words: str
    obstacle: Obstacle | None = None


def places(text: str | None, decision: Decision) -> tuple[Place, ...]:
    """Where the scheme's wording of a decision stands now; more than one where it stands there several times."""
    if text is None or decision.scope is Scope.FILE:
        return ()
    is_clause = scope_of(text, decision) is Scope.CLAUSE
    found = []
    for region in _present(text).regions(decision.clause):
        if is_clause:
            spans = [Span(0, len(region.raw.rstrip()))] if _is_same(region.raw, decision.ours) else []
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
    regions = _present(text or "").regions(decision.clause) if decision.clause else ()
    return regions[0].line if regions else 0


def clause_of(text: str | None, decision: Decision) -> str:
    """The clause of a decision as it now stands in the text; empty where it does not."""
    regions = _present(text or "").regions(decision.clause)
    return regions[0].raw if regions else ""


def scope_of(text: str | None, decision: Decision) -> Scope:
    """How much the decision is about, told by its wordings where the record calls a whole clause a passage."""
    if decision.scope is Scope.PASSAGE and decision.clause:
        whole = not decision.ours.strip() or _is_same(clause_of(text, decision), decision.ours)
        return Scope.CLAUSE if whole else Scope.PASSAGE
    return decision.scope


def take(
    text: str | None, decision: Decision, wanted: str, *, source_text: str = "", edited: str = "", at: int = 0
) -> Taking:
    """The document with the wanted words.

    `source_text` is the source's document as it is now, by which a clause finds its place. `edited` are a person's
    own words; without any, "edited" says that the text is right as it stands. `at` chooses among places, from 1.
    """
    if wanted == OURS or (wanted == EDITED and not edited.strip()):
        return Taking(text=text, words=_standing(text, decision))
    if decision.scope is Scope.FILE:
        return _with_file(text, decision, wanted, edited)
    old = text or ""
    is_windows = "\n" in old and old.count("\r\n") == old.count("\n")
    decision = replace(decision, base=_unix(decision.base), ours=_unix(decision.ours), source=_unix(decision.source))
    old, edited = (_unix(old) if is_windows else old), _unix(edited)
    as_passage = wanted == BOTH and decision.scope is Scope.PASSAGE and decision.ours.strip()
    if scope_of(old, decision) is Scope.CLAUSE and not as_passage:
        taking = _with_clause(old, decision, wanted, _unix(source_text), edited)
    else:
        taking = _with_passage(old, decision, wanted, edited, at)
    if taking.obstacle:
        return replace(taking, text=text)
    return replace(taking, text=(taking.text or "").replace("\n", "\r\n")) if is_windows else taking


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


@dataclass(frozen=True, slots=True)
class _Region:
    """A clause, or what stands before the first one, with where it begins in the document."""

    start: int
    line: int
    raw: str


@dataclass(frozen=True, slots=True)
class _Present:
    """A document cut into regions by clause id; an id that stands twice has two."""

    document: Document
    by_clause: Mapping[str, Sequence[_Region]]

    def regions(self, clause: str) -> Sequence[_Region]:
        return self.by_clause.get(clause, ()) if clause else (_Region(0, 1, self.document.preamble),)


@lru_cache(maxsize=4)   # one text is asked for every decision about it
def _present(text: str) -> _Present:
    document = Document.parse(text)
    found: dict[str, list[_Region]] = defaultdict(list)
    at = len(document.preamble)
    for clause in document.clauses:
        found[clause.id].append(_Region(at, clause.line, clause.raw))
        at += len(clause.raw)
    return _Present(document, found)


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


def _with_passage(text: str, decision: Decision, wanted: str, edited: str, at: int) -> Taking:
    found = places(text, decision)
    found = found[at - 1 : at] if at else found
    if len(found) != 1:
        is_there = bool(_present(text).regions(decision.clause))
        obstacle = Obstacle.SEVERAL if found else Obstacle.GONE if is_there else Obstacle.CLAUSE_GONE
        return Taking(text=text, words=_standing(text, decision), obstacle=obstacle)
    place = found[0]
    mine = text[place.start : place.end]
    if wanted == BOTH and _is_front_matter(text, place):
        return Taking(text=text, words=mine, obstacle=Obstacle.NOT_BOTH)
    if wanted == BOTH:
        new = both(mine, decision.source, fills_lines=_fills_lines(text, place))
    else:
        new = (edited if wanted == EDITED else decision.source).strip()
    if not new:
        place = _with_space(text, place)
    return Taking(text=text[: place.start] + new + text[place.end :], words=new)


def _fills_lines(text: str, place: Place) -> bool:
    before = text[text.rfind("\n", 0, place.start) + 1 : place.start]
    after = text[place.end :].partition("\n")[0] if place.end < len(text) else ""
    return not before.strip() and not after.strip()


def _is_front_matter(text: str, place: Place) -> bool:
    """Whether the place is between the `---` lines at the top, where a key has one value."""
    closing = re.search(r"^---[ \t]*$", text[3:], re.MULTILINE) if text.startswith("---") else None
    return closing is not None and place.start < closing.end() + 3


def _with_space(text: str, place: Place) -> Place:
    """The place with the white space that would be left over where its words go."""
    start, end = place.start, place.end
    if _fills_lines(text, place):
        start = text.rfind("\n", 0, start) + 1
        end = min(len(text), (text.find("\n", end) + 1) or len(text))
        if text[end : end + 1] == "\n" and text[:start].endswith("\n\n"):
            end += 1   # of a paragraph, one of the two empty lines beside it
    else:
        end += len(text[end:]) - len(text[end:].lstrip(" \t"))
        if text[end : end + 1] in ("", "\n"):
            start = len(text[:start].rstrip(" \t"))
    return replace(place, start=start, end=end)


def _with_clause(text: str, decision: Decision, wanted: str, source_text: str, edited: str) -> Taking:
    document = _present(text).document
    present = [at for at, clause in enumerate(document.clauses) if clause.id == decision.clause]
    mine = next((at for at in present if _is_same(document.clauses[at].raw, decision.ours)), None)
    if wanted == EDITED and not _begins_with_heading(edited):
        return Taking(text=text, words=clause_of(text, decision), obstacle=Obstacle.NO_HEADING)
    if mine is None and (present or decision.ours.strip()):
        return _with_moved_on(text, decision, wanted, is_there=bool(present))
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


def _is_same(first: str, second: str) -> bool:
    return _comparable(first) == _comparable(second)


_comparable = lru_cache(maxsize=16)(comparable)   # as above


def _with_moved_on(text: str, decision: Decision, wanted: str, *, is_there: bool) -> Taking:
    """What to say where the clause is another one than the decision knew; done already is no obstacle."""
    now = clause_of(text, decision)
    if wanted == SOURCE and _is_same(now, decision.source):
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
    order = [item.id for item in _present(source_text).document.clauses]
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
