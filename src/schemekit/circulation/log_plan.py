"""What the rows of a comment log amount to: new comments and changes, and answers to those that are open.

Nothing is written here, and nothing is guessed: a row that says two things at once is told, and left open. Whoever sent
a log back may have written anything into it: a new row is never answered by itself, and what stands as an answer beside
a known one waits until somebody here asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.circulation.answer import Answer
from schemekit.circulation.log_clauses import LogClauses
from schemekit.circulation.log_row import differing
from schemekit.circulation.proposal_list import ProposalList
from schemekit.circulation.proposals import placed
from schemekit.circulation.returned_record import with_proposals
from schemekit.errors import UsageError
from schemekit.model.adoption import NAME_LIMIT, AdoptionRecord
from schemekit.model.proposed_change import ProposedChange, ProposedKind, ProposedState, ProposedType
from schemekit.text.comment_rows import LogRow, exchange

_OUR_ID = re.compile(r"c-\d{3,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An answer that a returned log holds, and that nobody here has given yet. Shape: `row` is counted from 1."""

    row: int
    answer: Answer

    def to_mapping(self) -> dict[str, object]:
        """The answer as `--json` prints it."""
        return {"row": self.row, "id": self.answer.id, "state": self.answer.state.value,
                "response": self.answer.response}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPlan:
    """What is to be recorded and answered.

    Shape: `record` holds what is new and what was filled in; `answers` are still to be carried out. `known` counts the
    rows that say nothing new, `typed` are the ids of those that got a type, `notes` tell what a person has to look at.
    `waiting` are answers that the log holds and that are not carried out.
    """

    record: AdoptionRecord
    added: tuple[ProposedChange, ...] = ()
    answers: tuple[Answer, ...] = ()
    known: int = 0
    typed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def planned(adoption: Adoption, rows: Sequence[LogRow], *, with_answers: bool = False) -> LogPlan:
    """What the rows of a log amount to; its answers are carried out only `with_answers`.

    Raises: UsageError where they belong to another record.
    """
    _refuse_foreign(adoption.record, rows)
    known = {item.id: item for item in adoption.record.proposals}
    places = LogClauses(adoption)
    notes: list[str] = []
    new = [(row, _proposed(row, places, notes)) for row in rows if row.id not in known]
    recorded = with_proposals(adoption.record, [item for _, item in new])
    answering = _Answering(ProposalList(recorded.record.proposals), notes, with_answers=with_answers)
    told = {item.proposal.id: item for item in placed(adoption, adoption.record.proposals)}
    for row in rows:
        if row.id in known:
            if others := differing(row, told[row.id]):
                notes.append(f"row {row.number}: {' and '.join(others)} of {row.id} differ from the record, which "
                             "stays; for a new comment, add a row without an id")
            answering.take(row, row.id)
    for row, item in new:
        answering.take(row, recorded.ids[item.id], is_new=True)
    fresh = {item.id for item in recorded.added}
    items = answering.items.items
    return LogPlan(
        record=replace(recorded.record, proposals=items), added=tuple(item for item in items if item.id in fresh),
        answers=tuple(answering.answers.values()), known=answering.known - len(fresh - answering.touched),
        typed=tuple(name for name in answering.typed if name not in fresh), notes=tuple(notes),
        waiting=tuple(answering.waiting),
    )


def _refuse_foreign(record: AdoptionRecord, rows: Sequence[LogRow]) -> None:
    known = {item.id for item in record.proposals}
    strange = [row for row in rows if _OUR_ID.fullmatch(row.id) and row.id not in known]
    if strange:
        told = ", ".join(f"{row.id} (row {row.number})" for row in strange[:5])
        raise UsageError(
            f"{told} {'is' if len(strange) == 1 else 'are'} not in the record of {record.module}",
            why="it may be the log of another module, or from another copy of the scheme",
            fix=f"name the module that it belongs to; to take a row as a new comment on {record.module}, empty its id",
        )


@dataclass(slots=True)
class _Answering:
    """The answers in a log, held against the record. Shape: `known` counts the rows that say nothing new."""

    items: ProposalList
    notes: list[str]
    with_answers: bool = False
    waiting: list[Waiting] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    known: int = 0

    def take(self, row: LogRow, name: str, *, is_new: bool = False) -> None:
        """Take a row's type, response and disposition for what is recorded under a name."""
        item = held = self.items.find(name)
        if item is None:
            return
        if is_new:
            self._leave_open(row, item)
        before = len(self.notes), len(self.answers), len(self.waiting)
        if row.kind is None:
            self._note(row, f"'{row.type[:40]}' is no type; it stays {item.type.value or 'without one'}")
        elif row.kind is not ProposedType.UNKNOWN and item.type is ProposedType.UNKNOWN:
            item = self.items.put(replace(item, type=row.kind))
            self.typed.append(item.id)
        if not is_new:
            self._answer(row, item)
        if before == (len(self.notes), len(self.answers), len(self.waiting)) and self.items.find(name) == held:
            self.known += 1
        else:
            self.touched.add(name)

    def _leave_open(self, row: LogRow, item: ProposedChange) -> None:
        """Tell of an answer in a row without an id of ours: whoever sends a comment does not answer it."""
        response = " ".join(row.response.split())
        if row.state in (ProposedState.OPEN, item.state) and response in ("", item.response):
            return
        told = f"'{' '.join(row.disposition.split())[:40]}'" if row.disposition.strip() else "a response"
        self._note(row, f"a new row comes in open, so {told} in it is not carried out; answer {item.id} yourself")

    def _answer(self, row: LogRow, item: ProposedChange) -> None:
        response, state = " ".join(row.response.split()), row.state
        if state is None:
            self._note(row, f"'{row.disposition[:40]}' is no disposition that can be carried out: "
                            f"say accepted, refused or noted; {item.id} "
                            f"{'stays open' if item.is_open else f'is {item.state.value}'}")
        if len(response) > REASON_LIMIT:
            self._note(row, f"the response has more than {REASON_LIMIT:,} characters; it was not taken")
            return
        if not item.is_open:
            if state not in (ProposedState.OPEN, None, item.state) or response not in ("", item.response):
                self._note(row, f"{item.id} is {item.state.value} already; the answer in the record stays")
            return
        if state is ProposedState.OPEN and response and not item.is_change:
            state = ProposedState.NOTED
        if state in (ProposedState.OPEN, None):
            if response and response != item.response:
                self._respond(row, item, response)
            return
        if objection := _objection(item, state, response):
            self._note(row, f"{item.id} stays open: {objection}")
            return
        if item.id in self.answers:
            self._note(row, f"{item.id} is answered in another row already")
            return
        self._carry(row, Answer(id=item.id, state=state, response=response))

    def _respond(self, row: LogRow, item: ProposedChange, response: str) -> None:
        """Keep a response without a disposition: it would be the reason of the clause once the change is accepted."""
        if self.with_answers:
            self.items.put(replace(item, response=response))
        else:
            self._wait(row, Answer(id=item.id, state=ProposedState.OPEN, response=response))

    def _carry(self, row: LogRow, given: Answer) -> None:
        if self.with_answers:
            self.answers[given.id] = given
        else:
            self._wait(row, given)

    def _wait(self, row: LogRow, given: Answer) -> None:
        self.waiting.append(Waiting(row=row.number, answer=given))

    def _note(self, row: LogRow, words: str) -> None:
        self.notes.append(f"row {row.number}: {words}")


def _objection(item: ProposedChange, state: ProposedState, response: str) -> str:
    if state is ProposedState.NOTED and item.is_change:
        return "a change is accepted or refused, and noted says neither"
    if state is not ProposedState.ACCEPTED and not response and not item.response:
        return f"{state.value} needs a response in words"
    return ""


def _proposed(row: LogRow, places: LogClauses, notes: list[str]) -> ProposedChange:
    named = places.find(row.clause)
    comment = row.comment
    if named.told:
        notes.append(f"row {row.number}: {named.told}")
    if named.is_partial:
        comment = f"[{' '.join(row.clause.split())}] {comment}".rstrip()
    common = ProposedChange(
        id=f"row {row.number}", kind=ProposedKind.COMMENT, clause=named.clause, file=named.file,
        commenter=" ".join(row.commenter.split())[:NAME_LIMIT].rstrip(), type=row.kind or ProposedType.UNKNOWN,
        comment=comment, after=row.proposed,
    )
    words = exchange(row.proposed)
    found = places.place(named.file, named.clause, words) if words else None
    if words and found:
        if found.told:
            notes.append(f"row {row.number}: {found.told}")
        return replace(common, kind=ProposedKind.CHANGE, clause=found.clause, before=found.before, after=found.after)
    if words:
        notes.append(f"row {row.number}: “{' '.join(words[0].split())[:60]}” does not stand in the text exactly once, "
                     "so the row is kept as a comment")
    return common
