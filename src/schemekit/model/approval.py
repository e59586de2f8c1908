"""An approval: which body approved which text, when, and from when to when it holds.

Here are the record and what follows from its dates. What the hash is made of is in `adopt/approval`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Within these years something is a day of a scheme's records."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN = re.compile(r"([0-9]{1,2})([./])([0-9]{1,2})[./]([0-9]{4})")   # 5.10.2026; 5/10/2026 has two readings


class Stage(Enum):
    """Where an approved text stands on a day.

    Basis: the five kinds of date that schemes give their documents: approval, publication, effective, end of the
    transition, review due; and the day on which a text expires.
    """

    APPROVED = "approved"
    IN_TRANSITION = "in transition"
    EFFECTIVE = "effective"
    REVIEW_DUE = "review due"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who approved a module's text.

    Units: dates are YYYY-MM-DD, empty where there is none. `date` is the approval, `published` the publication,
    `effective` the day from which the text binds (the day of the approval where it is empty), `transition_end` the last
    day on which the earlier text may still be used, `review_due` the day by which it is to be reviewed, `expires` the
    day from which it does not hold any more.
    Shape: `text_sha256` is `approved_digest` of the text that was approved; `version` the scheme's own number for it
    ("V1-0"), empty where it gives none. Basis: schemas/adoption.schema.json, `approvals`.
    """

    body: str
    date: str
    text_sha256: str
    resolution: str = ""
    version: str = ""
    effective: str = ""
    published: str = ""
    transition_end: str = ""
    review_due: str = ""
    expires: str = ""
    vote: str = ""
    conditions: str = ""
    minutes: str = ""
    signatory: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Approval:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{name: str(value) for name, value in data.items()})

    def to_mapping(self) -> dict[str, str]:
        """The approval as adoption.yaml holds it, without what is empty."""
        always = ("body", "date", "text_sha256")
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) or name in always}

    @property
    def words(self) -> str:
        """`approved by Board on 2026-10-05`."""
        return f"approved by {self.body} on {self.date}"

    @property
    def from_day(self) -> str:
        """The day from which the text binds."""
        return self.effective or self.date

    def stage_on(self, day: datetime.date) -> Stage:
        """Where the text stands on a day."""
        today = day.isoformat()   # days written so compare as words do
        if self.expires and today >= self.expires:
            return Stage.EXPIRED
        if today < self.from_day:
            return Stage.APPROVED
        if self.review_due and today > self.review_due:
            return Stage.REVIEW_DUE
        if self.transition_end and today <= self.transition_end:
            return Stage.IN_TRANSITION
        return Stage.EFFECTIVE

    def disorder(self) -> Iterator[str]:
        """What is wrong with the dates, in words; nothing where they exist and follow each other."""
        for day in (self.date, self.published, self.effective, self.transition_end, self.review_due, self.expires):
            if day and day_of(day) is None:
                yield f"{day} is no day of the calendar: {day_advice(day)}"
        for earlier, later, words in (
            (self.date, self.effective, "it would bind before it was approved"),
            (self.date, self.published, "it would be published before it was approved"),
            (self.from_day, self.transition_end, "the transition would end before the text binds"),
            (self.from_day, self.review_due, "the review would be due before the text binds"),
            (self.from_day, self.expires, "it would expire before it binds"),
        ):
            if later and later < earlier:
                yield f"{words}: {later} is before {earlier}"


def day_of(text: str) -> datetime.date | None:
    """A day written as YYYY-MM-DD; None for one that does not exist (2026-02-30), and for no day at all.

    Nor is one outside 1900 to 2200: nobody approved or reviews anything then, and a date that is counted from it may
    be past the last that computers know.
    """
    if not _DAY.fullmatch(text):
        return None
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def day_advice(text: str) -> str:
    """How to write a day that `day_of` does not know: that very day, where there is no doubt which one is meant."""
    found = _WRITTEN.fullmatch(text.strip())
    if found:
        first, mark, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
        orders = [(first, second)] if mark == "." else [(first, second), (second, first)]
        days = [f"{year:04d}-{month:02d}-{day:02d}" for day, month in orders]
        meant = list(dict.fromkeys(day for day in days if day_of(day) is not None))
        if meant:
            return f"write it as {' or '.join(meant)}"
    if _DAY.fullmatch(text):
        return f"give one that exists, from {FIRST_YEAR} to {LAST_YEAR}"
    return "write it as YYYY-MM-DD"


def newest(approvals: tuple[Approval, ...]) -> Approval | None:
    """The approval that counts: the latest by its day, of two of one day the one recorded later."""
    if not approvals:
        return None
    return max(enumerate(approvals), key=lambda pair: (pair[1].date, pair[0]))[1]


_LASTING = (("transition_end", "the transition until"), ("review_due", "the review by"), ("expires", "the expiry on"))


def dropped_dates(approvals: tuple[Approval, ...], day: datetime.date) -> tuple[str, ...]:
    """Dates to come of the approval before the newest that the newest one is silent about, in words."""
    latest = newest(approvals)
    before = newest(tuple(item for item in approvals if item is not latest))
    if latest is None or before is None:
        return ()
    return tuple(f"{words} {getattr(before, name)} of the approval of {before.date}" for name, words in _LASTING
                 if getattr(before, name) >= day.isoformat() and not getattr(latest, name))


def again_of(approvals: tuple[Approval, ...], given: Approval) -> Approval | None:
    """The approval on record that one repeats with other particulars: of the same body and day, for the same text."""
    key = (given.body.casefold(), given.date, given.text_sha256)
    return next((item for item in reversed(approvals) if item != given
                 and (item.body.casefold(), item.date, item.text_sha256) == key), None)


def in_force(approvals: tuple[Approval, ...], day: datetime.date) -> Approval | None:
    """The approval whose text binds on a day: while the newest is not effective yet, the one before it still does."""
    return newest(tuple(item for item in approvals if item.stage_on(day) not in (Stage.APPROVED, Stage.EXPIRED)))
