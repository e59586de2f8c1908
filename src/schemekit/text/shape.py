"""The shape of a text: its blocks as they are read, in order. Paragraphs, items and their nesting, rows, notes, code.

Two texts of the same words may say different things: a duty indented by four blanks is code, two rows of a table
joined to one lose half their cells, a paragraph without a blank line above it belongs to the item before. So white
space counts where it makes another block, and only there. Basis: CommonMark 0.31 with the tables of GitHub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from schemekit.text.document import after_front_matter, comparable
from schemekit.text.filled_tables import fills_up

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_NOTES = re.compile(r"\n(?=\[[^\]\n]{1,500}\]:)")
"""Where the next footnote or link target begins: each stands for itself, although CommonMark reads one paragraph."""
_NOTE = re.compile(r"\[[^\]\n]{1,500}\]:")
_CONTAINERS = {"list_item": "item", "blockquote": "quote"}
_LEAVES = {"fence": "code", "code_block": "code", "hr": "rule"}


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text, as it is read.

    Shape: `path` names what it stands in, the outermost first, and last what it is: `heading 2`, `paragraph`, `note`
    (a footnote or link target), `head row`, `row`, `code`, `comment`, `html`, `rule`, `front matter`; an `item` or a
    `quote` is told once by itself, before what stands in it. `words` are its comparable words, of a row cell by cell
    with ` | ` between; an item or quote has none of its own. `source` is what `words` were made of.
    """

    path: tuple[str, ...]
    words: str
    source: str = ""

    @property
    def kind(self) -> str:
        """What it is."""
        return self.path[-1]

    @property
    def line(self) -> str:
        """`item > paragraph: The scheme shall answer.`: the block in a line, as it goes into a digest."""
        return f"{' > '.join(self.path)}: {self.words}".rstrip()


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order. The time grows with the length of the text, whatever it holds."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = after_front_matter("\n".join(lines))
    front = "\n".join(lines[:start])
    first = (Block(("front matter",), comparable(front), front),) if front else ()
    body = _plain(lines[start:])
    if body is not None:
        return (*first, *body)
    found: list[Token] = []
    rest = "\n".join(lines[start:])
    parser = _parser(has_tables=not fills_up(rest))
    parser.block.parse(rest, parser, {}, found)
    return (*first, *_read(found))


def shape(text: str) -> tuple[str, ...]:
    """The shape of a text, a line for each block. Texts of the same words and the same shape read the same."""
    return tuple(block.line for block in blocks(text))


def words_and_shape(text: str) -> str:
    """What a text says, as it goes into a digest: its comparable words, and its shape, each line after a line break."""
    return "\n".join((comparable(text), *shape(text)))


_HEADING = re.compile(r"(#{1,6})[ \t]+(?=[^\s#])(.*[^\s#])[ \t]*")
_NO_MARK = frozenset("\"'(“‘«")   # what else a paragraph may begin with, beside a letter


def _plain(lines: Sequence[str]) -> list[Block] | None:
    """The blocks of lines that can be nothing but headings and paragraphs; None where one may be anything else.

    Most clauses are such. Loading a reader of Markdown for them takes longer than all of `check` beside it, and a
    test holds that it reads them the same.
    """
    found: list[Block] = []
    words: list[str] = []
    for line in (*lines, ""):
        if line and (line[0].isalpha() or line[0] in _NO_MARK):
            words.append(line)
            continue
        heading = _HEADING.fullmatch(line)
        if (heading is None and line.strip(" \t")) or (words and words[-1].rstrip() != words[-1].rstrip(" \t")):
            return None
        if words:
            found.append(_block(("paragraph",), "\n".join(words).rstrip(" \t")))
            words = []
        if heading is not None:
            found.append(_block((f"heading {len(heading[1])}",), heading[2]))
    return found


@cache
def _parser(*, has_tables: bool) -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Link targets are words here: what they are taken out of could be hidden in them.
    return MarkdownIt("commonmark").enable("table" if has_tables else []).disable("reference")


def _read(tokens: Sequence[Token]) -> Iterator[Block]:
    path: list[str] = []
    cells: list[str] = []
    row = leaf = ""
    for token in tokens:
        kind, _, end = token.type.rpartition("_")
        if kind in _CONTAINERS and end == "open":
            path.append(_CONTAINERS[kind])
            yield Block(tuple(path), "")
        elif kind in _CONTAINERS:
            path.pop()
        elif token.type in ("thead_open", "tbody_open"):
            row = "head row" if kind == "thead" else "row"
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close":
            yield Block((*path, row), " | ".join(map(comparable, cells)), " | ".join(cells))
        elif token.type == "table_close":
            row = ""
        elif kind in ("paragraph", "heading"):
            leaf = "paragraph" if kind == "paragraph" else f"heading {token.tag[1:]}"
        elif token.type == "inline" and row:
            cells.append(token.content)
        elif token.type == "inline":
            yield from _prose(tuple(path), leaf, token.content)
        elif token.type == "html_block":
            leaf = "comment" if token.content.lstrip().startswith("<!--") else "html"
            yield _block((*path, leaf), token.content)
        elif token.type in _LEAVES:
            yield _block((*path, _LEAVES[token.type]), token.content)


def _prose(path: tuple[str, ...], leaf: str, content: str) -> Iterator[Block]:
    if leaf != "paragraph":
        yield _block((*path, leaf), content)
        return
    for part in _NOTES.split(content):
        yield _block((*path, "note" if _NOTE.match(part) else leaf), part)


def _block(path: tuple[str, ...], content: str) -> Block:
    # A backslash at the end of a line is a line break, before a blank it is a backslash.
    return Block(path, comparable(content.replace("\\\n", " ")), content)
