"""The adoption record: what a scheme did to each clause of a module and why, and what is still to decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from schemekit.model.approval import Approval
from schemekit.model.derogation import Derogation
from schemekit.model.proposed_change import ProposedChange
from schemekit.model.version import Version

WORDS_LIMIT, NAME_LIMIT = 200_000, 300
"""Characters of one wording that the record keeps, and of a name. Basis: schemas/adoption.schema.json."""


class Verb(Enum):
    """What was done to a clause. Basis: the field's adopt / adapt / drop / add (domain vocabulary)."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    DROP = "drop"
    ADD = "add"


class Correspondence(Enum):
    """The degree of correspondence between a scheme's text and its source.

    Basis: ISO/IEC Guide 21-1: identical, modified, not equivalent.
    """

    IDT = "IDT"
    MOD = "MOD"
    NEQ = "NEQ"

    @property
    def words(self) -> str:
        """The degree in words."""
        return {"IDT": "identical", "MOD": "modified", "NEQ": "not equivalent"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """Why one clause differs from its source.

    Shape: `text_sha256` is the digest of the scheme's clause as the reason was given for it
    (empty for a dropped clause), so that a later change asks for a reason again. `licence` and `source` are
    set where words were borrowed from a third text, whose licence then has its say too.
    """

    clause: str
    verb: Verb
    reason: str
    by: str = ""
    approved: str = ""
    text_sha256: str = ""
    licence: str = ""
    source: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Deviation:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{**data, "verb": Verb(data["verb"])})

    def to_mapping(self) -> dict[str, Any]:
        """The deviation as adoption.yaml holds it."""
        entry = {name: getattr(self, name) for name in self.__slots__}
        entry["verb"] = self.verb.value
        return {name: value for name, value in entry.items() if value or name == "reason"}


class Scope(Enum):
    """How much of a text a decision is about.

    PASSAGE: some sentences, list items or table rows of a clause; `ours` stands in it word for word.
    CLAUSE: a clause as a whole; one of the wordings may be empty: the source retired it, the scheme dropped it.
    FILE: a document as a whole, likewise.
    """

    PASSAGE = "passage"
    CLAUSE = "clause"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A place where the source and the scheme both changed a clause, so that a person decides.

    The text keeps the scheme's wording; all three wordings are kept here. `taken` is empty while open,
    else source, ours, both or edited; `edited` then holds the words that were put in.
    Shape: `clause` is empty for the words before the first clause, and for a whole file; `file` is the path below
    policies/MODULE/, empty for the main document. `proposal` is the id of the proposed change that the other wording
    came with, empty where it is the source's.
    """

    clause: str
    base: str
    source: str
    ours: str
    cause: str
    file: str = ""
    scope: Scope = Scope.PASSAGE
    taken: str = ""
    edited: str = ""
    reason: str = ""
    proposal: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Decision:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{**data, "scope": Scope(data.get("scope", "passage"))})

    def to_mapping(self) -> dict[str, Any]:
        """The decision as adoption.yaml holds it."""
        entry = {name: getattr(self, name) for name in self.__slots__}
        entry["scope"] = "" if self.scope is Scope.PASSAGE else self.scope.value
        always = ("clause", "base", "source", "ours", "cause")
        return {name: value for name, value in entry.items() if value or name in always}

    @property
    def is_open(self) -> bool:
        """Whether a person still has to decide."""
        return not self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A release that the scheme does not take, and why; a later one is offered again. Units: `date` is YYYY-MM-DD."""

    version: Version
    reason: str
    date: str

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Refusal:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{**data, "version": Version(data["version"])})

    def to_mapping(self) -> dict[str, str]:
        """The refusal as adoption.yaml holds it."""
        return {"version": str(self.version), "reason": self.reason, "date": self.date}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionRecord:
    """A module's record in one scheme.

    Shape: policies/MODULE/adoption.yaml.
    """

    module: str
    deviations: tuple[Deviation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    approvals: tuple[Approval, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    declined: tuple[Refusal, ...] = ()
    proposals: tuple[ProposedChange, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> AdoptionRecord:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            module=data["module"],
            deviations=tuple(Deviation.from_mapping(item) for item in data.get("deviations") or ()),
            decisions=tuple(Decision.from_mapping(item) for item in data.get("decisions") or ()),
            approvals=tuple(Approval.from_mapping(item) for item in data.get("approvals") or ()),
            derogations=tuple(Derogation.from_mapping(item) for item in data.get("derogations") or ()),
            declined=tuple(Refusal.from_mapping(item) for item in data.get("declined") or ()),
            proposals=tuple(ProposedChange.from_mapping(item) for item in data.get("proposals") or ()),
        )

    def to_mapping(self) -> dict[str, Any]:
        """The record as it is written."""
        return {
            "format": 1,
            "module": self.module,
            "deviations": [deviation.to_mapping() for deviation in self.deviations],
            "decisions": [decision.to_mapping() for decision in self.decisions],
            **({"approvals": [approval.to_mapping() for approval in self.approvals]} if self.approvals else {}),
            **({"derogations": [item.to_mapping() for item in self.derogations]} if self.derogations else {}),
            **({"declined": [refusal.to_mapping() for refusal in self.declined]} if self.declined else {}),
            **({"proposals": [proposal.to_mapping() for proposal in self.proposals]} if self.proposals else {}),
        }

    def deviation(self, clause: str) -> Deviation | None:
        """The recorded deviation of a clause, or None."""
        return next((deviation for deviation in self.deviations if deviation.clause == clause), None)

    def open_decisions(self) -> tuple[Decision, ...]:
        """What a person still has to decide."""
        return tuple(decision for decision in self.decisions if decision.is_open)

    def open_proposals(self) -> tuple[ProposedChange, ...]:
        """What others asked for and nobody has answered."""
        return tuple(proposal for proposal in self.proposals if proposal.is_open)

    def without(self, clause: str) -> AdoptionRecord:
        """The record with nothing said any more of a clause that is as the source has it."""
        return replace(self, deviations=tuple(item for item in self.deviations if item.clause != clause))

    def with_deviation(self, deviation: Deviation) -> AdoptionRecord:
        """The record with one deviation put in or replaced, sorted by clause."""
        others = [item for item in self.deviations if item.clause != deviation.clause]
        return replace(self, deviations=tuple(sorted([*others, deviation], key=lambda item: item.clause)))
