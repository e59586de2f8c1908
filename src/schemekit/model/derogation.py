"""A derogation: an exception from a clause that a body granted for a while, to somebody, for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Derogation:
    """One exception from one clause.

    Shape: `clause` is the id; `scope` says for whom and what; `approver` who granted it. `despite_lock` is why it was
    granted though the source locks the clause, empty where it does not.
    Units: `start` and `end` are YYYY-MM-DD, both days included; `end` is empty for one without an end.
    Basis: schemas/adoption.schema.json, `derogations` (keys `from` and `to` there).
    """

    clause: str
    scope: str
    start: str
    reason: str
    approver: str
    end: str = ""
    despite_lock: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Derogation:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(clause=data["clause"], scope=data["scope"], start=str(data["from"]), end=str(data.get("to", "")),
                   reason=data["reason"], approver=data["approver"], despite_lock=data.get("despite_lock", ""))

    def holds_on(self, day: date) -> bool:
        """Whether the exception holds on a day."""
        today = day.isoformat()
        return self.start <= today and (not self.end or today <= self.end)

    def is_over(self, day: date) -> bool:
        """Whether its last day has been."""
        return bool(self.end) and self.end < day.isoformat()

    @property
    def until(self) -> str:
        """How long it holds, in words."""
        return f"until {self.end}" if self.end else "no end: review yearly"

    def to_mapping(self) -> dict[str, str]:
        """The derogation as adoption.yaml holds it."""
        end = {"to": self.end} if self.end else {}
        locked = {"despite_lock": self.despite_lock} if self.despite_lock else {}
        return {"clause": self.clause, "scope": self.scope, "from": self.start, **end, "reason": self.reason,
                "approver": self.approver, **locked}
