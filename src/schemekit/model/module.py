"""A module: what a source publishes and a scheme plugs in, as its module.yaml says.

The record of the metadata. The words of the clauses live in the text and are read by `schemekit.text.document`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from itertools import pairwise
from typing import Any

from schemekit.model.parameter import Parameter, Scope, Tailoring, Value


class Force(Enum):
    """What a clause asks of its reader.

    Basis: ISO/IEC Directives Part 2 clause 7 (shall, should, may, can).
    """

    REQUIREMENT = "requirement"
    RECOMMENDATION = "recommendation"
    PERMISSION = "permission"
    CAPABILITY = "capability"
    INFORMATION = "information"

    @property
    def binds(self) -> bool:
        """Whether its reader is asked to do anything: shall or should."""
        return self in (Force.REQUIREMENT, Force.RECOMMENDATION)


class RuleKind(Enum):
    """What a rule between parameters demands."""

    ORDERED = "ordered"
    DISTINCT = "distinct"
    SUM = "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule between parameters: ordered (each no larger than the next), distinct, or a sum at most another."""

    kind: RuleKind
    parameters: tuple[str, ...]
    at_most: str = ""
    reason: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Rule:
        """Make the record from a mapping that the schema has already accepted."""
        kind = next(kind for kind in RuleKind if kind.value in data)
        return cls(
            kind=kind,
            parameters=tuple(data[kind.value]),
            at_most=data.get("at_most", ""),
            reason=data.get("reason", ""),
        )

    def breach(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """The two parameters that break the rule, or None; values that are not numbers are left out of a comparison."""
        known = [name for name in self.parameters if name in values]
        if self.kind is RuleKind.DISTINCT:
            seen: dict[str, str] = {}
            for name in known:
                key = str(values[name]).strip().casefold()
                if key in seen:
                    return (seen[key], name)
                seen[key] = name
            return None
        numbers = [(name, value) for name in known if _is_number(value := values[name])]
        if self.kind is RuleKind.ORDERED:
            for (name, value), (next_name, next_value) in pairwise(numbers):
                if value > next_value:  # type: ignore[operator]  # both are numbers, see _is_number
                    return (name, next_name)
            return None
        limit = values.get(self.at_most)
        if limit is None or not _is_number(limit) or not numbers:
            return None
        # As decimals: 0.1 and 0.2 are 0.3, which binary fractions would deny.
        total = sum(Decimal(str(value)) for _, value in numbers)
        return (numbers[0][0], self.at_most) if total > Decimal(str(limit)) else None


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedFigure:
    """A bare number in a clause that is right as it stands, and why it is no parameter."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What module.yaml says of one clause; its heading and words are in the text."""

    id: str
    force: Force
    tailoring: Tailoring
    references: tuple[str, ...] = ()
    fixed: tuple[FixedFigure, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Clause:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            id=data["id"],
            force=Force(data["force"]),
            tailoring=Tailoring(data["tailoring"]),
            references=tuple(data.get("references", ())),
            fixed=tuple(FixedFigure(**item) for item in data.get("fixed", ())),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredClause:
    """A clause id that is no longer used and never will be again, with where its duty went."""

    id: str
    since: str
    reason: str = ""
    replaced_by: str = ""
    moved_from: str = ""
    split_into: tuple[str, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> RetiredClause:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{**data, "split_into": tuple(data.get("split_into", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file that an adopter receives. `kind` is text, form, annex or register."""

    file: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """Whom to credit for the text, as the licence asks."""

    author: str
    year: int
    url: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another module that the text points to."""

    module: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A public document that the module cites."""

    id: str
    title: str
    version: str = ""
    items: tuple[str, ...] = ()
    url: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Reference:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(**{**data, "items": tuple(data.get("items", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A policy module's metadata.

    Shape: one module.yaml. Basis: `schemas/module.schema.json`.
    """

    id: str
    title: str
    type: str
    summary: str
    audience: str
    topics: tuple[str, ...]
    language: str
    house_style: str
    licence: str
    credit: Credit
    related: tuple[Related, ...]
    documents: tuple[Document, ...]
    references: tuple[Reference, ...]
    parameters: tuple[Parameter, ...]
    rules: tuple[Rule, ...]
    clauses: tuple[Clause, ...]
    retired: tuple[RetiredClause, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Module:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            id=data["id"],
            title=data["title"],
            type=data["type"],
            summary=data["summary"],
            audience=data.get("audience", ""),
            topics=tuple(data.get("topics", ())),
            language=data["language"],
            house_style=data.get("house_style", "shall"),
            licence=data["licence"],
            credit=Credit(**data["credit"]),
            related=tuple(Related(**item) for item in data.get("related", ())),
            documents=tuple(Document(**item) for item in data["documents"]),
            references=tuple(Reference.from_mapping(item) for item in data.get("references", ())),
            parameters=tuple(Parameter.from_mapping(item) for item in data.get("parameters", ())),
            rules=tuple(Rule.from_mapping(item) for item in data.get("rules", ())),
            clauses=tuple(Clause.from_mapping(item) for item in data.get("clauses", ())),
            retired=tuple(RetiredClause.from_mapping(item) for item in data.get("retired", ())),
        )

    @property
    def text_files(self) -> tuple[str, ...]:
        """The files that hold clauses, usually just policy.md."""
        return tuple(document.file for document in self.documents if document.kind == "text")

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name, or None."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def clause(self, clause_id: str) -> Clause | None:
        """What the metadata says of a clause, or None."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def defaults(self) -> dict[str, Value]:
        """Every parameter at its default."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def scheme_wide(self) -> tuple[Parameter, ...]:
        """The parameters that are set once for the whole scheme."""
        return tuple(parameter for parameter in self.parameters if parameter.scope is Scope.SCHEME)
