"""The row of headings of a table that came back: people write a title and explanations above it.

What the headings mean, and what is done where some are wanting, is for whoever reads the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

_LOOKED_THROUGH = 30   # rows in which headings are looked for
_LEAST = 2             # of one alone nobody can tell whether it is a heading, or a word of a title


def heading_row(rows: Sequence[Sequence[str]], known: Collection[str], plain: Callable[[str], str]) -> int | None:
    """Which row holds most of the known headings, from 0, the first of several; None where none holds two.

    Shape: `plain` makes of a cell what stands in `known`.
    """
    wanted = frozenset(known)
    counted = [len(wanted & {plain(cell) for cell in row}) for row in rows[:_LOOKED_THROUGH]]
    most = max(counted, default=0)
    return counted.index(most) if most >= _LEAST else None
