"""A crosswalk: what the clauses of a module are to the items of a framework, as somebody judged it on a day.

Here are the records. What is wrong with one is found in `crosswalk.lint`, what it comes to in `crosswalk.coverage`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

SELF = "the scheme itself"
"""What stands behind the name of a judge who judged for the scheme whose text it is."""


class Relation(Enum):
    """What a clause is to an item, always read from the clause: a subset asks less than the item does.

    Basis: the set relations of NIST IR 8477 and OSCAL's control mapping, with `supports` and `none` beside them.
    """

    EQUAL = "equal"
    EQUIVALENT = "equivalent"
    SUBSET = "subset"
    SUPERSET = "superset"
    INTERSECTS = "intersects"
    SUPPORTS = "supports"
    NONE = "none"

    @property
    def is_whole(self) -> bool:
        """Whether a clause that stands so to an item asks all that the item asks."""
        return self in (Relation.EQUAL, Relation.EQUIVALENT, Relation.SUPERSET)

    @property
    def is_part(self) -> bool:
        """Whether it asks some of it."""
        return self in (Relation.SUBSET, Relation.INTERSECTS)


class Confidence(Enum):
    """How sure the judge is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingJudgement:
    """What somebody judged on how clauses stand to an item, and who looked at it after that.

    Shape: `is_own` says that the scheme judged its own text: that follows from where the judgement lies, whoever it
    names. `reviewed_by` is who looked at the judgement after the judge, and `reviewed` when; both are empty where
    nobody did.
    Units: `date` and `reviewed` are YYYY-MM-DD.
    """

    relation: Relation
    rationale: str
    confidence: Confidence
    judge: str
    date: str
    is_own: bool = False
    reviewed_by: str = ""
    reviewed: str = ""

    @property
    def judged_by(self) -> str:
        """Who judged it, as people are told, with a word more where the scheme judged its own text."""
        return f"{self.judge} ({SELF})" if self.is_own else self.judge

    @property
    def review(self) -> str:
        """Who reviewed it and when, as people are told; nothing where nobody did."""
        return f"reviewed by {self.reviewed_by}, {self.reviewed}" if self.reviewed_by else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkRow(MappingJudgement):
    """One judgement: a clause, an item, and what the one is to the other.

    Shape: `clause` is empty in a row that states a gap, the relation then is `none`: no clause of the module answers
    the item. `judge` and `date` are those of the crosswalk where a row names none. `text_sha256` is the digest of the
    clause as it was judged, in a scheme's own crosswalks; empty where none was written.
    """

    clause: str
    item: str
    text_sha256: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether it says that no clause answers the item."""
        return not self.clause


@dataclass(frozen=True, slots=True, kw_only=True)
class JointJudgement(MappingJudgement):
    """What all the clauses mapped to an item come to when they are taken together, which no sum of rows can tell."""

    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """A module's clauses mapped to one framework, with both versions pinned.

    Shape: one crosswalks/FRAMEWORK.yaml in a module's folder, of a library or of a scheme. `module_version` is the
    release whose words were judged.
    Units: `date` is YYYY-MM-DD.
    Basis: schemas/crosswalk.schema.json; docs/decisions/0028-crosswalks-travel-with-the-text.md,
    docs/decisions/0031-a-scheme-judges-beside-its-source.md.
    """

    module: str
    module_version: str
    framework: str
    framework_version: str
    judge: str
    date: str
    rows: tuple[CrosswalkRow, ...]
    together: tuple[JointJudgement, ...] = ()
    note: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Crosswalk:
        """Make the record from a mapping that the schema has already accepted."""
        judged = {"judge": data["judge"], "date": data["date"]}
        return cls(
            module=data["module"],
            module_version=data["module_version"],
            framework=data["framework"],
            framework_version=data["framework_version"],
            judge=data["judge"],
            date=data["date"],
            rows=tuple(
                CrosswalkRow(clause=row.get("clause", ""), text_sha256=row.get("text_sha256", ""),
                             **_judgement({**judged, **row}))
                for row in data["rows"]
            ),
            together=tuple(
                JointJudgement(**_judgement({**judged, **joint})) for joint in data.get("together", ())
            ),
            note=data.get("note", ""),
        )

    @property
    def judgements(self) -> tuple[CrosswalkRow | JointJudgement, ...]:
        """The rows, then the joint judgements."""
        return (*self.rows, *self.together)

    def own(self) -> Crosswalk:
        """It, known as a scheme's judgement of its own text."""
        return replace(self, rows=tuple(replace(row, is_own=True) for row in self.rows),
                       together=tuple(replace(joint, is_own=True) for joint in self.together))

    def by_item(self) -> dict[str, tuple[CrosswalkRow, ...]]:
        """The rows about each item that has any, in their order."""
        found: dict[str, list[CrosswalkRow]] = {}
        for row in self.rows:
            found.setdefault(row.item, []).append(row)
        return {item: tuple(rows) for item, rows in found.items()}


def _judgement(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "item": data["item"],
        "relation": Relation(data["relation"]),
        "rationale": data["rationale"],
        "confidence": Confidence(data["confidence"]),
        "judge": data["judge"],
        "date": data["date"],
        "reviewed_by": data.get("reviewed_by", ""),
        "reviewed": data.get("reviewed", ""),
    }
