"""Tables that people filled in, read as the data of a theory of change.

What cannot be understood is told with its sheet, row and column, and nothing is left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from schemekit.model.theory_of_change import Level, one_line
from schemekit.theory.sheet import (
    ABOUT,
    ARROWS,
    ASSUMPTIONS,
    COLUMNS,
    FACTS,
    LINES,
    MOST,
    RISKS,
    STEPS,
    Rows,
    headings_of,
)
from schemekit.theory.sheet_names import StepNames, Unnamed, themes_named

LEFT_ALONE = frozenset({"themes", "how to fill this in"})
"""Sheets that come along for reading only."""
_CODES = frozenset({"themes", "sdg_targets", "assumptions"})
_NUMBERS = frozenset({"years", "strength"})
_CHOICES = frozenset({"level", "direction", "kind", "evidence", "confidence", "likelihood", "impact"})
_OTHER_WORDS = {"activity": "strategy", "component": "strategy", "mid-term outcome": "outcome-mid",
                "intermediate outcome": "outcome-mid", "outcome": "outcome-mid",
                **{level.words: level.value for level in Level}}
_NEEDED = frozenset({"id", "title", "organisation.id", "organisation.name"})
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_ID_LIMIT = 40


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


def parted(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, Rows, int], ...]:
    """The tables of one long sheet: each begins with a row whose first cell is `# NAME`; without any, it is of steps.

    Shape: with each table goes the row before its first one, so that places can be told as they stand in the file.
    """
    found: list[tuple[str, list[tuple[str, ...]], int]] = []
    for number, row in enumerate(rows):
        first = row[0].strip() if row else ""
        if first.startswith("#"):
            found.append((first.lstrip("# ").strip(), [], number + 1))
        elif found or any(cell.strip() for cell in row):
            if not found:
                found.append((STEPS, [], number))
            found[-1][1].append(tuple(row))
    return tuple((name, tuple(table), before) for name, table, before in found)


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
    rows: dict[str, list[tuple[int, dict[str, tuple[str, int]]]]] = {}
    for name, table, above in tables:
        sheet = next((known for known in COLUMNS if known.casefold() == name.strip().casefold()), "")
        if sheet:
            rows.setdefault(sheet, []).extend(_rows(read, sheet, table, above))
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
    _about(read, rows.get(ABOUT, []), own)
    for sheet, key in ((ASSUMPTIONS, "assumptions"), (ARROWS, "arrows"), (RISKS, "risks")):
        _items(read, sheet, key, rows.get(sheet, []))
    drawn = {(arrow["from"], arrow["to"]): arrow for arrow in earlier.get("arrows", ())} if ARROWS not in rows else {}
    for sheet, key in ((ASSUMPTIONS, "assumptions"), (RISKS, "risks")):
        if sheet not in rows:
            read.data[key] += earlier.get(key, ())
    _steps(read, rows.get(STEPS, []), {step["statement"]: step["id"] for step in earlier.get("steps", ())}, drawn)
    return read


def _too_many(rows: Mapping[str, Sequence[tuple[int, Mapping[str, tuple[str, int]]]]]) -> Iterator[Trouble]:
    for sheet, most in MOST.items():
        if len(rows.get(sheet, ())) > most:
            yield Trouble(cell=Cell(sheet=sheet, row=rows[sheet][most][0], column=0), code="sheet-too-long",
                          found=f"{len(rows[sheet]):,} rows in '{sheet}'", wanted=f"at most {most}",
                          fix="keep the steps that people can follow; part the theory, if it is two")


def _rows(
    read: ReadTheory, sheet: str, table: Sequence[Sequence[str]], before: int
) -> Iterator[tuple[int, dict[str, tuple[str, int]]]]:
    """Each row that holds anything: its number, and by field its cell's words and column."""
    filled = [(number, row) for number, row in enumerate(table, before + 1) if any(cell.strip() for cell in row)]
    if not filled:
        return
    head, headings = filled[0]
    known = {_plain(heading): key for heading, key in COLUMNS[sheet]}
    keys: dict[int, str] = {}
    for column, heading in enumerate(headings, 1):
        key = known.get(_plain(heading))
        if key is not None and key not in keys.values():
            keys[column] = key
            read.headings[sheet, column] = next(told for told, of in COLUMNS[sheet] if of == key)
        elif heading.strip() or any(len(row) >= column and row[column - 1].strip() for _, row in filled[1:]):
            near = get_close_matches(_plain(heading), known, n=1)
            read.troubles.append(Trouble(
                cell=Cell(sheet=sheet, row=head, column=column), code="sheet-heading",
                found=f"a column '{heading.strip()[:60]}'" + (", which is there already" if key else ""),
                wanted=f"one of {', '.join(headings_of(sheet))}",
                fix=f"did you mean '{near[0]}'?" if near and not key else "rename the column, or take it out"))
    for number, row in filled[1:]:
        yield number, {key: (row[column - 1].strip(), column) for column, key in keys.items()
                       if len(row) >= column and row[column - 1].strip()}


def _plain(heading: str) -> str:
    return " ".join(heading.casefold().replace("_", " ").split())


def _about(read: ReadTheory, rows: Sequence[tuple[int, dict[str, tuple[str, int]]]], own: Mapping[str, Any]) -> None:
    known = {_plain(heading): key for heading, key in FACTS}
    found: dict[str, Any] = {}
    for number, row in rows:
        what, column = row.get("what", ("", 1))
        key = known.get(_plain(what))
        if key is None:
            near = get_close_matches(_plain(what), known, n=1)
            read.troubles.append(Trouble(
                cell=Cell(sheet=ABOUT, row=number, column=column), code="sheet-fact", found=f"'{what[:60]}'",
                wanted=f"one of {', '.join(heading for heading, _ in FACTS)}",
                fix=f"did you mean '{near[0]}'?" if near else "take the row out"))
        elif "words" in row or key not in _NEEDED:   # an empty cell takes a fact out
            words, column = row.get("words", ("", column))
            found[key] = _fact_value(key, words)
            read.cells[key] = Cell(sheet=ABOUT, row=number, column=column)
    known_before = {key: value for key, value in own.items() if key == "id" or key not in found}
    for key, value in {**found, **known_before}.items():
        if value not in ("", None, []):
            outer, _, inner = key.partition(".")
            if inner:
                read.data.setdefault(outer, {})[inner] = value
            else:
                read.data[outer] = value


def _fact_value(key: str, words: str) -> Any:
    if key.startswith("scope."):
        return _listed("indicators", words)
    if key == "publish":
        return {"yes": True, "true": True, "no": False, "false": False}.get(words.casefold(), words)
    return one_line(words).casefold() if key == "status" else one_line(words)


def _items(
    read: ReadTheory, sheet: str, name: str, rows: Iterable[tuple[int, dict[str, tuple[str, int]]]]
) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = read.data.setdefault(name, [])
    for number, row in rows:
        place = f"{name}[{len(items)}]"
        read.cells[place] = Cell(sheet=sheet, row=number, column=1)
        item: dict[str, Any] = {}
        for key, (words, column) in row.items():
            read.cells[f"{place}.{key}"] = Cell(sheet=sheet, row=number, column=column)
            item[key] = _themes(read, Cell(sheet=sheet, row=number, column=column), words) if key == "themes" \
                else _value(key, words)
        items.append(item)
    return items


def _themes(read: ReadTheory, cell: Cell, words: str) -> list[str]:
    return list(dict.fromkeys(name for named in themes_named(words) if (name := _taken(read, cell, named))))


def _taken(read: ReadTheory, cell: Cell, named: str | Unnamed) -> str:
    """What was named; of what was not, the trouble is kept."""
    if isinstance(named, str):
        return named
    read.troubles.append(Trouble(cell=cell, code="sheet-name", found=named.found, wanted=named.wanted, fix=named.fix))
    return ""


def _name_steps(read: ReadTheory, names: StepNames) -> None:
    """Put ids in the place of statements, where arrows and risks name a step."""
    for kind, keys in (("arrows", ("from", "to")), ("risks", ("step",))):
        for place, item in enumerate(read.data[kind]):
            for key in keys:
                cell = read.cells.get(f"{kind}[{place}].{key}")
                if cell is not None and item.get(key):
                    item[key] = _taken(read, cell, names.one(item[key])) or item[key]


def _value(key: str, words: str) -> Any:
    if key in LINES or key in _CODES or key == "leads_to":
        return _listed(key, words)
    if key in _NUMBERS:
        return int(words) if re.fullmatch(r"\d{1,6}", words) else words
    if key in _CHOICES:
        told = one_line(words).casefold()
        return _OTHER_WORDS.get(told, told.replace(" ", "-"))
    return one_line(words)


def _listed(key: str, words: str) -> list[str]:
    parts = words.split("\n") if key in LINES else re.split(r"[;,\n]", words)
    return list(dict.fromkeys(part for part in map(one_line, parts) if part))


def _steps(
    read: ReadTheory, rows: Sequence[tuple[int, dict[str, tuple[str, int]]]], ids: Mapping[str, str],
    drawn: Mapping[tuple[str, str], Mapping[str, Any]],
) -> None:
    """The steps, with the arrows and assumptions that stand in their rows.

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
    steps = _items(read, STEPS, "steps", ((number, {key: cell for key, cell in row.items() if key not in apart})
                                          for number, row in whole))
    by_words = {one_line(item.get("assumption")): item["id"] for item in read.data["assumptions"] if "id" in item}
    names = {item.get("id") for item in read.data["assumptions"]}
    known_steps = StepNames.of(read.data["steps"])
    _name_steps(read, known_steps)
    known = {(arrow.get("from"), arrow.get("to")): arrow for arrow in read.data["arrows"]}
    for (number, row), step in zip(whole, steps[first:], strict=True):
        relied_on = []
        for words in _listed("indicators", row.get("simple", ("", 0))[0]):
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
        targets = [_taken(read, cell, named) for named in known_steps.each(words)]
        _leads(read, cell, str(step.get("id", "")), [*dict.fromkeys(filter(None, targets))], relied_on, drawn, known)
    if not any("leads_to" in row for _, row in whole):
        there = {step.get("id") for step in read.data["steps"]}
        read.data["arrows"] += [dict(arrow) for ends, arrow in drawn.items() if there.issuperset(ends)]


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
