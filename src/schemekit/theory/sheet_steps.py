"""The steps of a sheet, with the arrows and assumptions that stand in their rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemekit.model.theory_of_change import one_line
from schemekit.theory.read_theory import Cell, ReadTheory
from schemekit.theory.sheet import STEPS
from schemekit.theory.sheet_cells import listed
from schemekit.theory.sheet_items import read_items
from schemekit.theory.sheet_names import StepNames
from schemekit.theory.sheet_rows import Row

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_ID_LIMIT = 40


def read_steps(
    read: ReadTheory, rows: Sequence[Row], ids: Mapping[str, str], drawn: Mapping[tuple[str, str], Mapping[str, Any]]
) -> None:
    """Put the steps into what was read, with the arrows and assumptions that stand in their rows.

    Shape: `ids` are those of earlier steps by their words; `drawn` earlier arrows of which no sheet says anything.
    """
    taken = {row["id"][0] for _, row in rows if "id" in row}
    whole = []
    for number, row in rows:
        if "id" not in row and "statement" in row:
            earlier = ids.get(one_line(row["statement"][0]), "")
            name = earlier if earlier and earlier not in taken else _id_of(row["statement"][0], taken)
            taken.add(name)
            row = {"id": (name, 1), **row}   # the row as it is read
        whole.append((number, row))
    apart = ("leads_to", "simple", "simple_watch")
    first = len(read.data.setdefault("steps", []))
    steps = read_items(read, STEPS, "steps", (
        (number, {key: cell for key, cell in row.items() if key not in apart}) for number, row in whole))
    by_words = {one_line(item.get("assumption")): item["id"] for item in read.data["assumptions"] if "id" in item}
    names = {item.get("id") for item in read.data["assumptions"]}
    known_steps = StepNames.of(read.data["steps"])
    _name_steps(read, known_steps)
    known = {(arrow.get("from"), arrow.get("to")): arrow for arrow in read.data["arrows"]}
    for (number, row), step in zip(whole, steps[first:], strict=True):
        relied_on = []
        for words in listed("indicators", row.get("simple", ("", 0))[0]):
            if words not in by_words:
                by_words[words] = _id_of(words, {str(name) for name in names})
                names.add(by_words[words])
                item = {"id": by_words[words], "assumption": words}
                if "simple_watch" in row:
                    item["watched_by"] = one_line(row["simple_watch"][0])
                read.cells[f"assumptions[{len(read.data['assumptions'])}]"] = Cell(
                    sheet=STEPS, row=number, column=row["simple"][1])
                read.data["assumptions"].append(item)
            relied_on.append(by_words[words])
        words, column = row.get("leads_to", ("", 1))
        cell = Cell(sheet=STEPS, row=number, column=column)
        targets = [read.taken(cell, named) for named in known_steps.each(words)]
        _leads(read, cell, str(step.get("id", "")), [*dict.fromkeys(filter(None, targets))], relied_on, drawn, known)
    if not any("leads_to" in row for _, row in whole):
        there = {step.get("id") for step in read.data["steps"]}
        read.data["arrows"] += [dict(arrow) for ends, arrow in drawn.items() if there.issuperset(ends)]


def _name_steps(read: ReadTheory, names: StepNames) -> None:
    """Put ids in the place of statements, where arrows and risks name a step."""
    for kind, keys in (("arrows", ("from", "to")), ("risks", ("step",))):
        for place, item in enumerate(read.data[kind]):
            for key in keys:
                cell = read.cells.get(f"{kind}[{place}].{key}")
                if cell is not None and item.get(key):
                    item[key] = read.taken(cell, names.one(item[key])) or item[key]


def _leads(
    read: ReadTheory, cell: Cell, name: str, targets: Sequence[str], relied_on: list[str],
    drawn: Mapping[tuple[str, str], Mapping[str, Any]], known: dict[tuple[Any, Any], dict[str, Any]],
) -> None:
    """The arrows of a step's row; one that the sheet of arrows, or an earlier one, tells more of is that one.

    Shape: `known` are the arrows so far, by their ends.
    """
    for target in targets:
        arrow = known.get((name, target))
        if arrow is None:
            arrow = known[name, target] = dict(drawn.get((name, target), {"from": name, "to": target}))
            read.cells[f"arrows[{len(read.data['arrows'])}]"] = cell
            read.data["arrows"].append(arrow)
        if relied_on:
            arrow["assumptions"] = list(dict.fromkeys([*arrow.get("assumptions", ()), *relied_on]))


def _id_of(words: str, taken: Iterable[str]) -> str:
    """A short name out of a statement, that nothing else has."""
    parts = [part for part in _NOT_IN_IDS.sub("-", words.casefold()).split("-") if part]
    name = ""
    for part in parts[:6]:
        if len(name) + len(part) < _ID_LIMIT:
            name = f"{name}-{part}" if name else part
    name = name or "step"
    used, number, found = set(taken), 2, name
    while found in used:
        found, number = f"{name}-{number}", number + 1
    return found
