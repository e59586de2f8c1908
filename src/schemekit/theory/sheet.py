"""A theory of change as tables that people fill in with a spreadsheet program.

Tables are rows of words here; how they become .xlsx or .csv is for the outside world. Nothing is lost on the way out,
and `sheet_reading` takes them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from schemekit.model.theory_of_change import TheoryOfChange

Rows = tuple[tuple[str, ...], ...]
STEPS, ARROWS, ASSUMPTIONS, RISKS, ABOUT = "Steps", "Arrows", "Assumptions", "Risks", "About"
_SIMPLE = ("Assumption", "Watched by")
COLUMNS: Mapping[str, tuple[tuple[str, str], ...]] = {
    STEPS: (("Id", "id"), ("Level", "level"), ("Statement", "statement"), ("Leads to", "leads_to"),
            ("Assumption", "simple"), ("Watched by", "simple_watch"), ("Themes", "themes"),
            ("SDG targets", "sdg_targets"), ("Actor", "actor"), ("Direction", "direction"),
            ("Indicators", "indicators"), ("Years", "years"), ("References", "references")),
    ARROWS: (("From", "from"), ("To", "to"), ("Kind", "kind"), ("Strength", "strength"), ("Evidence", "evidence"),
             ("Assumptions", "assumptions")),
    ASSUMPTIONS: (("Id", "id"), ("Assumption", "assumption"), ("Held by", "held_by"), ("About", "about_actor"),
                  ("Themes", "themes"), ("Direction", "direction"), ("Confidence", "confidence"),
                  ("Watched by", "watched_by")),
    RISKS: (("Id", "id"), ("Risk", "risk"), ("Step", "step"), ("Likelihood", "likelihood"), ("Impact", "impact"),
            ("Response", "response")),
    ABOUT: (("What", "what"), ("Words", "words")),
}
"""The headings of each sheet, and the fields they stand for."""
FACTS = (("Id", "id"), ("Title", "title"), ("Organisation id", "organisation.id"),
         ("Organisation", "organisation.name"), ("Version", "version"), ("Status", "status"), ("Date", "date"),
         ("Review due", "review_due"), ("Licence", "licence"),
         ("Language", "language"), ("Publish", "publish"), ("Narrative", "narrative"),
         ("Summary", "summary"), ("Commodities", "scope.commodities"), ("Stages", "scope.stages"),
         ("Places", "scope.places"), ("Actors", "scope.actors"))
"""The facts of the sheet About, and the fields they stand for."""
MOST: Mapping[str, int] = {STEPS: 200, ARROWS: 800, ASSUMPTIONS: 200, RISKS: 200}
"""How many rows a sheet may have. Basis: the schema of theory-of-change.yaml."""
LINES = frozenset({"indicators", "references"})
"""The fields whose parts stand one a line, as they may hold any sign."""


def tables_of(theory: TheoryOfChange) -> Mapping[str, Rows]:
    """A theory's tables, each with its headings first."""
    data: Mapping[str, Any] = theory.to_mapping()
    leads: dict[str, list[str]] = {}
    for arrow in theory.arrows:
        leads.setdefault(arrow.source, []).append(arrow.target)
    steps = [{**item, "leads_to": leads.get(item["id"], [])} for item in data.get("steps", ())]
    found = {
        STEPS: _table(STEPS, steps, without=_SIMPLE), ARROWS: _table(ARROWS, data.get("arrows", ())),
        ASSUMPTIONS: _table(ASSUMPTIONS, data.get("assumptions", ())), RISKS: _table(RISKS, data.get("risks", ())),
    }
    facts = tuple((heading, _fact(data, key)) for heading, key in FACTS)
    return {**found, ABOUT: (headings_of(ABOUT), *facts)}


def blank_tables(own: Mapping[str, str]) -> Mapping[str, Rows]:
    """The tables to be filled in: their headings, and of the facts those in `own`, which are known already."""
    facts = tuple((heading, own.get(key, "")) for heading, key in FACTS)
    return {STEPS: (headings_of(STEPS),), RISKS: (headings_of(RISKS),), ABOUT: (headings_of(ABOUT), *facts)}


def headings_of(sheet: str, without: Sequence[str] = ()) -> tuple[str, ...]:
    """The headings of a sheet, in their order, but for some."""
    return tuple(heading for heading, _ in COLUMNS[sheet] if heading not in without)


def known_sheet(name: str) -> str:
    """The sheet that a name means, however it is written; empty where it means none."""
    return next((known for known in COLUMNS if known.casefold() == name.strip().casefold()), "")


def plain_heading(words: str) -> str:
    """A heading as it is compared: people write it with other letters, blanks and signs between its words."""
    return " ".join(words.casefold().replace("_", " ").split())


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


def _table(sheet: str, items: Iterable[Mapping[str, Any]], without: Sequence[str] = ()) -> Rows:
    keys = [key for heading, key in COLUMNS[sheet] if heading not in without]
    return (headings_of(sheet, without), *(tuple(_cell(key, item.get(key)) for key in keys) for item in items))


def _cell(key: str, value: Any) -> str:
    if isinstance(value, list):
        return ("\n" if key in LINES else "; ").join(map(str, value))
    return "" if value is None else str(value)


def facts_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The facts that a theory's data holds, by the fields of the sheet About."""
    return {key: value for _, key in FACTS if (value := _value(data, key)) is not None}


def _value(data: Mapping[str, Any], key: str) -> Any:
    value: Any = data
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _fact(data: Mapping[str, Any], key: str) -> str:
    value = _value(data, key)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, list) else str(value or "")
