"""A joint project's own terms: what it delivers, how unequal partners keep it fair, and what happens when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """Something that is delivered. Units: `due` and `delivered` are YYYY-MM-DD, or empty. `owner` is a party's id."""

    id: str
    title: str
    owner: str = ""
    due: str = ""
    delivered: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedNode:
    """An outcome in a party's theory of change to which the project leads. Shape: `theory` is the theory's id."""

    party: str
    theory: str
    node: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedWork:
    """What a party made of the project's results, or took along when it left. Units: `day` is YYYY-MM-DD."""

    party: str
    title: str
    made_from: str
    day: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    """How a party leaves. Units: `notice_days` in days. `results` says who may go on with what there is by then."""

    notice_days: int | None = None
    results: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointProject:
    """The terms of one joint project.

    Shape: one `joint_project` section. Basis: schemas/cooperation.schema.json; domain facts on joint projects: unequal
    size, contributions that nobody wrote down, and after a split nobody can show which clause came from where.
    """

    power_note: str = ""
    deliverables: tuple[Deliverable, ...] = ()
    shared_nodes: tuple[SharedNode, ...] = ()
    derived: tuple[DerivedWork, ...] = ()
    licence: str = ""
    exit: Exit | None = None

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> JointProject:
        """Make the terms from a section that the schema has already accepted."""
        leaving = data.get("exit")
        return cls(
            power_note=data.get("power_note") or "",
            deliverables=tuple(Deliverable(**item) for item in data.get("deliverables") or ()),
            shared_nodes=tuple(SharedNode(**item) for item in data.get("shared_nodes") or ()),
            derived=tuple(DerivedWork(party=item["party"], title=item["title"], made_from=item["from"],
                                      day=item.get("day", ""), url=item.get("url", ""))
                          for item in data.get("derived") or ()),
            licence=data.get("licence") or "",
            exit=Exit(notice_days=leaving.get("notice_days"), results=leaving.get("results") or "")
            if leaving else None,
        )
