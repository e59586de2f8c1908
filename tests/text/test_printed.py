"""Words as they are printed, found again in the Markdown by people who copied them from a document."""

from __future__ import annotations

import pytest

from schemekit.text.printed import printed, printed_place, with_links_of

TEXT = """\
## Scope { #scope }

The [secretariat](../bodies/policy.md#bodies)
checks **each** complaint[^1] – “at once”.
It says why.

## Again { #again }

It says why.
"""


@pytest.mark.parametrize(("words", "are_gone", "found"), [
    pytest.param("The secretariat checks each complaint", True,
                 "The [secretariat](../bodies/policy.md#bodies)\nchecks **each** complaint", id="a-reference-in-it"),
    pytest.param("secretariat", True, "[secretariat](../bodies/policy.md#bodies)", id="the-whole-reference-goes"),
    pytest.param("secretariat", False, "secretariat", id="other-words-in-the-reference"),
    pytest.param("each", True, "**each**", id="marks-that-would-hold-nothing"),
    pytest.param('complaint - "at once"', True, "complaint[^1] – “at once”", id="typography-and-a-footnote"),
    pytest.param("It says why.", True, None, id="twice"),
    pytest.param("It said why.", True, None, id="other-words"),
    pytest.param("", True, None, id="nothing"),
])
def test_places(words: str, are_gone: bool, found: str | None) -> None:
    place = printed_place(TEXT, words, None, are_gone=are_gone)
    assert (place and TEXT[slice(*place)]) == found


def test_within_a_clause() -> None:
    at = TEXT.index("## Again")
    assert printed_place(TEXT, "It says why.", (at, len(TEXT)), are_gone=True) == (
        TEXT.rindex("It says"), len(TEXT) - 1)


def test_references_survive_new_words() -> None:
    assert with_links_of("The [body](#b) checks", "No body decides") == "No [body](#b) decides"
    assert with_links_of("The [body](#b) checks", "A body is a body") == "A body is a body"


@pytest.mark.parametrize("words", ["[" * 50_000, "[a](" * 20_000, "*" * 50_000, "** a" * 20_000, " " * 100_000])
def test_hostile_words_take_no_time(words: str) -> None:
    assert len(printed(words)) <= len(words)
    printed_place(words, "a", None, are_gone=True)
