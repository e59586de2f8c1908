"""Tables: columns that stand below each other, whatever stands in them."""

from __future__ import annotations

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.cli.table import cell_width, table_lines, wrapped

RED = click.style("red", fg="red")


def test_columns_are_aligned_and_the_last_one_is_wrapped() -> None:
    rows = [["Module", "", "What"], ["grievance", "1", "a line that is too long for it, with averyveryverylongword"],
            ["x", "22", ""]]
    assert list(table_lines(rows, 36)) == [
        "Module         What",
        "grievance  1   a line that is too",
        "               long for it, with",
        "               averyveryverylongword",
        "x          22",
    ]


@pytest.mark.parametrize(("cell", "width"), [
    pytest.param("plain", 5, id="letters"),
    pytest.param("Ålesund", 7, id="a-letter-with-an-accent"),
    pytest.param("A\u030alesund", 7, id="an-accent-by-itself"),
    pytest.param("標準", 4, id="wide-characters"),
    pytest.param(RED, 3, id="our-colours"),
])
def test_the_places_a_cell_takes(cell: str, width: int) -> None:
    assert cell_width(cell) == width


def test_colours_do_not_move_columns() -> None:
    assert [click.unstyle(line) for line in table_lines([[RED, "a"], ["plain", "b"]], 80)] == ["red    a", "plain  b"]


def test_a_cell_of_several_lines() -> None:
    assert list(table_lines([["a", "one\ntwo"], ["b", "three"]], 80)) == ["a  one", "   two", "b  three"]


ROWS = [["grievance", "#appeal", "adapted without a reason; figures: 5 became 40", "grievance/policy.md:25"],
        ["stakeholder-consultation", "#short-consultation", click.style("to do", fg="red"),
         "stakeholder-consultation/policy.md:125"]]


@pytest.mark.parametrize("width", [60, 80, 90, 100])
def test_the_widest_columns_are_folded_between_words(width: int) -> None:
    """'Fold the longest column by words, never inside one; the important figure is not cut off.'"""
    lines = list(table_lines(ROWS, width))
    assert max(map(cell_width, lines)) <= max(width, 80)
    told = " ".join(click.unstyle(" ".join(lines)).split())
    for word in ("grievance", "stakeholder-consultation", "#short-consultation", "became", "40", "policy.md:125"):
        assert word in told
    assert all("\x1b[0m" in line for line in lines if "\x1b[31m" in line)


def test_a_path_is_parted_after_its_strokes() -> None:
    assert wrapped("policies/assurance/policy.md:5", 24) == ["policies/assurance/", "policy.md:5"]


def test_a_paragraph_set_in_stays_set_in() -> None:
    assert wrapped("  one two three", 9) == ["  one two", "  three"]


def test_no_rows() -> None:
    assert list(table_lines([], 80)) == []


@given(st.text(alphabet="ab標 \u030a", max_size=60), st.integers(2, 20))
def test_every_line_fits_and_no_word_is_lost(text: str, room: int) -> None:
    lines = wrapped(text, room)
    assert all(cell_width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")   # no word is lost
