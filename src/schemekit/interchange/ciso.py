"""A crosswalk as a library for CISO Assistant: the module and the framework as lists, and the mappings between them.

The program knows neither gaps nor judges, so those do not travel; the rationale stands in `annotation`.
Basis: the loader of CISO Assistant, backend/library/utils.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemekit.files.yaml import write_yaml
from schemekit.interchange.carriage import Format
from schemekit.interchange.exchanged import Exchanged
from schemekit.interchange.json_data import Json
from schemekit.interchange.relations import as_written
from schemekit.model.crosswalk import CrosswalkRow

PACKAGER = "schemekit"
URN = f"urn:{PACKAGER}:risk"
_DEEPEST = 20
_UNSAFE = re.compile(r"[^a-z0-9.\-]+")
_REVERSED = {"subset": "superset", "superset": "subset"}


def library_bytes(sent: Exchanged) -> bytes:
    """The file; the same crosswalk gives the same bytes."""
    return write_yaml(library(sent)).encode()


def library(sent: Exchanged) -> Json:
    """The library, as data."""
    walk = sent.crosswalk
    name = f"{walk.module}-{walk.module_version}-to-{walk.framework}-{walk.framework_version}"
    title = f"{sent.title}: {sent.framework_title}"
    clauses = _Nodes(walk.module, walk.module_version, _clauses(sent))
    items = _Nodes(walk.framework, walk.framework_version, _items(sent), _parents(sent))
    rows = [row for row in walk.rows if not row.is_gap]
    sets = [_set(name, title, clauses, items, [_mapping(row, clauses, items) for row in rows]),
            _set(f"{name}-revert", title, items, clauses, [_reversed(_mapping(row, clauses, items)) for row in rows])]
    return {
        "urn": f"{URN}:library:{urn_part(name)}",
        "locale": "en",
        "ref_id": name,
        "name": title[:200],
        "description": walk.note or title,
        "copyright": sent.licence,
        "version": integer_version(walk.module_version),
        "publication_date": walk.date,
        "provider": walk.judge,
        "packager": PACKAGER,
        "objects": {
            "frameworks": [clauses.framework(sent.title), items.framework(sent.framework_title)],
            # The program refuses a set without mappings.
            **({"requirement_mapping_sets": sets} if rows else {}),
        },
    }


def framework_urn(name: str, version: str) -> str:
    """What a framework or a module is called."""
    return f"{URN}:framework:{urn_part(name)}-{urn_part(version)}"


def urn_part(words: str) -> str:
    """Words as a URN has them: small letters, digits, dots and hyphens."""
    return _UNSAFE.sub("-", words.lower())


def integer_version(version: str) -> int:
    """A version as a whole number that grows with it, as the program wants one: 1.2.3 is 1002003."""
    major, minor, patch = (int(part) for part in version.partition("-")[0].split("."))
    return (major * 1000 + min(minor, 999)) * 1000 + min(patch, 999)


class _Nodes:
    """The clauses of a module, or the items of a framework, with a name for each that no other has."""

    def __init__(
        self, name: str, version: str, labels: Mapping[str, str], parents: Mapping[str, str] | None = None
    ) -> None:
        self.name, self.version, self._labels, self._parents = name, version, labels, parents or {}
        self.urns: dict[str, str] = {}
        taken: set[str] = set()
        for node in labels:   # ids that differ in capitals only would have one name
            plain = f"{URN}:req_node:{urn_part(name)}-{urn_part(version)}:{urn_part(node)}"
            count = 1
            while (urn := plain if count == 1 else f"{plain}-{count}") in taken:
                count += 1
            taken.add(urn)
            self.urns[node] = urn

    def framework(self, title: str) -> Json:
        """All of them, as the program lists what can be assessed."""
        return {"urn": framework_urn(self.name, self.version), "ref_id": f"{self.name} {self.version}",
                "name": title[:200], "requirement_nodes": [self._node(node) for node in self._labels]}

    def _node(self, node: str) -> Json:
        label = self._labels[node].strip()
        parent = self._parents.get(node, "")
        return {"urn": self.urns[node], **({"parent_urn": self.urns[parent]} if parent in self.urns else {}),
                "assessable": True, "depth": self._depth(node), "ref_id": node,
                **({"name": label[:200]} if label else {})}

    def _depth(self, node: str) -> int:
        """How deep it stands; a circle, which no sound framework has, ends somewhere."""
        depth = 1
        while (node := self._parents.get(node, "")) in self.urns and depth < _DEEPEST:
            depth += 1
        return depth


def _clauses(sent: Exchanged) -> dict[str, str]:
    """The module's clauses, and those that a row names and that are gone."""
    return {**sent.clauses, **{row.clause: "" for row in sent.crosswalk.rows
                               if row.clause and row.clause not in sent.clauses}}


def _items(sent: Exchanged) -> dict[str, str]:
    labels = sent.labels()
    return {**labels, **{row.item: "" for row in sent.crosswalk.rows if row.item not in labels}}


def _parents(sent: Exchanged) -> dict[str, str]:
    return {item.id: item.parent for item in sent.framework.items if item.parent} if sent.framework else {}


def _set(name: str, title: str, source: _Nodes, target: _Nodes, mappings: list[Json]) -> Json:
    return {"urn": f"{URN}:req_mapping_set:{urn_part(name)}", "ref_id": name, "name": title[:200],
            "source_framework_urn": framework_urn(source.name, source.version),
            "target_framework_urn": framework_urn(target.name, target.version),
            "requirement_mappings": mappings}


def _mapping(row: CrosswalkRow, clauses: _Nodes, items: _Nodes) -> Json:
    return {"source_requirement_urn": clauses.urns[row.clause], "target_requirement_urn": items.urns[row.item],
            "relationship": as_written(row.relation, Format.CISO), "annotation": row.rationale}


def _reversed(mapping: Json) -> Json:
    """The same, read from the item: the program follows mappings one way only."""
    relation = mapping["relationship"]
    return {"source_requirement_urn": mapping["target_requirement_urn"],
            "target_requirement_urn": mapping["source_requirement_urn"],
            "relationship": _REVERSED.get(relation, relation), "annotation": mapping["annotation"]}
