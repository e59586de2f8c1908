"""The blocks of two texts told as one: paragraphs, list items, table rows and cells, with what came and what went.

What stayed is compared inside: words in `words`, items and rows here. Which clause is which is in `redline`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.comparing.likeness import Pair, Wording, best_chain, likely
from schemekit.text.formatted.tree import Piece, attributes, pieces_in, words_of
from schemekit.text.formatted.words import DELETION, INSERTION, merged_words

_ALIKE = 0.5
"""Share of words from which a paragraph, an item or a row is told as a change of another one at the same place."""
_CONTAINERS_ALIKE = 0.25
"""The same for lists, tables and quotations: their items and rows are compared one by one anyway."""
_SAME_ROW = 0.9
"""How alike two rows of a table count whose first cells say the same."""
_PARAGRAPHS = frozenset({"Para", "Plain"})
_TEXTS = _PARAGRAPHS | {"Header", "CodeBlock"}
_WIDTH = re.compile(r'\{"t": "ColWidth", "c": [^}]*\}')
_CONTAINERS = frozenset({"BulletList", "OrderedList", "Table", "BlockQuote"})

Row = list[Any]
Emit = Callable[[Sequence[Any], str], list[Any]]
"""Makes of blocks, items or rows what tells that they came or went."""


def marked_blocks(blocks: Sequence[Piece], change: str) -> list[Piece]:
    """Blocks that came or went, in a `Div` whose class says which."""
    return [{"t": "Div", "c": [attributes("", [change]), list(blocks)]}] if blocks else []


class MergedBlocks:
    """Tells two rows of blocks as one; all of a document share one effort, so that no text takes for ever."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort

    def blocks(self, olds: Sequence[Piece], news: Sequence[Piece], *, is_closed: bool = False) -> list[Piece]:
        """The blocks, those that went in front of those that came.

        Shape: `is_closed` where nothing follows in a Word file that a paragraph could be taken out into: in a table
        cell or a footnote, the last paragraph then stays one, whatever it says now.
        """
        def chain(first: Sequence[Piece], second: Sequence[Piece]) -> list[Pair]:
            found = _chain_of_blocks(first, second)
            is_last = bool(first) and bool(second) and first[-1] is olds[-1] and second[-1] is news[-1]
            if is_closed and is_last and not found and {first[-1]["t"], second[-1]["t"]} <= _PARAGRAPHS:
                return [(len(first) - 1, len(second) - 1)]
            return found

        return self._merged(olds, news, _key, chain, self.block, marked_blocks)

    def block(self, old: Piece, new: Piece) -> Piece:
        """One block that changed, of a kind that is compared inside."""
        kind, content = new["t"], new["c"]
        if kind in _PARAGRAPHS:
            return {"t": kind, "c": self._words(old["c"], content)}
        if kind == "Header":
            return {"t": kind, "c": [content[0], content[1], self._words(old["c"][2], content[2])]}
        if kind == "BulletList":
            return {"t": kind, "c": self._items(old["c"], content)}
        if kind == "OrderedList":
            return {"t": kind, "c": [content[0], self._items(old["c"][1], content[1])]}
        if kind == "BlockQuote":
            return {"t": kind, "c": self.blocks(old["c"], content)}
        return {"t": kind, "c": self._table(old["c"], content)}

    def _merged(
        self, olds: Sequence[Any], news: Sequence[Any], key: Callable[[Any], str],
        chain: Callable[[Sequence[Any], Sequence[Any]], list[Pair]], merged: Callable[[Any, Any], Any], emit: Emit,
    ) -> list[Any]:
        found: list[Any] = []
        at = there = 0
        runs = equal_runs([key(old) for old in olds], [key(new) for new in news], self._effort)
        for start, place, length in (*runs, (len(olds), len(news), 0)):
            first, second = olds[at:start], news[there:place]
            gone = come = 0
            for left, right in (chain(first, second) if first and second else []):
                found += [*emit(first[gone:left], DELETION), *emit(second[come:right], INSERTION)]
                found.append(merged(first[left], second[right]))
                gone, come = left + 1, right + 1
            found += [*emit(first[gone:], DELETION), *emit(second[come:], INSERTION)]
            found += news[place : place + length]
            at, there = start + length, place + length
        return found

    def _words(self, old: Sequence[Piece], new: Sequence[Piece]) -> list[Piece]:
        return merged_words(old, new, self._closed, self._effort)

    def _closed(self, olds: Sequence[Piece], news: Sequence[Piece]) -> list[Piece]:
        return self.blocks(olds, news, is_closed=True)

    def _items(self, olds: Sequence[list[Piece]], news: Sequence[list[Piece]]) -> list[list[Piece]]:
        def emit(items: Sequence[list[Piece]], change: str) -> list[Any]:
            return [marked_blocks(item, change) or [{"t": "Div", "c": [attributes("", [change]), []]}]
                    for item in items]

        def merged(old: list[Piece], new: list[Piece]) -> list[Piece]:
            # The first paragraph bears the mark of the item, so it is never taken out of an item that stays.
            return [self.block(old[0], new[0]), *self.blocks(old[1:], new[1:])]

        return self._merged(olds, news, _key, _chain_of_items, merged, emit)

    def _table(self, old: list[Any], new: list[Any]) -> list[Any]:
        def emit(rows: Sequence[Row], change: str) -> list[Any]:
            return [[attributes("", [change]), row[1]] for row in rows]

        head = [self._row(*rows) for rows in zip(old[3][1], new[3][1], strict=True)]
        body = self._merged(old[4][0][3], new[4][0][3], _key, _chain_of_rows, self._row, emit)
        bodies = [[*new[4][0][:3], body]]
        return [*new[:3], [new[3][0], head], bodies, new[5]]

    def _row(self, old: Row, new: Row) -> Row:
        return [new[0], [[*cell[:4], self._cell(before[4], cell[4])]
                         for before, cell in zip(old[1], new[1], strict=True)]]

    def _cell(self, old: list[Piece], new: list[Piece]) -> list[Piece]:
        """A cell's blocks; an empty cell is an empty paragraph, as it is in Word."""
        empty: list[Piece] = [{"t": "Plain", "c": []}]
        if not old and not new:
            return new
        return self._closed(old or empty, new or empty)


def _key(piece: Any) -> str:
    """A block without what is no text: where lines end, how far paragraphs of a list and columns stand apart."""
    # In JSON a mark of quotation inside words is escaped, so that these are kinds of pieces and no words.
    told = json.dumps(piece).replace('"t": "SoftBreak"', '"t": "Space"').replace('"t": "Plain"', '"t": "Para"')
    return _WIDTH.sub('{"t": "ColWidthDefault"}', told)


def _wordings(texts: Sequence[Any]) -> list[Wording]:
    return [Wording.of(" ".join(_texts(text))) for text in texts]


def _texts(block: Any) -> Iterator[str]:
    """The words of a block, an item or a row, paragraph by paragraph."""
    for piece in pieces_in([block]):
        if piece["t"] in _TEXTS:
            yield words_of([piece])


def _chain_of_blocks(olds: Sequence[Piece], news: Sequence[Piece]) -> list[Pair]:
    shares = likely(_wordings(olds), _wordings(news), _CONTAINERS_ALIKE)
    return best_chain({
        pair: share for pair, share in shares.items()
        if may_be_one(old := olds[pair[0]], news[pair[1]]) and (share >= _ALIKE or old["t"] in _CONTAINERS)
    })


def _chain_of_items(olds: Sequence[list[Piece]], news: Sequence[list[Piece]]) -> list[Pair]:
    shares = likely(_wordings(olds), _wordings(news), _ALIKE)
    return best_chain({pair: share for pair, share in shares.items() if _begin_alike(olds[pair[0]], news[pair[1]])})


def _begin_alike(old: list[Piece], new: list[Piece]) -> bool:
    return bool(old and new) and {old[0]["t"], new[0]["t"]} <= _PARAGRAPHS


def _chain_of_rows(olds: Sequence[Row], news: Sequence[Row]) -> list[Pair]:
    shares = likely(_wordings(olds), _wordings(news), _ALIKE) | dict(_rows_by_first_cell(olds, news))
    return best_chain({pair: share for pair, share in shares.items() if _shape(olds[pair[0]]) == _shape(news[pair[1]])})


def _rows_by_first_cell(olds: Sequence[Row], news: Sequence[Row]) -> Iterator[tuple[Pair, float]]:
    """Rows with the same first cell, which is what a table is sorted by."""
    first, second = ([words_of(row[1][0][4]) if row[1] else "" for row in side] for side in (olds, news))
    once, other = Counter(first), Counter(second)
    places = {words: place for place, words in enumerate(second) if words and other[words] == 1}
    yield from (((at, places[words]), _SAME_ROW) for at, words in enumerate(first)
                if once[words] == 1 and words in places)


def may_be_one(old: Piece, new: Piece) -> bool:
    """Whether two blocks are of kinds that can be told as one that changed."""
    kind = old["t"]
    if kind in _PARAGRAPHS:
        return new["t"] in _PARAGRAPHS
    if kind != new["t"]:
        return False
    if kind in ("Header", "OrderedList"):
        return bool(old["c"][0] == new["c"][0])
    return kind in ("BulletList", "BlockQuote") or (kind == "Table" and _shape_of(old["c"]) == _shape_of(new["c"]))


def _shape_of(table: list[Any]) -> Any:
    """What two tables must share to be compared row by row; a table of an unusual build is like none."""
    _, caption, columns, head, bodies, foot = table
    is_usual = caption == [None, []] and len(bodies) == 1 and not bodies[0][2] and not foot[1]
    return (len(columns), [column[0] for column in columns], [_shape(row) for row in head[1]]) if is_usual else object()


def _shape(row: Row) -> list[Any]:
    """How the cells of a row are laid out."""
    return [cell[1:4] for cell in row[1]]
