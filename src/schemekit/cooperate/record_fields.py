"""What a cooperation's record can say, and how people name it: fields by their path.

The schema is the only list of fields, so that a field which a type gets later can be named at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from schemekit.cooperate.record_field import Node, Path, RecordField, entry_key
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.schemas import inlined, schema_bytes
from schemekit.model.cooperation import CooperationType

SECTIONS = frozenset(kind.section for kind in CooperationType)
_ELSEWHERE: Mapping[Path, str] = {
    ("id",): "it never changes", ("format",): "it never changes",
    ("state",): "use --state of 'schemekit cooperate change', which keeps the history",
    ("type",): "use --type of 'schemekit cooperate change', which keeps the history",
    ("history",): "'schemekit cooperate change' writes it",
    ("recognition", "provisions"): "'schemekit recognise' writes the rows, 'schemekit cooperate judge' what people "
                                   "made of them",
}


@cache
def _schema() -> Node:
    return inlined(json.loads(schema_bytes("cooperation")))


def fields_of(section: str) -> tuple[RecordField, ...]:
    """What a record of a type can say, in the order of the schema: what is common to all, then the type's own terms."""
    common = {key: node for key, node in _schema()["properties"].items() if key not in SECTIONS}
    own = _schema()["properties"][section]
    return (*_leaves({"properties": common}, "", ()), *_leaves(own, "", (section,)))


def _leaves(node: Node, name: str, path: Path) -> Iterator[RecordField]:
    for key, part in node["properties"].items():
        here, place = (f"{name}.{key}" if name else key), (*path, key)
        if place in _ELSEWHERE:
            continue
        if "properties" in part:
            yield from _leaves(part, here, place)
        else:
            yield RecordField(name=here, path=place, schema=part, is_required=key in node.get("required", ()))


def field_named(name: str, section: str, data: Node) -> RecordField:
    """The field that a person named, such as `exit.notice_days`, `deliverables.indicators.due` or `claims.2`.

    Shape: the terms of the record's own type need no `joint_project.` before them. An entry of a list is named by its
    id, by its first words, or by its number from 1.
    Raises: UnknownNameError with what there is; UsageError for what is not set by hand.
    """
    steps = tuple(name.split("."))
    lead = () if steps[0] in _schema()["properties"] else (section,)
    found, here = RecordField(name="", path=(), schema=_schema()), data
    for number, step in enumerate((*lead, *steps), 1 - len(lead)):
        found, here = _below(found, step, here, section, ".".join(steps[:number]))
        if found.path in _ELSEWHERE:
            raise UsageError(f"'{name[:60]}' is not set here", fix=_ELSEWHERE[found.path])
    return found


def _below(above: RecordField, step: str, here: Any, section: str, name: str) -> tuple[RecordField, Any]:
    """One step of a path, which is called `name` so far, and what the record has there."""
    if above.is_list:
        entries = here if isinstance(here, list) else []
        place = entry_place(above, entries, step)
        return RecordField(name=name, path=(*above.path, place), schema=above.schema["items"]), entries[place]
    parts = above.schema.get("properties", {})
    if step not in parts:
        known = [f"{above.name}.{part}" for part in parts] if above.name else [one.name for one in fields_of(section)]
        raise no_field(name, above.name, known)
    return RecordField(name=name, path=(*above.path, step), schema=parts[step],
                       is_required=step in above.schema.get("required", ())), \
        here.get(step) if isinstance(here, Mapping) else None


def entry_place(field: RecordField, entries: Sequence[Any], word: str) -> int:
    """Which entry of a list a word names, from 0. Raises: UnknownNameError with what there is."""
    keys = [entry_key(field, entry) for entry in entries]
    if word in keys:
        return keys.index(word)
    if word.isdecimal() and 0 < int(word) <= len(entries):
        return int(word) - 1
    near = get_close_matches(word, keys, n=1)
    known = ", ".join(f"{number} ({key})" if key else str(number) for number, key in enumerate(keys, 1))
    raise UnknownNameError(f"{field.name} has no entry '{word[:60]}'",
                           why=f"there are {known}" if keys else "it has none yet",
                           fix=f"did you mean '{near[0]}'?" if near else f'add one: --add {field.name}="…"')


def node_of(*names: str) -> Node:
    """What the schema says of a field or of a part of a list's entries, such as ("history", "by")."""
    node = _schema()
    for name in names:
        node = node.get("items", node)["properties"][name]
    return node


def no_field(name: str, of: str, known: Sequence[str]) -> UnknownNameError:
    """The refusal of a field that a record, or a part `of` it, does not have. Shape: `known` are those that it has."""
    by_last = {full.rpartition(".")[2]: full for full in known}
    near = [full for full in known if full.startswith(f"{name}.")][:1] or get_close_matches(name, known, n=1) \
        or [by_last[last] for last in get_close_matches(name.rpartition(".")[2], by_last, n=1)]
    return UnknownNameError(f"{of or 'the record'} has no field '{name[:60]}'", why=f"there are {', '.join(known)}",
                            fix=f"did you mean '{near[0]}'?" if near else "name one of them; --list tells what each is")
