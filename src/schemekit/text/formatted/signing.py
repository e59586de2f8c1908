"""Room to sign: table cells that are left blank on purpose, made as high as a signature needs."""

from __future__ import annotations

from schemekit.text.formatted.tree import Piece, Tree, text, walked, words_of

_BLANK = "\u00a0"
_LINES = 3


def is_to_sign(table: Piece) -> bool:
    """Whether a table has cells that hold nothing but a no-break space."""
    return table["t"] == "Table" and any(_is_room(cell) for cell in _cells(table))


def with_room(tree: Tree) -> Tree:
    """The tree with each such cell as high as a few lines."""

    def change(piece: Piece) -> list[Piece]:
        if piece["t"] == "Table":
            for cell in _cells(piece):
                if _is_room(cell):
                    lines: list[Piece] = [text(_BLANK)]
                    for _ in range(_LINES - 1):
                        lines += [{"t": "LineBreak"}, text(_BLANK)]
                    cell[4] = [{"t": "Plain", "c": lines}]
        return [piece]

    return {**tree, "blocks": walked(tree["blocks"], change)}


def _cells(table: Piece) -> list[list[object]]:
    """The cells of a table's bodies, as pandoc tells them: attributes, alignment, rows and columns spanned, blocks."""
    return [cell for body in table["c"][4] for row in body[3] for cell in row[1]]


def _is_room(cell: list[object]) -> bool:
    blocks = cell[4]
    # A line break is told as a space.
    return isinstance(blocks, list) and set(words_of(blocks).replace(" ", "")) == {_BLANK}
