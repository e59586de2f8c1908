"""How wide the columns of a table are: by what stands in them, so that no table runs over the edge of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemekit.text.formatted.tree import Piece, words_of

_LEAST, _MOST = 7, 48   # characters: a narrower column breaks words, a wider one takes the others' room


def with_widths(table: Piece) -> Piece:
    """A table whose columns share the line by the length of their words."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    weights = [_LEAST] * len(columns)
    for row in (*head[1], *_rows(bodies), *foot[1]):
        for place, cell in _cells(row):
            if place < len(weights):
                weights[place] = max(weights[place], _weight(words_of(cell[4])))
    total = sum(weights) or 1
    shared = [[column[0], {"t": "ColWidth", "c": round(weight / total, 4)}]
              for column, weight in zip(columns, weights, strict=True)]
    return {"t": "Table", "c": [attributes, caption, shared, head, bodies, foot]}


def _rows(bodies: Sequence[Any]) -> Iterator[Any]:
    for body in bodies:
        yield from (*body[2], *body[3])


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    """The cells of a row that stand in one column, with its place."""
    place = 0
    for cell in row[1]:
        if cell[3] == 1:
            yield place, cell
        place += cell[3]


def _weight(words: str) -> int:
    """The room a cell asks for: its words up to a bound, and its longest word in any case."""
    longest = max((len(word) for word in words.split()), default=0)
    return min(max(min(len(words), _MOST), longest + 2), _MOST)
