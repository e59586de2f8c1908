"""The calendar of a whole scheme: what falls due in its policies and in its cooperations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schemekit.adopt.writing import reading
from schemekit.approvals.calendar import calendar as policy_calendar
from schemekit.cooperate.due import due_dates
from schemekit.cooperate.records import cooperations
from schemekit.cooperate.theories.check import theory_days
from schemekit.cooperate.theories.records import examined_theories
from schemekit.model.due_date import Calendar, in_order


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
