"""The passages of a clause that several texts have in common, and those that each has beside them.

A table stays a table: the rows that are picked out of it stand under its head.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.passages import PassageKind, Piece, pieces

_HEAD = 2   # rows that begin a table: the names of its columns, and the line below them
_RUNS = (PassageKind.ITEM, PassageKind.ROW)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, an item or a row.

    Shape: `key` is what it says; of a row with the names of its columns. `block` counts the paragraphs, lists and
    tables of the text. `head` are the lines that begin its table, empty for what is no row.
    """

    key: str
    text: str
    block: int
    head: str = ""


def passages_of(body: str) -> tuple[Passage, ...]:
    """The passages of a clause, in order."""
    return tuple(passage for number, block in enumerate(_blocks(body)) for passage in _of_block(block, number))


def shared_keys(bodies: Sequence[str]) -> frozenset[str]:
    """What all of several texts say, word for word."""
    first, *others = (frozenset(passage.key for passage in passages_of(body)) for body in bodies)
    return first.intersection(*others)


def picked(body: str, keys: Collection[str], *, is_shared: bool) -> str:
    """The passages of a text that are among `keys`, or those that are not, as Markdown with its blocks apart."""
    lines: list[str] = []
    last: Passage | None = None
    for passage in passages_of(body):
        if (passage.key in keys) is is_shared:
            if last is None or last.block != passage.block:
                lines += [*([""] if lines else []), *([passage.head] if passage.head else [])]
            lines.append(passage.text)
            last = passage
    return "\n".join(lines)


def _blocks(body: str) -> Iterator[list[Piece]]:
    """The pieces of a body, those of one list and of one table together."""
    block: list[Piece] = []
    for piece in pieces(body):
        if block and not (piece.kind in _RUNS and block[-1].kind is piece.kind):
            yield block
            block = []
        block.append(piece)
    if block:
        yield block


def _of_block(block: Sequence[Piece], number: int) -> Iterator[Passage]:
    kind = block[0].kind
    if kind is PassageKind.PARAGRAPH:
        for part in block[0].parts or block:
            if part.text.strip():
                yield Passage(part.words, part.text.strip("\n"), number)
    elif kind is PassageKind.ROW and len(block) > _HEAD:
        head = "\n".join(row.text.strip("\n") for row in block[:_HEAD])
        columns = block[0].words
        for row in block[_HEAD:]:
            yield Passage(f"{columns}\n{row.words}", row.text.strip("\n"), number, head)
    else:
        yield from (Passage(piece.words, piece.text.strip("\n"), number) for piece in block if piece.text.strip())
