"""The rows of a sheet below its headings: by field, what each cell says and in which column it stands.

A column that cannot be understood is told, and its cells are in no row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from schemekit.theory.read_theory import Cell, ReadTheory, Trouble
from schemekit.theory.sheet import COLUMNS, headings_of, plain_heading

Row = tuple[int, Mapping[str, tuple[str, int]]]
"""The number of a row, and by field its cell's words and column; empty cells are in none."""


def rows_of(read: ReadTheory, sheet: str, table: Sequence[Sequence[str]], before: int) -> Iterator[Row]:
    """Each row that holds anything, below the first, which holds the headings.

    Shape: `before` tells how many rows of the sheet stand above the table.
    """
    filled = [(number, row) for number, row in enumerate(table, before + 1) if any(cell.strip() for cell in row)]
    if not filled:
        return
    head, headings = filled[0]
    known = {plain_heading(heading): key for heading, key in COLUMNS[sheet]}
    keys: dict[int, str] = {}
    for column, heading in enumerate(headings, 1):
        key = known.get(plain_heading(heading))
        if key is not None and key not in keys.values():
            keys[column] = key
            read.headings[sheet, column] = next(told for told, of in COLUMNS[sheet] if of == key)
        elif heading.strip() or any(len(row) >= column and row[column - 1].strip() for _, row in filled[1:]):
            near = get_close_matches(plain_heading(heading), known, n=1)
            read.troubles.append(Trouble(
                cell=Cell(sheet=sheet, row=head, column=column), code="sheet-heading",
                found=f"a column '{heading.strip()[:60]}'" + (", which is there already" if key else ""),
                wanted=f"one of {', '.join(headings_of(sheet))}",
                fix=f"did you mean '{near[0]}'?" if near and not key else "rename the column, or take it out"))
    for number, row in filled[1:]:
        yield number, {key: (row[column - 1].strip(), column) for column, key in keys.items()
                       if len(row) >= column and row[column - 1].strip()}
