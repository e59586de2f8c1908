"""The words of two wordings: whole words, few pieces, and nothing lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.comparing.words_diff import ChangeKind, WordChange, joined, word_changes

MARKS = {ChangeKind.SAME: "", ChangeKind.REMOVED: "-", ChangeKind.ADDED: "+"}
WORDINGS = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(["the", "body", "shall", "not", "answer", "5", "7.13", "days.", ",", "\n", "  ", "“",
                              "é"]),
             max_size=14).map(" ".join),
)


def told(before: str, after: str) -> str:
    """The pieces in one line, marked and parted by bars."""
    return "|".join(MARKS[change.kind] + change.text for change in word_changes(before, after))


@pytest.mark.parametrize(("before", "after", "pieces"), [
    pytest.param("", "", "", id="nothing"),
    pytest.param("a b", "a b", "a b", id="nothing-changed"),
    pytest.param("within 5 days.", "within 7 days.", "within |-5|+7| days.", id="a-figure"),
    pytest.param("The body shall answer.", "The body should answer.", "The body |-shall|+should| answer.", id="a-verb"),
    pytest.param("clause 4.2.1 binds", "clause 4.2.2 binds", "clause |-4.2.1|+4.2.2| binds", id="a-number-is-one-word"),
    pytest.param("a well-known body", "a well-liked body", "a |-well-known|+well-liked| body", id="so-is-a-compound"),
    pytest.param("one two three", "one three", "one |-two |three", id="a-word-taken-out-with-its-blank"),
    pytest.param("one two", "one", "one|- two", id="the-last-word"),
    pytest.param("The end.", "The end, for now.", "The end|+, for now|.", id="words-before-the-stop"),
    pytest.param("answer within 5", "answer\nwithin 5", "answer|- |+\n|within 5", id="another-wrapping-is-blanks-only"),
    pytest.param("Anyone may appeal to the board.", "The list of the certificates is on the website.",
                 "-Anyone may appeal to the board.|+The list of the certificates is on the website.",
                 id="stray-words-hold-nothing-together"),
    pytest.param("The secretariat keeps every record it receives for the whole of a period that the board sets.",
                 "The secretariat deletes personal data of the complainant when this procedure ends as the law asks.",
                 "-The secretariat keeps every record it receives for the whole of a period that the board sets.|"
                 "+The secretariat deletes personal data of the complainant when this procedure ends as the law asks.",
                 id="no-islands-of-small-words"),
    pytest.param("Yes.", "Yes. The panel meets twice in every year and writes down what it decided.",
                 "Yes.|+ The panel meets twice in every year and writes down what it decided.",
                 id="much-added-to-little"),
])  # fmt: skip
def test_people_can_read_it(before: str, after: str, pieces: str) -> None:
    """'Prefers whole words and few spans, no confetti.'"""
    assert told(before, after) == pieces


@given(WORDINGS, WORDINGS)
@settings(deadline=None)
def test_nothing_is_lost(before: str, after: str) -> None:
    """'Joining same and removed gives `before`, same and added gives `after`, byte for byte.'"""
    changes = word_changes(before, after)
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.ADDED) == before
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.REMOVED) == after


@given(WORDINGS, WORDINGS)
@settings(deadline=None)
def test_no_two_pieces_of_a_kind_touch(before: str, after: str) -> None:
    changes = word_changes(before, after)
    kinds = [change.kind for change in changes]
    assert all(change.text for change in changes)
    assert all(first is not second for first, second in itertools.pairwise(kinds))
    assert (ChangeKind.ADDED, ChangeKind.REMOVED) not in list(itertools.pairwise(kinds))


@given(st.lists(st.tuples(WORDINGS, WORDINGS), max_size=4))
@settings(deadline=None)
def test_what_follows_each_other_is_told_as_one(pairs: list[tuple[str, str]]) -> None:
    changes = joined(change for before, after in pairs for change in word_changes(before, after))
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.ADDED) == "".join(
        before for before, _ in pairs)
    assert "".join(change.text for change in changes if change.kind is not ChangeKind.REMOVED) == "".join(
        after for _, after in pairs)


def test_the_values_are_plain_words() -> None:
    assert [kind.value for kind in ChangeKind] == ["same", "removed", "added"]
    assert WordChange(ChangeKind.ADDED, "x").to_mapping() == {"kind": "added", "text": "x"}


@pytest.mark.parametrize(("before", "after"), [
    pytest.param("word " * 30_000, "words " * 30_001, id="one-word-again-and-again"),
    pytest.param("a b " * 20_000, "b a a " * 15_000, id="two-in-turn"),
    pytest.param("x" * 1_000_000, "x" * 999_999, id="one-long-word"),
    pytest.param(". " * 8_000, ".. " * 7_000, id="nothing-but-stops"),
    pytest.param(" " * 300_000, "\n" * 300_000, id="nothing-but-blanks"),
])  # fmt: skip
def test_hostile_wordings_end(before: str, after: str) -> None:
    assert "".join(change.text for change in word_changes(before, after)
                   if change.kind is not ChangeKind.ADDED) == before
