"""Sheets that can be read when they are printed: at least 8 points on A4, rows higher instead."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from schemekit.word.column_widths import fitted_widths
from schemekit.word.spreadsheet import Column, Sheet, workbook_bytes

PRINTABLE = 1040   # pixels of A4 landscape within narrow margins
LONG = "word " * 200


def columns(*widths: int) -> list[Column]:
    return [Column(heading=f"Column {place}", width=width) for place, width in enumerate(widths, 1)]


def points(widths: tuple[int, ...], pages: int = 1) -> float:
    """How large letters of 11 points are printed where a sheet is fitted to that many pages."""
    return min(11.0, 11 * pages * PRINTABLE / sum(width * 8 + 5 for width in widths))


@pytest.mark.parametrize(("widths", "row"), [
    pytest.param((20, 40), ("a", "b"), id="narrow-enough"),
    pytest.param((22, 28, 32, 8, 8, 12, 22, 60, 60, 20, 40),
                 ("grievance", "where-to-file", "Where to file", "2.2", "2.2", "partly", "is looser", LONG, LONG),
                 id="a-comparison"),
    pytest.param((6, 24, 24, 16, 70, 36, 36, 36, 18, 18), ("1", "2 Scope", "2 Scope", "once for both", LONG),
                 id="a-checklist"),
    pytest.param((30,) * 30, ("word",) * 30, id="many-columns-over-several-pages"),
])
def test_letters_can_be_read(widths: tuple[int, ...], row: tuple[str, ...]) -> None:
    fitted = fitted_widths(columns(*widths), [row])
    assert points(fitted.widths, fitted.pages) >= 8
    assert all(made <= width for made, width in zip(fitted.widths, widths, strict=True))


def test_what_is_narrow_enough_stays_as_it_is() -> None:
    assert fitted_widths(columns(20, 40), []).widths == (20, 40)


def test_room_goes_where_there_is_most_to_read() -> None:
    names, long, blank = fitted_widths(columns(90, 90, 90), [("Ann", LONG, "")]).widths
    assert names < blank < long


def test_the_page_of_a_sheet() -> None:
    sheet = Sheet(title="All", columns=tuple(columns(60, 60, 60, 60)), rows=(("a", LONG, LONG, ""),))
    page = load_workbook(io.BytesIO(workbook_bytes([sheet], "All"))).worksheets[0]
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.cell(2, 2).alignment.wrap_text
    assert page.row_dimensions[2].height > 15
