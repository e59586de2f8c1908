"""'Front matter and YAML merge by key, tables by row and cell, lists by item.'"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.text.merging.keyed import merge_keys
from schemekit.text.merging.merge import Form, Known, Merged, form_of, merge_texts
from schemekit.text.merging.numbering import renumbered
from schemekit.text.merging.word_merge import Passage, WordMerge

YAML = Known(form=Form.KEYS)
ROWS = Known(form=Form.ROWS)
BASE = """\
# Ours, and all.
title: Grievance   # as printed
topics:
- appeals
- complaints
order: 4
nested:
  a: 1
  b: 2
"""


@pytest.mark.parametrize(("mine", "its"), [
    pytest.param([("order: 4", "order: 5")], [("a: 1", "a: 7")], id="different-keys"),
    pytest.param([("order: 4\n", "order: 4\nnew: x\n")], [("  b: 2\n", "  b: 2\n  c: 3\n")], id="keys-added"),
    pytest.param([("- appeals\n", "")], [("- complaints\n", "- complaints\n- panels\n")], id="items"),
    pytest.param([("order: 4\n", "")], [("a: 1", "a: 7")], id="a-key-taken-out"),
    pytest.param([("# Ours, and all.", "# Ours.")], [("order: 4", "order: 5")], id="a-comment"),
])
def test_what_stands_under_different_keys_never_meets(mine: list[tuple[str, str]], its: list[tuple[str, str]]) -> None:
    ours, source, both = BASE, BASE, BASE
    for old, new in mine:
        ours, both = ours.replace(old, new), both.replace(old, new)
    for old, new in its:
        source, both = source.replace(old, new), both.replace(old, new)
    assert merge_texts(BASE, ours, source, YAML) == Merged(both)
    text, merged = f"---\n{BASE}---\n\n# T\n", f"---\n{both}---\n\n# T\n"
    assert merge_texts(text, f"---\n{ours}---\n\n# T\n", f"---\n{source}---\n\n# T\n") == Merged(merged)


def test_one_key_with_two_new_values_is_asked_about() -> None:
    ours, source = BASE.replace("order: 4", "order: 5"), BASE.replace("order: 4", "order: 6")
    merged = merge_texts(f"---\n{BASE}---\nT\n", f"---\n{ours}---\nT\n", f"---\n{source}---\nT\n")
    assert merged.text == f"---\n{ours}---\nT\n"
    (clash,) = merged.clashes
    assert (clash.base, clash.ours, clash.source) == ("order: 4", "order: 5", "order: 6")


@pytest.mark.parametrize(("base", "ours", "source"), [
    pytest.param("a: 1\nb: 2\n", "a: 1\n", "a: 1\nb: 3\n", id="taken-out-here-and-changed-there"),
    pytest.param("- a\n- b\n", "- a\n- c\n", "- a\n- d\n", id="one-item-reworded-by-both"),
    pytest.param("a: 1\na: 2\n", "a: 1\na: 3\n", "a: 4\na: 2\n", id="one-key-twice"),
    pytest.param("{a: 1}\n", "{a: 2}\n", "{a: 1, b: 2}\n", id="no-block"),
])
def test_what_cannot_be_taken_apart_is_left_to_the_words(base: str, ours: str, source: str) -> None:
    assert merge_keys(base, ours, source) is None


ENTRIES = st.lists(st.sampled_from([
    "a: 1", "a: 2", "b: 1", '"b": 3', "c:\n  x: 1", "c:\n  x: 2\n  y: 3", "d:\n- i\n- j", "d:\n- i\n- k", "# e", "",
    "f: [1]", "- g",
]), max_size=5).map("\n".join)


@given(ENTRIES, ENTRIES, ENTRIES)
@settings(deadline=None)
def test_no_entry_is_lost(base: str, ours: str, source: str) -> None:
    """'every word that either side inserted is in the result or in a decision'"""
    merged = merge_texts(base, ours, source, YAML)
    asked = " ".join(f"{clash.ours} {clash.source}" for clash in merged.clashes)
    there = set(re.findall(r"\w+", f"{merged.text} {asked}"))
    assert set(re.findall(r"\w+", f"{ours} {source}")) - set(re.findall(r"\w+", base)) <= there
    assert merge_texts(base, base, source, YAML) == Merged(source)
    assert merge_texts(base, ours, base, YAML) == Merged(ours)


@pytest.mark.parametrize(("base", "ours", "source", "text"), [
    pytest.param("x: 1\n", "x: 1\na:\n  b: 1\n", "x: 1\na:\n  c: 1\n", "x: 1\na:\n  c: 1\n  b: 1\n", id="one-new-key"),
    pytest.param("", "a: 1\n", "b: 1\n", "b: 1\na: 1\n", id="of-nothing"),
])
def test_what_both_added(base: str, ours: str, source: str, text: str) -> None:
    assert merge_texts(base, ours, source, YAML) == Merged(text)


def test_a_key_in_quotes_is_the_same_key() -> None:
    merged = merge_texts("x: 1\n", "x: 1\na: 1\n", 'x: 1\n"a": 2\n', YAML)
    assert [(clash.ours, clash.source) for clash in merged.clashes] == [("a: 1", '"a": 2')]


def test_by_key_alone() -> None:
    assert merge_keys("a: 1\n", "a: 2\n", "a: 3\n") == WordMerge(
        text="a: 2\n", passages=(Passage(start=0, base="a: 1", ours="a: 2", source="a: 3"),))


class TestRows:
    CSV = "case,days\n1,5\n2,6\n"

    def test_cells_and_rows(self) -> None:
        ours, source = f"{self.CSV}3,7\n", self.CSV.replace("1,5", "1,4")
        assert merge_texts(self.CSV, ours, source, ROWS) == Merged(f"{source}3,7\n")

    def test_one_cell_twice_is_asked_about_with_its_row(self) -> None:
        merged = merge_texts(self.CSV, self.CSV.replace("2,6", "2,7"), self.CSV.replace("2,6", "2,8"), ROWS)
        assert [(clash.base, clash.ours, clash.source) for clash in merged.clashes] == [("2,6", "2,7", "2,8")]

    @pytest.mark.parametrize(("file", "form"), [
        ("policy.md", Form.PROSE), ("forms/register.csv", Form.ROWS), ("adoption.yaml", Form.KEYS), ("x", Form.PROSE),
    ])
    def test_the_form_of_a_file(self, file: str, form: Form) -> None:
        assert form_of(file) is form


class TestTables:
    TABLE = "| A | B |\n|---|---|\n| x | 5 |\n| y | 6 |\n"

    def test_by_row_and_cell(self) -> None:
        ours, source = self.TABLE.replace("| x |", "| xx |"), f"{self.TABLE.replace('5', '7')}| z | 9 |\n"
        assert merge_texts(self.TABLE, ours, source) == Merged(source.replace("| x |", "| xx |"))

    def test_a_new_column_and_new_cells(self) -> None:
        wide = "| A | B | C |\n|---|---|---|\n| x | 5 | n |\n| y | 6 | m |\n"
        assert merge_texts(self.TABLE, wide, self.TABLE.replace("6", "8")).text == wide.replace("6 |", "8 |")

    def test_a_new_column_and_a_new_row_are_asked_about(self) -> None:
        """A row of another width is no row."""
        wide = "| A | B | C |\n|---|---|---|\n| x | 5 | n |\n| y | 6 | m |\n"
        merged = merge_texts(self.TABLE, wide, f"{self.TABLE}| z | 9 |\n")
        assert merged.text == wide
        assert [clash.source for clash in merged.clashes] == ["| y | 6 |\n| z | 9 |"]


class TestNumbers:
    """Renumbering never conflicts by itself, and lists count on."""

    LIST = "1. Alpha comes first.\n2. Beta comes then.\n3. Gamma comes last.\n"

    def test_an_item_gone_here_and_one_edited_there(self) -> None:
        ours = "1. Alpha comes first.\n2. Gamma comes last.\n"
        source = self.LIST.replace("comes last", "comes at the very end")
        assert merge_texts(self.LIST, ours, source) == Merged(ours.replace("comes last", "comes at the very end"))

    def test_new_items_of_both_count_on(self) -> None:
        ours = "1. Before all others stands this.\n2. Alpha comes first.\n3. Beta comes then.\n4. Gamma comes last.\n"
        source = f"{self.LIST}4. Delta follows all of them.\n"
        assert merge_texts(self.LIST, ours, source) == Merged(f"{ours}5. Delta follows all of them.\n")

    def test_a_list_that_does_not_count_is_left_alone(self) -> None:
        assert renumbered("1. a\n1. b\n", ["1. a\n1. b\n"]) == ()
        assert renumbered("1. a\n3. b\n", ["1. a\n2. b\n"]) == (((5, 6), "2"),)
