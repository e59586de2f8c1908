"""Checking a scheme's theories of change: each by itself, its narrative, its day of review, the answers about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.writing import reading
from schemekit.cooperate.records import COOPERATION_FOLDER, hidden_in_documents
from schemekit.cooperate.theories.answers import answers_in
from schemekit.cooperate.theories.opening import OpenedTheory
from schemekit.cooperate.theories.records import HeldTheory, examined_theories, held_theory
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.yaml import read_yaml
from schemekit.model.approval import day_advice, day_of
from schemekit.model.due_date import Due, DueDate
from schemekit.model.finding import Finding, FindingsError, Severity, gathered, ordered
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.theory.lint import lint_theory
from schemekit.theory.narrative import open_passages


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedTheories:
    """Which theories were looked at and what was found."""

    theories: tuple[TheoryOfChange, ...]
    findings: tuple[Finding, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"theories": [theory.key for theory in self.theories],
                "findings": [finding_mapping(finding) for finding in self.findings]}


def check_theories(root: Path, today: date, only: str = "") -> CheckedTheories:
    """Look at the theories of a scheme, or at one of them. Raises: UnknownNameError."""
    folder = reading(root)
    if only:
        held = held_theory(folder, only)
        return CheckedTheories(theories=(held.theory,), findings=ordered(_findings(held, folder, today)))
    found, _ = examined_theories(folder)
    return CheckedTheories(theories=tuple(held.theory for held in found),
                           findings=ordered(theory_findings(folder, today)))


def check_opened(opened: OpenedTheory) -> CheckedTheories:
    """Look at a theory that was sent or lies elsewhere, by itself: its days and answers are for its owner."""
    read = read_yaml(opened.text, opened.file) if opened.text else None
    found = lint_theory(opened.theory, opened.file or opened.named, read.position if read else lambda _: (0, 0))
    return CheckedTheories(theories=(opened.theory,), findings=ordered(gathered(found)))


def theory_findings(folder: SchemeFolder, today: date) -> Iterator[Finding]:
    """Everything that is wrong in the theories of a scheme, and in the answers about them."""
    found, unreadable = examined_theories(folder)
    yield from unreadable
    for held in found:
        yield from _findings(held, folder, today)
    try:
        answers_in(folder)
    except FindingsError as error:
        yield from error.findings


def theory_days(found: Sequence[HeldTheory], today: date) -> Iterator[DueDate]:
    """The days of review of theories."""
    for held in found:
        day = day_of(held.theory.review_due) if held.theory.review_due else None
        if day is not None and held.theory.status != "superseded":
            yield DueDate(day=day, kind=Due.THEORY_REVIEW, subject=held.id, is_past=day < today,
                          recorded=day_of(held.theory.date) or day,
                          words=f"{held.theory.title} is to be reviewed by this day")


def _findings(held: HeldTheory, folder: SchemeFolder, today: date) -> tuple[Finding, ...]:
    return gathered((*_each(held, today), *hidden_in_documents(folder, held.id, held.files)))


def _each(held: HeldTheory, today: date) -> Iterator[Finding]:
    yield from lint_theory(held.theory, held.path, held.position)
    theory = held.theory
    if theory.narrative and theory.narrative not in held.files:
        yield _at(held, "narrative", "theory-narrative", found=f"no file {theory.narrative}",
                  wanted="the text that people sign off", why="a table alone is signed by nobody",
                  fix="put it in the folder, or empty the field")
    yield from _open_passages(held)
    for key, day in (("date", theory.date), ("review_due", theory.review_due)):
        if day and day_of(day) is None:
            yield _at(held, key, "theory-day", found=f"{day}, which is no day", wanted="a day that exists",
                      why="nothing could fall due on it", fix=day_advice(day))
    if theory.review_due and theory.status != "superseded" and theory.review_due < today.isoformat():
        yield _at(held, "review_due", "theory-overdue", found=f"a review that was due on {theory.review_due}",
                  wanted="a review by then", why="what nobody looks at again goes stale",
                  fix="review it, and write the next day", severity=Severity.WARNING)
    if not theory.review_due and theory.status == "approved":
        yield _at(held, "review_due", "theory-review", found="no day of review", wanted="a day under 'review_due'",
                  why="what nobody looks at again goes stale", fix="write the day on which it is looked at again",
                  severity=Severity.WARNING)


def _open_passages(held: HeldTheory) -> Iterator[Finding]:
    """What is still to be written in the narrative: an error once the theory counts as approved."""
    weight = Severity.ERROR if held.theory.status == "approved" else Severity.WARNING
    for passage in open_passages(held.narrative):
        yield Finding(code="theory-narrative-open", file=f"{COOPERATION_FOLDER}/{held.id}/{held.theory.narrative}",
                      line=passage.line, column=1, found=passage.words, wanted="what people can sign", severity=weight,
                      why="no paper prints an instruction, and the place would be empty",
                      fix="write the passage and take the instruction out; or take the heading out too")


def _at(held: HeldTheory, key: str, code: str, *, found: str, wanted: str, why: str, fix: str,
        severity: Severity = Severity.ERROR) -> Finding:
    line, column = held.position((key,))
    return Finding(code=code, file=held.path, line=line, column=column, path=key, found=found, wanted=wanted, why=why,
                   fix=fix, severity=severity)
