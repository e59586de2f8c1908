"""Editing a list in YAML that a person wrote: items kept, put in another order, taken out or added, as a whole.

A kept item stays letter by letter, with the comments above it; what a value in it becomes is left to `yaml_edit`, item
by item, so that a list of a thousand takes no longer for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from schemekit.errors import EditRefusedError
from schemekit.files.yaml_edit import DELETE, edit_yaml
from schemekit.files.yaml_read import Path, YamlText, read_yaml
from schemekit.files.yaml_write import write_flow
from schemekit.model.finding import FindingsError


@dataclass(frozen=True, slots=True)
class Kept:
    """An item of the list, by its number, with some of its keys set anew, or taken out with `DELETE`."""

    place: int
    values: Mapping[str, Any] = field(default_factory=dict)


Item = int | Kept | Mapping[str, Any]
"""An item of the list as it stands, by its number, one with new values, or a new one."""

_DASH = re.compile(r"( *)- ")


def edit_list(text: str, path: Path, items: Sequence[Item], file: str) -> str:
    """The text with the list at `path` made of these items, in this order, each new one on a line of its own.

    Raises: FindingsError if the text cannot be read; EditRefusedError if it cannot be changed safely.
    """
    before = read_yaml(text, file)
    old = _at(before.data, path)
    wanted = [_wanted(old, item) for item in items]
    if wanted == old:
        return text
    try:
        after = _rebuilt(before, text, path, old, items, file)
        if after and _at(read_yaml(after, file).data, path) == wanted and _rest_is_same(before.data, after, path, file):
            return after
    except (FindingsError, EditRefusedError, LookupError):
        pass   # its layout is not one item after another; the list is then written anew as one value
    return edit_yaml(text, [(path, wanted)], file)


def _wanted(old: list[Any], item: Item) -> Any:
    if isinstance(item, int):
        return old[item]
    if not isinstance(item, Kept):
        return dict(item)
    return {key: value for key, value in {**old[item.place], **item.values}.items() if value is not DELETE}


def _written(slices: list[str], dash: str, item: Item, file: str) -> str:
    if isinstance(item, int):
        return slices[item]
    if isinstance(item, Kept):
        return edit_yaml(slices[item.place], [((0, key), value) for key, value in item.values.items()], file)
    return f"{dash}- {write_flow(item)}\n"


def _at(data: Any, path: Path) -> list[Any]:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data if isinstance(data, list) else []


def _rest_is_same(data: Any, after: str, path: Path, file: str) -> bool:
    changed = read_yaml(after, file).data
    return (isinstance(data, dict) and isinstance(changed, dict)
            and all(data.get(key) == changed.get(key) for key in (data.keys() | changed.keys()) - {path[0]}))


def _rebuilt(before: YamlText, text: str, path: Path, old: list[Any], items: Sequence[Item], file: str) -> str:
    lines = text.splitlines(keepends=True)
    if not old and items:
        return _begun(before, lines, path, [item for item in items if isinstance(item, Mapping)])
    if not items:
        return ""
    starts = [before.position((*path, number))[0] - 1 for number in range(len(old))]
    dash = _DASH.match(lines[starts[0]])
    if dash is None or starts != sorted(set(starts)):
        raise LookupError("not one item a line")
    edges = [starts[0], *(_with_comments(lines, start) for start in starts[1:])]
    end = _end(lines, starts[-1], len(dash[1]))
    slices = ["".join(lines[start:stop]) for start, stop in pairwise([*edges, end])]
    if not slices[-1].endswith("\n"):
        slices[-1] += "\n"
    written = [_written(slices, dash[1], item, file) for item in items]
    return "".join([*lines[: edges[0]], *written, *lines[end:]])


def _begun(before: YamlText, lines: list[str], path: Path, new: Sequence[Mapping[str, Any]]) -> str:
    """The first items, on the lines below `key: []`."""
    row = before.position(path, key=True)[0] - 1
    if not re.search(r":\s*(\[\s*\])?\s*$", lines[row]):
        raise LookupError("the empty list shares its line")
    indent = re.match(" *", lines[row])
    assert indent is not None
    head = re.sub(r":\s*(\[\s*\])?\s*$", ":\n", lines[row])
    return "".join([*lines[:row], head, *(f"{indent[0]}  - {write_flow(item)}\n" for item in new), *lines[row + 1 :]])


def _with_comments(lines: list[str], start: int) -> int:
    """Where an item begins with the comments that stand directly above it."""
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return start


def _end(lines: list[str], start: int, indent: int) -> int:
    """The line after the last item: what follows is not indented deeper than its dash."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            if len(line) - len(line.lstrip(" ")) <= indent:
                break
            end = number + 1
    return end
