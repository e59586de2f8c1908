"""The calendar of a whole scheme: what falls due in its policies and in its cooperations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from schemekit.adopt.writing import reading
from schemekit.approvals.calendar import calendar as policy_calendar
from schemekit.cooperate.due import due
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.records import HeldCooperation, cooperations
from schemekit.cooperate.theories.check import theory_days
from schemekit.cooperate.theories.records import examined_theories
from schemekit.model.cooperation import State
from schemekit.model.due_date import Calendar, Due, DueDate, in_order


def scheme_calendar(root: Path, today: date, until: date | None = None) -> Calendar:
    """Everything that falls due in the scheme. Raises: FindingsError."""
    folder = reading(root)
    days = (*due_dates(cooperations(folder), today), *theory_days(examined_theories(folder)[0], today))
    return policy_calendar(root, today, until).with_days(days, until)


def cooperation_calendar(root: Path, today: date, until: date | None = None) -> Calendar:
    """What falls due in the cooperations and theories of change alone. Raises: FindingsError."""
    folder = reading(root)
    scheme = folder.scheme()
    every = (*due_dates(cooperations(folder), today), *theory_days(examined_theories(folder)[0], today))
    days = (day for day in every if until is None or day.day <= until)
    return Calendar(scheme=scheme.name, id=scheme.id, days=in_order(days), without=())


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
