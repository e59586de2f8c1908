"""A redline on the screen: every word of both sides is there, in lines that fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.cli.redline import redline
from schemekit.text.comparing.words_diff import ChangeKind, word_changes

WORDS = ["board", "5", "days", "shall", "not", "\n", "\n\n", "- ", "w" * 30, ".", "é", "日本"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@pytest.mark.parametrize(("before", "after", "lines"), [
    pytest.param("within 5 days", "within 7 days", ["within [-5-] {+7+} days"], id="a-word"),
    pytest.param("a b", "a b", ["a b"], id="nothing"),
    pytest.param("", "new words", ["{+new words+}"], id="put-in"),
    pytest.param("# Old\n\nwords", "", ["[-# Old", "words-]"], id="taken-out"),
    pytest.param("- one\n- two", "- one\n- 2", ["- one", "- [-two-] {+2+}"], id="lines-stay-lines"),
    pytest.param("one two three four", "one two three five", ["one two three [-four-]", "{+five+}"], id="folded"),
])
def test_a_redline(before: str, after: str, lines: list[str]) -> None:
    assert redline(before, after, 24, colours=False) == lines


@given(TEXTS, TEXTS)
@settings(deadline=None, max_examples=150)
def test_nothing_is_left_out(before: str, after: str) -> None:
    """Lines folded to the width; never cut off."""
    changes = word_changes(before, after)
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.ADDED) == before
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.REMOVED) == after
    for colours in (False, True):
        said = redline(before, after, 24, colours=colours)
        shown = "".join("".join(said).split())
        assert all(word in shown for word in (*before.split(), *after.split()))
        assert colours or all(len(line) <= 24 for line in said)
