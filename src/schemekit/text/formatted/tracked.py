"""What came and what went, as pandoc carries it into a Word file: authors, dates, marks of paragraphs, comments.

pandoc writes tracked words, and leaves out that a whole paragraph or table row came or went. Here each such one gets a
mark in raw XML, which `word` turns into what Word wants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from schemekit.text.formatted.tree import Piece, attributes, inlines, pieces_in, styled
from schemekit.text.formatted.words import DELETION, INSERTION, SHELLS, SHELLS_WITH_MORE

MARK_ELEMENT = "proofErr"
"""The element of Word's that carries our marks from here to `word`: one that pandoc never writes."""
PARAGRAPH_MARK, ROW_MARK = "paragraph-", "row-"
COMMENT_START, COMMENT_END = "comment-start", "comment-end"

_CHANGES = (INSERTION, DELETION)
_LINE = ('<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr></w:pPr>'
         '<w:{element} w:type="{mark}"/></w:p>')


@dataclass(frozen=True, slots=True)
class Author:
    """Whose the changes are. Units: `date` is YYYY-MM-DD."""

    name: str
    date: str

    @property
    def pairs(self) -> dict[str, str]:
        """The attributes of each change. Basis: Word asks for a time too; the day begins at midnight UTC."""
        return {"author": self.name, "date": f"{self.date}T00:00:00Z"}


def tracked(blocks: Sequence[Piece], author: Author) -> list[Piece]:
    """Redlined blocks with everything that pandoc and `word` need to write them as tracked changes."""
    return _Tracking(author).blocks(blocks, "")


def commented(blocks: Sequence[Piece], name: str, paragraphs: Sequence[str], author: Author) -> list[Piece]:
    """Tracked blocks with a comment on the heading, or else on the first paragraph that changed.

    Shape: `name` tells the comment from the others of the document.
    """
    target = _target(blocks)
    if target is None:
        return list(blocks)
    words: list[Piece] = []
    for place, paragraph in enumerate(paragraphs):
        words += [{"t": "LineBreak"}, *inlines(paragraph)] if place else inlines(paragraph)
    start = {"t": "Span", "c": [[name, [COMMENT_START], [list(pair) for pair in author.pairs.items()]], words]}
    end = {"t": "Span", "c": [[name, [COMMENT_END], []], []]}
    content = target["c"]
    is_heading = target["t"] == "Header"
    inside = [start, *(content[2] if is_heading else content), end]
    new = {**target, "c": [*content[:2], inside] if is_heading else inside}
    return [_replaced(block, target, new) for block in blocks]


def _target(blocks: Sequence[Piece]) -> Piece | None:
    texts = [piece for piece in pieces_in(blocks) if piece["t"] in ("Header", "Para", "Plain")]
    headings = [piece for piece in texts[:1] if piece["t"] == "Header"]
    return next(iter((*headings, *filter(_has_changed, texts), *texts)), None)


def _has_changed(text: Piece) -> bool:
    return any(piece["t"] == "Span" and set(_CHANGES) & set(piece["c"][0][1]) for piece in pieces_in(text["c"]))


def _replaced(node: Any, target: Piece, new: Piece) -> Any:
    if node is target:
        return new
    if isinstance(node, list | tuple):
        return [_replaced(part, target, new) for part in node]
    if isinstance(node, dict):
        return {key: _replaced(part, target, new) for key, part in node.items()}
    return node


class _Tracking:
    """Carries a change from a block down to its words; `change` is empty in what stayed."""

    def __init__(self, author: Author) -> None:
        self._author = author

    def blocks(self, blocks: Sequence[Piece], change: str, has_marks: bool = True) -> list[Piece]:
        return [made for block in blocks for made in self._block(block, change, has_marks)]

    def _block(self, block: Piece, change: str, has_marks: bool) -> list[Piece]:
        kind, content = block["t"], block.get("c")
        mark = [_mark(PARAGRAPH_MARK + change)] if change and has_marks else []
        if kind == "HorizontalRule":
            return [_line(change)] if change else [block]
        assert content is not None
        if kind in ("Para", "Plain"):
            return [{"t": kind, "c": [*self._inlines(content, change), *mark]}]
        if kind == "Header":
            # A clause that went is nowhere to jump to, and the contents do not list it.
            name = attributes("", content[1][1]) if change == DELETION else content[1]
            return [{"t": kind, "c": [content[0], name, [*self._inlines(content[2], change), *mark]]}]
        if kind == "CodeBlock":
            return [self._code(content, change, mark)] if change else [block]
        if kind == "Div":
            own = next((name for name in content[0][1] if name in _CHANGES), "")
            inside = self.blocks(content[1], own or change, has_marks)
            return inside if own else [{"t": kind, "c": [content[0], inside]}]
        if kind == "BlockQuote":
            return [{"t": kind, "c": self.blocks(content, change, has_marks)}]
        if kind == "BulletList":
            return [{"t": kind, "c": self._items(content, change, has_marks)}]
        if kind == "OrderedList":
            return [{"t": kind, "c": [content[0], self._items(content[1], change, has_marks)]}]
        if kind == "DefinitionList":
            return [{"t": kind, "c": [[[*self._inlines(term, change), *mark], self._items(meanings, change, has_marks)]
                                      for term, meanings in content]}]
        return [self._table(content, change)] if kind == "Table" else [block]

    def _items(self, items: Sequence[Sequence[Piece]], change: str, has_marks: bool) -> list[list[Piece]]:
        made = [self.blocks(item, change, has_marks) for item in items]
        # An item that says nothing is none in a Word file, where a bullet is a paragraph's.
        return [item for item in made if item]

    def _code(self, content: list[Any], change: str, mark: Sequence[Piece]) -> Piece:
        lines: list[Piece] = []
        for place, line in enumerate(content[1].split("\n")):
            lines += [{"t": "LineBreak"}] * bool(place) + [{"t": "Code", "c": [attributes(), line]}] * bool(line)
        return styled([{"t": "Para", "c": [self._span(lines, change), *mark]}], "Source Code")

    def _table(self, content: list[Any], change: str) -> Piece:
        name, caption, columns, head, bodies, foot = content
        caption = [caption[0], self.blocks(caption[1], change)]
        made = [[*body[:2], self._rows(body[2], change), self._rows(body[3], change)] for body in bodies]
        return {"t": "Table", "c": [name, caption, columns, [head[0], self._rows(head[1], change)], made,
                                    [foot[0], self._rows(foot[1], change)]]}

    def _rows(self, rows: Sequence[Any], change: str) -> list[Any]:
        return [self._row(row, change) for row in rows]

    def _row(self, row: list[Any], change: str) -> list[Any]:
        own = next((name for name in row[0][1] if name in _CHANGES), "") or change
        cells = [[*cell[:4], self.blocks(cell[4], own, has_marks=not own)] for cell in row[1]]
        if own and cells:
            cells[0] = [*cells[0][:4], _with_mark(cells[0][4], _mark(ROW_MARK + own))]
        return [attributes(), cells]

    def _inlines(self, pieces: Sequence[Piece], change: str) -> list[Piece]:
        if not change:
            return [self._kept(piece) for piece in pieces]
        found: list[Piece] = []
        for is_leaf, run in groupby(pieces, key=lambda piece: not _is_shell(piece)):
            if is_leaf:
                found.append(self._span([self._leaf(piece, change) for piece in run], change))
            else:
                found += [_around(piece, self._inlines(_inside(piece), change)) for piece in run]
        return found

    def _kept(self, piece: Piece) -> Piece:
        """An inline of a paragraph that stayed: it may hold words that came or went."""
        if not _is_shell(piece):
            return self._leaf(piece, "")
        change = next((name for name in piece["c"][0][1] if name in _CHANGES), "") if piece["t"] == "Span" else ""
        if change:
            return self._span([self._leaf(inner, change) for inner in piece["c"][1]], change)
        return _around(piece, self._inlines(_inside(piece), ""))

    def _leaf(self, piece: Piece, change: str) -> Piece:
        # With its footnote goes all that is in it: the marks of its paragraphs say nothing more.
        if piece["t"] != "Note":
            return piece
        return {"t": "Note", "c": self.blocks(piece["c"], change, has_marks=not change)}

    def _span(self, content: Sequence[Piece], change: str) -> Piece:
        return {"t": "Span", "c": [attributes("", [change], **self._author.pairs), list(content)]}


def _is_shell(piece: Piece) -> bool:
    return piece["t"] in SHELLS or piece["t"] in SHELLS_WITH_MORE


def _inside(piece: Piece) -> list[Piece]:
    found: list[Piece] = piece["c"] if piece["t"] in SHELLS else piece["c"][1]
    return found


def _around(piece: Piece, content: list[Piece]) -> Piece:
    if piece["t"] in SHELLS:
        return {"t": piece["t"], "c": content}
    return {"t": piece["t"], "c": [piece["c"][0], content, *piece["c"][2:]]}


def _with_mark(blocks: Sequence[Piece], mark: Piece) -> list[Piece]:
    """A cell's blocks with a mark in the first paragraph."""
    first, *others = blocks or [{"t": "Plain", "c": []}]
    if first["t"] not in ("Para", "Plain"):
        return [{"t": "Plain", "c": [mark]}, *blocks]
    return [{"t": first["t"], "c": [*first["c"], mark]}, *others]


def _mark(words: str) -> Piece:
    return {"t": "RawInline", "c": ["openxml", f'<w:{MARK_ELEMENT} w:type="{words}"/>']}


def _line(change: str) -> Piece:
    """A line across the page, as the border of a paragraph: what pandoc draws for one cannot be tracked."""
    return {"t": "RawBlock", "c": ["openxml", _LINE.format(element=MARK_ELEMENT, mark=PARAGRAPH_MARK + change)]}
