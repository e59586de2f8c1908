"""A framework, a module and crosswalks made in a line each, for the tests of this room."""

from __future__ import annotations

from typing import Any

from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework
from schemekit.model.module import Module

SOURCE = {"title": "Charter of fair fees", "publisher": "Example Fees Forum", "rights": "Only numbers are listed."}
WHY = "The clause asks what the item asks."


def framework(*items: tuple[str, str], version: str = "2") -> Framework:
    """A framework of items, each with its parent."""
    return Framework.from_mapping({
        "id": "fair-fees", "version": version, "title": "Fair fees", "summary": "Fees.", "source": SOURCE,
        "licence": "CC-BY-4.0", "date": "2026-11-28",
        "items": [{"id": name, "label": {"en": f"Item {name}"}, "parent": parent} for name, parent in items],
    })


def crosswalk(*rows: str, together: tuple[str, ...] = (), **changed: Any) -> Crosswalk:
    """A crosswalk of rows such as `notice subset 1` or `- none 2`, and joint judgements such as `1 equivalent`."""
    return Crosswalk.from_mapping({
        "module": "fees", "module_version": "1.0.0", "framework": "fair-fees", "framework_version": "2",
        "judge": "A. Author", "date": "2026-11-28",
        "rows": [
            {"item": item, "relation": relation, "confidence": "high", "rationale": WHY,
             **({} if clause == "-" else {"clause": clause})}
            for clause, relation, item in (row.split() for row in rows)
        ],
        "together": [{"item": item, "relation": relation, "confidence": "medium", "rationale": WHY}
                     for item, relation in (joint.split() for joint in together)],
        **changed,
    })


def module(*clauses: str, retired: tuple[dict[str, Any], ...] = ()) -> Module:
    """The module `fees` with clauses that are requirements."""
    return Module.from_mapping({
        "id": "fees", "title": "Fees", "type": "procedure", "summary": "Fees.", "language": "en",
        "licence": "CC-BY-4.0", "credit": {"author": "A. Author", "year": 2026}, "documents": [],
        "clauses": [{"id": name, "force": "requirement", "tailoring": "adjustable"} for name in clauses],
        "retired": list(retired),
    })
