"""Marks that do not show and make words read otherwise than they stand there: where data or a text holds one.

Records of cooperations and theories of change are written by one scheme and read by others, on pages, in Word files and
pictures that know no file:line any more. So they are refused where they are read. Basis: Unicode TR36, "Trojan Source".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from schemekit.model.finding import Finding

if TYPE_CHECKING:
    from schemekit.files.yaml_read import YamlText

# What turns the direction of writing; what has no width; letters that are empty; tags, which no page shows. Not the
# joiners, soft hyphens and marks of direction that people type: they change no order of letters. A space without width
# parts the words of Thai, Lao, Burmese and Khmer, and is refused elsewhere only.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
_PARTING = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_MARK = re.compile(f"[{_TURNING}{_UNSEEN}]|(?<![{_PARTING}])\u200b")
_TURNS = re.compile(f"[{_TURNING}]")
_AROUND = 20   # characters before a mark that are told
MARK_FIX = "take the mark out: type the words anew where your editor does not show it"
_WHY = "people would read other words than those that stand there and are compared"


def marks_in_data(read: YamlText) -> Iterator[Finding]:
    """A finding for each value, and each key, of a file in which such a mark stands."""
    if read.is_plain:
        return
    for path, words in _words(read.data, ()):
        match = _MARK.search(words)
        if match:
            line, column = read.position(path)
            place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
            yield _finding(match, read.file, line, column, place)


def marks_in_text(text: str, file: str) -> Iterator[Finding]:
    """A finding for each line of a text in which such a mark stands."""
    if text.isascii():
        return
    for number, line in enumerate(text.split("\n"), 1):
        match = _MARK.search(line.removeprefix("\ufeff") if number == 1 else line)
        if match:
            yield _finding(match, file, number, match.start() + 1, "")


def mark_in(words: str) -> str:
    """The first such mark in words, in a sentence that says after what it stands; empty where there is none."""
    match = None if words.isascii() else _MARK.search(words)
    return _told(match) if match else ""


def _told(match: re.Match[str]) -> str:
    what = "turns the direction of writing" if _TURNS.fullmatch(match[0]) else "does not show"
    before = match.string[max(match.start() - _AROUND, 0) : match.start()].split("\n")[-1]
    where = f"after '{before}'" if before else "at the beginning"
    return f"the mark U+{ord(match[0]):04X}, which {what}, {where}"


def _finding(match: re.Match[str], file: str, line: int, column: int, place: str) -> Finding:
    return Finding(code="hidden-mark", file=file, line=line, column=column, path=place, found=_told(match),
                   wanted="text that reads as it is", why=_WHY, fix=MARK_FIX)


def _words(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in data that is not plain ASCII, with the path to it; a key has the path of its value."""
    if isinstance(data, str):
        if not data.isascii():
            yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if not key.isascii():
                yield (*path, key), key
            yield from _words(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _words(value, (*path, number))
