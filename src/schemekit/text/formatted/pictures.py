"""Where a picture stands in the tree of a paper: a mark, in whose place it is put by whoever writes the paper."""

from __future__ import annotations

from schemekit.text.formatted.tree import Piece, Tree, walked

_CLASS = "picture"


def picture_place(part: int) -> Piece:
    """The mark for the picture of a part, by the part's place in the paper."""
    return {"t": "Div", "c": [[str(part), [_CLASS], []], []]}


def part_pictured(piece: Piece) -> int | None:
    """Which part's picture stands here; None for what is no such mark."""
    return int(piece["c"][0][0]) if piece["t"] == "Div" and piece["c"][0][1] == [_CLASS] else None


def without_pictures(tree: Tree) -> Tree:
    """The tree without these marks, for what shows no pictures."""
    return {**tree, "blocks": walked(tree["blocks"], lambda piece: [piece] if part_pictured(piece) is None else [])}
