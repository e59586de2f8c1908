"""A text as words: what is compared, what is kept beside, and where passages end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.text.merging.words import BULLET_KEY, HEADING_KEY, NUMBER_KEY, TITLE_NUMBER_KEY, Words

LINES = st.sampled_from(["# T", "## 4.2 A", "- b", "12. c", "> 1. d", "| e | f |", "g. H", "", "```", "  - “i”",
                         "\t* j"])
TEXTS = st.one_of(st.text(max_size=40), st.lists(LINES, max_size=8).map("\n".join))


@given(TEXTS, st.booleans())
def test_the_text_comes_back_byte_for_byte(text: str, are_rows: bool) -> None:
    words = Words.of(text, are_rows=are_rows)
    assert words.text == text
    assert len(words.keys) == len(words.texts) == len(words.spaces) == len(words.lines)


@given(TEXTS)
def test_passages_and_parts_end_in_order_and_at_the_end(text: str) -> None:
    words = Words.of(text)
    for ends in (words.passage_ends, words.ends):
        assert list(ends) == sorted(set(ends))
        assert not len(words) or ends[-1] == len(words)
    assert set(words.passage_ends) <= set(words.ends)


@pytest.mark.parametrize(("text", "other"), [
    pytest.param("1. Anyone may appeal.", "7. Anyone may appeal.", id="the-number-of-an-item"),
    pytest.param("- Anyone", "* Anyone", id="the-mark-of-an-item"),
    pytest.param("## 4.2 Appeals", "## 5.1. Appeals", id="the-typed-number-of-a-heading"),
    pytest.param("## J. Appeals", "## K. Appeals", id="the-letter-of-a-heading"),
    pytest.param("## Appeals", "#### Appeals", id="the-level-of-a-heading"),
    pytest.param("the scheme's “own” words", "the scheme’s \"own\" words", id="typographic-quotes"),
    pytest.param("one two\nthree", "one\n   two three", id="wrapping"),
])
def test_what_is_never_a_difference_in_words(text: str, other: str) -> None:
    """'Re-wrapping, renumbering, moving and typographic quotes never conflict by themselves.'"""
    assert Words.of(text).keys == Words.of(other).keys


@pytest.mark.parametrize(("text", "other"), [
    pytest.param("In 5 days.", "In 7 days.", id="a-figure"),
    pytest.param("Pay 1.5 euros.", "Pay 1,5 euros.", id="a-figure-written-otherwise"),
    pytest.param("It shall answer.", "It should answer.", id="a-binding-verb"),
])
def test_what_is(text: str, other: str) -> None:
    assert Words.of(text).keys != Words.of(other).keys


@pytest.mark.parametrize(("text", "passages"), [
    pytest.param("One two. Three.", ["One two. ", "Three."], id="sentences"),
    pytest.param("See No. 7 of Art. 3, e.g. here. Then.", ["See No. 7 of Art. 3, e.g. here. ", "Then."],
                 id="abbreviations"),
    pytest.param("In ISO/IEC 17065:2012 7.13. Next.", ["In ISO/IEC 17065:2012 7.13. ", "Next."], id="clause-numbers"),
    pytest.param("He said “yes.” She left.", ["He said “yes.” ", "She left."], id="quotes"),
    pytest.param("Intro:\n- a\n- b", ["Intro:\n", "- a\n", "- b"], id="items"),
    pytest.param("| a | b |\n|---|---|\n| c | d |", ["| a | b |\n", "|---|---|\n", "| c | d |"], id="rows"),
    pytest.param("# T\nwords\n\nmore", ["# T\n", "words\n\n", "more"], id="headings-and-paragraphs"),
    pytest.param("one\ntwo. three", ["one\ntwo. three"], id="a-line-break-ends-nothing"),
])
def test_passages(text: str, passages: list[str]) -> None:
    words = Words.of(text)
    pieces = [text + space for text, space in zip(words.texts, words.spaces, strict=True)]
    spans = zip((0, *words.passage_ends), words.passage_ends, strict=False)
    assert ["".join(pieces[start:end]) for start, end in spans] == passages


def test_marks_are_known() -> None:
    words = Words.of("## 4. A\n\n1. b\n- c\n> * d")
    marks = [key for key in words.keys if not key.isalnum() and key != ">"]
    assert marks == [HEADING_KEY, TITLE_NUMBER_KEY, NUMBER_KEY, BULLET_KEY, BULLET_KEY]


def test_cells_of_rows_are_parted_at_commas() -> None:
    assert Words.of("case,days\n1,5\n", are_rows=True).keys == ("case", ",", "days", "1", ",", "5")
