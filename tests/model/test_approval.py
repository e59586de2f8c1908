"""Approvals: where an approved text stands on a day, and which approval counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.model.approval import Approval, Stage, day_of, in_force, newest
from schemekit.model.derogation import Derogation

BOARD = Approval(body="Board", date="2026-10-05", text_sha256="a" * 64, effective="2027-01-01",
                 transition_end="2027-06-30", review_due="2031-10-05", expires="2032-01-01")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(("day", "stage"), [
    pytest.param("2026-12-31", Stage.APPROVED, id="the-day-before-it-is-effective"),
    pytest.param("2027-01-01", Stage.IN_TRANSITION, id="the-effective-day"),
    pytest.param("2027-06-30", Stage.IN_TRANSITION, id="the-last-day-of-the-transition"),
    pytest.param("2027-07-01", Stage.EFFECTIVE, id="the-day-after"),
    pytest.param("2031-10-05", Stage.EFFECTIVE, id="the-day-by-which-it-is-to-be-reviewed"),
    pytest.param("2031-10-06", Stage.REVIEW_DUE, id="the-day-after-that"),
    pytest.param("2032-01-01", Stage.EXPIRED, id="the-day-from-which-it-does-not-hold"),
])
def test_where_it_stands(day: str, stage: Stage) -> None:
    assert BOARD.stage_on(date.fromisoformat(day)) is stage


def test_without_an_effective_date_it_binds_from_its_approval() -> None:
    bare = Approval(body="Board", date="2026-10-05", text_sha256="")
    assert bare.stage_on(date(2026, 10, 5)) is Stage.EFFECTIVE
    assert bare.stage_on(date(2026, 10, 4)) is Stage.APPROVED
    assert bare.stage_on(date(2099, 1, 1)) is Stage.EFFECTIVE


def test_the_newest_counts_and_of_one_day_the_later_record() -> None:
    old, corrected = Approval(body="A", date="2025-01-01", text_sha256=""), Approval(body="B", date="2026-10-05",
                                                                                     text_sha256="")
    assert newest((BOARD, corrected, old)) is corrected
    assert newest(()) is None


def test_until_it_is_effective_the_one_before_binds() -> None:
    old = Approval(body="A", date="2025-01-01", text_sha256="")
    assert in_force((old, BOARD), date(2026, 12, 31)) is old
    assert in_force((old, BOARD), date(2027, 1, 1)) is BOARD
    assert in_force((BOARD,), date(2026, 12, 31)) is None


@given(st.lists(DAYS, min_size=5, max_size=5), DAYS)
def test_dates_in_order_are_in_order_and_have_one_stage(days: list[date], today: date) -> None:
    approved, effective, transition, review, expires = (day.isoformat() for day in sorted(days))
    item = Approval(body="B", date=approved, text_sha256="", effective=effective, transition_end=transition,
                    review_due=review, expires=expires)
    assert list(item.disorder()) == []
    assert item.stage_on(today) in Stage


@pytest.mark.parametrize(("name", "day", "words"), [
    pytest.param("effective", "2026-10-04", "bind before it was approved", id="effective"),
    pytest.param("published", "2026-10-04", "published before it was approved", id="published"),
    pytest.param("transition_end", "2026-10-04", "transition would end before", id="transition"),
    pytest.param("review_due", "2026-02-30", "is no day of the calendar", id="no-day"),
    pytest.param("expires", "2026-10-04", "expire before it binds", id="expiry"),
])
def test_dates_that_cannot_be_are_told(name: str, day: str, words: str) -> None:
    item = Approval(**{"body": "B", "date": "2026-10-05", "text_sha256": "", name: day})
    assert words in "; ".join(item.disorder())


def test_a_derogation_holds_on_its_first_and_last_day() -> None:
    item = Derogation(clause="a", scope="s", start="2026-11-01", end="2026-11-30", reason="r", approver="B")
    assert [item.holds_on(date(2026, 11, day)) for day in (1, 30)] == [True, True]
    assert [item.holds_on(day) for day in (date(2026, 10, 31), date(2026, 12, 1))] == [False, False]


def test_no_day_is_no_day() -> None:
    assert (day_of(""), day_of("5 October"), day_of("2026-02-29")) == (None, None, None)
