"""The calendar of a whole scheme: what falls due in its policies and in its cooperations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from schemekit.adopt.writing import reading
from schemekit.approvals.calendar import calendar as policy_calendar
from schemekit.cooperate.due import due
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.records import HeldCooperation, examined
from schemekit.cooperate.theories.check import theory_days
from schemekit.cooperate.theories.records import examined_theories
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import State
from schemekit.model.due_date import Calendar, Due, DueDate
from schemekit.model.finding import Finding


def scheme_calendar(root: Path, today: date, until: date | None = None) -> Calendar:
    """Everything that falls due in the scheme. Raises: FindingsError for a policy's record that cannot be read."""
    days, unread = _days(reading(root), today)
    return policy_calendar(root, today, until).with_days(days, until, unread)


def cooperation_calendar(root: Path, today: date, until: date | None = None) -> Calendar:
    """What falls due in the cooperations and theories of change alone."""
    folder = reading(root)
    days, unread = _days(folder, today)
    scheme = folder.scheme()
    return Calendar(scheme=scheme.name, id=scheme.id, days=(), without=()).with_days(days, until, unread)


def _days(folder: SchemeFolder, today: date) -> tuple[tuple[DueDate, ...], tuple[Finding, ...]]:
    """The days of the records that can be read, and what is wrong with the others: one broken hides no other."""
    found, unreadable = examined(folder)
    theories, broken = examined_theories(folder)
    return (*due_dates(found, today), *theory_days(theories, today)), (*unreadable, *broken)


def due_dates(found: Sequence[HeldCooperation], today: date) -> Iterator[DueDate]:
    """Every day of the cooperations that have not ended, those of the header and those of their type."""
    for held in found:
        if held.cooperation.state is not State.ENDED:
            yield from _of_header(held, today)
            yield from KINDS[held.cooperation.type].days(held, today)


def _of_header(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    record = held.cooperation
    yield from due(held, Due.COOPERATION_START, record.start, f"{record.title} starts", today, stays=False)
    yield from due(held, Due.COOPERATION_REVIEW, record.review_due,
                   f"{record.title} is to be reviewed by this day", today)
    yield from due(held, Due.COOPERATION_END, record.end, f"last day of {record.title}", today)
    for objective in record.objectives:
        yield from due(held, Due.OBJECTIVE, objective.due, f"{record.title}: {objective.words}", today)
