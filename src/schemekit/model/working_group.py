"""A working group's own terms: how it decides, whose its outputs are, what it makes and when it meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """How a group decides. Shape: `rule` is consensus, consensus then vote, or vote. Units: percentages of members."""

    rule: str
    quorum_percent: int | None = None
    threshold_percent: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsInOutputs:
    """Under which licence the group's outputs go out, who is credited, and what members agree to for their part."""

    licence: str
    credit: str
    contributions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """Something that the group makes. Units: `due` and `published` are YYYY-MM-DD, or empty."""

    id: str
    title: str
    owner: str = ""
    due: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting. Units: `day` is YYYY-MM-DD."""

    day: str
    place: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup:
    """The terms of one working group.

    Shape: one `working_group` section. Basis: schemas/cooperation.schema.json; domain facts on joint working groups:
    slow without an agreed outcome, without owner afterwards, and outputs that were published without a licence.
    """

    decisions: DecisionRule | None = None
    rights: RightsInOutputs | None = None
    keeper: str = ""
    outputs: tuple[Output, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> WorkingGroup:
        """Make the terms from a section that the schema has already accepted."""
        decisions, rights = data.get("decisions"), data.get("rights")
        return cls(
            decisions=DecisionRule(**decisions) if decisions else None,
            rights=RightsInOutputs(licence=rights.get("licence") or "", credit=rights.get("credit") or "",
                                   contributions=rights.get("contributions") or "") if rights else None,
            keeper=data.get("keeper") or "",
            outputs=tuple(Output(**item) for item in data.get("outputs") or ()),
            meetings=tuple(Meeting(**item) for item in data.get("meetings") or ()),
        )
