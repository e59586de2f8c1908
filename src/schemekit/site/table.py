"""Tables and lists of made pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table as Markdown; empty without rows. Shape: cells are Markdown of one line that is written already."""
    made = [f"| {' | '.join(cell or ' ' for cell in row)} |" for row in rows]
    if not made:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", f"| {' | '.join('---' for _ in heads)} |", *made]) + "\n"
