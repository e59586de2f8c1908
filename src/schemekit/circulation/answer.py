"""Answering what others proposed: a change is accepted into the text or refused, a comment is answered.

Accepting is a three-way comparison by clause, as in an update: the text as it was sent, the present text, and the text
as sent with this one change. What both changed becomes a decision; the text keeps the scheme's words until then.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.outcome import Adoption, is_text, read_adoption
from schemekit.adopt.reason import REASON_LIMIT
from schemekit.adopt.rendering import refuse_unsafe
from schemekit.adopt.writing import save, writing
from schemekit.adopt.written_over import written_over
from schemekit.circulation.accepted_reasons import changed_clauses, with_reasons
from schemekit.circulation.proposal_list import ProposalList
from schemekit.circulation.sent import SentRound
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Step
from schemekit.model.adoption import NAME_LIMIT, WORDS_LIMIT, AdoptionRecord, Decision, Scope
from schemekit.model.finding import FindingsError
from schemekit.model.proposed_change import ProposedChange, ProposedState
from schemekit.model.said import says_something
from schemekit.text.deciding.proposed import Hitch, TakenChange, stands_in, taken_into, taken_out
from schemekit.text.merging.merge import Clash, Known, form_of

ACCEPTED, REFUSED, NOTED = ProposedState.ACCEPTED, ProposedState.REFUSED, ProposedState.NOTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person answers to one proposed change.

    Shape: `id` as in the record; `response` in words; `by` is whoever answers, empty where nobody said.
    """

    id: str
    state: ProposedState
    response: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A proposed change that was answered.

    Shape: `words` say what came of it; `decisions` counts those that it opened.
    """

    proposal: ProposedChange
    words: str
    decisions: int = 0

    def to_mapping(self) -> dict[str, object]:
        """The answer as `--json` prints it."""
        return {"words": self.words, "decisions": self.decisions, "proposal": report_mapping(self.proposal)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A proposed change that could not be accepted without force, and stays open."""

    proposal: ProposedChange
    why: str

    def to_mapping(self) -> dict[str, object]:
        """The failure as `--json` prints it."""
        return {"why": self.why, "proposal": report_mapping(self.proposal)}


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReport:
    """What came of answers.

    Shape: `unreasoned` are the clauses that were changed and for which no reason stands now; `locked` those changed
    though the source locks them; `written_over` tells of values that the words replaced and that stand elsewhere.
    """

    module: str
    answered: tuple[Answered, ...] = ()
    unanswered: tuple[Unanswered, ...] = ()
    unreasoned: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    written_over: tuple[str, ...] = ()


def report_mapping(proposal: ProposedChange) -> dict[str, object]:
    """A proposed change as `--json` prints it, every field there."""
    return {"type": proposal.type.value, "file": proposal.file, "commenter": proposal.commenter,
            "date": proposal.date, "comment": proposal.comment, "before": proposal.before, "after": proposal.after,
            "sent": proposal.sent, "replies_to": proposal.replies_to, "response": proposal.response,
            "id": proposal.id, "kind": proposal.kind.value, "clause": proposal.clause, "state": proposal.state.value}


def answer(root: Path, module: str, answers: Sequence[Answer]) -> AnswerReport:
    """Answer proposed changes, all in one write; what cannot be accepted without force stays open and is told.

    Raises: UnknownNameError, UsageError (a refusal without words), HostileContentError.
    """
    with writing(root) as folder:
        changes, report = answered(folder, read_adoption(folder, module), answers)
        if changes:
            save(folder, Step(changes=changes))
        return report


def answered(
    folder: SchemeFolder, adoption: Adoption, answers: Sequence[Answer], record: AdoptionRecord | None = None
) -> tuple[dict[str, bytes | None], AnswerReport]:
    """What to write for answers, and what to tell; nothing is written. Shape: `record` where it is not as on disk yet.

    Raises: as `answer`.
    """
    desk = Desk(adoption, record or adoption.record)
    for item in answers:
        desk.take(item)
    if not desk.answered and record is None:
        return {}, AnswerReport(module=adoption.id, unanswered=tuple(desk.unanswered))
    changes = dict(desk.text_changes())
    after = adoption.with_changes(changes)
    done = [item.proposal for item in desk.answered if item.proposal.state is ACCEPTED]
    record = with_reasons(adoption, after, desk.record, done, _answerers(answers)) if changes else desk.record
    after = replace(after, record=record)
    changes[folder.record_path(adoption.id)] = record_bytes(record)
    report = changed_texts(adoption, after.folder, record) if len(changes) > 1 else AnswerReport(module=adoption.id)
    changes |= licence_changes(folder.with_changes(changes))
    return changes, replace(report, answered=tuple(desk.answered), unanswered=tuple(desk.unanswered))


def changed_texts(before: Adoption, folder: SchemeFolder, record: AdoptionRecord) -> AnswerReport:
    """What is to be told of clauses that say something else now. Shape: `folder` has the texts as they are written."""
    after = replace(Adoption.read(folder, before.scheme, before.entry), record=record)
    texts = {change.id for change in changed_clauses(before, after)}
    return AnswerReport(
        module=before.id, unreasoned=tuple(item.id for item in after.unreasoned if item.id in texts),
        locked=tuple(item.id for item in after.locked_touched if item.id in texts),
        written_over=_written_over(before, after, texts),
    )


def _written_over(before: Adoption, after: Adoption, texts: Collection[str]) -> tuple[str, ...]:
    """The values of blanks that the answers put other words over, in words."""
    if not texts:
        return ()
    known = {(item.change.id, item.parameter) for item in written_over(before, texts)}
    return tuple(item.told for item in written_over(after, texts) if (item.change.id, item.parameter) not in known)


def _answerers(answers: Sequence[Answer]) -> dict[str, str]:
    return {item.id: by for item in answers if (by := " ".join(item.by.split()))}


def look_at(adoption: Adoption, proposal: ProposedChange) -> TakenChange:
    """What would come of accepting one change now."""
    return Desk(adoption, adoption.record).taken(proposal)


def unknown(name: str, known: Sequence[str], module: str) -> UnknownNameError:
    """What to say of a proposed change that is not there."""
    near = get_close_matches(name, known, n=1)
    return UnknownNameError(
        f"{module} has no proposed change '{name[:60]}'",
        why="each has an id such as c-001, which 'schemekit proposals' lists",
        fix=f"did you mean '{near[0]}'?" if near else f"schemekit proposals {module} --all",
    )


class Desk:
    """The record and the texts of one module while answers are carried out, one after the other."""

    def __init__(self, adoption: Adoption, record: AdoptionRecord) -> None:
        self._adoption = adoption
        self._record = record
        self._proposals = ProposalList(record.proposals)
        self._sent = SentRound(adoption.folder, adoption.id)
        self._texts: dict[str, str] = {}
        self._decisions: list[Decision] = []
        self.answered: list[Answered] = []
        self.unanswered: list[Unanswered] = []

    @property
    def record(self) -> AdoptionRecord:
        """The record as the answers leave it."""
        return replace(self._record, proposals=self._proposals.items,
                       decisions=(*self._record.decisions, *self._decisions))

    def take(self, item: Answer) -> None:
        """Carry out one answer. Raises: UnknownNameError, UsageError."""
        proposal = self._proposals.find(item.id)
        if proposal is None:
            raise unknown(item.id, [one.id for one in self._proposals.items], self._record.module)
        _refuse_unfit(proposal, item, self._record.module)
        done = replace(proposal, state=item.state, response=" ".join(item.response.split()) or proposal.response)
        if proposal.is_change and item.state is REFUSED and self._stands(proposal):
            self.unanswered.append(Unanswered(proposal=proposal, why=_STANDS))
            return
        if not (proposal.is_change and item.state is ACCEPTED):
            self._close(done, _WORDS[item.state])
            return
        taken = self.taken(proposal)
        if taken.hitch is not None:
            self.unanswered.append(Unanswered(proposal=proposal, why=taken.hitch.value))
            return
        if unsafe := self._unsafe(proposal):
            self.unanswered.append(Unanswered(proposal=proposal, why=unsafe))
            return
        if taken.is_there:
            self._close(done, "accepted: the text has these words already")
            return
        file = self._file(proposal)
        decisions = [self._decision(clash, proposal) for clash in taken.clashes]
        if self._present(file) not in (None, taken.text):
            self._texts[file] = taken.text
        self._decisions += decisions
        words = "accepted into the text" if not decisions else \
            "accepted, but you changed the same words since: your words stand until you decide"
        self._close(done, words, len(decisions))

    def taken(self, proposal: ProposedChange) -> TakenChange:
        """What would come of accepting a change now."""
        file = self._file(proposal)
        present = self._present(file)
        sent = self._sent_text(proposal)
        if not is_text(file) or (present is None and sent is None):
            return TakenChange(text="", hitch=Hitch.NOT_KEPT)
        if present is None:
            return self._of_a_file_that_is_gone(proposal, sent or "")
        taken = taken_into(present, proposal, sent, Known(form=form_of(file)))
        longest = max((len(words) for clash in taken.clashes for words in (clash.base, clash.source, clash.ours)),
                      default=0)
        return TakenChange(text=present, hitch=Hitch.TOO_LONG) if longest > WORDS_LIMIT else taken

    def without(self, proposal: ProposedChange) -> TakenChange:
        """Take a change that was accepted out of the text again, where that can be; what came of it."""
        file = self._file(proposal)
        present, sent = self._present(file), self._sent_text(proposal)
        if present is None:
            return TakenChange(text="", is_there=True)
        taken = taken_out(present, proposal, sent, Known(form=form_of(file)))
        if taken.hitch is None and not taken.clashes:
            self._texts[file] = taken.text
        return taken

    def _stands(self, proposal: ProposedChange) -> bool:
        """Whether the text says already what is to be refused."""
        file = self._file(proposal)
        present = self._present(file)
        return present is not None and is_text(file) and stands_in(
            present, proposal, self._sent_text(proposal), Known(form=form_of(file)))

    def _sent_text(self, proposal: ProposedChange) -> str | None:
        return self._sent.text(proposal.sent, self._file(proposal)) if proposal.sent else None

    def _of_a_file_that_is_gone(self, proposal: ProposedChange, sent: str) -> TakenChange:
        """The scheme has taken the whole document out since: whether it comes back is for a person."""
        taken = taken_into(sent, proposal, sent)
        clash = Clash(clause="", base=sent, source=taken.text, ours="", scope=Scope.CLAUSE)
        is_long = max(len(sent), len(taken.text)) > WORDS_LIMIT
        hitch = Hitch.TOO_LONG if is_long else taken.hitch
        return TakenChange(text="", clashes=() if hitch else (clash,), hitch=hitch)

    def text_changes(self) -> Iterator[tuple[str, bytes | None]]:
        """The texts that were changed, by path."""
        folder = self._adoption.folder
        for file, text in self._texts.items():
            path = folder.own_path(self._adoption.id, file)
            old = folder.data(path)
            mark = BOM_UTF8 if old is not None and old.startswith(BOM_UTF8) else b""
            if mark + text.encode() != old:
                yield path, mark + text.encode()

    def _file(self, proposal: ProposedChange) -> str:
        return proposal.file or self._adoption.main_file

    def _present(self, file: str) -> str | None:
        return self._texts.get(file) if file in self._texts else self._adoption.folder.own_text(self._adoption.id, file)

    def _decision(self, clash: Clash, proposal: ProposedChange) -> Decision:
        file = self._file(proposal)
        scope = Scope.FILE if self._present(file) is None else clash.scope
        return Decision(
            clause=clash.clause, base=clash.base, source=clash.source, ours=clash.ours, scope=scope,
            cause=f"changed by {proposal.commenter or 'a reader'} ({proposal.id}) and by you"[:500],
            file=proposal.file, proposal=proposal.id,
        )

    def _unsafe(self, proposal: ProposedChange) -> str:
        """Why the words may not stand in a text at all, empty where they may."""
        file = self._file(proposal)
        try:
            refuse_unsafe(self._adoption.module, {file: proposal.after.encode()})
        except FindingsError as error:
            try:
                refuse_unsafe(self._adoption.module, {file: proposal.before.encode()})
            except FindingsError:   # the words that were sent had the same: it is not what this change is about
                return ""
            return f"{error.findings[0].found}; {error.findings[0].wanted} is wanted"
        return ""

    def _close(self, done: ProposedChange, words: str, decisions: int = 0) -> None:
        self._proposals.put(done)
        self.answered.append(Answered(proposal=done, words=words, decisions=decisions))


_WORDS: Mapping[ProposedState, str] = {ACCEPTED: "accepted", REFUSED: "refused: the text stays as it is",
                                       NOTED: "noted: answered, and nothing is changed for it"}


_STANDS = ("your text says what was to be refused, and the log would tell people something else: change it there "
           "first, then refuse it, or accept it")


def _refuse_unfit(proposal: ProposedChange, item: Answer, module: str) -> None:
    response = " ".join(item.response.split())
    if not proposal.is_open:
        raise UsageError(
            f"{proposal.id} is {proposal.state.value} already",
            why=f"it was answered: {proposal.response}" if proposal.response else "somebody answered it before",
            fix=f"to take the answer back: schemekit answer {module} {proposal.id} --reopen",
        )
    if item.state is NOTED and proposal.is_change:
        raise UsageError(f"{proposal.id} is a change, which can only be accepted or refused",
                         why="noted would leave open whether the text follows it",
                         fix='say --refuse with the reason, or --accept')
    if not response and not proposal.response and item.state is not ACCEPTED:
        raise UsageError(f"the answer to {proposal.id} has no words",
                         why="whoever sent it will want to know why",
                         fix='say it in a sentence, such as --refuse "the statutes forbid it"')
    if response and not says_something(response):
        raise UsageError(f"the answer to {proposal.id} is '{response[:20]}', which says nothing",
                         why="whoever sent it will want to know why", fix="say it in a sentence")
    if len(" ".join(item.by.split())) > NAME_LIMIT:
        raise UsageError(f"the name of whoever answers {proposal.id} is too long",
                         why=f"it has more than {NAME_LIMIT} characters", fix="say it in fewer words")
    if len(response) > REASON_LIMIT:
        raise UsageError(f"the answer to {proposal.id} is too long",
                         why=f"it has more than {REASON_LIMIT:,} characters", fix="say it in fewer words")
