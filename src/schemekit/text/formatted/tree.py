"""The tree of formatted text: making its parts, and walking through it.

A piece is `{"t": its kind, "c": what is in it}`, as pandoc writes it; attributes are `[identifier, classes, pairs]`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Tree = dict[str, Any]
"""A whole document: `blocks`, `meta` and `pandoc-api-version`."""
Piece = dict[str, Any]
"""A block or an inline."""
Attributes = list[Any]

_SPACES = frozenset({"Space", "SoftBreak", "LineBreak"})


def walked(pieces: Sequence[Any], change: Callable[[Piece], list[Piece]]) -> list[Any]:
    """The same pieces, each replaced by what `change` makes of it, the inner ones first."""
    found: list[Any] = []
    for piece in pieces:
        if isinstance(piece, list):
            found.append(walked(piece, change))
        elif isinstance(piece, dict) and "t" in piece:
            content = piece.get("c")
            inside = {**piece, "c": walked(content, change)} if isinstance(content, list) else piece
            found.extend(change(inside))
        else:
            found.append(piece)
    return found


def joined(pieces: Sequence[Any]) -> list[Any]:
    """The same pieces, with words that stand side by side as one: a reader that tells positions cuts them up."""
    found: list[Any] = []
    for piece in pieces:
        if isinstance(piece, list):
            found.append(joined(piece))
        elif isinstance(piece, dict) and piece.get("t") == "Str" and found and (
                isinstance(found[-1], dict) and found[-1].get("t") == "Str"):
            found[-1] = text(found[-1]["c"] + piece["c"])
        elif isinstance(piece, dict) and isinstance(piece.get("c"), list):
            found.append({**piece, "c": joined(piece["c"])})
        else:
            found.append(piece)
    return found


def pieces_in(pieces: Sequence[Any]) -> Iterator[Piece]:
    """Every piece, the outer ones first."""
    for piece in pieces:
        if isinstance(piece, list):
            yield from pieces_in(piece)
        elif isinstance(piece, dict) and "t" in piece:
            yield piece
            if isinstance(piece.get("c"), list):
                yield from pieces_in(piece["c"])


def words_of(pieces: Sequence[Any]) -> str:
    """The plain words of some pieces; footnotes are left out."""
    found: list[str] = []
    _add_words(pieces, found)
    return "".join(found)


def _add_words(pieces: Sequence[Any], found: list[str]) -> None:
    for piece in pieces:
        if isinstance(piece, list):
            _add_words(piece, found)
        elif isinstance(piece, dict):
            kind, content = piece.get("t"), piece.get("c")
            if kind == "Str":
                found.append(content or "")
            elif kind in _SPACES:
                found.append(" ")
            elif kind in ("Code", "CodeBlock"):
                found.append((content or ["", ""])[1])
            elif kind != "Note" and isinstance(content, list):
                _add_words(content, found)


def attributes(identifier: str = "", classes: Sequence[str] = (), **pairs: str) -> Attributes:
    """Attributes; `custom_style` is written with a hyphen."""
    return [identifier, list(classes), [[name.replace("_", "-"), value] for name, value in pairs.items()]]


def inlines(words: str) -> list[Piece]:
    """Plain words as inlines: nothing in them is taken for a mark."""
    found: list[Piece] = []
    for place, word in enumerate(words.split()):
        found += [{"t": "Space"}, text(word)] if place else [text(word)]
    return found


def text(words: str) -> Piece:
    """Words of one piece."""
    return {"t": "Str", "c": words}


def span(content: Sequence[Piece], *classes: str, **pairs: str) -> Piece:
    """Inlines with a class or a style."""
    return {"t": "Span", "c": [attributes("", classes, **pairs), list(content)]}


def paragraph(content: Sequence[Piece]) -> Piece:
    """A paragraph."""
    return {"t": "Para", "c": list(content)}


def styled(blocks: Sequence[Piece], style: str, *classes: str) -> Piece:
    """Blocks in a paragraph style of the Word file."""
    return {"t": "Div", "c": [attributes("", classes, custom_style=style), list(blocks)]}


def header(level: int, content: Sequence[Piece], identifier: str = "", *classes: str) -> Piece:
    """A heading."""
    return {"t": "Header", "c": [level, attributes(identifier, classes), list(content)]}


def table(rows: Sequence[Sequence[Sequence[Piece]]], widths: Sequence[float], *, head_columns: int = 0,
          class_name: str = "") -> Piece:
    """A table of paragraphs without a head row. Units: `widths` are parts of the line, 1 for all of it."""
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [attributes(), head_columns, [], [[attributes(), [_cell(cell) for cell in row]] for row in rows]]
    classes = [class_name] if class_name else []
    return {"t": "Table", "c": [attributes("", classes), [None, []], columns, [attributes(), []], [body],
                                [attributes(), []]]}


def _cell(content: Sequence[Piece]) -> list[Any]:
    return [attributes(), {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": list(content)}]]
