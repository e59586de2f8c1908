"""A harmonisation's own terms: one text for several schemes, where its words come from, what stays apart, what ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemekit.model.cooperation import PinnedVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class JointText:
    """The text that takes the place of the parties' own.

    Shape: `keeper` is a party's id, or the name of a body; `draft` the file of its draft, in the cooperation's folder;
    `drawn_from` are the texts that the draft was drawn up from, empty where nobody knows.
    """

    id: str = ""
    title: str = ""
    version: str = ""
    licence: str = ""
    keeper: str = ""
    changes: str = ""
    draft: str = ""
    drawn_from: tuple[PinnedVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyTerm:
    """What a party calls a thing, and means by it."""

    party: str
    term: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedTerm:
    """A term of the joint text, and what it is at each party."""

    term: str
    meaning: str = ""
    parties: tuple[PartyTerm, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyClause:
    """A clause of a party's own text. Shape: `words` is a digest of it as it was lined up, empty where people wrote."""

    party: str
    clause: str
    module: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """`grievance#receipt`."""
        return f"{self.module}#{self.clause}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedClause:
    """A clause of the joint text, and those that it comes from.

    Shape: `joint` is empty for clauses that were given up. Units: `date` is YYYY-MM-DD.
    """

    joint: str
    sources: tuple[PartyClause, ...] = ()
    note: str = ""
    judge: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minimum:
    """How it was settled what the joint text asks. Units: `date` is YYYY-MM-DD."""

    rule: str = ""
    beyond: str = ""
    decided_by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySays:
    """What a party asks, in words."""

    party: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingDifference:
    """Where the parties go on asking different things, and why. Units: `review` is YYYY-MM-DD."""

    about: str
    parties: tuple[PartySays, ...] = ()
    why: str = ""
    review: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sunset:
    """When a party's own text ends. Units: days are YYYY-MM-DD, or empty."""

    party: str
    document: str
    decided_by: str = ""
    decided_on: str = ""
    last_use: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmonisation:
    """The terms of one harmonisation.

    Shape: one `harmonisation` section. Basis: schemas/cooperation.schema.json; domain facts on harmonisation: words
    differ because systems differ, the charge of the lowest common denominator, vested interests, holders in transition.
    """

    text: JointText = field(default_factory=JointText)
    terms: tuple[MappedTerm, ...] = ()
    clauses: tuple[MappedClause, ...] = ()
    minimum: Minimum = field(default_factory=Minimum)
    differences: tuple[LastingDifference, ...] = ()
    sunset: tuple[Sunset, ...] = ()
    holders: str = ""
    consulted: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Harmonisation:
        """Make the terms from a section that the schema has already accepted."""
        return cls(
            text=_text(data.get("text")),
            terms=tuple(MappedTerm(**{**item, "parties": tuple(PartyTerm(**one) for one in item.get("parties") or ())})
                        for item in data.get("terms") or ()),
            clauses=tuple(map(_clause, data.get("clauses") or ())),
            minimum=Minimum(**_said(data.get("minimum"))),
            differences=tuple(
                LastingDifference(**{**_said(item), "parties": tuple(PartySays(**one)
                                                                     for one in item.get("parties") or ())})
                for item in data.get("differences") or ()),
            sunset=tuple(Sunset(**_said(item)) for item in data.get("sunset") or ()),
            holders=data.get("holders") or "",
            consulted=tuple(data.get("consulted") or ()),
        )


def _text(data: Mapping[str, Any] | None) -> JointText:
    texts = tuple(PinnedVersion(**item) for item in (data or {}).get("drawn_from") or ())
    return JointText(**{**_said(data), "drawn_from": texts})


def _clause(data: Mapping[str, Any]) -> MappedClause:
    return MappedClause(joint=data["joint"], sources=tuple(PartyClause(**item) for item in data.get("from") or ()),
                        note=data.get("note", ""), judge=data.get("judge", ""), date=data.get("date") or "")


def _said(data: Mapping[str, Any] | None) -> dict[str, Any]:
    """The fields that are said; an empty one is as none."""
    return {name: value for name, value in (data or {}).items() if value is not None}
