"""The front of a paper: its title, its title block and its contents, as each format takes them."""

from __future__ import annotations

from schemekit.model.paper import Paper
from schemekit.text.document import PREAMBLE
from schemekit.text.formatted.paper_tree import heading_lines, word_anchor
from schemekit.text.formatted.paper_words import paper_words
from schemekit.text.formatted.tree import Piece, Tree, attributes, header, inlines, paragraph, styled, table, text

_LABELS = 0.3   # of the line
DEPTH = 2
"""How many levels of clauses the contents list."""


def facts_table(paper: Paper) -> list[Piece]:
    """The title block, its labels as heads of their rows; nothing where there are no facts."""
    rows = [[inlines(label), inlines(value)] for label, value in paper.facts]
    return [table(rows, (_LABELS, 1 - _LABELS), head_columns=1, class_name="facts")] if rows else []


def word_front(paper: Paper, contents: str) -> list[Piece]:
    """The front of a Word file. Shape: `contents` are the words that hold the place of the contents."""
    title = {"t": "Span", "c": [attributes(word_anchor(0, PREAMBLE)), inlines(paper.title)]}
    front = [styled([paragraph(inlines(paper.owner))], "Subtitle")] if paper.owner else []
    front += [styled([paragraph([title])], "Title"), *facts_table(paper)]
    if paper.has_contents:
        front += [styled([paragraph(inlines(paper_words(paper.language).contents))], "TOC Heading"),
                  paragraph([text(contents)])]
    return front


def markdown_front(paper: Paper, tree: Tree) -> list[Piece]:
    """The front of a Markdown text. Shape: the tree's headings have the names that links use."""
    front = [header(1, inlines(paper.title))]
    if paper.facts:
        front.append(_listed([[{"t": "Strong", "c": inlines(f"{label}:")}, {"t": "Space"}, *inlines(value)]
                              for label, value in paper.facts]))
    lines = [line for line in heading_lines(tree) if line.level <= DEPTH + 1]
    if paper.has_contents and lines:
        front.append(header(2, inlines(paper_words(paper.language).contents)))
        front.append(_listed([[_link(f"{line.number} {line.words}".strip(), line.anchor)]
                              for line in lines if line.level == 2]))
    return front


def _link(words: str, anchor: str) -> Piece:
    return {"t": "Link", "c": [attributes(), inlines(words), [f"#{anchor}", ""]]}


def _listed(lines: list[list[Piece]]) -> Piece:
    return {"t": "BulletList", "c": [[{"t": "Plain", "c": line}] for line in lines]}
