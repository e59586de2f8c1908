"""Editing YAML that a person wrote: the change is made in the text, so that comments and layout stay.

The one place that uses yaml-edit. What it makes is read again and compared with the data that was meant; where
they differ, the change is spliced in at the marks of the parser, and where that differs too, nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from enum import Enum
from typing import Any, Final

import yaml
from yaml_edit import ScalarValue, YamlError, YamlFile

from schemekit.errors import EditRefusedError
from schemekit.files.yaml_read import YamlText, read_yaml
from schemekit.files.yaml_words import path_text
from schemekit.files.yaml_write import write_flow, write_yaml
from schemekit.model.finding import FindingsError

Path = tuple[str | int, ...]


class _Delete(Enum):
    DELETE = "delete"


DELETE: Final = _Delete.DELETE   # the value that takes a key or list item away


def edit_yaml(text: str, changes: Sequence[tuple[Path, Any]], file: str) -> str:
    """The text with values set, added or deleted, and everything else as it stands.

    Shape: a path is made of keys and list numbers; mappings that are missing on the way are made; a list number
    just past the end adds an item; deleting what is not there changes nothing.
    Raises: FindingsError if the text cannot be read; EditRefusedError if it cannot be changed safely;
    TypeError or ValueError for a value that YAML cannot hold.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    breaks = "\r\n" if "\r\n" in text and "\n" not in text.replace("\r\n", "") else "\n"
    source = text.removeprefix("\ufeff").replace("\r\n", "\n") if breaks == "\r\n" else text.removeprefix("\ufeff")
    for path, value in changes:
        source = _changed(source, path, value, file)
    return mark + source.replace("\n", breaks)


def _changed(text: str, path: Path, value: Any, file: str) -> str:
    """The text after one change."""
    before = read_yaml(text, file)
    if not path:
        raise EditRefusedError(file, "the whole file", "a change names a place inside the file")
    path, value = _nearest(before.data, path, value, file)
    wanted = _applied(before.data, path, value, file)
    if _same(wanted, before.data):
        return text
    ways: tuple[Callable[[YamlText, str, Path, Any], str], ...] = (_by_yaml_edit, _by_splice)
    for way in ways:
        try:
            after = way(before, text, path, value)
            if _same(read_yaml(after, file).data, wanted) and _keeps_comments(before, text, after, path):
                return after
        except (YamlError, FindingsError, LookupError, AttributeError, TypeError, ValueError):
            continue  # the next way is tried; the last resort is to refuse
    raise EditRefusedError(file, path_text(path), "its layout leaves no safe place for the change")


# --- what is meant -----------------------------------------------------------------------------------

def _nearest(data: Any, path: Path, value: Any, file: str) -> tuple[Path, Any]:
    """The change told at the deepest place that exists: missing mappings become part of the value."""
    value = _plain(value)
    if value is not DELETE:
        write_flow(value)   # refuses what YAML cannot hold before anything is changed
    here = {} if data is None else data   # a file with comments only
    for depth, step in enumerate(path[:-1]):
        below = _get(here, step)
        if below is None:
            if value is DELETE:
                return path, value
            if any(isinstance(missing, int) for missing in path[depth + 1:]):
                raise EditRefusedError(file, path_text(path), f"there is no list {path_text(path[:depth + 1])}")
            for missing in reversed(path[depth + 1:]):
                value = {missing: value}
            return path[:depth + 1], value
        here = below
    if not isinstance(here, (dict, list)):
        if value is DELETE:
            return path, value
        raise EditRefusedError(file, path_text(path), f"{path_text(path[:-1])} is a single value and has no parts")
    if value is DELETE and len(here) == 1 and _get(here, path[-1], missing=DELETE) is not DELETE and len(path) > 1:
        return path[:-1], type(here)()   # the last part goes: what stays is empty, not null
    return path, value


def _plain(value: Any) -> Any:
    """Tuples as lists, so that data compares with what is read again."""
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _get(container: Any, step: str | int, missing: Any = None) -> Any:
    if isinstance(container, dict):
        return container.get(step, missing)
    if isinstance(container, list) and isinstance(step, int) and 0 <= step < len(container):
        return container[step]
    return missing


def _applied(data: Any, path: Path, value: Any, file: str) -> Any:
    """The data after the change."""
    if data is None:
        return {} if value is DELETE else {path[0]: value}
    wanted = deepcopy(data)
    here = wanted
    for step in path[:-1]:
        here = _get(here, step)
    step = path[-1]
    if isinstance(here, dict) and isinstance(step, str):
        here.pop(step, None) if value is DELETE else here.__setitem__(step, value)
    elif isinstance(here, list) and isinstance(step, int) and 0 <= step <= len(here):
        here[step:step + 1] = [] if value is DELETE else [value]
    elif value is not DELETE:
        raise EditRefusedError(file, path_text(path), "there is no such place, and no place to add it")
    return wanted


def _same(left: Any, right: Any) -> bool:
    """Equal as files have it: true is not 1, 5 is not 5.0, and the order of keys counts."""
    return repr(left) == repr(right)


# --- how it is done ----------------------------------------------------------------------------------

def _by_yaml_edit(_: YamlText, text: str, path: Path, value: Any) -> str:
    stream = YamlFile.parse(text)
    here: Any = next(iter(stream), None)
    for step in path[:-1]:
        node = here[step]
        here = node.as_mapping() if node.is_mapping() else node.as_sequence()
    step = path[-1]
    words = _Words(text)
    if value is DELETE:
        del here[step]
    elif isinstance(step, int) and step == len(here):
        here.append(words.standing_in(value))
    else:
        here[step] = words.standing_in(value)
    return words.put_back(str(stream))


class _Words:
    """Stands a plain word in for each quoted text, so that the quotes and escapes are those of our own writer.

    yaml-edit would write Ø as an escape, which nobody can read.
    """

    def __init__(self, text: str) -> None:
        self._stem = next(stem for n in range(len(text) + 1) if (stem := f"textnumber{n}x") not in text)
        self._written: list[str] = []

    def standing_in(self, value: Any) -> Any:
        """The value with a word for each text that needs quotes."""
        if isinstance(value, dict):
            return {key: self.standing_in(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.standing_in(item) for item in value]
        if isinstance(value, str):
            self._written.append(write_flow(value))
            return ScalarValue(f"{self._stem}{len(self._written) - 1}x", style="plain")
        return value

    def put_back(self, text: str) -> str:
        """The text with each word replaced by what it stood for."""
        return re.sub(rf"{self._stem}([0-9]+)x", lambda match: self._written[int(match[1])], text)


def _by_splice(before: YamlText, text: str, path: Path, value: Any) -> str:
    """The change on one line, at the marks of the parser: only where a line can take it."""
    if before.data is None:
        return (text if text.endswith("\n") or not text else f"{text}\n") + write_yaml({path[0]: value})
    place = before.nodes(path)
    if place and value is not DELETE:
        return _with_value(text, *place, value)
    parent = before.nodes(path[:-1])
    if parent is None or not isinstance(parent[1], yaml.MappingNode):
        raise LookupError(path)
    return _without_key(text, parent[1], path[-1]) if value is DELETE else _with_key(text, parent[1], path[-1], value)


def _with_value(text: str, key: yaml.Node, node: yaml.Node, value: Any) -> str:
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        raise LookupError("a block is not one line")
    start, end = node.start_mark.index, node.end_mark.index
    blank = " " if start == end and key is not node else ""
    return text[:start] + blank + write_flow(value) + text[end:]


def _with_key(text: str, mapping: yaml.MappingNode, step: str | int, value: Any) -> str:
    entry = write_flow({step: value})[1:-1]
    if mapping.flow_style:
        end = mapping.end_mark.index - 1
        comma = ", " if mapping.value else ""
        return text[:end].rstrip() + comma + entry + text[end:]
    first = mapping.value[0][0]
    at = _line_start(text, first.start_mark.index)
    if text[at:first.start_mark.index].strip():
        raise LookupError("the first key shares its line")
    # Before the first key: there the indentation is known, and no comment belongs to another place.
    return text[:at] + text[at:first.start_mark.index] + entry + "\n" + text[at:]


def _without_key(text: str, mapping: yaml.MappingNode, step: str | int) -> str:
    keys = [key for key, _ in mapping.value]
    number = next(number for number, key in enumerate(keys) if key.value == step)
    key, value = mapping.value[number]
    if mapping.flow_style:
        return _without_entry(text, mapping, number)
    start, is_last = _line_start(text, key.start_mark.index), number + 1 == len(keys)
    ends_its_line = isinstance(value, yaml.ScalarNode) and value.style not in ("|", ">")
    if text[start:key.start_mark.index].strip() or (is_last and not ends_its_line) or len(keys) == 1:
        raise LookupError("it shares its line, or nobody knows where it ends")
    if ends_its_line:   # comments below it belong to what follows
        end = text.find("\n", value.end_mark.index)
        return text[:start] + (text[end + 1:] if end >= 0 else "")
    return text[:start] + text[_line_start(text, keys[number + 1].start_mark.index):]


def _without_entry(text: str, mapping: yaml.MappingNode, number: int) -> str:
    """The text without one entry of a mapping in braces, and the comma that goes with it."""
    start, end = mapping.value[number][0].start_mark.index, mapping.value[number][1].end_mark.index
    if number:
        start = mapping.value[number - 1][1].end_mark.index
    elif len(mapping.value) > 1:
        end = mapping.value[1][0].start_mark.index
    return text[:start] + text[end:]


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _keeps_comments(before: YamlText, text: str, after: str, path: Path) -> bool:
    """Whether every comment line outside the changed place is still there, in order."""
    place = before.nodes(path)
    span = range(place[0].start_mark.line, place[1].end_mark.line + 1) if place else range(0)
    rest = iter(line.strip() for line in after.split("\n"))
    return all(
        line.strip() in rest
        for number, line in enumerate(text.split("\n"))
        if re.match(r"\s*#", line) and number not in span
    )
