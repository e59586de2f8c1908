"""What falls due in a scheme: the dates of approvals, derogations and letters of permission, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from schemekit.adopt.approval import approved_digest
from schemekit.adopt.check import refuse_unreadable
from schemekit.adopt.licences import letters_of
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.writing import reading
from schemekit.licence.letter import Letter
from schemekit.model.approval import Approval, day_of, newest
from schemekit.model.due_date import Calendar, Due, DueDate, in_order

_FIELDS = {Due.TRANSITION_END: "transition_end", Due.REVIEW: "review_due", Due.EXPIRY: "expires"}


def calendar(root: Path, today: date, until: date | None = None) -> Calendar:
    """Everything that falls due from today on, or fell due and is not settled; up to a day, if one is given."""
    folder = reading(root)
    refuse_unreadable(folder)
    scheme, found = folder.scheme(), adoptions(folder)
    days = [day for adoption in found for day in _of_adoption(adoption, today)]
    days += _of_letters(letters_of(scheme), today)
    kept = (day for day in days if until is None or day.day <= until)
    return Calendar(
        scheme=scheme.name, id=scheme.id,
        days=in_order(kept),
        without=tuple(adoption.id for adoption in found if not adoption.record.approvals),
    )


def _of_adoption(adoption: Adoption, today: date) -> Iterator[DueDate]:
    approval = newest(adoption.record.approvals)
    if approval is not None:
        changed = approval.text_sha256 != approved_digest(adoption.folder, adoption.id)
        yield from _of_approval(adoption, approval, today, "; the text was changed since" if changed else "")
        yield from _dropped(adoption, approval, today)
    for item in adoption.record.derogations:
        end, start = day_of(item.end), day_of(item.start)
        # One that is over is history; nobody has to settle it.
        if end is not None and start is not None and end >= today:
            yield DueDate(day=end, kind=Due.DEROGATION_END, subject=adoption.id, recorded=start,
                          words=f"last day of the derogation from #{item.clause}: {item.scope}")
        elif not item.end and start is not None:
            yield DueDate(day=_yearly(start, today), kind=Due.DEROGATION_REVIEW, subject=adoption.id, recorded=start,
                          words=f"derogation from #{item.clause}: {item.scope}; no end: review yearly")


def _yearly(start: date, today: date) -> date:
    """The next day on which a year more has gone by."""
    day, month = min(start.day, 28) if start.month == 2 else start.day, start.month
    year = max(start.year + 1, today.year)
    return date(year, month, day) if date(year, month, day) >= today else date(year + 1, month, day)


def _of_approval(adoption: Adoption, approval: Approval, today: date, more: str) -> Iterator[DueDate]:
    title, recorded = adoption.module.title, day_of(approval.date)
    for kind, text, words in (
        (Due.PUBLICATION, approval.published, f"{title} is to be published{more}"),
        (Due.EFFECTIVE, approval.effective, f"{title}, as approved by {approval.body}, takes effect{more}"),
        (Due.TRANSITION_END, approval.transition_end, f"last day on which the earlier text of {title} may be used"),
        (Due.REVIEW, approval.review_due, f"{title} is to be reviewed by this day"),
        (Due.EXPIRY, approval.expires, f"{title} does not hold any more from this day on"),
    ):
        day = day_of(text)
        is_open = kind in (Due.REVIEW, Due.EXPIRY)   # they stay due until a new approval is recorded
        if day is not None and recorded is not None and (day >= today or is_open):
            yield DueDate(day=day, kind=kind, subject=adoption.id, words=words, recorded=recorded, is_past=day < today)


def _dropped(adoption: Adoption, latest: Approval, today: date) -> Iterator[DueDate]:
    """Days to come that the approval before the newest set and the newest says nothing of: they may still hold."""
    earlier = newest(tuple(item for item in adoption.record.approvals if item is not latest))
    for item in _of_approval(adoption, earlier, today, "") if earlier else ():
        name = _FIELDS.get(item.kind, "")
        if name and not item.is_past and not getattr(latest, name):
            by = earlier.date if earlier else ""
            yield replace(item, words=f"{item.words}, says the approval of {by}; the one of {latest.date} says nothing "
                                      "of it")


def _of_letters(letters: Mapping[str, Letter], today: date) -> Iterator[DueDate]:
    for name, letter in letters.items():
        # A last day that is no day of the calendar (9999-12-31) means that there is none.
        if letter.expires is not None and day_of(letter.expires.isoformat()) is not None:
            yield DueDate(day=letter.expires, kind=Due.LETTER_END, subject=name, recorded=letter.expires,
                          words=f"last day of the letter of permission of {letter.grantor}",
                          is_past=letter.expires < today)
