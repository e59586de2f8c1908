"""The facts of the sheet About: what a theory is called, whose it is, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from schemekit.theory.read_theory import Cell, ReadTheory, Trouble
from schemekit.theory.sheet import ABOUT, FACTS, plain_heading
from schemekit.theory.sheet_cells import fact_value
from schemekit.theory.sheet_rows import Row

_NEEDED = frozenset({"id", "title", "organisation.id", "organisation.name"})


def read_facts(read: ReadTheory, rows: Sequence[Row], own: Mapping[str, Any]) -> None:
    """Put the facts into what was read. Shape: `own` stand where no row says them."""
    known = {plain_heading(heading): key for heading, key in FACTS}
    found: dict[str, Any] = {}
    for number, row in rows:
        what, column = row.get("what", ("", 1))
        key = known.get(plain_heading(what))
        if key is None:
            near = get_close_matches(plain_heading(what), known, n=1)
            read.troubles.append(Trouble(
                cell=Cell(sheet=ABOUT, row=number, column=column), code="sheet-fact", found=f"'{what[:60]}'",
                wanted=f"one of {', '.join(heading for heading, _ in FACTS)}",
                fix=f"did you mean '{near[0]}'?" if near else "take the row out"))
        elif "words" in row or key not in _NEEDED:   # an empty cell takes a fact out
            words, column = row.get("words", ("", column))
            found[key] = fact_value(key, words)
            read.cells[key] = Cell(sheet=ABOUT, row=number, column=column)
    known_before = {key: value for key, value in own.items() if key == "id" or key not in found}
    for key, value in {**found, **known_before}.items():
        if value not in ("", None, []):
            outer, _, inner = key.partition(".")
            if inner:
                read.data.setdefault(outer, {})[inner] = value
            else:
                read.data[outer] = value
