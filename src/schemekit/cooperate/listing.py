"""The cooperations of a scheme at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.writing import reading
from schemekit.cooperate.check import cooperation_findings
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.records import HeldCooperation, examined
from schemekit.cooperate.theories.listing import ListedTheory, theories_listed
from schemekit.cooperate.theories.records import examined_theories
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCooperation:
    """One line of the list. Shape: `others` are the parties beside the scheme itself; `line` is of its type."""

    held: HeldCooperation
    others: tuple[str, ...]
    errors: int
    warnings: int
    line: str

    def to_mapping(self) -> dict[str, object]:
        """The line as `--json` prints it."""
        record = self.held.cooperation
        return {"id": record.id, "type": record.type.value, "title": record.title, "state": record.state.value,
                "with": list(self.others), "start": record.start, "end": record.end, "review_due": record.review_due,
                "errors": self.errors, "warnings": self.warnings, "line": self.line}


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationStatus:
    """What `status` and `cooperate list` tell of cooperations and theories of change.

    Shape: `unreadable` are the findings of records that cannot be read; `errors` counts what `check` finds in all.
    """

    listed: tuple[ListedCooperation, ...]
    theories: tuple[ListedTheory, ...]
    unreadable: tuple[Finding, ...]
    errors: int

    @property
    def warnings(self) -> int:
        """What `check` finds missing in cooperations and theories that nobody relies on yet."""
        return sum(one.warnings for one in self.listed) + sum(one.warnings for one in self.theories)

    def added_to(self, report: Mapping[str, Any]) -> dict[str, object]:
        """A report of the scheme's status, with its cooperations in it and counted with what is open."""
        return {**report, "open": report["open"] + self.errors,
                "errors": [*report["errors"], *(finding_mapping(finding) for finding in self.unreadable)],
                "cooperations": [one.to_mapping() for one in self.listed],
                "theories": [one.to_mapping() for one in self.theories]}


def cooperation_status(root: Path, today: date) -> CooperationStatus:
    """Every cooperation and theory of a scheme, by id; the records that cannot be read hide no other."""
    folder = reading(root)
    found, unreadable = examined(folder)
    theories, broken = examined_theories(folder)
    findings = tuple(cooperation_findings(folder, today))
    return CooperationStatus(
        listed=_listed(folder, found, findings), theories=theories_listed(folder, theories, today),
        unreadable=(*unreadable, *broken), errors=sum(item.severity is Severity.ERROR for item in findings),
    )


def _listed(
    folder: SchemeFolder, found: Sequence[HeldCooperation], findings: Sequence[Finding]
) -> tuple[ListedCooperation, ...]:
    own = folder.scheme().id
    listed = []
    for held in found:
        of_this = [finding.severity for finding in findings if finding.file.startswith(held.document_path(""))]
        listed.append(ListedCooperation(
            held=held, others=tuple(party.name for party in held.cooperation.parties if party.id != own),
            errors=of_this.count(Severity.ERROR), warnings=of_this.count(Severity.WARNING),
            line=KINDS[held.cooperation.type].line(held),
        ))
    return tuple(listed)
