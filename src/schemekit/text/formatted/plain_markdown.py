"""A paper's tree as plain Markdown can say it: names that readers make of the headings, styles left out."""

from __future__ import annotations

import re
from typing import Any

from schemekit.text.formatted.tree import Piece, Tree, walked, words_of

_DEEPEST = 6   # headings that Markdown and pages know


def for_markdown(tree: Tree) -> Tree:
    """The tree with links to the names that a Markdown reader gives the headings, under one title."""
    lowered = below_title(tree)
    names = _names(lowered)

    def change(piece: Piece) -> list[Piece]:
        content: Any = piece.get("c")
        if piece["t"] == "Span":
            return list(content[1])
        if piece["t"] == "Header":
            level, (identifier, _, _), words = content
            return [{"t": "Header", "c": [level, [names.get(identifier, ""), [], []], words]}]
        if piece["t"] == "Table":   # heads of rows are what Markdown has no sign for
            bodies = [[body[0], 0, *body[2:]] for body in content[4]]
            return [{"t": "Table", "c": [*content[:4], bodies, content[5]]}]
        if piece["t"] == "Link" and content[2][0].startswith("#"):
            name = names.get(content[2][0][1:], "")
            return [{"t": "Link", "c": [["", [], []], content[1], [f"#{name}", ""]]}] if name else list(content[1])
        return [piece]

    return {**lowered, "blocks": walked(lowered["blocks"], change)}


def below_title(tree: Tree) -> Tree:
    """The tree with its headings a level deeper, so that the title is the only one of level 1."""
    def change(piece: Piece) -> list[Piece]:
        if piece["t"] != "Header":
            return [piece]
        level, *rest = piece["c"]
        return [{"t": "Header", "c": [min(level + 1, _DEEPEST), *rest]}]

    return {**tree, "blocks": walked(tree["blocks"], change)}


def _names(tree: Tree) -> dict[str, str]:
    """The name that readers of Markdown make of each heading, by its anchor. Basis: what GitHub and GitLab do."""
    counted: dict[str, int] = {}
    names = {}
    for block in tree["blocks"]:
        if block["t"] == "Header":
            slug = re.sub(r"[^\w\- ]", "", words_of(block["c"][2]).strip().lower()).replace(" ", "-")
            count = counted.get(slug, 0)
            counted[slug] = count + 1
            if block["c"][1][0]:
                names[block["c"][1][0]] = f"{slug}-{count}" if count else slug
    return names
