"""What a change leaves of what a clause asked: each row is a clause before and after, and what is left of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.text.comparing.diff import ClauseChange, compare_texts
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Context
from schemekit.text.significance.left_over import LeftOver, left_over, undoes_others

ALL, LESS, OTHER, NOTHING = LeftOver
WAS = "The secretariat shall acknowledge a complaint within 5 days. The answer shall name a contact."
FREE = "A complaint shall cost nothing."


def change(before: str, after: str, heading: str = "Complaints") -> ClauseChange | None:
    """One clause before and after, beside one that stays; None where nothing was done to it."""
    end = "\n## End { #end }\n\nThe board shall close the case.\n"
    texts = [f"# Policy\n\n## {heading} {{ #it }}\n\n{text}\n{end}" for text in (before, after)]
    return next((found for found in compare_texts(*texts) if found.id == "it"), None)


def left(before: str, after: str, context: Context | None = None) -> LeftOver:
    found = change(before, after)
    assert found is not None
    there = context or Context()
    return left_over(found, signals_of(found, there) if found.kinds else (), there)[0]


@pytest.mark.parametrize(("before", "after", "is_left"), [
    pytest.param(WAS, WAS.replace(". ", ".\n"), ALL, id="wrapped"),
    pytest.param(WAS, "- " + WAS.replace(". ", ".\n- "), ALL, id="a-list-made-of-sentences"),
    pytest.param(WAS.replace("shall name", "should name"), WAS, ALL, id="stronger"),
    pytest.param(WAS, WAS.replace("5 days", "3 days"), ALL, id="stricter"),
    pytest.param(WAS, WAS.replace("shall name", "should name"), LESS, id="weaker"),
    pytest.param(WAS, WAS.replace("5 days", "9 days"), LESS, id="looser"),
    pytest.param(WAS, WAS.replace("shall name", "may name"), LESS, id="one-duty-of-two-is-a-permission"),
    pytest.param(WAS, WAS.replace("shall name", "shall endeavour to name"), LESS, id="only-to-be-tried"),
    pytest.param(WAS, WAS.replace("acknowledge", "confirm receipt of"), OTHER, id="other-words"),
    pytest.param(WAS, WAS.replace("acknowledge", "ignore"), OTHER, id="other-words-that-turn-it-round"),
    pytest.param(WAS, WAS.replace("The sec", "Where it wishes, the sec"), OTHER, id="a-condition"),
    pytest.param(WAS, WAS.replace("5 days", "5 days, unless the board decides otherwise"), OTHER, id="an-exception"),
    pytest.param(WAS, WAS + " The complainant shall pay 500 euro.", OTHER, id="a-new-duty-may-be-anothers"),
    pytest.param(WAS, WAS + " The secretariat shall not name the complainant.", OTHER, id="a-new-prohibition"),
    pytest.param(WAS, "", NOTHING, id="emptied"),
    pytest.param(WAS, f"<!-- {WAS} -->", NOTHING, id="commented-out"),
    pytest.param(WAS, f"> {WAS}", NOTHING, id="a-note"),
    pytest.param(WAS, f"    {WAS}", NOTHING, id="code"),
    pytest.param(WAS, f"<div hidden>{WAS}</div>", NOTHING, id="hidden"),
    pytest.param(WAS, "We do nothing.", NOTHING, id="no-duty-left"),
    pytest.param(WAS, WAS.replace("shall", "may"), NOTHING, id="all-duties-are-permissions"),
    pytest.param(WAS, "The secretariat acknowledges a complaint.", NOTHING, id="information-in-a-text-that-says-shall"),
    pytest.param(WAS, WAS.replace("shall ack", "shall not ack"), NOTHING, id="a-not-that-came"),
    pytest.param(WAS, WAS.replace("shall ack", "need not ack"), NOTHING, id="an-exemption"),
    pytest.param(WAS, WAS + " Nothing in this clause is binding.", NOTHING, id="a-sentence-that-undoes-it"),
    pytest.param(WAS, WAS + " This clause is for information only.", NOTHING, id="said-to-be-no-duty"),
    pytest.param(WAS, WAS + " The board may waive any requirement of this clause.", NOTHING, id="waived"),
    pytest.param(FREE, "A complaint shall cost 500 euro.", NOTHING, id="a-not-that-went"),
    pytest.param("No fee shall be charged.", "A fee shall be charged.", NOTHING, id="a-no-that-went"),
])
def test_a_changed_clause(before: str, after: str, is_left: LeftOver) -> None:
    assert left(before, after) is is_left


def test_a_text_in_the_plain_present_binds_without_shall() -> None:
    present = Context(house_style="present")
    assert left(WAS, "The secretariat acknowledges a complaint within 5 days.", present) is not NOTHING


@pytest.mark.parametrize(("words", "undoes"), [
    ("Nothing in this procedure is binding.", True),
    ("This document is a non-binding draft; no clause applies.", True),
    ("No clause of this procedure shall bind anybody.", True),
    ("The board need not follow any of it.", True),
    ("The board may waive any requirement of this procedure.", True),
    ("This procedure applies only to paying members.", True),
    ("A complainant means a paying member.", True),
    ("> Nothing in this procedure is binding.", True),
    ("**Status:** aspirational.", True),
    ("This procedure is a draft.", True),
    ("The secretariat shall send the draft findings under this procedure.", False),
    ("> The panel is not large.", False),
    ("The secretariat shall not name the complainant.", False),
    ("The panel may visit a site.", False),
    ("Anyone may send in a statement by any means.", False),
    ("The scheme welcomes complaints.", False),
])
def test_words_outside_of_a_clause(words: str, undoes: bool) -> None:
    """'A preamble or added clause with no-duty, exemption or negation signals, a changed definition.'"""
    added = next(found for found in compare_texts("# P\n\n## A { #a }\n\nIt shall be.\n",
                                                  f"# P\n\n## A {{ #a }}\n\nIt shall be.\n\n## B {{ #b }}\n\n{words}\n")
                 if found.source is None)
    assert bool(list(undoes_others(signals_of(added, Context()), Context()))) is undoes


SENTENCES = st.lists(st.sampled_from([
    "The secretariat shall acknowledge a complaint within 5 days.", "The answer shall name a contact.",
    "The secretariat may answer.", "Nothing is done.", "We listen.", "<!-- The board shall meet. -->", "> A note.",
]), max_size=4).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_all_is_left_only_where_no_sentence_went_or_changed(before: str, after: str) -> None:
    found = change(before, after)
    if found is None or not found.kinds or left(before, after) is not ALL:
        return
    said = [sorted(re.sub("<!--.*?-->", "", text).split()) for text in (before, after)]
    assert said[0] == said[1] or not said[0]   # of a clause that said nothing, nothing was judged
