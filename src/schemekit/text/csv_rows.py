"""Rows of cells as CSV: as spreadsheet programs save it, and so that they run nothing when they open it.

A cell that begins like a formula gets an apostrophe before it, which is taken off again when it is read. So do, with
two of them, words that would begin one where a program parts the cells at another sign than the comma: half the world's
spreadsheets part them at semicolons. Nobody types two apostrophes before a minus, and one is typed often.
Basis: RFC 4180; OWASP, "CSV injection".
"""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Sequence

MOST_ROWS, MOST_CELLS, LONGEST = 20_000, 100, 200_000
"""Rows, cells of a row and characters of a cell that are read; a log of comments has far less."""
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_INSIDE = '(?:^(?=[^\\S\t\n\r]|")|[,;|\t\n\r])(?:[^\\S\t\n\r]|")*'
_BEGINS = re.compile(f"({_INSIDE})(?='*[=+\\-@＝＋－＠])")
_BEGINS_GUARDED = re.compile(f"({_INSIDE})''(?='*[=+\\-@＝＋－＠])")
"""Where a formula would begin for a program that parts cells otherwise, without and with the two apostrophes."""
_DELIMITERS = ",;\t|"
_FIRST_LINES = 30   # from which is told what parts the cells


class TooMuchError(ValueError):
    """A table has more rows or longer cells than a log of comments can have."""


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV, with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
    return BOM_UTF8 + text.getvalue().encode("utf-8", "backslashreplace")


def rows_of_csv(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The rows of a CSV file, whatever program saved it: parted by , ; or tabs, in UTF-8 or as old Excel has it.

    Raises: TooMuchError.
    """
    text = _decoded(data).replace("\0", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    limit = csv.field_size_limit(LONGEST)
    try:
        found: list[tuple[str, ...]] = []
        for row in reader:
            if len(found) >= MOST_ROWS or len(row) > MOST_CELLS:
                raise TooMuchError(f"more than {MOST_ROWS:,} rows, or {MOST_CELLS} columns")
            found.append(tuple(unguarded(cell) for cell in row))
    except csv.Error as error:
        raise TooMuchError(f"a cell of more than {LONGEST:,} characters") from error
    finally:
        csv.field_size_limit(limit)
    return tuple(found)


def guarded(cell: str) -> str:
    """A cell that begins no formula, whatever parts the cells; `unguarded` gives it back, but for its line ends."""
    cell = _BEGINS.sub(r"\1''", cell.replace("\r\n", "\n"))
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """A cell as it was before it was guarded."""
    cell = cell.replace("\r\n", "\n")
    cell = cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
    return _BEGINS_GUARDED.sub(r"\1", cell)


def _decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that stands in most of the first lines, outside of quotes.

    A title above the rows has a comma of its own. Of signs in as many lines it is the one that stands most often in
    the first line that has one.
    """
    bare = re.sub(r'"[^"]*"', "", text[:100_000]).splitlines()
    lines = [line for line in bare if any(sign in line for sign in _DELIMITERS)][:_FIRST_LINES]
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), "".join(lines[:1]).count(sign)))
