"""What falls due in a scheme: a day, what it is, and of what; and the calendar that holds such days in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from schemekit.model.finding import Finding


class Due(Enum):
    """What kind of day it is. The first three end nothing by themselves; the others do."""

    PUBLICATION = "publication"
    EFFECTIVE = "effective"
    REVIEW = "review due"
    TRANSITION_END = "transition ends"
    EXPIRY = "expires"
    DEROGATION_END = "derogation ends"
    DEROGATION_REVIEW = "derogation to review"
    LETTER_END = "letter of permission ends"
    COOPERATION_START = "cooperation starts"
    COOPERATION_REVIEW = "cooperation to review"
    COOPERATION_END = "cooperation ends"
    OBJECTIVE = "objective due"
    MEETING = "meeting"
    OUTPUT = "output due"
    CLAIMS_END = "claims end"
    SUNSET = "old text ends"
    THEORY_REVIEW = "theory of change to review"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDate:
    """One day on which something falls due.

    Shape: `subject` is the module or the letter; `words` tell it whole; `is_past` of something that was due before
    today and is not settled. `recorded` is the day on which the date was set, for a calendar program's stamp.
    """

    day: date
    kind: Due
    subject: str
    words: str
    recorded: date
    is_past: bool = False

    def to_mapping(self) -> dict[str, object]:
        """The day as `--json` prints it."""
        return {"date": self.day.isoformat(), "kind": self.kind.value, "subject": self.subject, "words": self.words,
                "past": self.is_past}


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The days of a scheme, the earliest first.

    Shape: `without` are the modules that no approval is recorded of; `unread` is what is wrong with records that could
    not be read, so that their days are missing.
    """

    scheme: str
    id: str
    days: tuple[DueDate, ...]
    without: tuple[str, ...]
    unread: tuple[Finding, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The calendar as `--json` prints it."""
        return {"scheme": self.scheme, "days": [day.to_mapping() for day in self.days], "without": list(self.without)}

    def with_days(
        self, days: Iterable[DueDate], until: date | None = None, unread: tuple[Finding, ...] = ()
    ) -> Calendar:
        """The calendar with further days in their places; up to a day, if one is given."""
        more = (day for day in days if until is None or day.day <= until)
        return replace(self, days=in_order((*self.days, *more)), unread=(*self.unread, *unread))


def in_order(days: Iterable[DueDate]) -> tuple[DueDate, ...]:
    """Days in the order in which a calendar tells them."""
    return tuple(sorted(days, key=lambda item: (item.day, item.subject, item.words)))
