"""Putting an item into the middle of a list that a person wrote, in the text, so that all around it stays.

Part of the one door to YAML; changing and adding at the end is `yaml_edit`'s.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import yaml

from schemekit.errors import EditRefusedError
from schemekit.files.yaml_edit import Path, edit_yaml
from schemekit.files.yaml_read import read_yaml
from schemekit.files.yaml_words import path_text
from schemekit.files.yaml_write import write_flow
from schemekit.model.finding import FindingsError


def insert_item(text: str, path: Path, place: int, item: dict[str, Any], file: str) -> str:
    """The text with one item more in the list at a path, before the one that is at `place` now.

    Raises: FindingsError if the text cannot be read; EditRefusedError if it cannot be changed safely.
    """
    before = read_yaml(text, file)
    items = before.data
    for step in path:
        items = items[step]
    wanted = deepcopy(before.data)
    here = wanted
    for step in path:
        here = here[step]
    here.insert(place, item)
    if place >= len(items):
        return edit_yaml(text, [((*path, len(items)), item)], file)
    nodes = before.nodes((*path, place))
    after = _inserted(text, nodes[1], item) if nodes else text
    try:
        is_right = repr(read_yaml(after, file).data) == repr(wanted)
    except FindingsError:
        is_right = False
    if not is_right:
        raise EditRefusedError(file, path_text((*path, place)), "its layout leaves no safe place for the item")
    return after


def _inserted(text: str, node: yaml.Node, item: dict[str, Any]) -> str:
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    lead = text[start : node.start_mark.index]   # the indentation and the mark of the list item
    if lead.strip() != "-":
        return text
    # Comment lines right above belong to the item that is there.
    while (above := text.rfind("\n", 0, max(start - 1, 0)) + 1) < start and text[above:start].lstrip().startswith("#"):
        start = above
    return f"{text[:start]}{lead}{write_flow(item)}\n{text[start:]}"
