"""A text of a paper with its clauses: computed numbers, levels that fit the paper, names that links jump to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

from schemekit.text.document import PREAMBLE, ClauseText, Document, after_front_matter
from schemekit.text.formatted.clean import cleaned
from schemekit.text.formatted.tree import Piece, header, paragraph, span, text, walked
from schemekit.text.formatted.widths import with_widths

NUMBER_STYLE = "Section Number"
"""The character style in which a clause's number stands in a Word file, so that it is known and can be taken off."""
NUMBER_CLASS = "clause-number"

_POSITION = re.compile(r"(?:[^@]*@)?(\d+):")
_WEB = ("https://", "http://", "mailto:")


@dataclass(frozen=True, kw_only=True)
class PartPlace:
    """Where a text stands in its paper.

    Shape: `part` counts from 0, the document itself; `prefix` stands before its numbers ("A." in an annex), and
    `shift` is how much deeper its headings are. `anchor` names a clause of a part for links.
    `files` says which part each file of the paper is.
    """

    part: int
    file: str
    anchor: Callable[[int, str], str]
    known: Sequence[frozenset[str]]
    files: Mapping[str, int]
    is_numbered: bool = True
    prefix: str = ""
    shift: int = 0


def readable_source(markdown: str) -> str:
    """A text as pandoc is given it: with the same lines as `Document` counts, front matter blank.

    Shape: as many lines as before, so that a heading's line tells its clause.
    """
    lines = after_front_matter(markdown)
    plain = markdown.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", " ").replace("\0", "\ufffd")
    return "\n" * lines + "\n".join(plain.split("\n")[lines:])


def part_blocks(blocks: Sequence[Piece], document: Document, place: PartPlace) -> list[Piece]:
    """A text's blocks as the paper shows them. Shape: `blocks` carry positions, as pandoc read `readable_source`."""
    return _PartBlocks(document, place).made(blocks)


@dataclass
class _PartBlocks:
    document: Document
    place: PartPlace
    seen: set[str] = field(default_factory=set)

    def made(self, blocks: Sequence[Piece]) -> list[Piece]:
        by_line = {clause.line: clause for clause in self.document.clauses}
        title = self._title_line(by_line)

        def change(piece: Piece) -> list[Piece]:
            kind = piece["t"]
            if kind == "Header":
                line = _line_of(piece["c"][1])
                return [] if line == title else [self._heading(piece["c"], by_line.get(line))]
            if kind == "Link":
                return self._link(piece["c"])
            return [with_widths(piece)] if kind == "Table" else [piece]

        return walked(cleaned(blocks), change)

    def _title_line(self, by_line: Mapping[int, ClauseText]) -> int:
        """The line of the title, which the paper's own title stands for; 0 without one."""
        if not self.document.title:
            return 0
        lines = self.document.preamble.split("\n")
        return next((number for number, line in enumerate(lines, 1)
                     if number not in by_line and line.lstrip("\ufeff ").startswith("# ")), 0)

    def _heading(self, content: list[Any], clause: ClauseText | None) -> Piece:
        """A clause's heading; one that is no clause (underlined, or in a quote) is a line in bold."""
        if clause is None:
            return paragraph([{"t": "Strong", "c": content[2]}])
        level = max(clause.level - 1, 1) + self.place.shift
        number = [numbered(self.place.prefix + clause.number), {"t": "Space"}] if self.place.is_numbered else []
        name = "" if clause.id in self.seen else self.place.anchor(self.place.part, clause.id)
        self.seen.add(clause.id)
        return header(min(level, 9), [*number, *content[2]], name)

    def _link(self, content: list[Any]) -> list[Piece]:
        """A link into the paper or to the web; any other is its words."""
        _, words, (target, _) = content
        found = self._inside(target)
        if found or target.lower().startswith(_WEB):
            return [{"t": "Link", "c": [["", [], []], words, [found or target, ""]]}]
        return list(words)

    def _inside(self, target: str) -> str:
        path, _, clause_id = unquote(target).partition("#")
        part: int | None = self.place.part
        if path:
            part = self.place.files.get(normpath(join(dirname(self.place.file), path)))
        if part is None or (clause_id and clause_id not in self.place.known[part]) or not (path or clause_id):
            return ""
        return f"#{self.place.anchor(part, clause_id or PREAMBLE)}"


def numbered(number: str) -> Piece:
    """A computed number, recognisable in every format."""
    return span([text(number)], NUMBER_CLASS, custom_style=NUMBER_STYLE)


def _line_of(attributes: list[Any]) -> int:
    # The last one is pandoc's: a text may carry attributes of that name itself.
    position = next((value for name, value in reversed(attributes[2]) if name == "data-pos"), "")
    found = _POSITION.match(position)
    return int(found[1][:9]) if found else -1
