"""The cooperations of a scheme at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.writing import reading
from schemekit.cooperate.check import cooperation_findings
from schemekit.cooperate.kind import kinds
from schemekit.cooperate.records import HeldCooperation, cooperations
from schemekit.model.finding import Severity


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


def list_cooperations(root: Path, today: date) -> tuple[ListedCooperation, ...]:
    """Every cooperation of a scheme, by id. Raises: FindingsError."""
    folder = reading(root)
    own = folder.scheme().id
    findings = tuple(cooperation_findings(folder, today))
    known = kinds()
    listed = []
    for held in cooperations(folder):
        of_this = [finding.severity for finding in findings if finding.file.startswith(held.document_path(""))]
        kind = known.get(held.cooperation.type)
        listed.append(ListedCooperation(
            held=held, others=tuple(party.name for party in held.cooperation.parties if party.id != own),
            errors=of_this.count(Severity.ERROR), warnings=of_this.count(Severity.WARNING),
            line=kind.line(held) if kind else "",
        ))
    return tuple(listed)
