"""Formatted text without what a paper does not show: comments, raw HTML, pictures, and attributes of any kind.

Attributes are not harmless: pandoc writes some of them (`typst:...`, `custom-style`) as code or styles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from schemekit.text.formatted.tree import Piece, attributes, inlines, joined, paragraph, text, walked, words_of

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTED = frozenset({"Code", "CodeBlock", "Div", "Span", "Table"})


def cleaned(blocks: Sequence[Piece]) -> list[Piece]:
    """The blocks as a paper shows them. Headings keep their attributes, as they tell the clause; links theirs."""
    return joined(walked(blocks, _cleaned))


def _cleaned(piece: Piece) -> list[Piece]:
    kind, content = piece["t"], piece.get("c")
    if content is None:
        return [piece]
    if kind in ("Div", "Span"):
        return list(content[1])   # nothing of ours yet, so its attributes say nothing
    if kind in ("RawInline", "RawBlock"):
        return _raw(kind, *content)
    if kind == "Image":
        return _picture(content[1])
    if kind == "Figure":
        return list(content[2])
    if kind in _ATTRIBUTED:
        return [{**piece, "c": [attributes(), *content[1:]]}]
    return [piece]


def _raw(kind: str, form: str, words: str) -> list[Piece]:
    """HTML loses its tags and keeps its words: an official text says nothing less for having been exported."""
    if form != "html":
        return [{"t": "Code" if kind == "RawInline" else "CodeBlock", "c": [attributes(), words]}]
    plain = _TAG.sub(" ", _COMMENT.sub("", words)).strip()
    if not plain:
        return []
    return [text(plain)] if kind == "RawInline" else [paragraph(inlines(plain))]


def _picture(words: Sequence[Any]) -> list[Piece]:
    return [text("["), *words, text("]")] if words_of(words) else []
