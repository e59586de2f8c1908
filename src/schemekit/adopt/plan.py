"""The plan of an update, as data: what becomes of each clause, file and parameter, and what a person has to do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from schemekit.adopt.parameter_changes import ParameterChange
from schemekit.adopt.reports import finding_mapping
from schemekit.model.adoption import Decision, Deviation
from schemekit.model.finding import Finding
from schemekit.model.release import Release
from schemekit.model.version import Version
from schemekit.text.document import PREAMBLE
from schemekit.text.merging.fates import ClauseFate
from schemekit.text.merging.tree import FileFate, FileOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedClause:
    """What becomes of one clause, and the document it stands in. Shape: `is_apart` where that is not the main one."""

    file: str
    fate: ClauseFate
    is_apart: bool = False

    @property
    def name(self) -> str:
        """The clause's id; in another document than policy.md with its name before it, or alone for its beginning."""
        document = self.file.partition("/")[2].partition("/")[2]
        if not self.is_apart:
            return self.fate.clause
        return document if self.fate.clause == PREAMBLE else f"{document} #{self.fate.clause}"

    @property
    def place(self) -> str:
        """`policies/grievance/policy.md:41`; without a line where the clause stands no more."""
        return f"{self.file}:{self.fate.line}" if self.fate.line else self.file

    def to_mapping(self) -> dict[str, object]:
        """The clause as `--json` prints it."""
        return {"clause": self.fate.clause, "heading": self.fate.heading, "fate": self.fate.fate.value,
                "words": self.fate.words, "signals": list(self.fate.signals), "file": self.file,
                "line": self.fate.line}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePlan:
    """What an update does to one module.

    Shape: `standing` is what the library says of the new release, `notes` are the change notes on the way; `licence`
    is told where it changed; `range` is the new range of scheme.yaml where it had to change; `approval` where approved
    text is touched. `findings` are values that do not fit the new version, `settled` reasons for clauses that the
    source has as the scheme does now; `remarks` is what else a person should know. `waiting` counts every decision that
    is open afterwards, those of earlier updates too.
    """

    module: str
    title: str
    before: Version
    after: Version
    step: str
    standing: str = ""
    notes: tuple[Release, ...] = ()
    clauses: tuple[PlannedClause, ...] = ()
    files: tuple[FileOutcome, ...] = ()
    parameters: tuple[ParameterChange, ...] = ()
    decisions: tuple[Decision, ...] = ()
    settled: tuple[Deviation, ...] = ()
    findings: tuple[Finding, ...] = ()
    licence: str = ""
    range: str = ""
    approval: str = ""
    beyond: Version | None = None
    remarks: tuple[str, ...] = ()
    waiting: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether nothing is to decide or to mend afterwards."""
        return not self.waiting and not self.findings

    def to_mapping(self) -> dict[str, object]:
        """The plan as `--json` prints it."""
        return {
            "module": self.module,
            "title": self.title,
            "before": str(self.before),
            "after": str(self.after),
            "step": self.step,
            "standing": self.standing,
            "notes": [{"version": str(item.version), "date": item.date, "note": item.note} for item in self.notes],
            "clauses": [clause.to_mapping() for clause in self.clauses],
            "files": [{"file": item.file, "fate": item.fate.value, "words": item.words} for item in self.files],
            "parameters": [parameter.to_mapping() for parameter in self.parameters],
            "decisions": [decision.to_mapping() for decision in self.decisions],
            "settled": [{"clause": item.clause, "reason": item.reason} for item in self.settled],
            "findings": [finding_mapping(finding) for finding in self.findings],
            "licence": self.licence,
            "range": self.range,
            "approval": self.approval,
            "beyond": str(self.beyond) if self.beyond else None,
            "remarks": list(self.remarks),
            "waiting": self.waiting,
        }

    def counted(self) -> dict[str, int]:
        """How many clauses had each fate."""
        return dict(Counter(clause.fate.fate.value for clause in self.clauses))

    @property
    def told_files(self) -> tuple[FileOutcome, ...]:
        """The files that the clauses do not tell already."""
        silent = (FileFate.TAKEN, FileFate.MERGED, FileFate.KEPT, FileFate.DECISION)
        shown = {clause.file.partition("/")[2].partition("/")[2] for clause in self.clauses}
        return tuple(item for item in self.files if not (item.fate in silent and item.file in shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A module that an update leaves as it is, and why. `fix` is the command that takes it all the same, or empty."""

    module: str
    version: Version
    words: str
    fix: str = ""

    def to_mapping(self) -> dict[str, str]:
        """The module as `--json` prints it."""
        return {"module": self.module, "version": str(self.version), "words": self.words, "fix": self.fix}


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdatePlan:
    """What an update does to a scheme.

    Shape: `files` are the paths that it writes or deletes, the made ones too; `others` are the modules that it leaves
    as they are and that have decisions open, with how many.
    """

    modules: tuple[ModulePlan, ...]
    skipped: tuple[Skipped, ...]
    files: tuple[str, ...]
    others: tuple[tuple[str, int], ...] = ()

    @property
    def decisions(self) -> tuple[tuple[str, Decision], ...]:
        """Every decision that the update opens, with its module."""
        return tuple((module.module, decision) for module in self.modules for decision in module.decisions)

    @property
    def is_clean(self) -> bool:
        """Whether nobody has to do anything afterwards."""
        return all(module.is_clean for module in self.modules)

    def to_mapping(self) -> dict[str, object]:
        """The plan as `--json` prints it."""
        return {
            "modules": [module.to_mapping() for module in self.modules],
            "skipped": [item.to_mapping() for item in self.skipped],
            "files": list(self.files),
            "decisions": len(self.decisions),
            "others": [{"module": module, "waiting": number} for module, number in self.others],
        }
