"""Lists in YAML that a person wrote: items kept letter by letter, put in order, taken out and added."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemekit.errors import EditRefusedError
from schemekit.files.yaml import DELETE, Kept, edit_list, read_yaml

TEXT = """\
id: fees
# Every clause.
clauses:
  - {id: a, force: information}   # the first
  # b was argued over: see the minutes
  - id: b
    force: requirement
    # why it is fixed
    fixed: []
  - {id: c, force: permission}
# What went.
retired: []
last: 1
"""


@pytest.mark.parametrize(("items", "lines"), [
    pytest.param([2, 0, 1], ["  - {id: c, force: permission}", "  - {id: a, force: information}   # the first",
                             "  # b was argued over: see the minutes", "  - id: b", "    force: requirement",
                             "    # why it is fixed", "    fixed: []"], id="another-order"),
    pytest.param([0, {"id": "new", "force": "may"}, 2], ["  - {id: a, force: information}   # the first",
                                                         "  - {id: new, force: may}",
                                                         "  - {id: c, force: permission}"], id="one-for-another"),
    pytest.param([1], ["  # b was argued over: see the minutes", "  - id: b", "    force: requirement",
                       "    # why it is fixed", "    fixed: []"], id="one-left"),
])
def test_items_stay_letter_by_letter(items: Sequence[int | dict[str, str]], lines: list[str]) -> None:
    after = edit_list(TEXT, ("clauses",), items, "module.yaml")
    head, tail = TEXT.split("  - {id: a")[0], "# What went.\nretired: []\nlast: 1\n"
    assert after == head + "\n".join(lines) + "\n" + tail


@pytest.mark.parametrize(("text", "items", "after"), [
    pytest.param("retired: []\nx: 1\n", [{"id": "a"}], "retired:\n  - {id: a}\nx: 1\n", id="an-empty-list"),
    pytest.param("retired:\nx: 1\n", [{"id": "a"}], "retired:\n  - {id: a}\nx: 1\n", id="a-key-with-nothing"),
    pytest.param("a:\n- 1\n", [0], "a:\n- 1\n", id="nothing-to-do"),
    pytest.param("a:\n- {x: 1}\n- {x: 2}\nb: 1", [1, 0], "a:\n- {x: 2}\n- {x: 1}\nb: 1", id="not-indented"),
    pytest.param("a:\n  - {x: 1}\n  - {x: 2}", [1], "a:\n  - {x: 2}\n", id="no-line-break-at-the-end"),
])
def test_other_layouts(text: str, items: Sequence[int | dict[str, str]], after: str) -> None:
    assert edit_list(text, (text[:text.index(":")],), items, "module.yaml") == after


def test_a_key_of_an_item_is_taken_out() -> None:
    after = edit_list(TEXT, ("clauses",), [Kept(0, {"force": DELETE}), 1, 2], "module.yaml")
    assert after == TEXT.replace("{id: a, force: information}", "{id: a}")


@pytest.mark.parametrize("text", [
    pytest.param("a: [{x: 1}, {x: 2}]\nb: 2  # kept\n", id="in-brackets"),
    pytest.param("a:\n  -\n    x: 1\n  - {x: 2}\nb: 2  # kept\n", id="a-dash-alone"),
    pytest.param("b: 2  # kept\n", id="no-such-key"),
])
def test_a_layout_of_another_kind_is_written_anew(text: str) -> None:
    items: list[int | dict[str, int]] = [1, {"x": 3}] if "a:" in text else [{"x": 2}, {"x": 3}]
    after = edit_list(text, ("a",), items, "module.yaml")
    assert read_yaml(after, "m").data == {"a": [{"x": 2}, {"x": 3}], "b": 2}
    assert "# kept" in after


def test_all_items_out() -> None:
    after = edit_list(TEXT, ("clauses",), [], "module.yaml")
    assert read_yaml(after, "m").data == {"id": "fees", "clauses": [], "retired": [], "last": 1}


def test_what_cannot_be_changed_safely() -> None:
    with pytest.raises(EditRefusedError):
        edit_list("x: 1\n", ("x", "y"), [{"a": 1}], "module.yaml")


@settings(max_examples=100, deadline=None)
@given(order=st.permutations(range(4)), keep=st.integers(0, 4), indent=st.sampled_from(["", "  ", "    "]))
def test_any_order_reads_back(order: list[int], keep: int, indent: str) -> None:
    text = "a:\n" + "".join(f"{indent}# c{n}\n{indent}- {{n: {n}}}\n" for n in range(4)) + "z: 1\n"
    after = edit_list(text, ("a",), order[:keep], "module.yaml")
    assert read_yaml(after, "m").data == {"a": [{"n": n} for n in order[:keep]], "z": 1}


def test_values_in_kept_items() -> None:
    """Only what was set is written; comments and the other keys stay as they are."""
    after = edit_list(TEXT, ("clauses",), [Kept(1, {"force": "permission"}), Kept(0, {"fixed": [{"text": "5 days"}]}),
                                           Kept(2)], "module.yaml")
    without = TEXT.replace("  - {id: a, force: information}   # the first\n", "")
    assert after == without.replace("force: requirement", "force: permission").replace(
        "  - {id: c", "  - {id: a, force: information, fixed: [{text: \"5 days\"}]}   # the first\n  - {id: c")


def test_a_thousand_changed_items_take_a_moment() -> None:
    text = "a:\n" + "".join(f"  - {{n: {n}, force: may}}\n" for n in range(1000))
    began = time.process_time()
    after = edit_list(text, ("a",), [Kept(n, {"force": "shall"}) for n in reversed(range(1000))], "module.yaml")
    assert read_yaml(after, "m").data["a"][0] == {"n": 999, "force": "shall"}
    assert time.process_time() - began < 5
