"""Recording that a body granted an exception from a clause, for whom, from when to when and why; and taking it out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import save, writing
from schemekit.approvals.bodies import refuse_unknown_body
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.schemas import findings_of
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Step
from schemekit.model.approval import day_advice, day_of
from schemekit.model.derogation import Derogation
from schemekit.model.said import says_why

_MOST_TOLD = 5   # derogations
_MOST_MEANT = 3   # clauses that are offered for one that is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogated:
    """A derogation as it stands in the record, or stood there until it was withdrawn.

    Shape: `replaced` is the one of the same clause and scope before it.
    """

    module: str
    derogation: Derogation
    replaced: Derogation | None = None
    is_withdrawn: bool = False

    def to_mapping(self) -> dict[str, object]:
        """The derogation as `--json` prints it."""
        replaced = self.replaced.to_mapping() if self.replaced else None
        return {"module": self.module, "derogation": self.derogation.to_mapping(), "replaced": replaced,
                "withdrawn": self.is_withdrawn}


def derogate(root: Path, module: str, derogation: Derogation, *, as_written: bool = False) -> Derogated:
    """Put a derogation into the record; one of the same clause and scope is replaced, so that its end can be moved.

    Raises: UnknownNameError for a clause that is not in the text; UsageError for dates that cannot be,
    where `as_written` is not said for a body that the scheme does not know, for a reason that says nothing, and for a
    clause that the source locks unless the derogation tells why it is granted all the same.
    """
    _refuse_dates(derogation)
    _refuse_empty(derogation)
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        _refuse_unknown(adoption, derogation.clause)
        _refuse_locked(adoption, derogation)
        if not as_written:
            refuse_unknown_body(folder, derogation.approver)
        key = (derogation.clause, derogation.scope)
        before = next((item for item in adoption.record.derogations if (item.clause, item.scope) == key), None)
        others = (item for item in adoption.record.derogations if item is not before)
        kept = tuple(sorted((*others, derogation), key=lambda item: (item.clause, item.start, item.scope)))
        step = _step(folder, adoption, kept)
        for path, record in step.changes.items():
            for finding in findings_of(record or b"", "adoption", path):
                raise UsageError(f"the derogation cannot be recorded: {finding.path}: {finding.found}",
                                 why=f"wanted is {finding.wanted}", fix=finding.fix)
        save(folder, step)
        return Derogated(module=module, derogation=derogation, replaced=before)


def withdraw_derogation(root: Path, module: str, clause: str, day: str, scope: str = "") -> Derogated:
    """Take a derogation out of the record that was put there by mistake: the one from a clause that begins on a day.

    Shape: `scope` says which, where there are several of that day. The clause need not be in the text any more.
    Raises: UnknownNameError where there is none; UsageError where there are several.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        gone = _of_day(adoption, clause, day, scope)
        kept = tuple(item for item in adoption.record.derogations if item is not gone)
        save(folder, _step(folder, adoption, kept))
        return Derogated(module=module, derogation=gone, is_withdrawn=True)


def _step(folder: SchemeFolder, adoption: Adoption, kept: tuple[Derogation, ...]) -> Step:
    record = record_bytes(replace(adoption.record, derogations=kept))
    return Step(changes={folder.record_path(adoption.id): record})


def _of_day(adoption: Adoption, clause: str, day: str, scope: str) -> Derogation:
    of_clause = [item for item in adoption.record.derogations if item.clause == clause]
    found = [item for item in of_clause if item.start == day and scope in ("", item.scope)]
    if len(found) == 1:
        return found[0]
    told = "; ".join(f"from {item.start} for '{item.scope[:80]}'" for item in (found or of_clause)[:_MOST_TOLD])
    if found:
        raise UsageError(f"{len(found)} derogations from {clause} begin on {day}", why=told,
                         fix="say which one with --for, in the words of the record")
    about = f" for '{scope[:80]}'" if scope else ""
    raise UnknownNameError(
        f"no derogation from '{clause[:60]}' that begins on {day[:40]}{about} is recorded in {adoption.id}",
        why=f"recorded are those {told}" if told else "none from this clause is recorded",
        fix="name the first day of one that is, as YYYY-MM-DD" if told else "there is nothing to withdraw",
    )


def _refuse_dates(derogation: Derogation) -> None:
    for day in (derogation.start, derogation.end):
        if day and day_of(day) is None:
            raise UsageError(f"{day} is no day of the calendar", fix=day_advice(day))
    if derogation.end and derogation.end < derogation.start:
        raise UsageError("the derogation would end before it begins",
                         why=f"{derogation.end} is before {derogation.start}", fix="exchange the two dates")


def _refuse_empty(derogation: Derogation) -> None:
    for words in (derogation.reason, *((derogation.despite_lock,) if derogation.despite_lock else ())):
        if not says_why(words):
            raise UsageError(f"'{words[:40]}' is no reason", why="whoever reads the record will ask for it",
                             fix="say in a sentence why the exception is granted")


def _refuse_locked(adoption: Adoption, derogation: Derogation) -> None:
    if not adoption.is_locked(derogation.clause):
        if derogation.despite_lock:
            raise UsageError(f"#{derogation.clause} is not locked", fix="leave out --despite-lock; --reason is enough")
        return
    if not derogation.despite_lock:
        raise UsageError(
            f"#{derogation.clause} is locked: the source lets nobody adopt the text without it",
            why="with an exception from it the text is not equivalent to its source any more, on every screen and in "
                "the adoption statement",
            fix="do without the exception; or say why all the same: --despite-lock \"why\"",
        )


def _refuse_unknown(adoption: Adoption, clause: str) -> None:
    known = {change.id: change.heading for change in adoption.changes if change.mine is not None}
    if clause in known:
        return
    near = get_close_matches(clause, known, n=1)
    # A person knows the words of a heading sooner than the id.
    told = [name for name, heading in known.items() if clause.casefold() in f"{name} {heading}".casefold()]
    meant = list(dict.fromkeys((*near, *told)))[:_MOST_MEANT] if clause else []
    raise UnknownNameError(
        f"your text of {adoption.id} has no clause '{clause[:60]}'",
        why="an exception is from a clause, which is named by its id, the word after # in { #… }",
        fix=f"did you mean {' or '.join(repr(name) for name in meant)}?" if meant
        else f"see them with 'schemekit trace {adoption.id}'",
    )
