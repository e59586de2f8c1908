"""How wide the columns of a table are: by what stands in them, so that no table runs over the edge of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemekit.text.formatted.tree import Piece, words_of

_LINE = 98                # characters of a table's line on a page
_LEAST, _LONGEST = 9, 20   # what the longest word of a column is granted: an empty column is there to be filled in
_MOST = 60                # a cell with more words than that asks for no more room

def with_widths(table: Piece) -> Piece:
    """A table whose columns share the line by the length of their words."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    least, wanted = [_LEAST] * len(columns), [0] * len(columns)
    for row in (*head[1], *_rows(bodies), *foot[1]):
        for place, cell in _cells(row):
            if place < len(columns):
                words = words_of(cell[4])
                longest = max((len(word) for word in words.split()), default=0)
                least[place] = max(least[place], min(longest + 2, _LONGEST))
                wanted[place] = max(wanted[place], min(len(words) + 3, _MOST))
    more = [max(want - needed, 0) for want, needed in zip(wanted, least, strict=True)]
    room = max(_LINE - sum(least), 0)
    weights = [needed + room * rest / (sum(more) or 1) for needed, rest in zip(least, more, strict=True)]
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
