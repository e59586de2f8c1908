"""What a person said of two steps of two theories of change: the same, different, or against each other.

The records of cooperation/ID/matches.yaml. An answer is about words: it holds as long as both stand as they stood.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Verdict(Enum):
    """What two steps are to each other, as a person judged it."""

    SAME = "same"
    DIFFERENT = "different"
    TENSION = "tension"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedStep:
    """One side of an answer. Shape: `theory` is ORGANISATION/ID; `statement` the words that were judged."""

    theory: str
    step: str
    statement: str

    @property
    def key(self) -> tuple[str, str]:
        """By which it is found."""
        return self.theory, self.step

    def to_mapping(self) -> dict[str, str]:
        """The side as the file holds it."""
        return {"theory": self.theory, "step": self.step, "statement": self.statement}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchAnswer:
    """One answer: two steps, a verdict, who gave it, when and why. Units: `date` is YYYY-MM-DD."""

    left: JudgedStep
    right: JudgedStep
    verdict: Verdict
    judge: str
    date: str
    reason: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> MatchAnswer:
        """Make the record from a mapping that the schema has already accepted."""
        left, right = (JudgedStep(theory=side["theory"], step=side["step"],
                                  statement=" ".join(side["statement"].split()))
                       for side in (data["left"], data["right"]))
        return cls(left=left, right=right, verdict=Verdict(data["verdict"]), judge=data["judge"], date=data["date"],
                   reason=data.get("reason") or "")

    def to_mapping(self) -> dict[str, object]:
        """The answer as the file and `--json` hold it."""
        return {"left": self.left.to_mapping(), "right": self.right.to_mapping(), "verdict": self.verdict.value,
                "judge": self.judge, "date": self.date, **({"reason": self.reason} if self.reason else {})}

    @property
    def told(self) -> str:
        """What was said, by whom and when, in a few words."""
        return f"{self.verdict.value}, by {self.judge} on {self.date}"

    @property
    def pair(self) -> frozenset[tuple[str, str]]:
        """Which two steps it is about, whichever is named first."""
        return frozenset((self.left.key, self.right.key))

    @property
    def statements(self) -> Mapping[tuple[str, str], str]:
        """The words that were judged, by step."""
        return {self.left.key: self.left.statement, self.right.key: self.right.statement}
