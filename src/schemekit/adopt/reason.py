"""Recording why a clause differs from its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import Deviation
from schemekit.model.said import says_why
from schemekit.text.comparing.diff import ClauseChange

REASON_LIMIT = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason that was given for one clause. `licence` and `source` tell where borrowed words came from."""

    clause: str
    words: str
    by: str = ""
    approved: str = ""
    licence: str = ""
    source: str = ""


def deviations_to_ask(root: Path, module: str, clause: str = "") -> tuple[ClauseChange, ...]:
    """The deviations of a module that have no reason for their present wording; one that is named, in any case.

    Raises: UnknownNameError for a clause that does not differ.
    """
    adoption = read_adoption(reading(root), module)
    if not clause:
        return adoption.unreasoned
    found = tuple(change for change in adoption.deviations if change.id == clause)
    if not found:
        raise _no_deviation(adoption, clause)
    return found


def locked_among(root: Path, module: str, clauses: Sequence[str]) -> tuple[ClauseChange, ...]:
    """The locked clauses among some, which no reason closes."""
    return tuple(change for change in read_adoption(reading(root), module).locked_touched if change.id in clauses)


def give_reasons(root: Path, module: str, reasons: Sequence[Reason]) -> tuple[Deviation, ...]:
    """Record reasons for deviations, for the words as they now stand.

    Raises: UnknownNameError when the clause is unknown or is as the source has it; UsageError for an empty reason.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        recorded = tuple(_deviation(adoption, reason) for reason in reasons)
        record = adoption.record
        deviating = {change.id for change in adoption.deviations}
        record = replace(record, deviations=tuple(d for d in record.deviations if d.clause in deviating))
        for deviation in recorded:
            record = record.with_deviation(deviation)
        changes: dict[str, bytes | None] = {folder.record_path(module): record_bytes(record)}
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes))
        return recorded


def _deviation(adoption: Adoption, reason: Reason) -> Deviation:
    change = next((item for item in adoption.deviations if item.id == reason.clause), None)
    if change is None:
        raise _no_deviation(adoption, reason.clause)
    words = " ".join(reason.words.split())
    if not says_why(words) or len(words) > REASON_LIMIT:
        wrong = "empty" if not words else "too long" if says_why(words) else f"'{words[:20]}', which says nothing"
        raise UsageError(
            f"the reason for {reason.clause} is {wrong}",
            why="a reviewer will ask for it, and a board will read it",
            fix="say in a sentence why the scheme differs here",
        )
    return Deviation(
        clause=change.id, verb=change.verb, reason=words, by=reason.by, approved=reason.approved,
        text_sha256=change.text_sha256, licence=reason.licence, source=reason.source,
    )


def _no_deviation(adoption: Adoption, clause: str) -> UnknownNameError:
    deviating = [change.id for change in adoption.deviations]
    if clause in adoption.source_files or any(change.id == clause for change in adoption.changes):
        return UnknownNameError(
            f"{clause} is as the source has it",
            why="only what differs needs a reason",
            fix=f"those that differ: {', '.join(deviating) or 'none'}",
        )
    near = get_close_matches(clause, [change.id for change in adoption.changes], n=1)
    return UnknownNameError(
        f"{adoption.id} has no clause '{clause[:60]}'",
        why="a clause is named by its id, the word after # in { #… }",
        fix=f"did you mean '{near[0]}'?" if near else f"those that differ: {', '.join(deviating) or 'none'}",
    )
