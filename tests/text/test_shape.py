"""The shape of a text: what white space may change, and what it may not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemekit.text import shape as shape_file
from schemekit.text.document import comparable
from schemekit.text.shape import shape, words_and_shape

TABLE = "| Case | Decides |\n|---|---|\n| Fraud | Panel |\n| Other | Board |\n"


@pytest.mark.parametrize(("text", "lines"), [
    pytest.param("It shall\nanswer  in\ttime.\n", ["paragraph: It shall answer in time."], id="wrapped"),
    pytest.param("One.\n\n    It shall.\n", ["paragraph: One.", "code: It shall."], id="four-blanks"),
    pytest.param("One.\n\n\tIt shall.\n", ["paragraph: One.", "code: It shall."], id="a-tab"),
    pytest.param("```\nIt shall.\n```\n", ["code: It shall."], id="fence"),
    pytest.param("> It shall.\n", ["quote:", "quote > paragraph: It shall."], id="note"),
    pytest.param("<!-- It\nshall. -->\n", ["comment: <!-- It shall. -->"], id="comment"),
    pytest.param("- a\n- b\n", ["item:", "item > paragraph: a", "item:", "item > paragraph: b"], id="items"),
    pytest.param("- a - b\n", ["item:", "item > paragraph: a - b"], id="items-joined"),
    pytest.param("- a\n  - b\n", ["item:", "item > paragraph: a", "item > item:", "item > item > paragraph: b"],
                 id="an-item-under-another"),
    pytest.param("- a\n\nIt shall.\n", ["item:", "item > paragraph: a", "paragraph: It shall."], id="after-a-list"),
    pytest.param("- a\nIt shall.\n", ["item:", "item > paragraph: a It shall."], id="part-of-an-item"),
    pytest.param(TABLE, ["head row: Case | Decides", "row: Fraud | Panel", "row: Other | Board"], id="table"),
    pytest.param(TABLE.replace("Panel |\n", "Panel | "), ["head row: Case | Decides", "row: Fraud | Panel"],
                 id="rows-joined"),
    pytest.param("[^1]: One.\n[^2]: Two.\n", ["note: [^1]: One.", "note: [^2]: Two."], id="footnotes"),
    pytest.param("[^1]: One. [^2]: Two.\n", ["note: [^1]: One. [^2]: Two."], id="footnotes-joined"),
    pytest.param("\ufeff---\na: b\n---\n# T\r\n\r\nX\r\n",
                 ["front matter: --- a: b ---", "heading 1: T", "paragraph: X"],
                 id="front-matter"),
    pytest.param("a\\\nb\n", ["paragraph: a b"], id="line-break"),
    pytest.param("<div>\nX\n</div>\n", ["html: <div> X </div>"], id="html"),
    pytest.param("", [], id="nothing"),
])
def test_blocks(text: str, lines: list[str]) -> None:
    assert list(shape(text)) == lines


WORDS = st.lists(st.sampled_from(
    ["the", "scheme", "shall", "answer", "(in)", "5", "days,", "**or**", "say", "why.", "“so”"]),
                 min_size=1, max_size=12)
LEADS = st.sampled_from(["", "- ", "> ", "  - ", "1. ", "## ", "    ", "| a | ", "```\n", "<!-- "])
ENDS = {"```\n": "\n```", "<!-- ": " -->"}
GAPS = st.sampled_from(["\n", "\n\n", " ", "\n    ", "\n\n    ", "\n\n\t", "\n  ", "\n- ", " | ", "\n|---|\n", "\n> ",
                        "\n```\n"])


@given(st.lists(st.tuples(LEADS, WORDS), min_size=1, max_size=5), st.data())
@settings(deadline=None, max_examples=60)
def test_wrapping_inside_a_paragraph_is_no_other_shape(parts: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    """'re-wrapping a paragraph at blanks inside it never changes the shape'."""
    blanks = st.sampled_from([" ", "\n", "  ", "\t", "\n ", "\n   "])

    def written(wrapped: bool) -> str:
        made = []
        for lead, words in parts:
            # A word that could begin a block stays where it is; none of these can.
            is_prose = wrapped and lead in ("", "- ", "> ", "  - ", "1. ")
            gaps = [data.draw(blanks) if is_prose else " " for _ in words[1:]]
            if lead == "> ":
                gaps = [gap.replace("\n", "\n> ") for gap in gaps]
            made.append(lead + words[0] + "".join(gap + word for gap, word in zip(gaps, words[1:], strict=True))
                        + ENDS.get(lead, ""))
        return "\n\n".join(made) + "\n"

    plain, wrapped = written(wrapped=False), written(wrapped=True)
    if ">" not in plain:
        assert comparable(plain) == comparable(wrapped)
    assert shape(plain) == shape(wrapped)


@given(st.lists(st.tuples(GAPS, WORDS), min_size=1, max_size=6), st.lists(GAPS, min_size=6, max_size=6))
@settings(deadline=None, max_examples=150)
def test_same_words_and_shape_read_the_same(parts: list[tuple[str, list[str]]], others: list[str]) -> None:
    """'same words and equal shape: same rendered text', as another reader of Markdown shows it."""
    first = "".join(gap + " ".join(words) for gap, words in parts).strip("\n") + "\n"
    again = zip(others, parts, strict=False)
    second = "".join(other + " ".join(words) for other, (_, words) in again).strip("\n") + "\n"
    if words_and_shape(first) == words_and_shape(second):
        assert rendered(first) == rendered(second)


ODD = st.sampled_from([
    "a", "the duty", "\n", "\n\n", "## T", "# T { #id }", " #", "#", "  ", "\t", "\\", "=", "-", "---", "1. ", "(x)",
    '"q', "|", "> ", "`", "```", "[a]:", "\u00a0", "\x0c", "é", "“so”", "   \n", "*", "<b>", "&", "####### x", "\x1f",
])


@given(st.lists(ODD, min_size=1, max_size=9))
@settings(deadline=None, max_examples=300)
def test_plain_blocks_are_read_as_the_reader_of_markdown_reads_them(parts: list[str]) -> None:
    """'Loading a reader of Markdown for them takes longer than all of `check` beside it.'"""
    text = "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        quick = shape(text)
        patch.setattr(shape_file, "_plain", lambda _: None)
        assert quick == shape(text)


def rendered(text: str) -> str:
    """What a reader sees: tags and words, without the white space that no browser shows, and without the tightness
    of a list, which is air between its items."""
    html = MarkdownIt("commonmark").enable("table").render(text)
    return " ".join(re.sub(r"</?p>|\s+", " ", re.sub(r"</?(?:pre|code)[^>]*>", " <code> ", html)).split())


@pytest.mark.parametrize("hostile", [
    pytest.param("> " * 30 + "a\n" + "b\n" * 4_000, id="quotes"), pytest.param("- " * 10_000, id="items"),
    pytest.param("|" * 20_000 + "\n" + "|-" * 20_000, id="bars"), pytest.param("[" * 20_000 + "]:", id="brackets"),
    pytest.param("|a" * 300 + "\n" + "|-" * 300 + "\n" + "a\n" * 4_000, id="a-wide-table"),
    pytest.param("<!--\n" * 10_000, id="comments"), pytest.param("[a]:\n" * 10_000, id="notes"),
])
def test_hostile_texts_take_no_longer(hostile: str) -> None:
    """Ended by the time limit of the tests where it would not be linear."""
    assert words_and_shape(hostile)
