"""What a person still has to do about one adoption's clauses: reasons to give, locked words to put back, decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote
from typing import TYPE_CHECKING

from schemekit.adopt.decision_names import deviation_id
from schemekit.adopt.outcome import Adoption
from schemekit.model.adoption import Scope, Verb
from schemekit.model.said import says_why
from schemekit.text.comparing.diff import ClauseChange

if TYPE_CHECKING:
    from schemekit.adopt.open_decision import OpenDecision

DONE = {Verb.ADAPT: "adapted", Verb.DROP: "dropped", Verb.ADD: "added", Verb.ADOPT: "adopted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """One thing that is still to do, with the command or edit that does it.

    Shape: `on_paper` says the same where there are no commands and no paths, empty where the words do.
    """

    module: str
    subject: str
    words: str
    fix: str
    place: str = ""
    on_paper: tuple[str, str] = ("", "")

    def to_mapping(self) -> dict[str, str]:
        """The item as `--json` prints it."""
        return {name: getattr(self, name) for name in ("module", "subject", "words", "fix", "place")}

    @property
    def line(self) -> str:
        """What a page for a board says of it."""
        subject, words = self.on_paper
        return f"{subject or self.subject}: {words or self.words}"


def todo_of(adoption: Adoption) -> tuple[Todo, ...]:
    """Everything that is still to do about the clauses of one adoption."""
    missing = tuple(_missing(adoption))
    if missing:
        gone = {f"#{name}" for file in adoption.missing_texts for name in adoption.clauses_of(file)}
        rest = [item for item in (*_locked(adoption), *_reasons(adoption), *_decisions(adoption))
                if item.subject not in gone]
        return (*missing, *rest)
    return (*_locked(adoption), *_reasons(adoption), *_decisions(adoption))


def open_before_approval(adoption: Adoption) -> tuple[Todo, ...]:
    """Everything that a body has to know before it approves the text: what is to do, and what nobody has answered."""
    return (*todo_of(adoption), *_proposals(adoption))


def _proposals(adoption: Adoption) -> Iterator[Todo]:
    for item in adoption.record.open_proposals():
        file = item.file or adoption.main_file
        title = f"{adoption.title_of(file)}{': ' if item.file and item.clause else ''}"
        subject = title if item.file or not item.clause else ""
        what = "proposed change" if item.is_change else "comment"
        by = f" of {item.commenter}" if item.commenter else ""
        yield Todo(module=adoption.id, subject=f"#{item.clause}" if item.clause else file,
                   words=f"{what} {item.id}{by} is not answered", fix=f"schemekit proposals {adoption.id}",
                   place=adoption.folder.own_path(adoption.id, file),
                   on_paper=(f"{subject}#{item.clause}" if item.clause else subject, ""))


def _missing(adoption: Adoption) -> Iterator[Todo]:
    """Documents that are gone: that is one thing to mend, and not a clause dropped for each that stood in it."""
    for file in adoption.missing_texts:
        path = adoption.folder.own_path(adoption.id, file)
        yield Todo(module=adoption.id, subject=file, words=f"{path} is missing",
                   fix=f"schemekit restore {adoption.id} {quote(file)}", place=path)


def _locked(adoption: Adoption) -> Iterator[Todo]:
    undecided = {deviation_id(adoption, item.decision): item.name for item in _undecided(adoption)} \
        if adoption.locked_touched else {}
    for change in adoption.locked_touched:
        # Restoring would close the decision unread: first it is taken.
        fix = f"schemekit restore {adoption.id} {change.id}" if change.id not in undecided else \
            f"schemekit decide {adoption.id} --clause {quote(undecided[change.id])}"
        yield _todo(adoption, change, f"locked clause {DONE[change.verb]}", fix)


def _reasons(adoption: Adoption) -> Iterator[Todo]:
    undecided = {deviation_id(adoption, item) for item in adoption.record.open_decisions()
                 if item.scope is Scope.CLAUSE and not item.source.strip()}
    for change in adoption.unreasoned:
        # Of a clause that the source retired, the decision is what is to do; it asks for the reason.
        if change in adoption.locked_touched or change.id in undecided:
            continue
        recorded = adoption.record.deviation(change.id)
        words = f"{DONE[change.verb]} without a reason"
        if recorded is not None and recorded.reason.strip() and not says_why(recorded.reason):
            words = f"{DONE[change.verb]}, and the reason on record says nothing: '{recorded.reason[:20]}'"
        elif recorded is not None and recorded.reason.strip():
            as_recorded = recorded.verb is change.verb
            kept = as_recorded and not recorded.text_sha256 and _was_kept(adoption, change)
            words = "the source changed since its reason was given" if kept else \
                "changed since its reason was given" if as_recorded else \
                f"{DONE[change.verb]}, but the record says {DONE[recorded.verb]}"
        yield _todo(adoption, change, words, f'schemekit reason {adoption.id} {change.id} "why"')


def _was_kept(adoption: Adoption, change: ClauseChange) -> bool:
    """Whether the newest decision about a clause kept the scheme's words without a reason."""
    closed = [item for item in adoption.record.decisions
              if not item.is_open and deviation_id(adoption, item) == change.id]
    if not closed:
        return False
    from schemekit.text.deciding.taking import SOURCE  # as below

    return closed[-1].taken != SOURCE and not closed[-1].reason


def _decisions(adoption: Adoption) -> Iterator[Todo]:
    for item in _undecided(adoption):
        yield Todo(module=adoption.id, subject=f"#{item.name}", words=f"decision open: {item.decision.cause}",
                   fix=f"schemekit decide {adoption.id} --clause {quote(item.name)}", place=item.place)


def _undecided(adoption: Adoption) -> tuple[OpenDecision, ...]:
    if not adoption.record.open_decisions():
        return ()
    from schemekit.adopt.open_decision import open_decisions_of  # merges texts: not to be loaded for every `check`

    return open_decisions_of(adoption)


def _todo(adoption: Adoption, change: ClauseChange, words: str, fix: str) -> Todo:
    file, line = adoption.place_of(change)
    told = "; ".join([words, *adoption.signals_of(change)])
    subject = change.id if change in adoption.annexes else f"#{change.id}"
    is_document = change in adoption.annexes or change.id in adoption.added_files
    return Todo(module=adoption.id, subject=subject, words=told, fix=fix,
                place=f"{file}:{line}" if line else file,
                on_paper=(adoption.title_of(change.id) if is_document else subject, words))
