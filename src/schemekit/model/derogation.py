"""A derogation: an exception from a clause that a body granted for a while, to somebody, for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogation:
    """One exception from one clause.

    Shape: `clause` is the id; `scope` says for whom and what; `approver` who granted it.
    Units: `start` and `end` are YYYY-MM-DD, both days included; `end` is empty for one without an end.
    Basis: schemas/adoption.schema.json, `derogations` (keys `from` and `to` there).
    """

    clause: str
    scope: str
    start: str
    reason: str
    approver: str
    end: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Derogation:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(clause=data["clause"], scope=data["scope"], start=str(data["from"]), end=str(data.get("to", "")),
                   reason=data["reason"], approver=data["approver"])

    def holds_on(self, day: date) -> bool:
        """Whether the exception holds on a day."""
        today = day.isoformat()
        return self.start <= today and (not self.end or today <= self.end)

    def to_mapping(self) -> dict[str, str]:
        """The derogation as adoption.yaml holds it."""
        end = {"to": self.end} if self.end else {}
        return {"clause": self.clause, "scope": self.scope, "from": self.start, **end, "reason": self.reason,
                "approver": self.approver}
