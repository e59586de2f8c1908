"""The theories of change of a scheme at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schemekit.cooperate.theories.check import theory_findings
from schemekit.cooperate.theories.records import HeldTheory
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Severity
from schemekit.model.theory_of_change import TheoryOfChange


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTheory:
    """One line of the list."""

    theory: TheoryOfChange
    errors: int
    warnings: int

    @property
    def words(self) -> str:
        """What is open in it."""
        told = [f"{number} {word}{'' if number == 1 else 's'}"
                for number, word in ((self.errors, "error"), (self.warnings, "warning")) if number]
        return ", ".join(told) or "nothing"

    def to_mapping(self) -> dict[str, object]:
        """The line as `--json` prints it."""
        return {"id": self.theory.id, "title": self.theory.title, "status": self.theory.status,
                "version": self.theory.version, "review_due": self.theory.review_due, "errors": self.errors,
                "warnings": self.warnings}


def theories_listed(folder: SchemeFolder, found: Sequence[HeldTheory], today: date) -> tuple[ListedTheory, ...]:
    """A line for each of these theories of a scheme."""
    findings = tuple(theory_findings(folder, today))
    listed = []
    for held in found:
        weights = [finding.severity for finding in findings if finding.file == held.path]
        listed.append(ListedTheory(theory=held.theory, errors=weights.count(Severity.ERROR),
                                   warnings=weights.count(Severity.WARNING)))
    return tuple(listed)
