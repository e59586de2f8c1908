"""The items that rows stand for: steps, arrows, assumptions and risks, each with the cells that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schemekit.theory.read_theory import Cell, ReadTheory
from schemekit.theory.sheet_cells import value_of
from schemekit.theory.sheet_names import themes_named
from schemekit.theory.sheet_rows import Row


def read_items(read: ReadTheory, sheet: str, name: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Put an item for each row into what was read. Shape: `name` is theirs in the data; all of that name come back."""
    items: list[dict[str, Any]] = read.data.setdefault(name, [])
    for number, row in rows:
        place = f"{name}[{len(items)}]"
        read.cells[place] = Cell(sheet=sheet, row=number, column=1)
        item: dict[str, Any] = {}
        for key, (words, column) in row.items():
            read.cells[f"{place}.{key}"] = Cell(sheet=sheet, row=number, column=column)
            item[key] = _themes(read, Cell(sheet=sheet, row=number, column=column), words) if key == "themes" \
                else value_of(key, words)
        items.append(item)
    return items


def _themes(read: ReadTheory, cell: Cell, words: str) -> list[str]:
    return list(dict.fromkeys(name for named in themes_named(words) if (name := read.taken(cell, named))))
