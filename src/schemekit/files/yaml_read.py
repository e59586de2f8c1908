"""Reading YAML as data: what stands in the file and nothing more, or every reason why it cannot be read.

The one place that reads with PyYAML. Writing is in `yaml_write.py`, editing in `yaml_edit.py`; what the data
may say is decided by the schemas. Basis: docs/decisions/0004-yaml-read-as-data.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from schemekit.files.yaml_words import Note, note_of_error, plain_key
from schemekit.model.finding import Finding, FindingsError

Path = tuple[str | int, ...]

SIZE_LIMIT = 2_000_000
DEPTH_LIMIT = 50
NOTES_LIMIT = 200

# libyaml when PyYAML was built with it: ten times as fast, the same events.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlText:
    """A YAML text that was read: its data, and where each part of it stands.

    Shape: `data` holds dict, list, str, int, float, bool and None only; keys are always text.
    Places are looked up only when asked for, since finding them doubles the work of reading.
    """

    __slots__ = ("_keys", "_root", "_text", "data", "file")

    def __init__(self, data: Any, file: str, text: str) -> None:
        self.data, self.file, self._text = data, file, text
        self._root: yaml.Node | None = None
        self._keys: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}

    @property
    def is_plain(self) -> bool:
        """Whether the file is known to hold no character beyond ASCII, by an escape neither."""
        return bool(self._text) and self._text.isascii() and "\\" not in self._text

    def position(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path (or of its key); of the nearest parent if it is missing."""
        found, place = self._walk(path)
        if found and not key and place is not None:
            return _place(place[1])
        return _place(place[0]) if place else (1, 1)

    def written(self, path: Path) -> str | None:
        """A value's characters as they stand in the file (`1.10`, where the data says 1.1), without its quotes."""
        found, place = self._walk(path)
        node = place[1] if found and place else None
        return str(node.value) if isinstance(node, yaml.ScalarNode) else None

    def nodes(self, path: Path) -> tuple[yaml.Node, yaml.Node] | None:
        """The nodes of a key (or list item) and its value, with their marks; None if the path leads nowhere."""
        found, place = self._walk(path)
        return place if found else None

    def _walk(self, path: Path) -> tuple[bool, tuple[yaml.Node, yaml.Node] | None]:
        """Whether the path was found, and the pair of nodes it leads to (or as far as it leads)."""
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=LOADER)
        place = (self._root, self._root) if self._root is not None else None
        for step in path:
            below = self._below(place[1], step) if place else None
            if below is None:
                return False, place
            place = below
        return place is not None, place

    def _below(self, node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
        """The nodes of the key and the value one step down."""
        if isinstance(node, yaml.MappingNode):
            # A mapping may have a hundred thousand keys, and each of them a finding whose place is asked for.
            if id(node) not in self._keys:
                self._keys[id(node)] = {key.value: (key, value) for key, value in reversed(node.value)
                                        if isinstance(key.value, str)}
            return self._keys[id(node)].get(str(step))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and -1 < step < len(node.value):
            return node.value[step], node.value[step]
        return None


def read_yaml(text: str | bytes, file: str) -> YamlText:
    """Read a YAML file as plain data.

    Only `true` and `false` are booleans, only `null`, `~` and nothing are null, and numbers are plain decimals;
    all else (`no`, `2026-01-01`, `1:30`, `0x1`, `012`) is the text that stands there.
    Units: at most 2,000,000 bytes and 50 levels.
    Raises: FindingsError with every reason found why it cannot be read, and nothing else whatever the text.
    """
    notes: list[Note] = []
    if len(text) > SIZE_LIMIT:
        notes.append(Note("yaml-too-big", 0, 0, f"{len(text):,} characters", f"at most {SIZE_LIMIT:,}",
                          "split the file, or move long texts into files of their own"))
        raise FindingsError(_findings(notes, file))
    source = _decoded(text, notes) if isinstance(text, bytes) else text
    source = source.removeprefix("\ufeff")
    readable = _readable(source, notes) if _ODD_CHARACTER.search(source) else source
    data = _built(readable, notes)
    if notes:
        raise FindingsError(_findings(notes, file))
    return YamlText(data, file, source)


def _findings(notes: list[Note], file: str) -> Iterator[Finding]:
    for note in notes[:NOTES_LIMIT]:
        yield note.finding(file)
    if len(notes) > NOTES_LIMIT:
        yield Note("yaml-too-many", 0, 0, f"more than {NOTES_LIMIT} findings", "a file that can be read",
                   "mend the first ones and run the command again").finding(file)


# --- characters --------------------------------------------------------------------------------------

# What YAML does not allow, and the marks that some readers take for line breaks and others do not.
# Named one by one: to say what is allowed, up to U+10FFFF, takes nine milliseconds to compile.
_ODD_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def _decoded(data: bytes, notes: list[Note]) -> str:
    """The text of UTF-8 bytes; what is no UTF-8 is noted and replaced, so that reading can go on."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        notes.append(Note("yaml-not-utf8", 1, 1, "a file saved as UTF-16", "a file saved as UTF-8",
                          "save it again with the encoding UTF-8"))
        return ""
    text, start = "", 0
    while True:
        try:
            return text + data[start:].decode()
        except UnicodeDecodeError as error:
            text += data[start:start + error.start].decode()
            byte = data[start + error.start]
            line, column = _line_and_column(text, len(text))
            looks = bytes([byte]).decode("cp1252", "replace")
            notes.append(Note("yaml-not-utf8", line, column,
                              f"the byte 0x{byte:02x} ('{looks}' in Windows-1252), which is not UTF-8",
                              "a file saved as UTF-8", "save the file again with the encoding UTF-8"))
            text, start = text + "\ufffd", start + error.end
            if len(notes) >= 20:
                return text + data[start:].decode(errors="replace")


def _readable(text: str, notes: list[Note]) -> str:
    """The text with each character that YAML cannot hold noted and blanked."""
    for match in _ODD_CHARACTER.finditer(text):
        if len(notes) > NOTES_LIMIT:
            break
        notes.append(Note("yaml-character", *_line_and_column(text, match.start()),
                          f"the invisible character U+{ord(match.group()):04X}", "text that can be seen",
                          "take it away, or write it in double quotes as "
                          f'"\\u{ord(match.group()):04x}" if it is meant'))
    return _ODD_CHARACTER.sub(" ", text)


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    breaks = text.count("\n", 0, offset) + text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
    last = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset))
    return breaks + 1, offset - last


# --- values ------------------------------------------------------------------------------------------

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,399})").fullmatch
_FLOAT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,399})\.[0-9]{1,400}").fullmatch


def plain_value(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar stands for."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "-+0123456789":
        if _INTEGER(text):
            return int(text)
        if _FLOAT(text) and isfinite(number := float(text)):
            return number
    return text


# --- building ----------------------------------------------------------------------------------------

_KEY_DUE = object()   # inside a mapping, before a key
_IN_LIST = object()


def _built(text: str, notes: list[Note]) -> Any:
    """The data of a text; what keeps it from being plain data is noted, as far as the parser can go on."""
    loader = LOADER(text)
    builder = _Builder(loader.get_event, notes)
    try:
        return builder.build()
    except yaml.YAMLError as error:
        notes.extend(note_of_error(error, text))
        return None
    finally:
        loader.dispose()


class _Builder:
    """Builds data from the parser's events, one by one and without recursion: no text can exhaust it.

    An alias is noted and stands for nothing, so that no amount of them costs anything.
    """

    def __init__(self, next_event: Callable[[], Any], notes: list[Note]) -> None:
        self._next, self._notes = next_event, notes
        self._stack: list[tuple[Any, Any, dict[str, Any]]] = []

    def build(self) -> Any:
        """The data of the first document."""
        # This loop runs for every value of every file: it is long because a call costs more than its work, so that only
        # what a file seldom has is told elsewhere.
        next_event, stack = self._next, self._stack
        container: Any = []
        key: Any = _IN_LIST
        first: dict[str, Any] = {}   # the keys of the mapping at hand, and where each stands
        documents = 0
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                if event.anchor is not None or event.tag is not None:
                    self._note_marked(event, container, key)
                if key is _KEY_DUE:
                    key = event.value
                    if key in first or (key == "<<" and event.implicit[0]):
                        key = self._note_key(event, container, key, first)
                    first[key] = event
                    continue
                value = plain_value(event.value) if event.implicit[0] else event.value
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                if event.anchor is not None or event.tag is not None:
                    self._note_marked(event, container, key)
                if key is _KEY_DUE:
                    key = self._note_compound_key(event, container)
                stack.append((container, key, first))
                container, key = ({}, _KEY_DUE) if kind is MappingStartEvent else ([], _IN_LIST)
                first = {}
                if len(stack) > DEPTH_LIMIT:
                    self._note_too_deep(event, container, key)
                    return None
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = container
                container, key, first = stack.pop()
            elif kind is AliasEvent:
                self._note_alias(event, container, key)
                if key is _KEY_DUE:
                    key = f"*{len(container)}"
                    continue
                value = None
            elif kind is StreamEndEvent:
                return container[0] if container else None
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    if documents == 2:
                        self._note_second(event)
                continue
            if key is _IN_LIST:
                container.append(value)
            else:
                container[key] = value
                key = _KEY_DUE
            if len(self._notes) > NOTES_LIMIT:
                return None

    def _note_compound_key(self, event: Any, container: Any) -> str:
        """Returns: the key that stands for a list or mapping that is one."""
        self._note(event, container, _KEY_DUE, "yaml-key", "a list or mapping as a key", "text as a key",
                   "write the key as text, before a colon")
        return f"?{len(container)}"

    def _note_too_deep(self, event: Any, container: Any, key: Any) -> None:
        self._note(event, container, key, "yaml-too-deep", f"more than {DEPTH_LIMIT} levels",
                   f"at most {DEPTH_LIMIT}", "write it with fewer lists and mappings inside each other")

    def _note_alias(self, event: Any, container: Any, key: Any) -> None:
        self._note(event, container, key, "yaml-alias", f"the alias *{event.anchor}", "the value itself",
                   "write the value out where it is used")

    def _note_second(self, event: Any) -> None:
        self._note(event, [], _IN_LIST, "yaml-documents", "a second document ('---')",
                   "one document in a file", "put it in a file of its own, or take the '---' away")

    def _note(self, event: Any, container: Any, key: Any, code: str, found: str, wanted: str, fix: str) -> None:
        mark = event.start_mark
        self._notes.append(Note(code, mark.line + 1, mark.column + 1, found, wanted, fix,
                                path=self._path(container, key)))

    def _path(self, container: Any, key: Any) -> Path:
        """Where the builder is: the keys and list numbers from the top."""
        steps = [*self._stack[1:], (container, key, {})] if self._stack else []
        return tuple(len(place) if step is _IN_LIST else step for place, step, _ in steps if step is not _KEY_DUE)

    def _note_marked(self, event: Any, container: Any, key: Any) -> None:
        if event.anchor is not None:
            self._note(event, container, key, "yaml-anchor", f"the anchor &{event.anchor}", "no anchors",
                       "take it away and write the value out where it is used")
        if event.tag is not None:
            self._note(event, container, key, "yaml-tag", f"the tag {_short_tag(event.tag)}", "no tags",
                       "take it away; put the value in quotes if it is text")

    def _note_key(self, event: Any, container: Any, key: str, first: dict[str, Any]) -> str:
        """Note a merge key or a key that stands there twice; returns a key under which its value does no harm."""
        if key == "<<" and event.implicit[0]:
            self._note(event, container, _KEY_DUE, "yaml-merge-key", "the merge key '<<'", "the keys themselves",
                       "write the keys out where they are used")
        else:
            line = first[key].start_mark.line + 1
            self._note(event, container, key, "yaml-duplicate-key",
                       f"the key {plain_key(key)} a second time (first on line {line})", "each key once",
                       "take one of the two away")
        return f"<<{len(container)}"


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]


# --- places ------------------------------------------------------------------------------------------

def _place(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
