"""The adoption statement: how a scheme's text corresponds to its source, and each deviation with its reason.

Basis: ISO/IEC Guide 21-1, which asks an adopting body to name the source, the method and the degree of correspondence,
and to list technical deviations and editorial changes with their reasons, so that they are seen at once. It says what
is; whether that is good enough is for its reader, and nothing in it is legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.approval import ApprovalStanding, approval_of, approved_digest
from schemekit.adopt.approval_history import ApprovalHistory, approval_history
from schemekit.adopt.correspondence import degree_of
from schemekit.adopt.licences import licence_verdict, outgoing_licence
from schemekit.adopt.outcome import Adoption, adoptions, read_adoption
from schemekit.adopt.todo import Todo, open_before_approval
from schemekit.adopt.values import ParameterStanding
from schemekit.adopt.writing import reading
from schemekit.licence.verdict import Verdict
from schemekit.model.adoption import Correspondence, Verb
from schemekit.model.approval import Approval
from schemekit.model.derogation import Derogation
from schemekit.model.signal import SignalKind
from schemekit.review.comparing.against_source import changes_of
from schemekit.review.comparison import ComparedClause, Comparison
from schemekit.text.comparing.diff import Kind

_EDITORIAL = frozenset({SignalKind.EDITORIAL, SignalKind.STRUCTURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedClause:
    """One clause in the map of numbers: where it stands in the source and here; empty where it does not."""

    id: str
    heading: str
    source: str
    here: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether a reader who looks under the source's number finds something else."""
        return self.source != self.here


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One module's adoption statement.

    Shape: `technical` are the deviations that may change what is asked of somebody, `editorial` those that surely do
    not; `numbers` has every clause of both sides.
    """

    adoption: Adoption
    comparison: Comparison
    standing: ApprovalStanding | None
    verdict: Verdict
    todo: tuple[Todo, ...]
    values: tuple[ParameterStanding, ...]
    today: date

    @property
    def technical(self) -> tuple[ComparedClause, ...]:
        """The technical deviations, in the order of the text."""
        return tuple(clause for clause in self._deviations if not _is_editorial(clause))

    @property
    def editorial(self) -> tuple[ComparedClause, ...]:
        """The editorial changes, in the order of the text."""
        return tuple(clause for clause in self._deviations if _is_editorial(clause))

    @property
    def _deviations(self) -> tuple[ComparedClause, ...]:
        return tuple(clause for clause in self.comparison.clauses if clause.is_changed
                     and (clause.change.verb is not Verb.ADOPT or clause.change.moved))

    @property
    def numbers(self) -> tuple[NumberedClause, ...]:
        """The map of clause numbers of the main document."""
        return tuple(
            NumberedClause(id=change.id, heading=change.heading, source=change.source.number if change.source else "",
                           here=change.mine.number if change.mine else "")
            for change in (clause.change for clause in self.comparison.clauses if not clause.file)
            if (change.source and change.source.number) or (change.mine and change.mine.number)
        )

    @property
    def method(self) -> str:
        """The method of adoption, in the words of the Guide."""
        if degree_of(self.adoption) is Correspondence.IDT:
            return "republication: reprint, with the scheme's own names and values in the blanks"
        return "republication: redrafting, with the scheme's own names and values in the blanks"

    def approved_words(self, clause: ComparedClause) -> str:
        """Who approved a deviation: by itself, or with the text as a whole, if it is still that text."""
        if clause.approved:
            return clause.approved
        if self.standing is None or not self.standing.holds or not self.standing.is_in_history:
            return ""
        approval = self.standing.approval
        return f"{approval.body}, {approval.date}{f' ({approval.resolution})' if approval.resolution else ''}"

    def to_mapping(self) -> dict[str, object]:
        """The statement as `--json` prints it."""
        entry, module = self.adoption.entry, self.adoption.module
        provenance = entry.provenance
        return {
            "module": self.adoption.id,
            "title": module.title,
            "scheme": self.adoption.scheme.name,
            "source": {"library": provenance.library, "address": provenance.url, "version": str(entry.version),
                       "author": module.credit.author, "commit": provenance.commit, "tree": provenance.tree,
                       "sha256": provenance.sha256},
            "method": self.method,
            "correspondence": degree_of(self.adoption).value,
            "clauses": {verb.value: count for verb, count in self.adoption.counts.items()},
            "deviations": [self._deviation(clause) for clause in self._deviations],
            "numbers": [{"id": item.id, "heading": item.heading, "source": item.source, "here": item.here}
                        for item in self.numbers],
            "values": [value.to_mapping() for value in self.values],
            "forms": {"changed": [file for file in self.adoption.changed_forms
                                  if file not in self.adoption.deleted_forms],
                      "deleted": list(self.adoption.deleted_forms), "added": list(self.adoption.added_files)},
            "open": [item.to_mapping() for item in self.todo],
            "derogations": [{**item.to_mapping(), "holds": item.holds_on(self.today)}
                            for item in self.adoption.record.derogations],
            "approval": self.standing.to_mapping() if self.standing else None,
            "approvals": [approval.to_mapping() for approval in self.approvals],
            "licence": {"source": module.licence, "outgoing": outgoing_licence(self.adoption.scheme, self.adoption.id),
                        "verdict": self.verdict.answer.words, "conditions": list(self.verdict.duties)},
            "text_sha256": approved_digest(self.adoption.folder, self.adoption.id),
        }

    @property
    def approvals(self) -> tuple[Approval, ...]:
        """Every approval on record, the earliest first."""
        return tuple(sorted(self.adoption.record.approvals, key=lambda item: item.date))

    @property
    def derogations(self) -> tuple[Derogation, ...]:
        """Every derogation on record, those that are over too."""
        return self.adoption.record.derogations

    def _deviation(self, clause: ComparedClause) -> dict[str, object]:
        change = clause.change
        return {
            "clause": change.id, "file": clause.file, "heading": change.heading, "verb": change.verb.value,
            "source_number": change.source.number if change.source else "",
            "number": change.mine.number if change.mine else "",
            "is_editorial": _is_editorial(clause),
            "tailoring": clause.tailoring.value if clause.tailoring else "",
            "signals": [signal.to_mapping() for signal in clause.signals],
            "reason": clause.reason, "by": clause.by, "approved": self.approved_words(clause),
        }


def statements(root: Path, modules: tuple[str, ...], today: date) -> tuple[Statement, ...]:
    """The statements of some modules, or of all where none is named. Raises: UnknownNameError, FindingsError."""
    folder = reading(root)
    found = tuple(read_adoption(folder, module) for module in dict.fromkeys(modules)) or adoptions(folder)
    history = approval_history(folder.root, found)   # asked once
    return tuple(_statement(adoption, history, today) for adoption in found)


def _statement(adoption: Adoption, history: ApprovalHistory, today: date) -> Statement:
    return Statement(
        adoption=adoption, comparison=changes_of(adoption), standing=approval_of(adoption, today, history),
        verdict=licence_verdict(adoption.scheme, adoption, today), todo=open_before_approval(adoption),
        values=standings_of(adoption), today=today,
    )


def _is_editorial(clause: ComparedClause) -> bool:
    """Whether every signal of a change says that it asks nothing else of anybody."""
    is_both = clause.change.verb in (Verb.ADAPT, Verb.ADOPT) and Kind.RESHAPED not in clause.change.kinds
    return is_both and bool(clause.signals) and all(signal.kind in _EDITORIAL for signal in clause.signals)
