"""The row of headings of a sheet that came back: found below a title, and named once where columns are wanting.

People write a title above, move columns and call them otherwise. A column that is wanting would else be told in every
row, and each row that cannot be read as one that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemekit.errors import UsageError
from schemekit.text.heading_row import heading_row
from schemekit.word.hidden_cells import column_letters
from schemekit.word.spreadsheet import ReadSheet

_SHOWN, _MOST = 60, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Where the headings stand. Shape: `row` counts from 1; `places` maps a column's name to its place, from 0."""

    row: int
    places: Mapping[str, int]


def headings_in(sheet: ReadSheet, columns: Sequence[str], needed: Sequence[str], name: str) -> Headings:
    """Where the headings of a sheet stand. Raises: UsageError that names every column that is wanting, once."""
    place = heading_row(sheet.rows, columns, _plain)
    if place is None:
        raise UsageError(f"{name} has no row of headings in the sheet '{sheet.title}'",
                         why="its columns would have to be guessed",
                         fix=f"write them above the rows: {', '.join(columns)}")
    number, heads = place + 1, [_plain(cell) for cell in sheet.rows[place]]
    missing = [column for column in needed if column not in heads]
    if missing:
        listed = ", ".join(f"'{column}'" for column in missing)
        raise UsageError(f"{name}, {sheet.title}, row {number} has no column{'s' if len(missing) > 1 else ''} {listed}",
                         why="nothing of a sheet is guessed, and without it no row can be read",
                         fix="; ".join(_mends(missing, heads, sheet.rows[number - 1], columns)))
    return Headings(row=number, places={column: heads.index(column) for column in columns if column in heads})


def _plain(heading: str) -> str:
    return heading.strip().casefold()


def _mends(
    missing: Sequence[str], heads: Sequence[str], written: Sequence[str], columns: Sequence[str]
) -> Iterator[str]:
    """What to do about each column that is wanting: what was meant by another heading, or to put it back."""
    unknown = {head: place for place, head in enumerate(heads) if head and head not in columns}
    for column in missing:
        near = get_close_matches(column, unknown, n=1)
        if near:
            place = unknown.pop(near[0])
            yield (f"column {column_letters(place + 1)} is headed '{written[place].strip()[:_SHOWN]}': did you mean "
                   f"'{column}'?")
        else:
            yield f"put '{column}' back"
    if unknown:
        others = [f"'{written[place].strip()[:_SHOWN]}' ({column_letters(place + 1)})" for place in unknown.values()]
        more = f" and {len(others) - _MOST} more" if len(others) > _MOST else ""
        yield f"not known here: {', '.join(others[:_MOST])}{more}"
