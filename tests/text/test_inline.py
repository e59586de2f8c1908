"""Inline markup is told from the letters that are read; no letter is lost, and hostile text takes no longer."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.text.inline import Face, Look, Span, plain, spans

BOLD, ITALIC, CODE = Face(strong=True), Face(emphasis=True), Face(code=True)


def shown(text: str) -> list[tuple[str, Face]]:
    """What is read of a text, each run with its face."""
    return [(text[span.start : span.end], span.face) for span in spans(text) if span.look is Look.SHOWN]


@pytest.mark.parametrize(("text", "read"), [
    pytest.param("plain words", [("plain words", Face())], id="plain"),
    pytest.param("a **b** c", [("a ", Face()), ("b", BOLD), (" c", Face())], id="bold"),
    pytest.param("*a* and _b_", [("a", ITALIC), (" and ", Face()), ("b", ITALIC)], id="italics"),
    pytest.param("***a***", [("a", Face(strong=True, emphasis=True))], id="bold-italics"),
    pytest.param("~~a~~", [("a", Face(struck=True))], id="struck"),
    pytest.param("2 * 3 * 4", [("2 * 3 * 4", Face())], id="a-sign-between-blanks-is-itself"),
    pytest.param("snake_case_name", [("snake_case_name", Face())], id="low-lines-inside-a-word"),
    pytest.param("**open only", [("**open only", Face())], id="never-closed"),
    pytest.param(r"\*not\*", [("*not", Face()), ("*", Face())], id="escaped"),
    pytest.param("`*a*` b", [("*a*", CODE), (" b", Face())], id="nothing-counts-in-code"),
    pytest.param("``a`b``", [("a`b", CODE)], id="code-with-a-tick"),
    pytest.param("[a b](#c)", [("a b", Face(target="#c"))], id="link"),
    pytest.param('[a](https://e.org/x "title")', [("a", Face(target="https://e.org/x"))], id="link-with-title"),
    pytest.param("[a](x(y).md)", [("a", Face(target="x(y).md"))], id="address-with-brackets"),
    pytest.param("[a **b**](#c)", [("a ", Face(target="#c")), ("b", Face(strong=True, target="#c"))],
                 id="bold-in-a-link"),
    pytest.param("<https://e.org>", [("https://e.org", Face(target="https://e.org"))], id="address-alone"),
    pytest.param("see[^1].", [("see", Face()), ("1", Face(note=True)), (".", Face())], id="footnote"),
    pytest.param("![a plan](plan.png)", [("a plan", Face(picture=True))], id="picture"),
    pytest.param("[a] (b)", [("[a] (b)", Face())], id="brackets-that-are-no-link"),
    pytest.param("<b>x</b>", [("<b>x</b>", Face())], id="html-is-letters"),
])
def test_what_is_read_and_how(text: str, read: list[tuple[str, Face]]) -> None:
    assert shown(text) == read


def test_a_line_that_ends_by_hand() -> None:
    assert [(span.start, span.end, span.look) for span in spans("a  \nb")] == [
        (0, 1, Look.SHOWN), (1, 3, Look.BREAK), (3, 5, Look.SHOWN)]


def test_stretches_that_only_place_a_passage_are_told_from_the_letters() -> None:
    assert spans("- a\n", [(0, 2), (3, 4)]) == [
        Span(0, 2, Look.LAYOUT, Face()), Span(2, 3, Look.SHOWN, Face()), Span(3, 4, Look.LAYOUT, Face())]
    assert plain("Who **decides**, see [4](#x)") == "Who decides, see 4"


@given(st.text(alphabet="ab *_`[]()!<>~\\^:#\n", max_size=60))
def test_spans_cover_the_text_without_gap_or_overlap(text: str) -> None:
    found = spans(text, [(0, len(text) - len(text.lstrip()))])
    assert "".join(text[span.start : span.end] for span in found) == text
    assert all(span.start < span.end for span in found)


@pytest.mark.parametrize("piece", [
    "*a ", "_a*b", "[", "![", "](", "[a](", "`a``b", "](a(", "<https://", "**a _b ", " ", "\n",
])
def test_hostile_text_takes_no_longer_for_its_length(piece: str) -> None:
    """'time bounded (no quadratic blow-up on hostile text)': sixteen times the text is far from 256 times the time."""
    costs = []
    for number in (500, 8_000):
        start = time.process_time()
        spans(piece * number)
        costs.append(time.process_time() - start)
    assert costs[1] < 1 + 40 * costs[0]
