"""Tables: columns of words that stand below each other, folded to the width there is.

Not left to rich: loading it and laying out with it took a fifth of what `status` takes in all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import click

GAP = 2
NARROWEST = 20   # of the last column: below that, lines are left to the terminal to break
_BREAK = re.compile(r"[ \n]+|(?<=/)")
_AFTER_STROKE = re.compile(r"(?<=/)(?=[^/])")
_PAINTED = re.compile(r"(\x1b\[[0-9;]*m)([^\x1b]*)(\x1b\[[0-9;]*m)")


def table_lines(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table. Shape: each row has as many cells; colours in a cell take no room.

    Where it is too wide, the widest columns are folded between words; inside a word only where nothing else is left.
    """
    if not rows:
        return
    rooms = _rooms(rows, width)
    for row in rows:
        cells = [_folded(cell, room) for cell, room in zip(row, rooms, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            yield "".join(part + " " * (room - cell_width(part) + GAP) for part, room in zip(line, rooms, strict=True)
                          ).rstrip()


def _rooms(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """How wide each column is: as wide as its widest cell, and if that is too much together, the widest give way."""
    columns = list(zip(*rows, strict=True))
    rooms = [max(max(map(cell_width, cell.split("\n"))) for cell in column) for column in columns]
    least = [max(max(map(cell_width, _BREAK.split(cell))) for cell in column) for column in columns]
    least[-1] = max(least[-1], min(rooms[-1], NARROWEST))
    over = sum(rooms) + GAP * (len(rooms) - 1) - width
    while over > 0 and (loose := [place for place, room in enumerate(rooms) if room > least[place]]):
        widest = max(loose, key=lambda place: (rooms[place], place))
        rooms[widest] -= 1
        over -= 1
    # Words alone are wider than the screen: only the last column may be cut inside them.
    rooms[-1] = max(rooms[-1] - max(over, 0), min(rooms[-1], NARROWEST))
    return rooms


def _folded(cell: str, room: int) -> list[str]:
    """A cell in lines, each in the cell's own colour."""
    painted = _PAINTED.fullmatch(cell)
    if painted is None:
        return wrapped(cell, room)
    return [f"{painted[1]}{line}{painted[3]}" for line in wrapped(painted[2], room)]


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines that fit, broken between words, and inside one only where it fits no line."""
    if "\n" not in text and cell_width(text) <= room:
        return [text]
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        indent = " " * (len(paragraph) - len(paragraph.lstrip(" ")))
        indent = indent if len(indent) < room // 2 else ""
        for word in paragraph.lstrip(" ").split(" "):
            longer = f"{line} {word}" if line else indent + word
            if cell_width(longer) <= room:
                line = longer
                continue
            *full, last = [*([line] if line else []), *(indent + part for part in _parts(word, room - len(indent)))]
            lines += full
            line = last
        lines.append(line)
    return lines


def cell_width(text: str) -> int:
    """How many places a text takes on the screen: two for a wide character, none for an accent or a colour."""
    plain = click.unstyle(text) if "\x1b" in text else text
    if plain.isascii():
        return len(plain)
    return sum(_char_width(char) for char in plain)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _parts(word: str, room: int) -> Iterator[str]:
    """A word that may be too long for a line: a path is parted after its strokes, anything else where the line ends."""
    line = ""
    for part in _AFTER_STROKE.split(word):
        if line and cell_width(line + part) > room:
            yield line
            line = ""
        for char in part if cell_width(line + part) > room else (part,):
            if line and cell_width(line + char) > room:
                yield line
                line = ""
            line += char
    yield line
