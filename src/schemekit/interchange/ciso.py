"""A crosswalk as a library for CISO Assistant: the module and the framework as lists, and the mappings between them.

The program knows neither gaps nor judges, so those do not travel; the rationale stands in `annotation`.
Basis: the loader of CISO Assistant, backend/library/utils.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from schemekit.files.yaml import write_yaml
from schemekit.interchange.carriage import Format
from schemekit.interchange.exchanged import Exchanged
from schemekit.interchange.oscal import Json
from schemekit.interchange.relations import as_written

PACKAGER = "schemekit"
URN = f"urn:{PACKAGER}:risk"
_UNSAFE = re.compile(r"[^a-z0-9.\-]+")
_REVERSED = {"subset": "superset", "superset": "subset"}


def library_bytes(sent: Exchanged) -> bytes:
    """The file; the same crosswalk gives the same bytes."""
    return write_yaml(library(sent)).encode()


def library(sent: Exchanged) -> Json:
    """The library, as data."""
    walk = sent.crosswalk
    name = f"{walk.module}-{walk.module_version}-to-{walk.framework}-{walk.framework_version}"
    title = f"{sent.title}: {sent.framework.title if sent.framework else walk.framework}"
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
            "framework": _framework(walk.module, walk.module_version, sent.title, _clauses(sent)),
            "requirement_mapping_sets": [
                _set(sent, name, title, is_reversed=False), _set(sent, name, title, is_reversed=True),
            ],
        },
    }


def framework_urn(name: str, version: str) -> str:
    """What a framework or a module is called."""
    return f"{URN}:framework:{urn_part(name)}:{urn_part(version)}"


def node_urn(name: str, version: str, node: str) -> str:
    """What an item or a clause is called."""
    return f"{URN}:req_node:{urn_part(name)}:{urn_part(version)}:{urn_part(node)}"


def urn_part(words: str) -> str:
    """Words as a URN has them: small letters, digits, dots and hyphens."""
    return _UNSAFE.sub("-", words.lower())


def integer_version(version: str) -> int:
    """A version as a whole number that grows with it, as the program wants one: 1.2.3 is 1002003."""
    major, minor, patch = (int(part) for part in version.partition("-")[0].split("."))
    return (major * 1000 + min(minor, 999)) * 1000 + min(patch, 999)


def _clauses(sent: Exchanged) -> Mapping[str, str]:
    """The module's clauses, and those that a row names and that are gone."""
    return {**sent.clauses, **{row.clause: "" for row in sent.crosswalk.rows
                               if row.clause and row.clause not in sent.clauses}}


def _framework(name: str, version: str, title: str, nodes: Mapping[str, str]) -> Json:
    return {"urn": framework_urn(name, version), "ref_id": f"{name}-{version}", "name": title[:200],
            "requirement_nodes": [_node(name, version, node, label) for node, label in nodes.items()]}


def _node(name: str, version: str, node: str, label: str) -> Json:
    return {"urn": node_urn(name, version, node), "assessable": True, "depth": 1, "ref_id": node,
            **({"name": label[:200]} if label.strip() else {})}


def _set(sent: Exchanged, name: str, title: str, *, is_reversed: bool) -> Json:
    walk = sent.crosswalk
    ends = [framework_urn(walk.module, walk.module_version), framework_urn(walk.framework, walk.framework_version)]
    if is_reversed:
        ends.reverse()
    return {"urn": f"{URN}:req_mapping_set:{urn_part(name)}{'-revert' if is_reversed else ''}",
            "ref_id": f"{name}{'-revert' if is_reversed else ''}", "name": title[:200],
            "source_framework_urn": ends[0], "target_framework_urn": ends[1],
            "requirement_mappings": list(_mappings(sent, is_reversed=is_reversed))}


def _mappings(sent: Exchanged, *, is_reversed: bool) -> Iterator[Json]:
    walk = sent.crosswalk
    for row in walk.rows:
        if row.is_gap:
            continue
        relation = as_written(row.relation, Format.CISO)
        ends = [node_urn(walk.module, walk.module_version, row.clause),
                node_urn(walk.framework, walk.framework_version, row.item)]
        if is_reversed:
            ends.reverse()
            relation = _REVERSED.get(relation, relation)
        yield {"source_requirement_urn": ends[0], "target_requirement_urn": ends[1], "relationship": relation,
               "annotation": row.rationale}
