"""Recording that a body approved the texts of modules as they stand now.

The words that were approved go into the scheme's history with the record, so that "changed since" can be looked at
later. Who keeps the files is not who approves: the body, its resolution and the day are said by a person.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.adopt.approval import ApprovalStanding, approval_of, approved_digest, approved_files
from schemekit.adopt.approval_history import approval_history
from schemekit.adopt.check import refuse_unreadable
from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.todo import open_before_approval
from schemekit.adopt.undo import unsaved
from schemekit.adopt.verify import is_as_recorded
from schemekit.adopt.writing import save, writing
from schemekit.approvals.bodies import refuse_unknown_body
from schemekit.approvals.saved_state import saved_state
from schemekit.errors import ApprovalRefusedError, UsageError
from schemekit.files.journal import present
from schemekit.files.schemas import findings_of
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Changes, Commit, Step
from schemekit.model.approval import LAST_YEAR, Approval, again_of, day_of, newest
from schemekit.model.said import says_something

_REVIEW_YEARS = "review_cycle_years"
"""The scheme-wide parameter that says after how many years a document is reviewed at the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An approval as it was recorded. Shape: `is_known` when the very same was in the record before."""

    module: str
    standing: ApprovalStanding
    is_known: bool = False
    warnings: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The approval as `--json` prints it."""
        return {"module": self.module, "approval": self.standing.to_mapping(), "known": self.is_known}


def approve(
    root: Path, modules: Sequence[str], approval: Approval, today: date, *, despite_open: bool = False,
    as_written: bool = False, again: bool = False,
) -> tuple[Approved, ...]:
    """Record an approval of the present texts of some modules, all or none, and keep those texts in the history.

    Shape: of `approval` the digest is worked out here; an empty `review_due` is counted from the review cycle of the
    scheme where a module has one. Raises: ApprovalRefusedError where something is open in a text and `despite_open` is
    not said; UsageError for dates that cannot be, and where `as_written` is not said for a day to come and a body
    that the scheme does not know; UnknownNameError.
    """
    if not modules:
        raise UsageError("no module was named", why="an approval is of one text, or of a few at once",
                         fix="schemekit approve MODULE --body … --date …")
    with writing(root) as folder:
        refuse_unreadable(folder)
        _refuse_empty(approval)
        if not as_written:
            _refuse_slips(folder, approval, today)
        done: list[Approved] = []
        new: list[tuple[str, bytes, Approval]] = []
        for module in dict.fromkeys(modules):
            adoption = read_adoption(folder, module)
            _refuse_unsaved_update(root, adoption.id)
            if not despite_open:
                _refuse_open(adoption)
            refuse_altered(adoption)
            given = _completed(adoption, approval, folder)
            if not again:
                _refuse_again(adoption, given)
            is_known = given in adoption.record.approvals
            if not is_known:
                record = replace(adoption.record, approvals=(*adoption.record.approvals, given))
                new.append((module, record_bytes(record), given))
                adoption = replace(adoption, record=record)
            standing = approval_of(adoption, today)
            assert standing is not None   # one was just put in
            done.append(Approved(module=module, standing=standing, is_known=is_known,
                                 warnings=tuple(_warnings(adoption, given))))
        if new:
            state = saved_state(folder, [module for module, _, _ in new])
            # The first of them takes the values in: what follows stands on it.
            steps = [_step(folder, *item, {} if place else state.recorded) for place, item in enumerate(new)]
            save(folder, *steps, *state.afterwards)
        return tuple(done)


def _refuse_empty(approval: Approval) -> None:
    """Refuse what was typed to fill a blank. Raises: UsageError."""
    for name in ("body", "resolution", "vote", "conditions", "minutes", "signatory"):
        words = getattr(approval, name)
        if words and not says_something(words):
            raise UsageError(f"'{words[:40]}' says nothing of the {name}", why="a record is kept for good",
                             fix=f"say it in words, or leave out --{name}" if name != "body" else "name the body")


def _refuse_slips(folder: SchemeFolder, approval: Approval, today: date) -> None:
    """Refuse what is most often a slip of the fingers. Raises: UsageError."""
    refuse_unknown_body(folder, approval.body)
    day = day_of(approval.date)
    if day is not None and day > today:
        raise UsageError(f"{approval.date} is still to come", why="an approval is recorded after it was given",
                         fix="give the day of the meeting; if the date is right, say --as-written too")


def _warnings(adoption: Adoption, given: Approval) -> Iterator[str]:
    """What is recorded as it was said, and is to be looked at again."""
    taken_over = approval_history(adoption.folder.root, (adoption,)).taken_over.get(adoption.id, "")
    if given.date < taken_over:
        yield f"{given.date} is before {taken_over}, when the text was taken over: was it this text that was approved?"
    if newest(adoption.record.approvals) != given:
        yield "a later approval is on record, and goes on to count"


def refuse_altered(adoption: Adoption) -> None:
    """Raise ApprovalRefusedError where what is told of the text rests on a source that was changed."""
    if not is_as_recorded(adoption):
        raise ApprovalRefusedError(
            f"the source of {adoption.id} in this scheme is not what was released and recorded",
            why="what the body was told of the differences compares with an altered text",
            fix="see what differs: schemekit verify",
        )


def _refuse_again(adoption: Adoption, given: Approval) -> None:
    """Raise UsageError for an approval that is on record with other particulars: the later would hide the earlier."""
    known = again_of(adoption.record.approvals, given)
    if known is None:
        return
    then, now = known.to_mapping(), given.to_mapping()
    other = ", ".join(f"{name.replace('_', ' ')} {then.get(name, 'none')} there and {now.get(name, 'none')} here"
                      for name in given.__slots__ if then.get(name) != now.get(name))
    raise UsageError(
        f"{adoption.id}: that it was {known.words} is recorded already, with other particulars",
        why=f"{other[:400]}; the later record would hide the earlier one",
        fix=f"to correct it: schemekit approve {adoption.id} --withdraw {known.date}, and record it anew; if the body "
            "did approve the text twice on that day, say --again",
    )


def _refuse_unsaved_update(root: Path, module: str) -> None:
    """Raise ApprovalRefusedError while the text came by an update that may still be taken back."""
    snapshot = unsaved(root)
    if snapshot and any(update.module == module for update in snapshot.updates):
        raise ApprovalRefusedError(
            f"the update of {module} is not saved yet",
            why="it can still be taken back, and an approval has to stay with its text",
            fix='schemekit save "what was updated", then approve again',
        )


def _refuse_open(adoption: Adoption) -> None:
    """Raise ApprovalRefusedError for a text that the body cannot have seen whole."""
    found = open_before_approval(adoption)
    if found:
        raise ApprovalRefusedError(
            f"{adoption.id} has {len(found)} {'thing that is' if len(found) == 1 else 'things that are'} still open",
            why="; ".join(f"{item.subject} {item.words}" for item in found[:5]),
            fix=f"close them first, beginning with: {found[0].fix}; or, if the body approved the text all the same: "
                "--despite-open",
        )


def _completed(adoption: Adoption, approval: Approval, folder: SchemeFolder) -> Approval:
    """The approval with the digest of this module's text, and with the day by which it is to be reviewed."""
    review = approval.review_due or _review_day(adoption, approval.from_day)
    given = replace(approval, text_sha256=approved_digest(folder, adoption.id), review_due=review)
    for words in given.disorder():
        raise UsageError("the dates cannot be right", why=words, fix="correct that date")
    return given


def _review_day(adoption: Adoption, start: str) -> str:
    years = adoption.entry.parameters.get(_REVIEW_YEARS)
    day = day_of(start)
    if day is None or not isinstance(years, int) or not 0 < years <= LAST_YEAR - day.year:
        return ""
    # The 29th of February has no anniversary in most years.
    return day.replace(year=day.year + years, day=min(day.day, 28) if day.month == 2 else day.day).isoformat()


def _step(folder: SchemeFolder, module: str, record: bytes, approval: Approval, beside: Changes) -> Step:
    """The record and the texts that were approved, kept in the history together with what stands `beside` them.

    Raises: UsageError.
    """
    path = folder.record_path(module)
    for finding in findings_of(record, "adoption", path):
        raise UsageError(f"the approval cannot be recorded: {finding.path}: {finding.found}",
                         why=f"wanted is {finding.wanted}", fix=finding.fix)
    texts = (folder.own_path(module, file) for file in approved_files(folder, module))
    changes = {**beside, path: record, **{text: present(folder.root, text) for text in texts}}
    commit = Commit(message=f"Approve {module}", trailers=tuple(_trailers(module, approval)), paths=tuple(changes))
    return Step(changes=changes, commit=commit)


def _trailers(module: str, approval: Approval) -> Iterator[tuple[str, str]]:
    yield "Approved", f"{module} {approval.version}".strip()
    yield "Approved-By", approval.body
    for name, value in (("Resolution", approval.resolution), ("Approval-Date", approval.date),
                        ("Effective", approval.effective), ("Text-SHA256", approval.text_sha256)):
        if value:
            yield name, value
