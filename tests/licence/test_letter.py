"""Letters of permission as scheme.yaml names them."""

from __future__ import annotations

from datetime import date

import pytest

from schemekit.errors import UsageError
from schemekit.licence.letter import Letter
from schemekit.licence.use import Use


def test_a_letter_with_everything() -> None:
    letter = Letter.from_mapping(
        "LicenseRef-efc-2026",
        {
            "grantor": "Example Forest Council",
            "file": "letters/efc-2026.pdf",
            "uses": ["collection", "adaptation"],
            "expires": "2030-01-01",
            "outgoing": ["CC-BY-4.0"],
            "territory": "Ghana",
            "languages": ["en"],
            "note": "Version 2 only.",
        },
    )
    assert letter == Letter(
        licence_ref="LicenseRef-efc-2026",
        grantor="Example Forest Council",
        file="letters/efc-2026.pdf",
        uses=frozenset({Use.COLLECTION, Use.ADAPTATION}),
        expires=date(2030, 1, 1),
        outgoing=("CC-BY-4.0",),
        territory="Ghana",
        languages=("en",),
        note="Version 2 only.",
    )


def test_a_letter_with_the_least() -> None:
    letter = Letter.from_mapping("LicenseRef-x", {"grantor": "X", "file": "x.pdf"})
    assert (letter.uses, letter.expires, letter.uses_words) == (frozenset(), None, "no use at all")


@pytest.mark.parametrize(
    ("day", "ended"),
    [
        pytest.param(date(2029, 12, 31), False, id="the-day-before"),
        pytest.param(date(2030, 1, 1), False, id="its-last-day"),
        pytest.param(date(2030, 1, 2), True, id="the-day-after"),
    ],
)
def test_the_last_day_still_counts(day: date, ended: bool) -> None:
    letter = Letter.from_mapping("LicenseRef-x", {"grantor": "X", "file": "x", "expires": "2030-01-01"})
    assert letter.has_ended(day) is ended


@pytest.mark.parametrize("written", ["2030-02-31", "01.01.2030", "soon"])
def test_a_day_that_is_none(written: str) -> None:
    with pytest.raises(UsageError, match=r"letters\.LicenseRef-x\.expires") as caught:
        Letter.from_mapping("LicenseRef-x", {"grantor": "X", "file": "x", "expires": written})
    assert caught.value.fix
