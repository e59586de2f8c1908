"""A paper as a Word file, a PDF, a page or Markdown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from schemekit.errors import SchemekitError
from schemekit.model.paper import Paper
from schemekit.text.formatted.clauses import readable_source
from schemekit.text.formatted.front import markdown_front, word_front
from schemekit.text.formatted.paper_tree import (
    Anchor,
    assembled,
    web_anchor,
    with_cited_numbers,
    without_gaps,
    word_anchor,
)
from schemekit.text.formatted.pictures import part_pictured, without_pictures
from schemekit.text.formatted.plain_markdown import for_markdown
from schemekit.text.formatted.signing import with_room
from schemekit.text.formatted.tree import Piece, Tree, attributes, walked
from schemekit.text.formatted.widths import is_small
from schemekit.word.contents import PLACE
from schemekit.word.finish import SMALL_TABLE, finished
from schemekit.word.pandoc import tree_of_markdown, written
from schemekit.word.pictures import picture_paragraph


def tree_of(paper: Paper, anchor: Anchor = word_anchor) -> Tree:
    """A paper's texts as one tree with numbers, names and links; title and title block are not in it.

    Raises: SchemekitError for a text that is nested too deeply to be read.
    """
    try:
        trees = [tree_of_markdown(readable_source(part.markdown), with_positions=True) for part in paper.parts]
        tree = assembled(paper, trees, anchor)
        return with_room(tree) if paper.has_room_to_sign else tree
    except RecursionError:
        raise SchemekitError(
            "the text is nested too deeply", why="lists or quotes stand in each other hundreds of times",
            fix="write it with fewer levels",
        ) from None


def paper_as(paper: Paper, to: str, reference: bytes | None = None) -> bytes:
    """A paper as a file of a format. Shape: `to` is one of the formats; `reference` lends its styles to a Word file.

    Raises: MissingPartError; HostileContentError for a reference that is not safe to open; KeyError for another format.
    """
    return docx_of(paper, reference) if to == "docx" else _MAKERS[to](paper)


def docx_of(paper: Paper, reference: bytes | None = None) -> bytes:
    """A paper as a Word file. Shape: `reference` is the scheme's own Word file, which lends its styles.

    Raises: MissingPartError, HostileContentError for a reference that is not safe to open.
    """
    return docx_of_tree(tree_of(paper), paper, reference)


def docx_of_tree(tree: Tree, paper: Paper, reference: bytes | None = None) -> bytes:
    """A tree made by `tree_of`, or by comparing two of them, as a Word file with the paper's title and frame."""
    blocks = walked(tree["blocks"], lambda piece: _for_word(piece, paper))
    whole = {**tree, "blocks": [*word_front(paper, PLACE), *blocks]}
    with TemporaryDirectory() as folder:
        options, own_styles = [], None
        if reference is not None:
            from schemekit.word.package import read_package
            from schemekit.word.styles import style_ids

            package = read_package(reference, "the file with your styles")
            own_styles = style_ids(package.parts.get(package.linked("styles"), b""))
            house = Path(folder) / "reference.docx"
            # Only what was looked through: pandoc copies headers and more out of it into the file that is made.
            house.write_bytes(package.packed())
            options = [f"--reference-doc={house}"]
        return finished(written(whole, "docx", options), paper, own_styles=own_styles)


def _for_word(piece: Piece, paper: Paper) -> list[Piece]:
    """Tables that have to be small, by a style, which is all that pandoc takes along; and pictures."""
    place = part_pictured(piece)
    if place is not None:
        drawn = paper.parts[place].picture
        return [picture_paragraph(drawn)] if drawn else []
    if piece["t"] == "Table" and is_small(piece):
        return [{"t": "Table", "c": [attributes(custom_style=SMALL_TABLE), *piece["c"][1:]]}]
    return [piece]


def pdf_of(paper: Paper) -> bytes:
    """A paper as a tagged PDF (PDF/UA-1). Raises: MissingPartError without typst or pandoc."""
    from schemekit.word.typst import pdf_of_tree

    return pdf_of_tree(without_gaps(with_cited_numbers(tree_of(paper))), paper)


def html_of(paper: Paper) -> str:
    """A paper as one page that needs nothing else. Raises: MissingPartError without pandoc."""
    from schemekit.word.paper_page import page_of_tree

    return page_of_tree(without_pictures(without_gaps(tree_of(paper, web_anchor))), paper)


def markdown_of(paper: Paper) -> str:
    """A paper as Markdown with its numbers and title block. Raises: MissingPartError without pandoc."""
    tree = for_markdown(without_pictures(tree_of(paper)))
    whole = {**tree, "blocks": [*markdown_front(paper, tree), *tree["blocks"]]}
    return written(whole, "gfm", ["--wrap=preserve"]).decode()


_MAKERS: dict[str, Callable[[Paper], bytes]] = {
    "docx": docx_of, "pdf": pdf_of, "html": lambda paper: html_of(paper).encode(),
    "md": lambda paper: markdown_of(paper).encode(),
}
