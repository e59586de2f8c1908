"""The table that the bench prints: one line for each promise, with what it was held against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.measure import Cost

HEADS = ("What", "Ours", "Held against", "Theirs", "Ratio", "Bar", "Met", "Peak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One comparison.

    Shape: `ratio` is theirs to ours where the bar is a least, ours to theirs where it is a most; no bar: for
    information only. Units: cpu seconds.
    """

    what: str
    ours: Cost
    peer: str
    theirs: float | None
    ratio: float
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether the bar is met; true where there is none."""
        return (self.at_least is None or self.ratio >= self.at_least) and (
            self.at_most is None or self.ratio <= self.at_most
        )

    def cells(self) -> tuple[str, ...]:
        """The row as it is printed."""
        bar = f">= {self.at_least:g}" if self.at_least is not None else ""
        bar = f"<= {self.at_most:g}" if self.at_most is not None else bar
        met = ("yes" if self.is_met else "NO") if bar else ""
        theirs = "" if self.theirs is None else f"{self.theirs:.2f}"
        return (self.what, f"{self.ours.cpu:.2f}", self.peer, theirs, f"{self.ratio:.2f}" if self.ratio < 10 else
                f"{self.ratio:.0f}", bar, met, f"{self.ours.peak:.0f}")


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown, columns aligned."""
    return aligned([HEADS, *(row.cells() for row in rows)])


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells in Markdown, the first being the heads, columns aligned."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    printed = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
               for line in lines]
    return "\n".join([printed[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *printed[1:]])
