"""A paper: what a board, a reviewer or a complainant is handed as a Word file, a PDF or a page.

Here is what it says; how it looks is for whoever writes it (`word`).
"""

from __future__ import annotations

from dataclasses import dataclass

FORMATS = ("docx", "pdf", "html", "md")
"""What a paper can be written as, by the ending of the file."""
MODULE_PROPERTY, KEY_PROPERTY, SCHEME_PROPERTY = "schemekit-module", "schemekit-sent", "schemekit-scheme"
"""What the properties of a Word file are called that say which texts of which scheme went out in it."""


_WIDE, _HIGH = 267, 138
"""How much of a sheet of A4 on its side a picture has. Units: millimetres."""
_PER_MILLIMETRE = 96 / 25.4
_SMALLEST = 0.66   # of its size: its letters of nine points are read at six, not at five


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing that has a page of its own, on its side, in a Word file or PDF.

    Shape: `svg` needs nothing else; `words` say what it shows to who does not see it. Units: `width` and `height` are
    96 an inch.
    """

    svg: str
    words: str
    width: int
    height: int

    @property
    def sheet(self) -> str:
        """The sheet of paper that it can be read on: `a4` or `a3`."""
        room = min(_WIDE * _PER_MILLIMETRE / self.width, _HIGH * _PER_MILLIMETRE / self.height)
        return "a4" if room >= _SMALLEST else "a3"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPart:
    """One text of a paper: the document itself first, then its annexes.

    Shape: `markdown` is a whole text with its clauses; its first level 1 heading without an id is not repeated, as
    `title` stands in its place. `file` is the path below policies/MODULE/, empty for a text that no file holds.
    `number` is what it is counted as in a paper of several documents ("2", "Annex 2A"); empty, it is the next annex.
    `picture` stands under the title of an annex; it is left out where a paper is a page or Markdown.
    """

    title: str
    markdown: str
    file: str = ""
    number: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document for people.

    Shape: `facts` are the rows of the title block (code, version, status, dates), in order, without empty ones;
    `owner` stands in the head of each page, `footer` at its foot ("Printed copies are uncontrolled"),
    in one line or more, the first beside the number of the page.
    `properties` travel with a Word file unseen (what was exported, so that it is known again when it comes back).
    `has_room_to_sign` of a paper with cells that hold a no-break space only: they are high enough for a signature, and
    their table stays on one page.
    `is_numbered` and `has_contents` say whether clauses get their computed numbers, and a table of contents.
    Units: `language` is a BCP 47 code.
    """

    title: str
    parts: tuple[PaperPart, ...]
    language: str = "en"
    owner: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    footer: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    is_numbered: bool = True
    has_contents: bool = True
    has_room_to_sign: bool = False
