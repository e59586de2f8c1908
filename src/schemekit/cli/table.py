"""Tables: columns of words that stand below each other, the last one wrapped to the width there is.

Not left to rich: loading it and laying out with it took a fifth of what `status` takes in all.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import click

GAP = 2
NARROWEST = 20   # of the last column: below that, lines are left to the terminal to break


def table_lines(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines of a table. Shape: each row has as many cells; colours in a cell take no room."""
    if not rows:
        return
    columns = [max(map(cell_width, column)) for column in zip(*(row[:-1] for row in rows), strict=True)]
    room = max(width - sum(columns) - GAP * len(columns), NARROWEST)
    for row in rows:
        first, *more = wrapped(row[-1], room)
        cells = [cell + " " * (column - cell_width(cell) + GAP) for cell, column in zip(row, columns, strict=False)]
        yield "".join([*cells, first]).rstrip()
        indent = " " * (sum(columns) + GAP * len(columns))
        yield from ((indent + line).rstrip() for line in more)


def wrapped(text: str, room: int) -> list[str]:
    """The text in lines that fit, broken between words, and inside one only where it fits no line."""
    if "\n" not in text and cell_width(text) <= room:
        return [text]
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if cell_width(longer) <= room:
                line = longer
                continue
            *full, line = [*([line] if line else []), *_pieces(word, room)]
            lines += full
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


def _pieces(word: str, room: int) -> Iterator[str]:
    piece = ""
    for char in word:
        if cell_width(piece + char) > room:
            yield piece
            piece = ""
        piece += char
    yield piece
