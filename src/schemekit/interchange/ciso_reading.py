"""A crosswalk from a library of CISO Assistant: its first set of mappings, with the ids that its frameworks list."""

from __future__ import annotations

from typing import Any

from schemekit.errors import UsageError
from schemekit.files.yaml import read_yaml
from schemekit.interchange.carriage import Format
from schemekit.interchange.cells import Cells, Gathered
from schemekit.interchange.ciso import PACKAGER
from schemekit.interchange.exchanged import MOST_ROWS, Judged, Received
from schemekit.interchange.json_data import Json, listed, mapping, text
from schemekit.interchange.relations import as_read
from schemekit.model.finding import FindingsError

_READ = frozenset({"source_requirement_urn", "target_requirement_urn", "relationship", "annotation", "rationale"})


def received_library(data: bytes, name: str) -> Received:
    """What the library's mappings say. Raises: UsageError for a file that has none, or has too much in it."""
    try:
        found = read_yaml(data, name).data
    except FindingsError as error:
        first = error.findings[0]
        raise UsageError(f"{name} cannot be read", why=f"line {first.line}: {first.found}",
                         fix="check that this is the file you meant") from error
    library: Json = found if isinstance(found, dict) else {}
    objects = mapping(library, "objects")
    sets = listed(objects, "requirement_mapping_sets") or [mapping(objects, "requirement_mapping_set")]
    rows = listed(sets[0], "requirement_mappings")
    if not sets[0]:
        raise UsageError(f"{name} holds no mappings", why="it has no 'requirement_mapping_sets' under 'objects'",
                         fix="name a library of mappings, as 'schemekit crosswalk export' writes one")
    if len(rows) > MOST_ROWS:
        raise UsageError(f"{name} has more than {MOST_ROWS:,} mappings", why="no crosswalk is that long",
                         fix="check that this is the file you meant")
    head = _head(library, sets[0])
    known = _known(objects)
    gathered = Gathered()
    judged = [one for number, row in enumerate(rows, 1) if (one := _judged(row, number, known, gathered)) is not None]
    if text(library, "packager") != PACKAGER:
        _leave(sets, gathered)
    return Received(head=head, judged=tuple(judged), refusals=tuple(gathered.refusals),
                    unread=frozenset(gathered.unread), notes=gathered.notes())


def _leave(sets: list[Json], gathered: Gathered) -> None:
    """Count what a library of others says and a crosswalk has no place for."""
    first, *others = sets
    ends = (text(first, "target_framework_urn"), text(first, "source_framework_urn"))
    for other in others:
        is_turned_round = (text(other, "source_framework_urn"), text(other, "target_framework_urn")) == ends
        if not is_turned_round:
            gathered.left["mappings of other sets"] += len(listed(other, "requirement_mappings"))
    for row in listed(first, "requirement_mappings"):
        for key in sorted(map(str, row.keys() - _READ)):
            gathered.left[f"'{key[:60]}' of mappings"] += 1
        gathered.left["'rationale' of mappings, where 'annotation' has words"] += \
            bool(text(row, "annotation") and text(row, "rationale"))


def _head(library: Json, mappings: Json) -> dict[str, str]:
    head: dict[str, str] = {}
    told = {text(one, "urn").lower(): text(one, "ref_id") for one in listed(mapping(library, "objects"), "frameworks")}
    for key, end in (("module", "source_framework_urn"), ("framework", "target_framework_urn")):
        urn = text(mappings, end).lower()
        name, _, version = (told.get(urn) or urn.rpartition(":")[2]).partition(" ")
        head |= {key: name, f"{key}_version": version}
    if text(library, "packager") == PACKAGER:
        head |= {"judge": text(library, "provider"), "date": text(library, "publication_date")}
        note, title = text(library, "description"), text(library, "name")
        head["note"] = "" if note[:200] == title else note
    else:
        head |= {"judge": text(library, "provider") or text(library, "packager")}
    return {key: value for key, value in head.items() if value or key == "note"}


def _known(objects: Json) -> dict[str, str]:
    """The ids as their frameworks write them, by their names: a name has small letters only."""
    found: dict[str, str] = {}
    for framework in (*listed(objects, "frameworks"), mapping(objects, "framework")):
        for node in listed(framework, "requirement_nodes"):
            found.setdefault(text(node, "urn").lower(), text(node, "ref_id"))
    return found


def _judged(row: Json, number: int, known: dict[str, str], gathered: Gathered) -> Judged | None:
    place = f"mapping {number}"
    source, target = (text(row, f"{end}_requirement_urn").lower() for end in ("source", "target"))
    values: dict[str, Any] = {
        "clause": known.get(source) or source.rpartition(":")[2],
        "item": known.get(target) or target.rpartition(":")[2],
        "rationale": text(row, "annotation") or text(row, "rationale")}
    cells = Cells(values, lambda column: f"{place}, {column}", gathered)
    word = text(row, "relationship")
    relation = as_read(word, Format.CISO)
    if relation is None:
        cells.refuse("relationship", f"'{word[:80]}'", "use equal, subset, superset, intersect or not_related")
    judged = Judged(place=place, clause=cells.clause(), item=cells.item(), relation=relation,
                    rationale=cells.text("rationale"))
    if not values["rationale"]:
        cells.refuse("annotation", "nothing", "say there in a sentence why")
    if not judged.clause:
        cells.refuse("clause", "no clause", "name a requirement of the module as the source")
    if cells.is_sound:
        return judged
    cells.given_up(is_joint=False, clause=values["clause"], item=values["item"])
    return None
