"""A register: a table that comes empty, or with an example, and that a scheme fills with its cases."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection

_GONE = ("column gone", "columns gone")
_BETWEEN_CELLS = re.compile(r"[,;\t]")
_COLUMNS, _LONGEST = 60, 200   # of them, and characters of a name, that are told


def holds_entries(ours: bytes, base: bytes) -> bool:
    """Whether a scheme's register has a row that the source's has not: an entry, which may name people.

    An example that was replaced by a real case is one, as is a row that was added. A spreadsheet's quotes, separators
    and empty cells make none. Nor does a renamed column: the first row is the heading still, if a column of the
    source's heading is left in it.
    """
    known, mine = _rows(base), _rows(ours)
    if known and mine and _is_heading(mine[0], known[0]):
        mine = mine[1:]
    return not set(mine) <= set(known)


def changed_columns(before: bytes, after: bytes) -> str:
    """What became of a register's columns, in words; empty where they are as they were.

    Shape: rows are never told. Where no column of the earlier heading is left, the first row may be a case.
    """
    old, new = (rows[0] if (rows := _rows(data)) else () for data in (before, after))
    if old == new:
        return ""
    if not _is_heading(new, old):
        return "none of its columns is left"
    gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
    told = [f"{'columns' if len(names) > 1 else 'column'} {what}: {', '.join(names)}"
            for what, names in (("gone", gone), ("new", come)) if names]
    return "; ".join(told) or "its columns stand in another order"


def column_names(ours: bytes, base: bytes) -> list[str]:
    """The names of a register's columns: the scheme's, or the source's where the scheme's first row may be a case."""
    mine, source = _first_row(ours), _first_row(base)
    return mine if _is_heading(mine, source) else source


def _is_heading(row: Collection[str], source: Collection[str]) -> bool:
    """Whether a first row is the heading still, with a column of the source's, and no case, which may name people."""
    return bool(set(row) & set(source) - {""})


def _first_row(data: bytes) -> list[str]:
    line = data.decode("utf-8-sig", "replace").partition("\n")[0][:_COLUMNS * _LONGEST].strip("\r").replace("\0", "")
    row = next(csv.reader([line], delimiter=";" if line.count(";") > line.count(",") else ","), [])
    return [" ".join(name.split())[:_LONGEST] for name in row[:_COLUMNS] if name.strip()]


def lost_columns(before: bytes, after: bytes) -> str:
    """What is asked no longer, in words; empty where every column is there still."""
    told = changed_columns(before, after)
    return told if told.startswith("none") else told.partition("; ")[0] if told.startswith(_GONE) else ""


def _rows(data: bytes) -> list[tuple[str, ...]]:
    """The filled rows, cell by cell. Shape: bytes that are no text make rows too, which equal none of a text."""
    lines = data.decode("utf-8-sig", "replace").splitlines()
    cells = [[cell.strip(' "\x00') for cell in _BETWEEN_CELLS.split(line)] for line in lines]
    return [tuple(row[: _filled(row)]) for row in cells if _filled(row)]


def _filled(row: list[str]) -> int:
    return max((place for place, cell in enumerate(row, start=1) if cell), default=0)
