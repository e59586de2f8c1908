"""A text read by markdown-it: its blocks, and the words of one of them. The one door to it for pages of the site."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from schemekit.text.filled_tables import fills_up

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["References", "Token", "blocks_of", "closing", "inlines_of"]

References = dict[str, object]
"""What the reader knows of a text beside its blocks: the addresses that are given below its words."""


def blocks_of(body: str) -> tuple[list[Token], References]:
    """The blocks of a text, opened and closed one after the other, and what its inlines refer to."""
    references: References = {}
    tokens: list[Token] = []
    parser = _parser(has_tables=not fills_up(body))
    parser.block.parse(body, parser, references, tokens)
    return tokens, references


def inlines_of(content: str, references: References) -> list[Token]:
    """The inlines of a paragraph, a heading or a cell."""
    tokens: list[Token] = []
    parser = _parser()
    parser.inline.parse(content, parser, references, tokens)
    return tokens


def closing(tokens: Sequence[Token], at: int) -> int:
    """The place of the token that closes the one at a place."""
    level, kind = tokens[at].level, tokens[at].type.removesuffix("_open") + "_close"
    for place in range(at + 1, len(tokens)):
        if tokens[place].level == level and tokens[place].type == kind:
            return place
    return len(tokens) - 1


@cache
def _parser(*, has_tables: bool = True) -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock, reference

    def but_no_note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        # `[^1]: word` is the text of a footnote, and no address by the name ^1.
        at = state.bMarks[start] + state.tShift[start]
        return not state.src.startswith("[^", at) and reference(state, start, end, silent)

    parser = MarkdownIt("commonmark", {"store_labels": True}).enable("table" if has_tables else [])
    parser.block.ruler.at("reference", but_no_note)
    return parser
