"""Approvals: whether the text that a body approved is still the one that stands in the scheme.

Here is the one definition of what is approved: the words of all of a module's documents. Registers are left out, since
entries are made in them every day; so are wrapping, spacing and typographic quotes, which change no meaning, unless
other blocks come of it, such as two table rows joined to one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemekit.adopt.approval_history import ApprovalHistory
from schemekit.adopt.derogations import open_ended
from schemekit.adopt.outcome import Adoption
from schemekit.files.scheme_folder import SOURCE, SchemeFolder
from schemekit.model.approval import Approval, Stage, day_advice, day_of, dropped_dates, in_force, newest
from schemekit.model.file_names import PROSE, REGISTERS, TEMPLATE_FOLDER
from schemekit.model.finding import Finding, Severity
from schemekit.text.register import lost_columns
from schemekit.text.shape import words_and_shape

_DAYS = 5   # that are named where a day is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalStanding:
    """The newest approval of a module's text, where it stands today, and whether it was given for the present words.

    Shape: `until_then` is the approval whose text binds until the newest one is effective, None where there is none.
    `is_in_history` is false where the scheme has a history and that does not tell of this approval. `dropped` are dates
    to come of the approval before it that this one says nothing of. `is_in_transition` also while a review is due.
    """

    approval: Approval
    stage: Stage
    holds: bool
    until_then: Approval | None = None
    is_in_history: bool = True
    dropped: tuple[str, ...] = ()
    is_in_transition: bool = False

    @property
    def words(self) -> str:
        """`approved by Board on 2026-10-05 (12/2026), effective from 2027-01-01; changed since`."""
        item = self.approval
        resolution = f" ({item.resolution})" if item.resolution else ""
        by = f"{item.words}{resolution}{self._stage_words}"
        told = by if self.is_in_history else f"{by}; not found in the history"
        told = f"{told}; it says nothing of {', '.join(self.dropped)}" if self.dropped else told
        return told if self.holds else f"{told}; changed since"

    @property
    def _stage_words(self) -> str:
        item = self.approval
        if self.stage is Stage.APPROVED:
            before = self.until_then
            return f", effective from {item.from_day}" + (f"; until then that of {before.date}" if before else "")
        if self.stage is Stage.IN_TRANSITION:
            return f", effective since {item.from_day}, in transition until {item.transition_end}"
        if self.stage is Stage.REVIEW_DUE:
            transition = f", in transition until {item.transition_end}" if self.is_in_transition else ""
            return f", effective since {item.from_day}{transition}; review due since {item.review_due}"
        if self.stage is Stage.EXPIRED:
            return f"; expired on {item.expires}"
        return f", effective since {item.effective}" if item.effective else ""

    def to_mapping(self) -> dict[str, object]:
        """The approval as `--json` prints it."""
        return {**{name: getattr(self.approval, name) for name in self.approval.__slots__}, "stage": self.stage.value,
                "dropped": list(self.dropped), "holds": self.holds, "in_history": self.is_in_history,
                "until_then": self.until_then.date if self.until_then else None}


SAID = "said to be approved by"
"""Begins what is told of an approval that no record bears out."""


def told_approval(adoption: Adoption, words: str) -> str:
    """Who approved a deviation, as its record says; beginning with SAID where it names no approval on record.

    Shape: an approval is named by its resolution, or by its body and day. Empty where nobody said so.
    """
    folded = words.casefold()
    for item in adoption.record.approvals:
        by_day = item.body.casefold() in folded and item.date in folded
        if by_day or (item.resolution and item.resolution.casefold() in folded):
            return words
    return f"{SAID} {words}" if words else ""


def days_on_record(adoption: Adoption) -> str:
    """On which days a module was approved, the last few, in words."""
    days = ", ".join(dict.fromkeys(item.date for item in adoption.record.approvals[-_DAYS:]))
    return f"recorded are those of {days}" if days else "none is recorded"


def approved_digest(folder: SchemeFolder, module: str) -> str:
    """The SHA-256 of what a body approves: every text of a module's folder, by path, as it stands now.

    Shape: of each .md and .txt file, sorted by path, the path, and the comparable words with the blocks they
    stand in, a line for each block; a zero byte after either. Then, likewise, what became of the columns of each
    register that lacks one of the source's: entries are made in a register, and what is asked in it is not.
    """
    digest = hashlib.sha256()
    for file in approved_files(folder, module):
        digest.update(f"{file}\0{words_and_shape(folder.own_text(module, file) or '')}\0".encode())
    for file, told in _columns(folder, module):
        digest.update(f"{file}\0{told}\0".encode())
    return digest.hexdigest()


def _columns(folder: SchemeFolder, module: str) -> Iterator[tuple[str, str]]:
    for file in folder.own_files(module):
        if file.endswith(REGISTERS):
            source = folder.data(f"{SOURCE}/{module}/{TEMPLATE_FOLDER}/{file}")
            told = lost_columns(source, folder.data(folder.own_path(module, file)) or b"") if source else ""
            if told:
                yield file, told


def approved_files(folder: SchemeFolder, module: str) -> tuple[str, ...]:
    """The texts of a module that a body approves, by path below policies/MODULE/, sorted."""
    return tuple(file for file in folder.own_files(module) if file.endswith(PROSE))


def approval_of(
    adoption: Adoption, today: date, history: ApprovalHistory = ApprovalHistory()  # noqa: B008  # frozen
) -> ApprovalStanding | None:
    """The newest approval in a module's record, or None: an older one was for a text that is no more."""
    approval = newest(adoption.record.approvals)
    if approval is None:
        return None
    stage = approval.stage_on(today)
    return ApprovalStanding(
        approval=approval, stage=stage, holds=approval.text_sha256 == approved_digest(adoption.folder, adoption.id),
        until_then=in_force(adoption.record.approvals, today) if stage is Stage.APPROVED else None,
        is_in_history=not history.lacks(adoption.id, approval),
        dropped=dropped_dates(adoption.record.approvals, today),
        is_in_transition=approval.from_day <= today.isoformat() <= approval.transition_end,
    )


def approval_findings(adoption: Adoption, today: date, history: ApprovalHistory) -> Iterator[Finding]:
    """What is wrong with a module's approvals and derogations, or falls due."""
    yield from _wrong_dates(adoption)
    yield from _unheard_of(adoption, today, history)
    standing = approval_of(adoption, today)
    if standing is not None:
        yield from _standing_findings(adoption, standing)
    yield from _derogation_findings(adoption, today)
    yield from open_ended(adoption)


def _wrong_dates(adoption: Adoption) -> Iterator[Finding]:
    for number, approval in enumerate(adoption.record.approvals):
        for words in approval.disorder():
            yield Finding(
                code="approval-dates", file=adoption.folder.record_path(adoption.id), path=f"approvals[{number}]",
                found=words, wanted="days that exist, each after the one it follows from",
                why="people act by these dates", fix="correct the date in the record",
            )


def _unheard_of(adoption: Adoption, today: date, history: ApprovalHistory) -> Iterator[Finding]:
    """Approvals that the history knows nothing of, or that are still to come."""
    for number, approval in enumerate(adoption.record.approvals):
        place = adoption.folder.record_path(adoption.id)
        if history.lacks(adoption.id, approval):
            yield Finding(
                code="approval-not-recorded", file=place, path=f"approvals[{number}]", severity=Severity.WARNING,
                found=f"the history knows nothing of the text that {approval.body} is said to have approved",
                wanted="an approval that was recorded with its text",
                why="a record can be edited by anybody; the text that was approved stands in the history",
                fix="ask for the resolution; if it is true, record it: schemekit approve",
            )
        taken_over = history.taken_over.get(adoption.id, "")
        if approval.date < taken_over:
            yield Finding(
                code="approval-before-text", file=place, path=f"approvals[{number}]", severity=Severity.WARNING,
                found=f"the approval of {approval.date} is older than the text, which was taken over on {taken_over}",
                wanted="a day on which the text was there", why="nobody can have approved the text before it existed",
                fix="correct the day: schemekit approve --withdraw, and record it anew; or let the body see the text",
            )
        if approval.date > today.isoformat():
            yield Finding(
                code="approval-to-come", file=place, path=f"approvals[{number}]", severity=Severity.WARNING,
                found=f"the approval of {approval.date} is still to come", wanted="a day that has been",
                why="nobody can have approved the text yet", fix="correct the day in the record",
            )


def _standing_findings(adoption: Adoption, standing: ApprovalStanding) -> Iterator[Finding]:
    file = adoption.folder.own_path(adoption.id, adoption.main_file)
    if not standing.holds:
        yield Finding(
            code="approval-lapsed", file=file, found=standing.words,
            wanted="the text that was approved, or a new approval",
            why="what binds is the text that the body saw", severity=Severity.WARNING,
            fix="put the changes before the body that approved the text, and record its approval: schemekit approve",
        )
    if standing.stage in (Stage.REVIEW_DUE, Stage.EXPIRED):
        code = "review-due" if standing.stage is Stage.REVIEW_DUE else "approval-expired"
        yield Finding(
            code=code, file=file, found=standing.words, wanted="a text that was reviewed in time",
            why="users rely on the date in the title block", severity=Severity.WARNING,
            fix="review the text, let the body approve it again, and record that: schemekit approve",
        )


def _derogation_findings(adoption: Adoption, today: date) -> Iterator[Finding]:
    # Asked for only where there is one: it compares the whole text.
    known = {change.id for change in adoption.changes} if adoption.record.derogations else set()
    for number, item in enumerate(adoption.record.derogations):
        file, path = adoption.folder.record_path(adoption.id), f"derogations[{number}]"
        if item.clause not in known:
            yield Finding(code="derogation-clause", found=f"there is no clause #{item.clause}", wanted="a clause",
                          why="an exception from nothing hides what it was from", file=file, path=path,
                          fix="name the clause by its id, or take the derogation out: schemekit derogate "
                          f"{adoption.id} {item.clause} --withdraw {item.start}")
        wrong = next((day for day in (item.start, item.end) if day and day_of(day) is None), None)
        if wrong is not None:
            yield Finding(code="derogation-dates", found=f"{wrong} is no day of the calendar",
                          wanted="a day that exists", fix=day_advice(wrong), file=file, path=path)
        elif item.end and item.end < item.start:
            yield Finding(code="derogation-dates", found=f"it ends on {item.end}, before it begins on {item.start}",
                          wanted="an end after the beginning", fix="correct the date in the record",
                          file=file, path=path)
        elif item.end and item.end < today.isoformat():
            yield Finding(code="derogation-over", found=f"the derogation from #{item.clause} ended on {item.end}",
                          wanted="derogations that hold, or are kept as history", severity=Severity.NOTE,
                          fix="nothing, or let the body that granted it decide whether it goes on",
                          file=file, path=path)
