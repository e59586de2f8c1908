"""Tables of made pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemekit.text.formatted import made_markdown


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as a block of Markdown; empty without rows. Shape: cells are Markdown already, and come onto one line."""
    return "\n".join(made_markdown.table(heads, ([" ".join(cell.split()) for cell in row] for row in rows))).rstrip()
