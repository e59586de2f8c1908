"""Writing data as YAML: the same bytes for the same data, read alike by YAML 1.1 and 1.2 readers.

For files the tool makes; a file that a person wrote is edited by `yaml_edit.py`, so that comments survive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

LINE_WIDTH = 100
KEY_LIMIT = 500          # past 1,024 characters a reader wants a key marked with '?'
DEPTH_LIMIT = 50         # what the reader takes
DIGIT_LIMIT = 400

# Plain text is safe only where no reader could see more in it: letters first, no ': ', no ' #', no trailing blank.
_PLAIN = re.compile(r"[^\W\d_](?:[^\s:#\[\]{},\"'`\\]|[,'](?! ?$)| (?! |#|$)|:(?! |$)|(?<! )#)*\Z")
_SPECIAL_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"})
# A digest of digits and one 'e' is a number to some readers (12e5).
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{5,}\Z")
# Controls, the line breaks of other readers, marks that turn the direction of text, and what is no character.
_ESCAPED = re.compile(
    "[\"\\\\\x00-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|[^\x00-\U0010fffd]"
)
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_yaml(data: Any, header: str = "") -> str:
    """Data as YAML text, in the order given; `header` goes before it as comment lines.

    Shape: mappings with text as keys, lists, tuples, text, numbers, booleans and None. Reading it gives the
    same data again (tuples as lists).
    Raises: TypeError or ValueError for what YAML data cannot be (a set, a key that is no text, infinity).
    """
    comment = "".join(f"{line}\n" if line.startswith("#") or not line else f"# {line}\n"
                      for line in header.splitlines())
    return comment + "\n".join(_lines(data, 0, "", "")) + "\n"


def write_scalar(value: str | int | float | bool | None) -> str:
    """A single value on one line, quoted where it needs to be."""
    if isinstance(value, str):
        return value if is_plain(value) else _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        text = str(int(value)) if abs(value) < 10**DIGIT_LIMIT else ""
    else:
        text = _decimal(value)
    if not text:
        raise ValueError("a number with more digits than a file can hold")
    return text


def write_flow(data: Any) -> str:
    """Data on one line, in brackets and braces: what stands inside a line that a person wrote.

    Raises: TypeError or ValueError, as `write_yaml`; also for a key too long for one line.
    """
    if isinstance(data, Mapping):
        return "{" + ", ".join(f"{_flow_key(key)}: {write_flow(item)}" for key, item in data.items()) + "}"
    if isinstance(data, (list, tuple)):
        return "[" + ", ".join(write_flow(item) for item in data) + "]"
    if isinstance(data, str):
        return data if is_plain(data) and not re.search(r"[\[\]{},?]", data) else _quoted(data)
    _check_scalar(data)
    return write_scalar(data)


def _flow_key(key: Any) -> str:
    if len(_key(key)) > KEY_LIMIT:
        raise ValueError(f"a key of more than {KEY_LIMIT} characters does not go into one line")
    return write_flow(key)


def _lines(data: Any, depth: int, indent: str, first: str) -> Iterator[str]:
    """The lines of a value that begins a line of its own; `first` stands before the first line, `indent` before all."""
    if depth > DEPTH_LIMIT:
        raise ValueError(f"more than {DEPTH_LIMIT} lists and mappings inside each other")
    if isinstance(data, Mapping) and data:
        for key, item in data.items():
            yield from _entry(_key(key), item, depth, indent, first)
            first = indent
    elif isinstance(data, (list, tuple)) and data:
        for item in data:
            yield from _item(item, depth, indent, first)
            first = indent
    else:
        yield from _inline(data, indent, first)


def _entry(key: str, item: Any, depth: int, indent: str, first: str) -> Iterator[str]:
    """The lines of one key and its value."""
    lead = first + key
    if len(key) > KEY_LIMIT:
        yield f"{first}? {key}"
        lead = indent
    if isinstance(item, (Mapping, list, tuple)) and item:
        yield f"{lead}:"
        inner = f"{indent}  "
        yield from _lines(item, depth + 1, inner, inner)
    else:
        yield from _inline(item, indent, f"{lead}: ")


def _item(item: Any, depth: int, indent: str, first: str) -> Iterator[str]:
    """The lines of one list item; a list or mapping begins on the dash's own line."""
    if isinstance(item, (Mapping, list, tuple)) and item:
        yield from _lines(item, depth + 1, f"{indent}  ", f"{first}- ")
    else:
        yield from _inline(item, indent, f"{first}- ")


def _inline(value: Any, indent: str, lead: str) -> Iterator[str]:
    """The lines of a value without parts, after its key or dash."""
    if isinstance(value, Mapping):
        yield lead + "{}"
    elif isinstance(value, (list, tuple)):
        yield lead + "[]"
    elif isinstance(value, str):
        yield from _text(value, f"{indent}  ", lead)
    else:
        _check_scalar(value)
        yield lead + write_scalar(value)


def _check_scalar(value: Any) -> None:
    if value is not None and not isinstance(value, (bool, int, float)):
        raise TypeError(f"{type(value).__name__} is nothing that YAML data can hold")


# --- texts -------------------------------------------------------------------------------------------

def _text(text: str, indent: str, lead: str) -> Iterator[str]:
    """A text: plain, quoted, as lines after '|', or folded after '>' when it is long."""
    if len(text) <= LINE_WIDTH and "\n" not in text:
        yield lead + write_scalar(text)
    elif not _can_be_block(text):
        yield lead + _quoted(text)
    elif "\n" in text:
        ending = len(text) - len(text.rstrip("\n"))
        yield lead + ("|-", "|", "|+")[min(ending, 2)]
        yield from (indent + line if line else "" for line in text.removesuffix("\n").split("\n"))
    else:
        yield lead + ">-"
        yield from (indent + line for line in _folded(text))


def _can_be_block(text: str) -> bool:
    """Whether a text reads back the same from a block: begins with a character, no blank ends a line."""
    return (
        bool(text.strip())
        and text[0] not in " \n\t"
        and not re.search(r"[ \t](\n|\Z)", text)
        and not re.search("\n[\t]", text)
        and all(match.group() in '\n"\\' for match in _ESCAPED.finditer(text))
    )


def _folded(text: str) -> Iterator[str]:
    """The text in lines; broken only where one blank stands between two words, so that it folds back the same."""
    line = ""
    for word in re.split(r"(?<=\S) (?=\S)", text):
        if line and len(line) + len(word) + 1 > LINE_WIDTH - 4:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key has to be text, and this one is {type(key).__name__}")
    return key if is_plain(key) and len(key) <= KEY_LIMIT else _quoted(key)


@lru_cache(maxsize=8192)   # a lock is written anew for each module that is adopted
def is_plain(text: str) -> bool:
    """Whether a text needs no quotes, for any reader."""
    return (
        _PLAIN.match(text) is not None
        and text.lower() not in _SPECIAL_WORDS
        and not _HEXADECIMAL.match(text)
        and not _ESCAPED.search(text)
    )


def _quoted(text: str) -> str:
    if _SURROGATE.search(text):
        raise ValueError("half a character (a lone surrogate), which no file can hold")
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    code = ord(char)
    return _SHORT_ESCAPES.get(char) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")


def _decimal(number: float) -> str:
    """A float in plain digits: 1e22 is text to our reader."""
    if not isfinite(number):
        raise ValueError(f"{number} is no number that a file can hold")
    text = format(Decimal(repr(float(number))), "f")
    return text if "." in text else f"{text}.0"
