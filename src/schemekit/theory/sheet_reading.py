"""Tables that people filled in, read as the data of a theory of change.

What cannot be understood is told with its sheet, row and column, and nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from schemekit.theory.read_theory import Cell, ReadTheory, Trouble
from schemekit.theory.sheet import ABOUT, ARROWS, ASSUMPTIONS, COLUMNS, MOST, RISKS, STEPS, known_sheet
from schemekit.theory.sheet_facts import read_facts
from schemekit.theory.sheet_items import read_items
from schemekit.theory.sheet_rows import Row, rows_of
from schemekit.theory.sheet_steps import read_steps

LEFT_ALONE = frozenset({"themes", "how to fill this in"})
"""Sheets that come along for reading only."""


def read_tables(
    tables: Iterable[tuple[str, Sequence[Sequence[str]], int]], own: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> ReadTheory:
    """The data that tables say.

    Shape: `own` are facts that stand where no table says them (id, organisation). `before` is the data of the theory
    whose place this one takes: what a sheet says nothing of, stays; and a step without an id that has the words of one
    that was there, is that one.
    """
    read, earlier = ReadTheory(), before or {}
    read.data.update({"format": 1})
    rows: dict[str, list[Row]] = {}
    for name, table, above in tables:
        sheet = known_sheet(name)
        if sheet:
            rows.setdefault(sheet, []).extend(rows_of(read, sheet, table, above))
        elif name.strip().casefold() not in LEFT_ALONE and any(cell.strip() for row in table for cell in row):
            read.troubles.append(Trouble(
                cell=Cell(sheet=name, row=1 + above, column=1), code="sheet-unknown", found=f"a sheet '{name}'",
                wanted=f"one of {', '.join(COLUMNS)}", fix="give it one of these names, or take it out"))
    too_many = [*_too_many(rows)]
    if too_many:
        read.troubles[:] = too_many   # nothing else is worth the time that it takes
        return read
    if STEPS not in rows:
        read.troubles.append(Trouble(cell=Cell(sheet=STEPS, row=1, column=1), code="sheet-missing",
                                     found="no sheet of steps", wanted="a sheet 'Steps' with a row of headings",
                                     fix="begin with the one that 'schemekit toc export --blank' makes"))
    read_facts(read, rows.get(ABOUT, []), own)
    for sheet, key in ((ASSUMPTIONS, "assumptions"), (ARROWS, "arrows"), (RISKS, "risks")):
        read_items(read, sheet, key, rows.get(sheet, []))
    drawn = {(arrow["from"], arrow["to"]): arrow for arrow in earlier.get("arrows", ())} if ARROWS not in rows else {}
    for sheet, key in ((ASSUMPTIONS, "assumptions"), (RISKS, "risks")):
        if sheet not in rows:
            read.data[key] += earlier.get(key, ())
    read_steps(read, rows.get(STEPS, []), {step["statement"]: step["id"] for step in earlier.get("steps", ())}, drawn)
    return read


def _too_many(rows: Mapping[str, Sequence[Row]]) -> Iterator[Trouble]:
    for sheet, most in MOST.items():
        if len(rows.get(sheet, ())) > most:
            yield Trouble(cell=Cell(sheet=sheet, row=rows[sheet][most][0], column=0), code="sheet-too-long",
                          found=f"{len(rows[sheet]):,} rows in '{sheet}'", wanted=f"at most {most}",
                          fix="keep the steps that people can follow; part the theory, if it is two")
