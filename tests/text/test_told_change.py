"""Proposed changes told to people who never saw Markdown.

'Raw marks in proposals and logs for lay people: show "New clause: Training of staff", "Item left out: …"'
"""

from __future__ import annotations

import pytest

from schemekit.text.comment_rows import told_exchange
from schemekit.text.told_change import plain_marks


@pytest.mark.parametrize(("before", "after", "told"), [
    pytest.param("", "## Training of staff { #training-of-staff }\n\nEverybody is trained.\n",
                 "New clause: Training of staff\nEverybody is trained.", id="a-clause"),
    pytest.param("\n### Fee {#fee}\n\n- a\n", "", "Clause left out: Fee\n• a", id="a-clause-that-goes"),
    pytest.param("", "- by post\n", "New item: by post", id="an-item"),
    pytest.param("- by post\n- by fax\n", "", "Item left out: by post\nItem left out: by fax", id="items"),
    pytest.param("", "| a | b\\|c |\n", "Table row: a; b|c", id="a-row"),
    pytest.param("|a|b|\n|---|---|\n|c|d|", "", "Table row left out: a; b\nTable row left out: c; d", id="a-table"),
    pytest.param("| Intake | | 5 |", "| Intake | 1 | 5 |", "Replace: “Intake; ; 5”\nBy: “Intake; 1; 5”", id="a-cell"),
    pytest.param("See [the plan](../x/policy.md#y)[^1].", "See **the** [map](#z).",
                 "Replace: “See the plan.”\nBy: “See the map.”", id="links-emphasis-and-footnotes"),
    pytest.param("See [it](#y).", "See [it](#z).",
                 "Another form or reference, with the same words: “See it.”", id="only-where-a-link-leads"),
    pytest.param("- by post", "- by fax", "Replace: “by post”\nBy: “by fax”", id="an-item-reworded"),
    pytest.param("## A { #a }", "## B { #a }", "Replace: “A”\nBy: “B”", id="a-heading"),
    pytest.param("## A { #a }", "### A { #a }", "Another form or reference, with the same words: “A”", id="only-marks"),
    pytest.param("## A { #a }\n\nx", "## A { #a }\n\nx", "Move to another place: “A\n\nx”", id="a-move"),
    pytest.param("a sentence", "", "Delete: “a sentence”", id="a-sentence"),
    pytest.param("", "-5 degrees #5", "Add: “-5 degrees #5”", id="no-mark"),
])
def test_in_words(before: str, after: str, told: str) -> None:
    assert told_exchange(before, after) == told


@pytest.mark.parametrize("words", ["# " + "{ " * 50_000, "|" * 100_000, "- " * 50_000, " " * 100_000 + "-"])
def test_hostile_words_take_no_time(words: str) -> None:
    assert len(plain_marks(words)) <= len(words) + 200_000
