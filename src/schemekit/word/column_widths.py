"""How wide the columns of a sheet are, so that it can be read when it is printed.

A sheet is fitted to the width of a page, and what is too wide gets small letters: at 310 characters they have 5 points.
So columns give up width that they can spare, rows get higher, and what still does not fit goes over several pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import Protocol

_SMALLEST, _TYPED = 8.2, 11      # points: as printed, and as in the sheet
_PAGE = (297 - 2 * 0.3 * 25.4) / 25.4 * 96   # pixels of A4 landscape within its margins. Basis: 96 to the inch
_ROOM = _PAGE * _TYPED / _SMALLEST
_SIGN, _EDGE = 8, 5              # pixels of a character and of a column's edges; Calibri takes 7, what replaces it 8
_NARROWEST, _WORD = 6, 16        # characters; longer words are broken
_BLANK_LINES, _MOST_LINES = 5, 9  # of full width: what people may write into an empty column, and what one text counts


class Sized(Protocol):
    """A column with its heading and the width it would like. Units: characters."""

    @property
    def heading(self) -> str:
        """What stands above it."""

    @property
    def width(self) -> int:
        """The most characters that it gets."""


@dataclass(frozen=True, slots=True)
class FittedWidths:
    """The widths of a sheet's columns in characters, and over how many pages side by side it is printed."""

    widths: tuple[int, ...]
    pages: int = 1


def fitted_widths(
    columns: Sequence[Sized], rows: Sequence[Sequence[str]], *, has_spare: bool = False
) -> FittedWidths:
    """The widths at which a sheet is printed on one page in letters that can be read, else on the fewest pages.

    Shape: `has_spare` of a sheet with rows to be filled in, where more may come to stand in every column.
    """
    wanted = tuple(column.width for column in columns)
    if _pixels(wanted) <= _ROOM:
        return FittedWidths(wanted)
    cells = list(zip_longest(*(row[:len(columns)] for row in rows), fillvalue="")) or [()] * len(columns)
    cells += [()] * (len(columns) - len(cells))
    least = [_least(column, texts) for column, texts in zip(columns, cells, strict=True)]
    if _pixels(least) > _ROOM:
        return FittedWidths(wanted, pages=ceil(_pixels(wanted) / _ROOM))
    held = [("",) if has_spare else texts for texts in cells]
    most = [_most(column, texts) for column, texts in zip(columns, held, strict=True)]
    signs = [_signs(column, texts) for column, texts in zip(columns, held, strict=True)]
    return FittedWidths(tuple(_grown(least, most, signs)))


def _grown(least: Sequence[int], most: Sequence[int], signs: Sequence[int]) -> list[int]:
    """The least widths, made wider where the most lines stand as long as there is room."""
    widths = list(least)
    while _pixels(widths) + _SIGN <= _ROOM:
        growing = [place for place, width in enumerate(widths) if width < most[place]]
        if not growing:
            break
        widths[max(growing, key=lambda place: (signs[place] / widths[place], -place))] += 1
    return widths


def _least(column: Sized, texts: Sequence[str]) -> int:
    """The longest word, or what a hand needs to write in."""
    if not any(texts):
        return min(_WORD, column.width)
    words = [word for text in (column.heading, *texts) for word in text.split()]
    return min(max(_NARROWEST, min(max(map(len, words), default=0) + 2, _WORD)), column.width)


def _most(column: Sized, texts: Sequence[str]) -> int:
    """As wide as it wants to be, and no wider than its longest line."""
    lines = [line for text in texts for line in text.split("\n")]
    return max(_least(column, texts), min(column.width, max(map(len, lines), default=0) + 2)) if any(texts) \
        else column.width


def _signs(column: Sized, texts: Sequence[str]) -> int:
    """How much there is to read in the fullest cell of a column; of an empty one, what people may write into it."""
    longest = max(map(len, texts), default=0)
    return min(longest, _MOST_LINES * column.width) or _BLANK_LINES * column.width


def _pixels(widths: Sequence[int]) -> int:
    return sum(width * _SIGN + _EDGE for width in widths)
