"""The ids of an OSCAL catalog, and what its controls and parameters are called in a module. Every walk is bounded."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemekit.errors import UsageError
from schemekit.interchange.json_data import Json, listed, text
from schemekit.text.document import PREAMBLE
from schemekit.text.importing.ids import FreeIds, is_valid_id

MOST_DEPTH = 20
_MOST_CONTROLS = 20_000


@dataclass(slots=True)
class Reading:
    """What is known while a catalog is walked.

    Shape: `clause_ids` and `names` are by the ids of the catalog what its controls and its parameters are called in
    the module; `used` are the parameters that the text points to, in their order; `included` are the ids that the
    module has; `lost` counts what it could not hold.
    """

    params: dict[str, Json] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    used: dict[str, None] = field(default_factory=dict)
    clause_ids: dict[str, str] = field(default_factory=dict)
    included: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    controls: int = 0
    free: FreeIds = field(default_factory=lambda: FreeIds((PREAMBLE,)))


def number_all(catalog: Json, name: str, reading: Reading) -> None:
    """Every control, group and parameter gets a name of ours; ids that stand twice are refused, all at once."""
    seen: Counter[str] = Counter()
    params: list[Json] = []
    for one, depth, is_group in walk(catalog):
        if depth > MOST_DEPTH:
            raise UsageError(f"{name} is nested too deep", why=f"more than {MOST_DEPTH} groups or controls inside"
                             " each other", fix="check that this is the file you meant")
        params += listed(one, "params")
        if one is catalog:
            continue
        told = text(one, "id")
        reading.controls += 1
        if reading.controls > _MOST_CONTROLS:
            raise UsageError(f"{name} has more than {_MOST_CONTROLS:,} controls", why="no catalog is that large",
                             fix="check that this is the file you meant")
        if not told and not is_group:
            raise UsageError(f"{name} has a control without an id", why=f"its title: '{text(one, 'title')[:80]}'",
                             fix="give it one in the catalog")
        seen[told] += 1
        if told:
            reading.clause_ids.setdefault(told, clause_id(told, reading))
    names = FreeIds(("module",))
    for param in params:
        told = text(param, "id")
        seen[told] += 1
        reading.params.setdefault(told, param)
        reading.names.setdefault(told, _parameter_name(told, names))
    twice = [told for told, count in seen.items() if count > 1 and told]
    if twice:
        raise UsageError(f"{name} has ids that stand twice", why=", ".join(one[:60] for one in twice[:10]),
                         fix="an id names one thing: give the others ids of their own")


def clause_id(told: str, reading: Reading) -> str:
    """The id itself where it can be a clause's, else one that is made of it."""
    plain = re.sub(r"[^a-z0-9]+", "-", told.lower()).strip("-")[:50].strip("-")
    wanted = told if is_valid_id(told) and "--" not in told and not told.endswith("-") else plain
    if len(wanted) < 2 or not wanted[0].isalpha():
        wanted = f"clause-{wanted}".strip("-")
    return reading.free.made_from(wanted)


def _parameter_name(told: str, names: FreeIds) -> str:
    ours = told.removesuffix("_prm")
    plain = re.sub(r"[^a-z0-9]+", "-", ours.lower()).strip("-")[:34].strip("-")
    if len(plain) < 2 or not plain[0].isalpha():
        plain = f"value-{plain}".strip("-")
    return names.made_from(plain).replace("-", "_")[:40]


def walk(catalog: Json) -> Iterator[tuple[Json, int, bool]]:
    """It and all groups and controls in it, each with its depth and whether it is a group."""
    waiting: list[tuple[Json, int, bool]] = [(catalog, 0, True)]
    while waiting:
        one, depth, is_group = waiting.pop()
        yield one, depth, is_group
        if depth > MOST_DEPTH:
            continue
        waiting += [(child, depth + 1, False) for child in reversed(listed(one, "controls"))]
        waiting += [(child, depth + 1, True) for child in reversed(listed(one, "groups"))]


def all_controls(holder: Json) -> Iterator[Json]:
    """The controls in it, at any depth."""
    yield from (one for one, _, is_group in walk(holder) if not is_group)


def is_withdrawn(control: Json) -> bool:
    """Whether a control stands there only to say where it went."""
    return any(one.get("name") == "status" and str(one.get("value", "")).lower() == "withdrawn"
               for one in listed(control, "props"))
