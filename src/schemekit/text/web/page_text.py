"""A text as the body of a web page: its clauses numbered, its links led to pages, everything else made plain words.

The text is read by markdown-it and written anew for the site's Markdown reader, block by block. Nothing is passed
through: raw HTML comes out as the words it is made of, comments not at all, attribute lists as words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from schemekit.text.document import Document, after_front_matter
from schemekit.text.web import words as web
from schemekit.text.web.addresses import Addresses, Resolve, Tell, no_address, untold
from schemekit.text.web.blocks import Blocks
from schemekit.text.web.inlines import Inlines, notes_in
from schemekit.text.web.reader import blocks_of

_MANY_HEADINGS = 5_000   # on one page; nobody writes so many, and the renderer's time grows with their square


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A text as it goes onto a page.

    Shape: `heading` is Markdown without its mark; `body` is all under it.
    """

    title: str
    heading: str
    body: str

    @property
    def markdown(self) -> str:
        """The text as a page."""
        return self.under(())

    def under(self, above: Sequence[str]) -> str:
        """The text as a page, with blocks of Markdown between its heading and its words."""
        blocks = (f"# {self.heading}", *(block.strip() for block in above), self.body)
        return "\n\n".join(block for block in blocks if block).rstrip() + "\n"


def page_text(
    text: str,
    *,
    title: str = "",
    under: Mapping[str, str] | None = None,
    resolve: Resolve = no_address,
    picture: Resolve = no_address,
    blank: web.BlankAddress = no_address,
    has_numbers: bool = True,
    tell: Tell = untold,
) -> PageText:
    """A text as a page's body.

    Shape: `title` stands in place of the text's own where it is given, as plain words; `under` gives for a clause's id
    a line of Markdown under its heading.
    `resolve` leads relative links, `picture` relative images, `blank` the blanks that are marked in the text. What is
    not there is shown as words, and `tell` hears of it.
    """
    text = _with_plain_lines(text)
    document = Document.parse(text)
    start, lines = after_front_matter(text), text.split("\n")
    tokens, references = blocks_of("\n" * start + "\n".join(lines[start:]))
    clauses = document.clauses[:_MANY_HEADINGS]
    inlines = Inlines(Addresses(resolve=resolve, picture=picture, blank=blank, tell=tell), references,
                      ids={clause.id for clause in clauses}, notes=notes_in(text))
    blocks = Blocks(clauses, inlines, under or {}, has_numbers=has_numbers)
    body = blocks.page(tokens)
    heading = web.line_of(web.written(title)) if title else blocks.title or "Text"
    return PageText(title=title or document.title, heading=heading, body=body)


def anchors_of(text: str) -> tuple[str, ...]:
    """The ids that a link to a text's page can lead to, in order."""
    clauses = Document.parse(_with_plain_lines(text)).clauses
    return tuple(clause.id for clause in clauses[:_MANY_HEADINGS] if web.is_anchor(clause.id))


def _with_plain_lines(text: str) -> str:
    """The text as everything here reads it, whichever system it was written on."""
    return text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
