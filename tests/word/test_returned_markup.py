"""New words of a returned file are words, whatever marks they hold.

'Read back by pandoc and markdown-it as the same plain words, no raw block, no div, no heading.'
"""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemekit.text.returning.markdown import block
from schemekit.text.returning.unit import Run, Unit, UnitKind
from schemekit.word.pandoc import tree_of_markdown
from schemekit.word.returned import returned_file
from tests.word.returned_samples import SENT, exported
from tests.word.word_user import WordUser

FILE = exported()
HARMFUL = ("::: warning", "The Council may. --", "!!! danger", "??? note", "--- x", "***", "{{ x }}", "{% raw %}",
           "<script>alert(1)</script>", "# Title", "Title. ===", "Words. ---", "1. one", "- item", "+ item", "> quoted",
           "| a | b |", "[a]: b", "[^1]: note", "~~~", "```", ": meaning", "$x$", "\\begin{x}", "(1) one", "a. one",
           "i) one", "(@) one", "#. one", "* * *", "_ _ _", "[](#a){.b}", "&lt;b&gt;", "http://a_b_c.example", "=")


def markdown_of(words: str) -> str:
    """A new paragraph as it is written down."""
    return block(Unit(kind=UnitKind.PARAGRAPH, runs=(Run(words),)), [Run(words)], lambda _: "")


def assert_plain(words: str) -> None:
    """Both readers see one paragraph of these words below another."""
    blocks = tree_of_markdown(f"Before.\n\n{markdown_of(words)}\n\nAfter.\n")["blocks"]
    assert [piece["t"] for piece in blocks] == ["Para"] * 3, markdown_of(words)
    inner = json.dumps(blocks)
    assert not any(f'"t": "{kind}"' in inner for kind in ("RawInline", "RawBlock", "Math", "Note", "Code", "Emph",
                                                          "Strong", "Strikeout", "Superscript", "Subscript", "Image"))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(f"Before.\n\n{markdown_of(words)}\n")
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"] * 2, markdown_of(words)
    said = "".join(child.content if child.type != "softbreak" else " " for child in tokens[4].children or ())
    assert said.split() == words.split()
    assert not any(child.type.startswith(("html", "code", "link", "image")) for child in tokens[4].children or ())


class TestNewWords:
    @pytest.mark.parametrize("words", HARMFUL)
    def test_what_looks_like_markup_is_words(self, words: str) -> None:
        assert_plain(words)

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.sampled_from([*"-=:!?#*+_~`|<>()[]{}$^&%@.1ai", "word", " ", ". ", "A. ", "--", ":::", "{{"]),
                    min_size=1, max_size=8).map("".join).filter(lambda words: any(map(str.isalnum, words))))
    def test_whatever_they_hold(self, words: str) -> None:
        assert_plain(words)

    @pytest.mark.parametrize("new", ["1.", "-", "#", ":::", "!!!", ">"])
    def test_at_the_beginning_of_a_paragraph_that_was_there(self, new: str) -> None:
        found = returned_file(WordUser(FILE).replace("The secretariat checks", f"{new} checks").saved(), SENT, "m")
        assert len(found.edits) == 1
        assert found.notes == ()
