"""What differs between two passages is quoted in whole words, in the part of the sentence in which they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.text.comparing.quotation import MOST_WORDS, contrasted

DAYS = "Working days are Monday to {} except public holidays at the seat; other days are calendar days."


@pytest.mark.parametrize(("ours", "theirs", "told"), [
    pytest.param(DAYS.format("Friday"), DAYS.format("Saturday"),
                 (("Working days are Monday to Friday except public holidays at the seat",
                   "Working days are Monday to Saturday except public holidays at the seat"),),
                 id="a-part-of-a-sentence"),
    pytest.param("The office shall answer.", "The office need not answer.",
                 (("The office shall answer", "The office need not answer"),), id="one-difference-once"),
    pytest.param("- The [responsible body](#body) is named;", "- another body is named;",
                 (("The responsible body is named", "another body is named"),), id="without-marks"),
    pytest.param("It is free.", "", (("It is free", ""),), id="only-ours"),
    pytest.param("", "| 10 days |", (("", "10 days"),), id="only-theirs"),
    pytest.param("Same words.", "Same  **words**.", (), id="no-difference"),
    pytest.param("It is kept, and the list is published in May.", "It is lost, and the list is published in June.",
                 (("It is kept", "It is lost"),
                  ("and the list is published in May", "and the list is published in June")), id="two-differences"),
    pytest.param("Members shall accept it in writing.", "Members should, where possible, accept it in writing.",
                 (("Members shall accept it in writing", "Members should, where possible, accept it in writing"),),
                 id="a-part-that-ends-on-one-side-only"),
    pytest.param("A complaint shall cost nothing, ever.", "A complaint shall cost nothing.",
                 (("A complaint shall cost nothing, ever", "A complaint shall cost nothing"),), id="words-that-went"),
])
def test_whole_phrases(ours: str, theirs: str, told: tuple[tuple[str, str], ...]) -> None:
    assert contrasted(ours, theirs) == told


def test_a_long_part_is_cut_on_both_sides_of_the_difference() -> None:
    many = " ".join(f"w{number}" for number in range(30))
    [(ours, theirs)] = contrasted(f"{many} shall {many}", f"{many} should {many}")
    assert ours.startswith("… w16 ")
    assert ours.endswith(" w13 …")
    assert theirs == ours.replace("shall", "should")


@given(st.lists(st.sampled_from(["a", "b,", "c", "d.", "shall", "may"]), max_size=60),
       st.lists(st.sampled_from(["a", "b,", "c", "d.", "shall", "may"]), max_size=60))
def test_it_is_quoted_as_it_stands(ours: list[str], theirs: list[str]) -> None:
    """Every phrase is a stretch of its passage; nothing is told of passages that are the same, something of others."""
    found = contrasted(" ".join(ours), " ".join(theirs))
    assert bool(found) is (ours != theirs)
    for pair in found:
        assert any(pair), "a difference has words on one side at least"
        for words, passage in zip(pair, (ours, theirs), strict=True):
            assert words.strip("… ") in " ".join(passage)
            assert len(words.split()) <= MOST_WORDS + 2
