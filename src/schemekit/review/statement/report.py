"""Adoption statements as files: Markdown, Word, PDF, or page; as data, the command line prints them."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.errors import UsageError
from schemekit.review.statement.statement import Statement
from schemekit.review.statement.statement_paper import scheme_paper, statement_paper


def report(items: Sequence[Statement], to: str, reference: bytes | None = None) -> bytes:
    """One statement, or all with an index, in a format. Raises: UsageError; MissingPartError.

    Shape: `to` is one of the formats of a paper; `reference` is the scheme's own Word
    file, whose styles are taken.
    """
    from schemekit.word.paper import paper_as

    if not items:
        raise UsageError("there is nothing to report", why="the scheme has adopted no module yet",
                         fix="adopt one first: schemekit add grievance")
    paper = statement_paper(items[0]) if len(items) == 1 else scheme_paper(items)
    return paper_as(paper, to, reference)
