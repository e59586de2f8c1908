"""Adoption statements as files: Markdown, Word, PDF, page or data."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.errors import UsageError
from schemekit.review.statement import Statement
from schemekit.review.statement_paper import scheme_paper, statement_paper

FORMATS = ("md", "html", "docx", "pdf", "json")


def report(items: Sequence[Statement], to: str, reference: bytes | None = None) -> bytes:
    """One statement, or all with an index, in a format. Raises: UsageError; MissingPartError.

    Shape: `to` is one of FORMATS other than json, which is the command line's; `reference` is the scheme's own Word
    file, whose styles are taken.
    """
    from schemekit.word.paper import docx_of, html_of, markdown_of, pdf_of

    if not items:
        raise UsageError("there is nothing to report", why="the scheme has adopted no module yet",
                         fix="adopt one first: schemekit add grievance")
    paper = statement_paper(items[0]) if len(items) == 1 else scheme_paper(items)
    if to == "docx":
        return docx_of(paper, reference)
    if to == "pdf":
        return pdf_of(paper)
    return (html_of(paper) if to == "html" else markdown_of(paper)).encode()
