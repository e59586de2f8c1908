"""A calendar as an .ics file (RFC 5545), for calendar programs: the one door to the library that writes it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from schemekit.model.due_date import Calendar, DueDate

if TYPE_CHECKING:
    from icalendar import Event

PRODUCER = b"PRODID:-//schemekit//calendar//EN"
"""By this line a file of ours is known."""
ENDINGS = ("ics", "ical", "ifb", "icalendar")
"""By these calendar programs know one."""
_NOTICE = timedelta(days=14)
"""How long before the day a calendar program reminds."""


def ics_of(calendar: Calendar) -> bytes:
    """The days as whole-day events, each with a reminder.

    Shape: the same calendar gives the same bytes. An event keeps its UID while its kind and subject do, so that a
    calendar program moves it when the date is another one, and does not show it twice.
    """
    from icalendar import Calendar as File
    from icalendar import vText

    file = File()
    file.add("prodid", PRODUCER.decode().removeprefix("PRODID:"))
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    # Of a name that the standard does not know, the library takes the words as they are, with what parts lines.
    file.add("x-wr-calname", vText(" ".join(calendar.scheme.split())))
    for day in calendar.days:
        file.add_component(_event(calendar, day))
    return bytes(file.to_ical())


def _event(calendar: Calendar, day: DueDate) -> Event:
    from icalendar import Alarm, Event

    # A derogation's words tell it from another of the same module; the other kinds there is one of.
    name = day.words if day.kind.value.startswith("derogation") else ""
    key = hashlib.sha256("\0".join((calendar.id, day.subject, day.kind.value, name)).encode()).hexdigest()[:32]
    event = Event()
    event.add("uid", f"{key}@schemekit")
    event.add("dtstamp", datetime.combine(day.recorded, time(0), UTC))
    event.add("dtstart", day.day)
    event.add("dtend", day.day + timedelta(days=1))
    event.add("summary", f"{day.subject}: {day.kind.value}")
    event.add("description", f"{day.words} ({calendar.scheme})")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"{day.subject}: {day.kind.value}")
    alarm.add("trigger", -_NOTICE)
    event.add_component(alarm)
    return event
