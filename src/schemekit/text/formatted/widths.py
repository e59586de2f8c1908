"""How wide the columns of a table are: by what stands in them, so that words stay whole and on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from schemekit.text.formatted.letters import longest_word
from schemekit.text.formatted.tree import Piece, words_of

LINE = 9070               # twips of a table's line on a page
SIZE, SIDES = 19, 200     # half points of its letters; twips beside the words of a cell
SMALL_SIZE, SMALL_SIDES = 15, 100
"""The same for a table in small letters: one of many columns, or whose words would be torn in the usual size."""
_MANY_COLUMNS = 8
_SPARE = 60               # twips: other fonts are a little wider
_LETTER = 95              # twips that a letter takes with its share of blanks
_LEAST = 9 * _LETTER      # an empty column is there to be filled in
_MOST = 90 * _LETTER      # a cell with more words than that asks for no more room


def with_widths(table: Piece) -> Piece:
    """A table whose columns hold their longest words and share the rest of the line; without a head that is empty."""
    attributes, caption, columns, head, bodies, foot = table["c"]
    if len(columns) > 1 and not any(words_of(cell[4]).strip() for row in head[1] for cell in row[1]):
        # A head of blanks is how Markdown writes that there is none: then the first column tells what each row is.
        head, bodies = [head[0], []], [[body[0], 1, *body[2:]] for body in bodies]
    bare = {"t": "Table", "c": [attributes, caption, columns, head, bodies, foot]}
    least = _least(bare, SIZE, SIDES)
    if _is_small(least):
        least = _least(bare, SMALL_SIZE, SMALL_SIDES)
    wanted = [0.0] * len(columns)
    for place, words in _words(bare):
        wanted[place] = max(wanted[place], min(len(words) * _LETTER + SIDES, _MOST))
    more = [max(want - needed, 0) for want, needed in zip(wanted, least, strict=True)]
    room = max(LINE - sum(least), 0)
    weights = [needed + room * rest / (sum(more) or 1) for needed, rest in zip(least, more, strict=True)]
    total = sum(weights) or 1
    shared = [[column[0], {"t": "ColWidth", "c": round(weight / total, 4)}]
              for column, weight in zip(columns, weights, strict=True)]
    return {"t": "Table", "c": [attributes, caption, shared, head, bodies, foot]}


def is_small(table: Piece) -> bool:
    """Whether a table has to be set in small letters."""
    return _is_small(_least(table, SIZE, SIDES))


def has_no_head(table: Piece) -> bool:
    """Whether the first column of a table is its only head."""
    return not table["c"][3][1] and any(body[1] for body in table["c"][4])


def _is_small(least: Sequence[float]) -> bool:
    return len(least) >= _MANY_COLUMNS or sum(least) > LINE


def _least(table: Piece, size: int, sides: int) -> list[float]:
    """What each column needs for its longest word. Units: twips."""
    least = [float(_LEAST)] * len(table["c"][2])
    for place, words in _words(table):
        least[place] = max(least[place], longest_word(words, size) + sides + _SPARE)
    return least


def _words(table: Piece) -> Iterator[tuple[int, str]]:
    """The words of each cell that stands in one column, with its place."""
    _, _, columns, head, bodies, foot = table["c"]
    for row in (*head[1], *_rows(bodies), *foot[1]):
        for place, cell in _cells(row):
            if place < len(columns):
                yield place, words_of(cell[4])


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
