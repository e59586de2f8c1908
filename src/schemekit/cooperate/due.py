"""One day of a cooperation on which something falls due, from the header or from the terms of its type."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schemekit.cooperate.records import HeldCooperation
from schemekit.model.approval import day_of
from schemekit.model.due_date import Due, DueDate


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
