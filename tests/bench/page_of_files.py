"""A program that prints the HTML page of two files' comparison, for the bench to run; with no files, an empty one's."""

from __future__ import annotations

import sys
from pathlib import Path

from schemekit.review.comparison import ComparedClause, ComparedText, Comparison, Side
from schemekit.review.page import html_of
from schemekit.text.comparing.diff import compare_texts


def main() -> None:
    """Print the page."""
    before, after = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3]) if sys.argv[1:] else ("", "")
    clauses = tuple(ComparedClause(change=change, file="", path="policy.md", line=1)
                    for change in compare_texts(before, after))
    print(html_of(Comparison(
        module="text", title="Text", language="en", before=Side(name="before"), after=Side(name="after"),
        clauses=clauses, texts=(ComparedText(file="", title="Text", before=before, after=after),),
    )))


if __name__ == "__main__":
    main()
