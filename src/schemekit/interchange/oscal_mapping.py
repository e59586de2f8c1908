"""A crosswalk as an OSCAL mapping collection: a map for each row, one of many clauses for what they come to together.

What OSCAL has no place for (who judged a row and when, why nothing answers an item) stands in properties of ours.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.interchange.carriage import Format
from schemekit.interchange.exchanged import ADDRESS, REVIEW, Exchanged
from schemekit.interchange.json_data import Json, json_bytes
from schemekit.interchange.oscal import NS, VERSION, line, moment, prop, uuid_of
from schemekit.interchange.relations import as_written
from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement, Relation

_ROW = "row-"


def mapping_bytes(sent: Exchanged) -> bytes:
    """The file; the same crosswalk gives the same bytes."""
    return json_bytes(mapping_collection(sent))


def mapping_collection(sent: Exchanged) -> Json:
    """The collection, as data."""
    walk = sent.crosswalk
    name = (walk.module, walk.module_version, walk.framework, walk.framework_version)
    judge = uuid_of("party", walk.judge)
    title = f"{sent.title}: {sent.framework_title}"
    return {"mapping-collection": {
        "uuid": uuid_of("mapping-collection", *name),
        "metadata": {
            "title": line(title),
            "last-modified": moment(_newest(walk)),
            "version": walk.module_version,
            "oscal-version": VERSION,
            "props": [prop("module", walk.module), prop("module-version", walk.module_version),
                      prop("framework", walk.framework), prop("framework-version", walk.framework_version),
                      prop("judge", walk.judge), prop("date", walk.date), prop("licence", sent.licence)],
            "roles": [{"id": "judge", "title": "Who judged the rows"}],
            "parties": [{"uuid": judge, "type": "organization", "name": line(walk.judge)}],
        },
        "provenance": {
            "method": "human",
            "matching-rationale": "functional",
            "status": "complete",
            "mapping-description": walk.note or line(title),
            "responsible-parties": [{"role-id": "judge", "party-uuids": [judge]}],
            **({"props": [prop("note", "yes")]} if walk.note else {}),
        },
        "mappings": [_mapping(sent, name)],
        "back-matter": {"resources": [
            _resource("catalog", sent.title, f"{ADDRESS}/policies/{walk.module}", walk.module, walk.module_version),
            _resource("framework", sent.framework_title, f"{ADDRESS}/frameworks/{walk.framework}", walk.framework,
                      walk.framework_version),
        ]},
    }}


def _newest(walk: Crosswalk) -> str:
    return max((walk.date, *(row.date for row in walk.rows), *(joint.date for joint in walk.together)))


def _resource(kind: str, title: str, address: str, name: str, version: str) -> Json:
    return {"uuid": uuid_of(kind, name, version), "title": line(title),
            "props": [prop("version", version)],
            "rlinks": [{"href": f"{address}/{version}"}]}


def _mapping(sent: Exchanged, name: tuple[str, ...]) -> Json:
    walk = sent.crosswalk
    gaps = [row for row in walk.rows if row.is_gap]
    answered = {row.item for row in walk.rows if not row.is_gap}
    unmapped = [item for item in dict.fromkeys((*sent.labels(), *(row.item for row in gaps))) if item not in answered]
    clauses = {row.clause for row in walk.rows}
    unused = [clause for clause in sent.clauses if clause not in clauses]
    return {
        "uuid": uuid_of("mapping", *name),
        "source-resource": _reference("catalog", name[0], name[1]),
        "target-resource": _reference("framework", name[2], name[3]),
        "maps": [*_maps(walk, name)] or [_nothing(walk, name)],
        **({"props": [own for place, row in enumerate(walk.rows) if row.is_gap for own in _gap(row, place, walk)]}
           if gaps else {}),
        **({"source-gap-summary": _summary("source-gap", name, unused)} if unused else {}),
        **({"target-gap-summary": _summary("target-gap", name, [_token(item) for item in unmapped])}
           if unmapped else {}),
    }


def _reference(kind: str, name: str, version: str) -> Json:
    return {"type": "catalog", "href": f"#{uuid_of(kind, name, version)}"}


def _summary(kind: str, name: tuple[str, ...], ids: list[str]) -> Json:
    return {"uuid": uuid_of(kind, *name), "unmapped-controls": [{"with-ids": ids}]}


def _token(item: str) -> str:
    """An item's id as OSCAL takes it, which begins with a letter."""
    return item if item[:1].isalpha() else f"item_{item}"


def _maps(walk: Crosswalk, name: tuple[str, ...]) -> Iterator[Json]:
    for place, row in enumerate(walk.rows):
        if not row.is_gap:
            yield _map(row, [row.clause], place, walk, name)
    rows = walk.by_item()
    for place, joint in enumerate(walk.together):
        clauses = [row.clause for row in rows.get(joint.item, ()) if not row.is_gap]
        yield _map(joint, list(dict.fromkeys(clauses)), place, walk, name)


def _nothing(walk: Crosswalk, name: tuple[str, ...]) -> Json:
    """A collection has at least one map: that the module as a whole answers the first gap in nothing."""
    gap = walk.rows[0] if walk.rows else None
    return {"uuid": uuid_of("no-map", *name), "relationship": "no-relationship",
            "sources": [{"type": "catalog", "id-ref": walk.module}],
            "targets": [{"type": "control", "id-ref": gap.item if gap else "-"}],
            "props": [prop("placeholder", "yes")]}


def _map(
    one: CrosswalkRow | JointJudgement, clauses: list[str], place: int, walk: Crosswalk, name: tuple[str, ...]
) -> Json:
    is_joint = isinstance(one, JointJudgement)
    sources = [{"type": "control", "id-ref": clause} for clause in clauses] or \
        [{"type": "catalog", "id-ref": walk.module}]
    found: Json = {
        "uuid": uuid_of("map", *name, "together" if is_joint else clauses[0], one.item),
        **({"ns": NS} if one.relation is Relation.SUPPORTS else {}),
        "matching-rationale": "functional",
        "relationship": as_written(one.relation, Format.OSCAL),
        "sources": sources,
        "targets": [{"type": "control", "id-ref": one.item}],
        "confidence-score": {"category": one.confidence.value},
        "props": [prop("row", str(place)), *([prop("together", "yes")] if is_joint else []), *_own(one, walk)],
        "remarks": one.rationale,
    }
    return found


def _gap(row: CrosswalkRow, place: int, walk: Crosswalk) -> Iterator[Json]:
    """A gap: its item, and in the words beside it why nothing answers it; who judged it stands in the same group."""
    group = f"{_ROW}{place}"
    yield {**prop("gap", row.item, row.rationale), "class": row.confidence.value, "group": group}
    yield from ({**own, "group": group} for own in _own(row, walk))


def _own(one: CrosswalkRow | JointJudgement, walk: Crosswalk) -> list[Json]:
    """Judge and date, where they are not the collection's, and who reviewed it."""
    own = [prop(name, getattr(one, name)) for name in ("judge", "date") if getattr(one, name) != getattr(walk, name)]
    return own + [prop(name, getattr(one, name)) for name in REVIEW if getattr(one, name)]
