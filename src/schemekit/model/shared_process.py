"""A shared process's own terms: who does what, who decides, what passes between the parties, and what it saves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from schemekit.model.cooperation import PinnedVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step. Shape: `owner` is a party's id. Units: `days` counted from the step before."""

    id: str
    step: str
    owner: str = ""
    days: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedForm:
    """A form that is filled in once for all parties. Shape: `keeper` is the id of the party that keeps it."""

    title: str
    keeper: str = ""
    version: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What a party asks beyond what all ask: a line of its supplement.

    Shape: with a `module`, `clause` is the clause's id in it, and `words` a digest of what it said when the line was
    written; a line that people wrote has neither.
    """

    party: str
    requirement: str
    clause: str = ""
    checked_by: str = ""
    module: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementFile:
    """The document that says what a party asks beyond the scheme that keeps the record.

    Shape: `drawn_from` are the texts that it was drawn up from, empty where nobody knows.
    """

    party: str
    file: str
    drawn_from: tuple[PinnedVersion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTerms:
    """What passes between the parties, and on what terms. Units: `keep_months` months, `incident_hours` hours."""

    shared: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    consent: str = ""
    use: str = ""
    keep_months: int | None = None
    incident_hours: int | None = None
    agreement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a party bears. Units: `percent` of the common cost."""

    party: str
    bears: str
    percent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """Who decides on an appeal. Units: `days` in days."""

    about: str
    decided_by: str
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyGrade:
    """What a grade is called at a party. Units: `close_days` in days."""

    party: str
    grade: str
    close_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade of nonconformity in the shared process. Units: `close_days` in days."""

    grade: str
    meaning: str = ""
    close_days: int | None = None
    effect: str = ""
    parties: tuple[PartyGrade, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditorApproval:
    """How a party approves the auditors. Units: `until` is YYYY-MM-DD, or empty."""

    party: str
    approved_by: str = ""
    accepts: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDays:
    """How long one audit takes a party alone. Units: auditor days."""

    party: str
    days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The parties' own numbers. Units: auditor days; `day_cost` in `currency`.

    None of them is ever guessed: what is not given is not worked out.
    """

    audits: tuple[AuditDays, ...] = ()
    joint_days: float | None = None
    audits_a_year: float | None = None
    day_cost: float | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedProcess:
    """The terms of one shared process.

    Shape: one `shared_process` section. Basis: schemas/cooperation.schema.json; domain facts on shared processes: who
    decides on appeals, different grades and days, the flow of confidential data, auditors approved in one scheme only.
    """

    process: str = ""
    decision: str = ""
    decided_by: str = ""
    steps: tuple[Step, ...] = ()
    forms: tuple[SharedForm, ...] = ()
    extras: tuple[Extra, ...] = ()
    supplements: tuple[SupplementFile, ...] = ()
    data: DataTerms | None = None
    costs: tuple[Cost, ...] = ()
    appeals: tuple[Appeal, ...] = ()
    grades: tuple[Grade, ...] = ()
    auditors: tuple[AuditorApproval, ...] = ()
    figures: Figures = field(default_factory=Figures)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> SharedProcess:
        """Make the terms from a section that the schema has already accepted."""
        terms = data.get("data")
        return cls(
            process=data.get("process") or "",
            decision=data.get("decision") or "",
            decided_by=data.get("decided_by") or "",
            steps=tuple(Step(**item) for item in data.get("steps") or ()),
            forms=tuple(SharedForm(**item) for item in data.get("forms") or ()),
            extras=tuple(Extra(**item) for item in data.get("extras") or ()),
            supplements=tuple(map(_supplement, data.get("supplements") or ())),
            data=_data_terms(terms) if terms else None,
            costs=tuple(Cost(**item) for item in data.get("costs") or ()),
            appeals=tuple(Appeal(**item) for item in data.get("appeals") or ()),
            grades=tuple(map(_grade, data.get("grades") or ())),
            auditors=tuple(AuditorApproval(**{**item, "until": item.get("until") or ""})
                           for item in data.get("auditors") or ()),
            figures=_figures(data.get("figures") or {}),
        )


def _supplement(data: Mapping[str, Any]) -> SupplementFile:
    texts = tuple(PinnedVersion(**item) for item in data.get("drawn_from") or ())
    return SupplementFile(party=data["party"], file=data["file"], drawn_from=texts)


def _data_terms(data: Mapping[str, Any]) -> DataTerms:
    return DataTerms(
        shared=tuple(data.get("shared") or ()), withheld=tuple(data.get("withheld") or ()),
        consent=data.get("consent") or "", use=data.get("use") or "", keep_months=data.get("keep_months"),
        incident_hours=data.get("incident_hours"), agreement=data.get("agreement") or "",
    )


def _grade(data: Mapping[str, Any]) -> Grade:
    return Grade(**{**data, "parties": tuple(PartyGrade(**item) for item in data.get("parties") or ())})


def _figures(data: Mapping[str, Any]) -> Figures:
    return Figures(
        audits=tuple(AuditDays(**item) for item in data.get("audits") or ()), joint_days=data.get("joint_days"),
        audits_a_year=data.get("audits_a_year"), day_cost=data.get("day_cost"), currency=data.get("currency") or "",
    )
