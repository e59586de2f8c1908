"""What falls due in the cooperations of a scheme, beside what its policies have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from schemekit.cooperate.kind import kinds
from schemekit.cooperate.records import HeldCooperation
from schemekit.model.approval import day_of
from schemekit.model.cooperation import State
from schemekit.model.due_date import Due, DueDate


def due_dates(found: Sequence[HeldCooperation], today: date) -> Iterator[DueDate]:
    """Every day of the cooperations that have not ended, those of the header and those of their type."""
    known = kinds()
    for held in found:
        if held.cooperation.state is not State.ENDED:
            yield from _of_header(held, today)
            kind = known.get(held.cooperation.type)
            if kind is not None:
                yield from kind.days(held, today)


def due(
    held: HeldCooperation, kind: Due, text: str, words: str, today: date, *, stays: bool = True
) -> Iterator[DueDate]:
    """One day of a cooperation, if there is one. Shape: what `stays` is told as overdue after its day."""
    day = day_of(text) if text else None
    if day is not None and (stays or day >= today):
        yield DueDate(day=day, kind=kind, subject=held.id, words=words, recorded=_recorded(held, day),
                      is_past=day < today)


def _recorded(held: HeldCooperation, otherwise: date) -> date:
    """The day on which the record changed last, which is the stamp of what it says."""
    days = (day_of(event.day) for event in reversed(held.cooperation.history))
    return next((day for day in days if day is not None), otherwise)


def _of_header(held: HeldCooperation, today: date) -> Iterator[DueDate]:
    record = held.cooperation
    yield from due(held, Due.COOPERATION_START, record.start, f"{record.title} starts", today, stays=False)
    yield from due(held, Due.COOPERATION_REVIEW, record.review_due,
                   f"{record.title} is to be reviewed by this day", today)
    yield from due(held, Due.COOPERATION_END, record.end, f"last day of {record.title}", today)
    for objective in record.objectives:
        yield from due(held, Due.OBJECTIVE, objective.due, f"{record.title}: {objective.words}", today)
