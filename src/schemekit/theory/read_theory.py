"""A theory of change as it was read from tables: its data, where each part of it stands, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from schemekit.theory.sheet_names import Unnamed


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in a sheet. Units: `row` and `column` count from 1."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """What is wrong with a cell, in the words of a finding."""

    cell: Cell
    code: str
    found: str
    wanted: str
    fix: str


@dataclass(frozen=True, slots=True)
class ReadTheory:
    """What tables say: the data of a theory's file, where each part of it stands, and what could not be read.

    Shape: `cells` maps a path in the data (`steps[3].level`) to its cell; `headings` tell for a sheet and the number of
    a column how it is headed.
    """

    data: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    headings: dict[tuple[str, int], str] = field(default_factory=dict)

    def cell(self, path: str) -> Cell | None:
        """The cell that a path in the data came from; the nearest one above it where it has none of its own."""
        while path:
            if path in self.cells:
                return self.cells[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return None

    def taken(self, cell: Cell, named: str | Unnamed) -> str:
        """What was named; of what was not, the trouble is kept."""
        if isinstance(named, str):
            return named
        self.troubles.append(Trouble(cell=cell, code="sheet-name", found=named.found, wanted=named.wanted,
                                     fix=named.fix))
        return ""
