"""A paper as one tree: the document, then its annexes, with numbers, names and links that fit together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemekit.model.paper import Paper
from schemekit.text.document import PREAMBLE, Document
from schemekit.text.formatted.bookmarks import bookmark_of
from schemekit.text.formatted.clauses import NUMBER_CLASS, PartPlace, numbered, part_blocks
from schemekit.text.formatted.paper_words import annex_letter, paper_words
from schemekit.text.formatted.pictures import picture_place
from schemekit.text.formatted.tree import Piece, Tree, header, inlines, text, walked, words_of

ANNEX_CLASS = "annex"
Anchor = Callable[[int, str], str]
"""What a clause is called inside a document, by the place of its text and its id."""


def word_anchor(part: int, clause_id: str) -> str:
    """The bookmark of a clause as pandoc takes it: it renames what does not begin with a letter."""
    return f"x{bookmark_of(part, clause_id)[1:]}"


def web_anchor(part: int, clause_id: str) -> str:
    """The fragment of a page: the clause's own id in the document itself, so that addresses read well."""
    return clause_id if part == 0 else f"annex-{annex_letter(part).lower()}-{clause_id}"


def assembled(paper: Paper, trees: Sequence[Tree], anchor: Anchor = word_anchor) -> Tree:
    """The tree of a paper, without its title and title block. Shape: `trees` are the parts', with positions."""
    documents = [Document.parse(part.markdown) for part in paper.parts]
    known = [frozenset(clause.id for clause in document.clauses) for document in documents]
    files = {part.file: place for place, part in enumerate(paper.parts) if part.file}
    blocks: list[Piece] = []
    for place, (part, document, tree) in enumerate(zip(paper.parts, documents, trees, strict=True)):
        number = part.number or (f"{paper_words(paper.language).annex} {annex_letter(place)}" if place else "")
        if number:
            title = [numbered(number), {"t": "Space"}, *inlines(part.title)]
            blocks.append(header(1, title, anchor(place, PREAMBLE), ANNEX_CLASS))
        if part.picture:
            blocks.append(picture_place(place))
        blocks += part_blocks(tree["blocks"], document, PartPlace(
            part=place, file=part.file, anchor=anchor, known=known, files=files, is_numbered=paper.is_numbered,
            prefix=f"{number.split()[-1]}." if number else "", shift=1 if number else 0,
        ))
    return {**trees[0], "meta": {}, "blocks": blocks}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingLine:
    """A heading as a table of contents lists it."""

    level: int
    number: str
    words: str
    anchor: str


def heading_lines(tree: Tree) -> tuple[HeadingLine, ...]:
    """The headings of a paper, in order."""
    found = []
    for block in tree["blocks"]:
        if block["t"] == "Header":
            level, attributes, content = block["c"]
            first = content[0] if content else {}
            has_number = first.get("t") == "Span" and NUMBER_CLASS in first["c"][0][1]
            found.append(HeadingLine(
                level=level, anchor=attributes[0], number=words_of(content[:1]) if has_number else "",
                words=words_of(content[2:] if has_number else content).strip(),
            ))
    return tuple(found)


def with_cited_numbers(tree: Tree) -> Tree:
    """The tree with its number behind each link to a clause (`appeal (5.4)`), for paper, where nobody can click.

    A link whose words say the number already stays as it is.
    """
    numbers = {f"#{line.anchor}": line.number for line in heading_lines(tree) if line.anchor and line.number}

    def change(piece: Piece) -> list[Piece]:
        if piece["t"] != "Link":
            return [piece]
        number = numbers.get(piece["c"][2][0], "")
        is_said = not number or number.casefold() in words_of(piece["c"][1]).casefold()
        return [piece] if is_said else [piece, {"t": "Space"}, text(f"({number})")]

    return {**tree, "blocks": walked(tree["blocks"], change)}


def without_gaps(tree: Tree) -> Tree:
    """The tree with each heading at most one level under the one before, as tagged PDFs and pages need it.

    The numbers stay: they are the clauses' own.
    """
    above: list[int] = []

    def change(piece: Piece) -> list[Piece]:
        if piece["t"] != "Header":
            return [piece]
        level, *rest = piece["c"]
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        return [{"t": "Header", "c": [len(above), *rest]}]

    return {**tree, "blocks": walked(tree["blocks"], change)}
