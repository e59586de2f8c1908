"""A crosswalk from an OSCAL mapping collection, ours or anybody's: each clause with each item that a map joins."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.errors import UsageError
from schemekit.interchange.carriage import Format
from schemekit.interchange.cells import Cells, Gathered
from schemekit.interchange.exchanged import MOST_ROWS, REVIEW, Judged, Received
from schemekit.interchange.json_data import Json, listed, mapping, read_json, text
from schemekit.interchange.oscal import day_of, prop_of, props_of
from schemekit.interchange.relations import as_read
from schemekit.model.crosswalk import Relation

_READ = frozenset({"uuid", "ns", "relationship", "sources", "targets", "confidence-score", "remarks",
                   "matching-rationale"})
_HEAD = {"module": "module", "module-version": "module_version", "framework": "framework",
         "framework-version": "framework_version", "judge": "judge", "date": "date"}


def received_mapping(data: bytes, name: str) -> Received:
    """What a mapping collection says. Raises: UsageError for a file that is none, or has too much in it."""
    collection = read_json(data, name).get("mapping-collection")
    if not isinstance(collection, dict):
        raise UsageError(f"{name} is no OSCAL mapping collection", why="it has no 'mapping-collection'",
                         fix="name a file that 'schemekit crosswalk export' or another program of mappings wrote")
    head = _head(collection)
    gathered = Gathered()
    placed: list[tuple[int, Judged]] = []
    for number, one in enumerate(_mappings(collection)):
        where = f"mapping {number + 1}"
        for place, found in (*_rows(one, where, head, gathered), *_gaps(one, where, head, gathered)):
            placed.append((len(placed) if place is None else place, found))
            if len(placed) > MOST_ROWS:
                raise UsageError(f"{name} has more than {MOST_ROWS:,} maps", why="no crosswalk is that long",
                                 fix="check that this is the file you meant")
    placed.sort(key=lambda one: one[0])
    if prop_of(mapping(collection, "metadata"), "module") is None:
        _leave(collection, gathered)
    return Received(head=head, judged=tuple(found for _, found in placed), refusals=tuple(gathered.refusals),
                    unread=frozenset(gathered.unread), notes=gathered.notes())


def _leave(collection: Json, gathered: Gathered) -> None:
    """Count what a collection of others says and a crosswalk has no place for."""
    gathered.left["further parties"] += max(len(listed(mapping(collection, "metadata"), "parties")) - 1, 0)
    for one in _mappings(collection):
        for summary in ("source-gap-summary", "target-gap-summary"):
            named = [name for group in listed(mapping(one, summary), "unmapped-controls")
                     if isinstance(names := group.get("with-ids"), list) for name in names]
            gathered.left[f"ids in a {summary}, which gives no reasons"] += len(named)
        for found in listed(one, "maps"):
            for key in sorted(found.keys() - _READ):
                gathered.left[f"'{key[:60]}' of maps"] += 1
            ends = [len(listed(found, end)) for end in ("sources", "targets")]
            gathered.left["maps of several, told as a row for each pair"] += max(ends) > 1
            gathered.left["confidences as numbers, told as low, medium or high"] += \
                "percentage" in mapping(found, "confidence-score")


def _mappings(collection: Json) -> list[Json]:
    """The mappings; a single one may stand without a list."""
    found = collection.get("mappings")
    return [found] if isinstance(found, dict) else listed(collection, "mappings")


def _head(collection: Json) -> dict[str, str]:
    metadata = mapping(collection, "metadata")
    head = {ours: told for name, ours in _HEAD.items() if (told := prop_of(metadata, name)) is not None}
    if "module_version" not in head and text(metadata, "version"):
        head["module_version"] = text(metadata, "version")
    if "date" not in head and day_of(metadata.get("last-modified")):
        head["date"] = day_of(metadata.get("last-modified"))
    parties = listed(metadata, "parties")
    if "judge" not in head and parties:
        head["judge"] = text(parties[0], "name")
    provenance = mapping(collection, "provenance")
    is_note = prop_of(metadata, "module") is None or bool(props_of(provenance, "note"))
    head["note"] = text(provenance, "mapping-description") if is_note else ""
    return head


def _rows(one: Json, where: str, head: dict[str, str], gathered: Gathered) -> Iterator[tuple[int | None, Judged]]:
    for number, found in enumerate(listed(one, "maps"), 1):
        place = f"{where}, map {number}"
        if props_of(found, "placeholder"):
            continue
        is_joint = bool(props_of(found, "together"))
        row = prop_of(found, "row")
        at = int(row) if row and row.isdecimal() and len(row) < 7 else None
        clauses = [""] if is_joint else [text(source, "id-ref") for source in listed(found, "sources")]
        items = [text(target, "id-ref") for target in listed(found, "targets")]
        if len(clauses) * len(items) > MOST_ROWS:
            raise UsageError(f"{place} joins too much", why=f"{len(clauses):,} clauses and {len(items):,} items",
                             fix="check that this is the file you meant")
        for clause in clauses:
            for item in items:
                judged = _judged(found, clause, item, is_joint, place, head, gathered)
                if judged is not None:
                    yield at, judged


def _judged(
    found: Json, clause: str, item: str, is_joint: bool, place: str, head: dict[str, str], gathered: Gathered
) -> Judged | None:
    word = text(found, "relationship")
    relation = as_read(word, Format.OSCAL)
    if relation is Relation.NONE:   # clause and item that have nothing to do with each other are no row of ours
        gathered.left["maps that say there is no relationship"] += 1
        return None
    confidence = mapping(found, "confidence-score")
    values = {"clause": clause, "item": item, "rationale": text(found, "remarks"),
              "confidence": _category(confidence), "judge": prop_of(found, "judge") or "",
              "date": prop_of(found, "date") or "", **{name: prop_of(found, name) or "" for name in REVIEW}}
    cells = Cells(values, lambda column: f"{place}, {column}", gathered)
    if relation is None:
        cells.refuse("relationship", f"'{word[:80]}'", "use equal-to, equivalent-to, subset-of, superset-of or"
                     " intersects-with")
    reviewed_by, reviewed = cells.review()
    judged = Judged(
        place=place, clause=cells.clause() if clause else "", item=cells.item(), is_joint=is_joint, relation=relation,
        rationale=cells.text("rationale"), confidence=cells.confidence() if values["confidence"] else None,
        judge=cells.text("judge") or head.get("judge", ""), date=cells.day() or head.get("date", ""),
        reviewed_by=reviewed_by, reviewed=reviewed)
    if not values["rationale"]:
        cells.refuse("remarks", "nothing", "say there in a sentence why")
    if cells.is_sound:
        return judged
    cells.given_up(is_joint=is_joint, clause=clause, item=item)
    return None


def _category(confidence: Json) -> str:
    """Low, medium or high, also where a number was given."""
    number = confidence.get("percentage")
    if isinstance(number, (int, float)):
        return "low" if number < 0.5 else "medium" if number < 0.8 else "high"
    return text(confidence, "category")


def _gaps(one: Json, where: str, head: dict[str, str], gathered: Gathered) -> Iterator[tuple[int | None, Judged]]:
    """The gaps whose reason is told; of one without a reason nobody knows why it is there."""
    groups: dict[str, dict[str, str]] = {}
    for name in ("judge", "date", *REVIEW):
        for own in props_of(one, name):
            groups.setdefault(text(own, "group"), {})[name] = text(own, "remarks") or text(own, "value")
    for number, gap in enumerate(props_of(one, "gap"), 1):
        place, group = f"{where}, gap {number}", text(gap, "group")
        values = {"item": text(gap, "value"), "rationale": text(gap, "remarks"), "confidence": text(gap, "class"),
                  **groups.get(group, {})}
        cells = Cells(values, lambda column, place=place: f"{place}, {column}", gathered)  # type: ignore[misc]
        reviewed_by, reviewed = cells.review()
        judged = Judged(place=place, clause="", item=cells.item(), relation=Relation.NONE,
                        rationale=cells.text("rationale"), confidence=cells.confidence(),
                        judge=cells.text("judge") or head.get("judge", ""), date=cells.day() or head.get("date", ""),
                        reviewed_by=reviewed_by, reviewed=reviewed)
        digits = group.removeprefix("row-")
        if cells.is_sound:
            yield int(digits) if digits.isdecimal() and len(digits) < 7 else None, judged
        else:
            cells.given_up(is_joint=False, clause="", item=values["item"])
