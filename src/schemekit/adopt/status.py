"""Where a scheme stands: one screen that a board member understands, from the same facts as `check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.approval import ApprovalStanding, approval_of
from schemekit.adopt.approval_history import ApprovalHistory, approval_history
from schemekit.adopt.check import refuse_unreadable, scheme_findings
from schemekit.adopt.correspondence import degree_of, modified_because, not_equivalent_because
from schemekit.adopt.derogations import derogation_lines
from schemekit.adopt.licences import licence_verdict
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.outdated import ReleaseStanding, release_standing
from schemekit.adopt.reports import finding_mapping
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.todo import Todo, todo_of
from schemekit.adopt.values import ParameterStanding, says_more
from schemekit.adopt.verify import UNPROVEN
from schemekit.adopt.writing import reading
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SOURCE
from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.finding import Finding, Severity
from schemekit.model.parameter import Effect
from schemekit.model.release import Ledger
from schemekit.model.scheme import Scheme
from schemekit.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonedDeviation:
    """A clause that differs from its source, with the reason that stands for its present words."""

    clause: str
    verb: Verb
    signals: tuple[str, ...]
    reason: str
    by: str

    def to_mapping(self) -> dict[str, object]:
        """The deviation as `--json` prints it."""
        return {"clause": self.clause, "verb": self.verb.value, "signals": list(self.signals), "reason": self.reason,
                "by": self.by}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleStatus:
    """One adopted module: its version and what is newer, what was done to its clauses, its values and its licence.

    Shape: `is_proven` says whether the pulled source is what the lock records: if not, nothing else here can be relied
    on. `proposals` counts what others proposed and nobody has answered; that alone does not put a scheme out of
    order, see decision 26. `beside` are the values that fill the blank of a name and say more: name, and the words.
    """

    module: str
    title: str
    version: Version
    newer: Version | None
    releases: ReleaseStanding
    standing: str
    approval: ApprovalStanding | None
    library: str
    counts: dict[str, int]
    correspondence: Correspondence
    changed_forms: tuple[str, ...]
    deleted_forms: tuple[str, ...]
    restructured: tuple[str, ...]
    values: tuple[ParameterStanding, ...]
    licence: str
    verdict: str
    deviations: tuple[ReasonedDeviation, ...]
    todo: tuple[Todo, ...]
    proposals: int = 0
    not_equivalent_because: tuple[str, ...] = ()
    derogations: tuple[str, ...] = ()
    modified_because: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    is_proven: bool = True

    def to_mapping(self) -> dict[str, object]:
        """The status as `--json` prints it."""
        return {
            "module": self.module,
            "title": self.title,
            "version": str(self.version),
            "newer": str(self.newer) if self.newer else None,
            "declined": str(self.releases.refusal.version) if self.releases.refusal else None,
            "standing": self.standing,
            "approval": self.approval.to_mapping() if self.approval else None,
            "library": self.library,
            "clauses": self.counts,
            "proven": self.is_proven,
            "correspondence": self.correspondence.value,
            "changed_forms": list(self.changed_forms),
            "deleted_forms": list(self.deleted_forms),
            "restructured": list(self.restructured),
            "values": [value.to_mapping() for value in self.values],
            "licence": self.licence,
            "verdict": self.verdict,
            "deviations": [deviation.to_mapping() for deviation in self.deviations],
            "todo": [item.to_mapping() for item in self.todo],
            "proposals": self.proposals,
            "derogations": list(self.derogations),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeStatus:
    """A whole scheme's status."""

    name: str
    modules: tuple[ModuleStatus, ...]
    errors: tuple[Finding, ...]

    @property
    def todo(self) -> tuple[Todo, ...]:
        """Everything that is still to do about clauses, module by module."""
        return tuple(item for module in self.modules for item in module.todo)

    @property
    def is_in_order(self) -> bool:
        """Whether nothing is open or wrong: the same answer as `check` gives."""
        return not self.todo and not self.errors

    def to_mapping(self) -> dict[str, object]:
        """The status as `--json` prints it."""
        return {"scheme": self.name, "modules": [module.to_mapping() for module in self.modules],
                "errors": [finding_mapping(error) for error in self.errors],
                "open": len(self.todo) + len(self.errors)}


def scheme_status(root: Path, shelf: LibraryShelf, today: date) -> SchemeStatus:
    """Where the scheme stands. Reads only; what is newer is told from what is at hand, never from the network."""
    folder = reading(root)
    refuse_unreadable(folder)
    scheme, found = folder.scheme(), adoptions(folder)
    findings = scheme_findings(folder, found, today)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    history = approval_history(folder.root, found)
    status = SchemeStatus(
        name=scheme.name,
        modules=tuple(replace(_module_status(adoption, scheme, shelf, today, history), is_proven=not any(
            item.code in UNPROVEN and _is_of(item, adoption.id) for item in findings)) for adoption in found),
        errors=tuple(errors),
    )
    folder.renderings.keep()
    return status


def _is_of(finding: Finding, module: str) -> bool:
    """Whether a finding is about what was pulled of a module."""
    return finding.path.startswith(f"modules.{module}.") or f"{finding.file}/".startswith(f"{SOURCE}/{module}/")


def _module_status(
    adoption: Adoption, scheme: Scheme, shelf: LibraryShelf, today: date, history: ApprovalHistory
) -> ModuleStatus:
    verdict = licence_verdict(scheme, adoption, today)
    releases = release_standing(adoption.entry, scheme, adoption.record, _ledger(adoption, scheme, shelf))
    return ModuleStatus(
        module=adoption.id,
        title=adoption.module.title,
        version=adoption.entry.version,
        newer=releases.newest.version if releases.newest else None,
        releases=releases,
        standing=releases.standing,
        approval=approval_of(adoption, today, history),
        library=adoption.entry.provenance.library,
        counts={verb.value: count for verb, count in adoption.counts.items()},
        correspondence=degree_of(adoption),
        changed_forms=adoption.changed_forms,
        deleted_forms=adoption.deleted_forms,
        restructured=adoption.restructured,
        values=tuple(standing for standing in standings_of(adoption) if _worth_telling(standing)),
        licence=adoption.module.licence,
        verdict=verdict.answer.words,
        deviations=tuple(_reasoned(adoption)),
        todo=todo_of(adoption),
        proposals=len(adoption.record.open_proposals()),
        not_equivalent_because=not_equivalent_because(adoption),
        derogations=derogation_lines(adoption, today),
        modified_because=modified_because(adoption),
        beside=tuple((item.parameter.name, words) for item in standings_of(adoption)
                     if (words := says_more(item.parameter, item.value, adoption.module.language))),
    )


def _reasoned(adoption: Adoption) -> Iterator[ReasonedDeviation]:
    for change in adoption.deviations:
        recorded = adoption.reason_for(change)
        if recorded is not None:
            yield ReasonedDeviation(clause=change.id, verb=change.verb, signals=adoption.signals_of(change),
                                    reason=recorded.reason, by=recorded.by)


def _worth_telling(standing: ParameterStanding) -> bool:
    return standing.effect is not Effect.DEFAULT or not standing.in_range or bool(standing.differs)


def _ledger(adoption: Adoption, scheme: Scheme, shelf: LibraryShelf) -> Ledger:
    """What the library has released, as far as it is at hand; empty where it is not."""
    try:
        return shelf.open(adoption.entry.provenance.library, scheme).ledger()
    except SchemekitError:
        # A library that is not at hand is no reason to hide where the scheme stands; `verify --source` says more.
        return Ledger()
