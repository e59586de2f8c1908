"""Checking cooperations: their headers, the terms of their type, and the whole scheme with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.adopt.check import Checked
from schemekit.adopt.check import check as check_policies
from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.writing import reading
from schemekit.cooperate.header_check import header_findings
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.moved import fetch_parties, moved_findings
from schemekit.cooperate.party_schemes import party_schemes
from schemekit.cooperate.records import HeldCooperation, cooperation_ids, examined, held, hidden_in_documents
from schemekit.cooperate.signed_words import signature_findings
from schemekit.cooperate.theories.check import check_theories, theory_findings
from schemekit.cooperate.theories.records import theory_ids
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Finding, gathered, ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedCooperations:
    """What was looked at and what was found."""

    scheme: str
    cooperations: tuple[HeldCooperation, ...]
    findings: tuple[Finding, ...]
    theories: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"scheme": self.scheme, "cooperations": [one.id for one in self.cooperations],
                "theories": list(self.theories),
                "findings": [finding_mapping(finding) for finding in self.findings]}


def check_cooperations(root: Path, today: date, only: str = "") -> CheckedCooperations:
    """Look at the cooperations of a scheme, or at one of them, offline. Raises: UnknownNameError."""
    folder = reading(root)
    if only in theory_ids(folder) and only not in cooperation_ids(folder):
        checked = check_theories(root, today, only)
        return CheckedCooperations(scheme=folder.scheme().name, cooperations=(), findings=checked.findings,
                                   theories=(only,))
    found, unreadable = ((held(folder, only),), ()) if only else examined(folder)
    findings = (*unreadable, *(finding for one in found for finding in _findings(one, folder, today)),
                *(() if only else theory_findings(folder, today)))
    return CheckedCooperations(scheme=folder.scheme().name, cooperations=found, findings=ordered(findings),
                               theories=() if only else theory_ids(folder))


def fetch_all_parties(root: Path, only: str = "") -> tuple[tuple[str, str], ...]:
    """Fetch the schemes of the parties of all cooperations, or of one. Returns: as `moved.fetch_parties`."""
    folder = reading(root)
    if only in theory_ids(folder) and only not in cooperation_ids(folder):
        return ()   # a theory of change has no parties
    found = (held(folder, only),) if only else examined(folder)[0]
    return tuple(outcome for one in found for outcome in fetch_parties(one, folder))


def check_scheme(root: Path, today: date) -> Checked:
    """Look at the whole scheme, its policies and its cooperations. Raises: as `schemekit.adopt.check.check`."""
    checked = check_policies(root, today)
    folder = reading(root)
    return replace(checked, findings=ordered((*checked.findings, *cooperation_findings(folder, today))))


def cooperation_findings(folder: SchemeFolder, today: date) -> Iterator[Finding]:
    """Everything that is wrong in the cooperations and theories of change of a scheme."""
    found, unreadable = examined(folder)
    yield from unreadable
    for one in found:
        yield from _findings(one, folder, today)
    yield from theory_findings(folder, today)


def _findings(one: HeldCooperation, folder: SchemeFolder, today: date) -> tuple[Finding, ...]:
    return gathered(_each(one, folder, today))


def _each(one: HeldCooperation, folder: SchemeFolder, today: date) -> Iterator[Finding]:
    yield from header_findings(one, today)
    yield from hidden_in_documents(folder, one.id, one.files)
    if one.cooperation.state.is_open:
        yield from signature_findings(one, folder)
        with party_schemes(one, folder) as schemes:
            yield from moved_findings(one, schemes)
            yield from KINDS[one.cooperation.type].checks(one, schemes, today)
