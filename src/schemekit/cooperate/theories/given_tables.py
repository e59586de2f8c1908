"""The tables of a file that people filled in, each from its row of headings on.

What stands above the headings is a title or an explanation: no part of a theory, and told as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemekit.errors import UsageError
from schemekit.model.finding import Finding, FindingsError
from schemekit.text.csv_rows import TooMuchError, rows_of_csv
from schemekit.text.heading_row import heading_row
from schemekit.theory.sheet import COLUMNS, STEPS, Rows, known_sheet, parted, plain_heading

if TYPE_CHECKING:
    from schemekit.word.spreadsheet import ReadSheet

_TITLE = ""   # of what stands in a CSV file above all its tables
_SHOWN, _MOST = 60, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenTable:
    """A table as it was given. Shape: `rows` begin with the headings, and `above` stand over them, first row first."""

    name: str
    rows: Rows
    before: int
    above: Rows = ()

    @property
    def unread(self) -> str:
        """What stands above the headings, in a line; nothing where nothing does."""
        said = [" ".join(" ".join(row).split())[:_SHOWN] for row in self.above]
        told = [f"'{words}'" for words in said if words]
        more = f" and {len(told) - _MOST} more rows" if len(told) > _MOST else ""
        place = f"above the headings of {self.name}" if self.name else "above the tables"
        return f"not read, as it stands {place}: {', '.join(told[:_MOST])}{more}" if told else ""


def given_tables(data: bytes, name: str) -> tuple[GivenTable, ...]:
    """The tables of a file, .xlsx or .csv. Raises: UsageError for another, FindingsError where it holds formulas."""
    if name.lower().endswith(".csv"):
        try:
            return tuple(_of_csv(parted(rows_of_csv(data))))
        except TooMuchError as error:
            raise UsageError(f"{name} is no theory of change", why=f"it has {error}",
                             fix="check that this is the file you meant") from None
    if name.lower().endswith(".xlsx"):
        from schemekit.word.spreadsheet import sheets_of

        sheets = [(sheet, _cut(sheet.title, sheet.rows, 0)) for sheet in sheets_of(data, name)]
        formulas = [finding for sheet, table in sheets for finding in _formulas(sheet, table, name)]
        if formulas:
            raise FindingsError(formulas)
        return tuple(table for _, table in sheets)
    raise UsageError(f"{name} is neither .xlsx nor .csv", why="a sheet is a spreadsheet, or rows with commas",
                     fix="save it as .xlsx in Excel or LibreOffice, and try again")


def _of_csv(tables: tuple[tuple[str, Rows, int], ...]) -> Iterator[GivenTable]:
    """The tables of one long sheet. What stands before the first `# NAME` is of steps, or a title of the whole."""
    for place, (name, rows, before) in enumerate(tables):
        is_title = not place and name == STEPS and _headings_at(name, rows) is None \
            and any(known_sheet(other) == STEPS for other, _, _ in tables[1:])
        yield GivenTable(name=_TITLE, rows=(), before=before, above=rows) if is_title else _cut(name, rows, before)


def _cut(name: str, rows: Rows, before: int) -> GivenTable:
    """A table from its headings on; all of it where they are not found, so that the first filled row is told."""
    place = _headings_at(name, rows) or 0
    return GivenTable(name=name, rows=rows[place:], before=before + place, above=rows[:place])


def _headings_at(name: str, rows: Rows) -> int | None:
    """The first row of headings: what stands between it and a fuller one is steps, and no title."""
    known = [plain_heading(heading) for heading, _ in COLUMNS.get(known_sheet(name), ())]
    found = heading_row(rows, known, plain_heading)
    while found and (earlier := heading_row(rows[:found], known, plain_heading)) is not None:
        found = earlier
    return found


def _formulas(sheet: ReadSheet, table: GivenTable, name: str) -> Iterator[Finding]:
    """A finding for each formula in what is read."""
    for cell in sheet.formulas:
        if known_sheet(sheet.title) and int(re.sub("[A-Z]+", "", cell)) > table.before:
            yield Finding(code="sheet-formula", file=f"{name}, {sheet.title}", found=f"a formula in {cell}",
                          wanted="words or numbers", fix="copy its value over it (paste special, values)",
                          why="nothing is computed here, and what it shows would be lost")
