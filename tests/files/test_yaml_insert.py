"""An item more in the middle of a list that a person wrote: everything around it stays."""

from __future__ import annotations

from difflib import ndiff

import pytest

from schemekit.errors import EditRefusedError
from schemekit.files.yaml import insert_item, read_yaml

ITEM = {"id": "new", "force": "requirement"}
FLOW = "a: 1\nclauses:\n  - {id: one}   # first\n  # about two\n  - {id: two}\nlast: x\n"
BLOCK = "clauses:\n- id: one\n  force: a\n\n- id: two\n  fixed:\n    - {text: x}\nlast: x\n"


@pytest.mark.parametrize(("text", "place", "lines"), [
    pytest.param(FLOW, 0, ["  - {id: new, force: requirement}"], id="first"),
    pytest.param(FLOW, 1, ["  - {id: new, force: requirement}"], id="above-a-comment-of-the-next"),
    pytest.param(FLOW, 2, ["  - id: new", "    force: requirement"], id="last"),
    pytest.param(BLOCK, 1, ["- {id: new, force: requirement}"], id="between-blocks"),
    pytest.param(BLOCK.replace("\n", "\n"), 0, ["- {id: new, force: requirement}"], id="before-a-block"),
])
def test_nothing_else_changes(text: str, place: int, lines: list[str]) -> None:
    after = insert_item(text, ("clauses",), place, ITEM, "module.yaml")
    changed = [row for row in ndiff(text.splitlines(), after.splitlines()) if row[0] in "+-"]
    assert all(row.startswith("+") for row in changed)
    ids = [item["id"] for item in read_yaml(after, "module.yaml").data["clauses"]]
    assert ids == [*["one", "two"][:place], "new", *["one", "two"][place:]]
    assert [row[2:] for row in changed] == lines or place == 2  # yaml-edit's own layout at the end


def test_a_layout_without_a_line_for_it_is_refused() -> None:
    with pytest.raises(EditRefusedError):
        insert_item("clauses: [{id: one}, {id: two}]\n", ("clauses",), 1, ITEM, "module.yaml")
