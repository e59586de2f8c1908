"""The blocks of a text as Markdown, written anew: headings with the numbers of their clauses, lists, tables, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from schemekit.text.document import ClauseText
from schemekit.text.web import words as web
from schemekit.text.web.inlines import NOTE_TEXT, Inlines
from schemekit.text.web.reader import closing

if TYPE_CHECKING:
    from schemekit.text.web.reader import Token

_NOTES_APART = re.compile(r"\n(?=\[\^[\w-]{1,60}\]:)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_DEPTH = 12
_MANY_FENCES = 1_000   # on one page; nobody has so many, and the renderer's time grows with their square
_ALIGNED = {"text-align:left": ":--", "text-align:right": "--:", "text-align:center": ":-:"}


class Blocks:
    """Writes the blocks of one text; `title` is what its own heading says, once the page was written.

    Shape: `under` gives for a clause's id a line of Markdown under its heading.
    """

    def __init__(
        self, clauses: Sequence[ClauseText], inlines: Inlines, under: Mapping[str, str], *, has_numbers: bool
    ) -> None:
        self._clauses = {clause.line: clause for clause in clauses}
        self._inlines, self._under, self._numbered = inlines, under, has_numbers
        self._fences = 0
        self.title = ""

    def page(self, tokens: Sequence[Token]) -> str:
        """All blocks."""
        return "\n\n".join(block for block in self._blocks(tokens, 0, len(tokens), 0) if block)

    def _blocks(self, tokens: Sequence[Token], at: int, end: int, depth: int) -> Iterator[str]:
        """Each block of a stretch of tokens, as Markdown; blocks inside it are indented by what holds them."""
        while at < end:
            token = tokens[at]
            if token.type.endswith("_open"):
                close = closing(tokens, at)
                yield from self._container(tokens, at, close, depth)
                at = close + 1
                continue
            if token.type in ("fence", "code_block"):
                yield self._code(token)
            elif token.type == "hr":
                yield "* * *"
            elif token.type == "html_block":
                words = _COMMENT.sub("", token.content).strip()
                yield web.line_of(self._inlines.with_blanks(" ".join(words.split()))) if words else ""
            at += 1

    def _container(self, tokens: Sequence[Token], at: int, close: int, depth: int) -> Iterator[str]:
        token = tokens[at]
        if token.type == "heading_open":
            yield self._heading(token, tokens[at + 1], depth)
        elif token.type == "paragraph_open":
            self._inlines.line = _line_of(tokens[at + 1])
            yield from self._paragraph(tokens[at + 1].content)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            yield self._list(tokens, at, close, depth)
        elif token.type == "blockquote_open":
            inner = "\n\n".join(block for block in self._inner(tokens, at + 1, close, depth) if block)
            yield "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        elif token.type == "table_open":
            yield self._table(tokens, at, close)

    def _code(self, token: Token) -> str:
        self._fences += 1
        if self._fences > _MANY_FENCES:
            return "  \n".join(filter(None, map(web.code, token.content.split("\n"))))
        return web.fence(token.content, next(iter(token.info.split()), ""))

    def _inner(self, tokens: Sequence[Token], at: int, end: int, depth: int) -> Iterator[str]:
        if depth < _DEPTH:
            yield from self._blocks(tokens, at, end, depth + 1)
            return
        # Deeper than anybody writes: the words, without what holds them.
        for token in tokens[at:end]:
            if token.type in ("inline", "fence", "code_block", "html_block"):
                yield web.line_of(web.written(web.unmarked(token.content)))

    def _heading(self, token: Token, inline: Token, depth: int) -> str:
        self._inlines.line = _line_of(inline)
        words = " ".join(self._inlines.written(inline.content).split())
        clause = self._clauses.get((token.map or [0])[0] + 1) if not depth else None
        if clause is None:
            if not depth and token.tag == "h1" and not self.title:
                self.title = words
                return ""
            return f"**{words}**" if words.strip() else ""
        self._inlines.line = _line_of(inline)
        own = " ".join(self._inlines.written(clause.heading).split())
        number = f"{clause.number} " if self._numbered and clause.number else ""
        marks = "#" * min(max(clause.level, 2), 6)
        line = self._under.get(clause.id, "")
        return f"{marks} {web.line_of(number + own) if not number else number + own}{web.anchor(clause.id)}" + (
            f"\n\n{line}" if line else "")

    def _paragraph(self, content: str) -> Iterator[str]:
        for part in _NOTES_APART.split(content) if "[^" in content else (content,):
            note, start = NOTE_TEXT.match(part), self._inlines.line
            if note:
                yield f"[^{note[1]}]: {' '.join(self._inlines.written(part[note.end() :]).split()) or '—'}"
            else:
                yield web.lines_of(self._inlines.written(part))
            self._inlines.line = start + part.count("\n") + 1

    def _list(self, tokens: Sequence[Token], at: int, close: int, depth: int) -> str:
        ordered = tokens[at].type == "ordered_list_open"
        number = int(tokens[at].attrGet("start") or 1) if ordered else 0
        items, loose, place = [], False, at + 1
        while place < close:
            end = closing(tokens, place)
            blocks = [block for block in self._inner(tokens, place + 1, end, depth) if block]
            loose = loose or any(token.type == "paragraph_open" and not token.hidden
                                 for token in tokens[place + 1 : end] if token.level == tokens[place].level + 1)
            mark = f"{number}." if ordered else "-"
            items.append((mark, blocks))
            number += 1
            place = end + 1
        return ("\n\n" if loose else "\n").join(_item(mark, blocks) for mark, blocks in items)

    def _table(self, tokens: Sequence[Token], at: int, close: int) -> str:
        rows: list[list[str]] = []
        aligned: list[str] = []
        for place in range(at, close):
            token = tokens[place]
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                self._inlines.line = _line_of(tokens[place + 1])
                rows[-1].append(" ".join(self._inlines.written(tokens[place + 1].content).split()))
                if len(rows) == 1:
                    aligned.append(_ALIGNED.get(str(token.attrGet("style") or ""), "---"))
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (rows[0], aligned, *rows[1:]))


def _line_of(inline: Token) -> int:
    return (inline.map or [0])[0] + 1


def _item(mark: str, blocks: Sequence[str]) -> str:
    inner = "\n\n".join(blocks) if len(blocks) != 2 or "\n\n" in blocks[1] else _tight(blocks)
    # A mark alone would be taken for the line under a heading.
    lines = inner.split("\n") if inner else ["&nbsp;"]
    first = f"{mark}{' ' * (4 - len(mark) if len(mark) < 4 else 1)}{lines[0]}"
    return "\n".join([first, *(f"    {line}" if line else "" for line in lines[1:])])


def _tight(blocks: Sequence[str]) -> str:
    """A line and the list under it, without a blank line between, so that no paragraph comes of it."""
    is_list = re.match(r"(?:-|\d+\.) ", blocks[1])
    return "\n".join(blocks) if is_list else "\n\n".join(blocks)
