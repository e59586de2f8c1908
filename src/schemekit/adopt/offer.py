"""An offer to a library: what a person asks for, and the proposal of some clauses as it would be sent.

How one is made of a scheme's text, and put into a patch or a branch, is in `propose`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.proposal_base import Base
from schemekit.adopt.proposing import ProposedClause
from schemekit.model.finding import Finding
from schemekit.text.proposing.patch_message import ProposalMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person asks for.

    Shape: `blank` are parameters whose words are turned back wherever they stand in the new words, `keep` those that
    never are. `clone` is a folder with a clone of the library, where the newest release is looked for first.
    """

    module: str
    clauses: Sequence[str]
    note: str = ""
    with_reasons: bool = False
    sign_off: bool = False
    blank: Sequence[str] = ()
    keep: Sequence[str] = ()
    clone: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A proposal as it would be sent.

    Shape: `notes` is what its sender should know; `objections` is what has to be looked at before it is sent: names
    and addresses that are left, a licence that a person has to judge. `lint` are errors that the library's own check
    would find in the module once the proposal is in it. `before` and `after` are the files that change, by path from
    the top of the library.
    """

    adoption: Adoption
    request: Request
    adopted: Base
    base: Base
    clauses: tuple[ProposedClause, ...]
    notes: tuple[str, ...]
    objections: tuple[str, ...]
    lint: tuple[Finding, ...]
    message: ProposalMessage
    before: dict[str, bytes] = field(repr=False)
    after: dict[str, bytes] = field(repr=False)

    @property
    def is_newest(self) -> bool:
        """Whether the patch is made against a newer release than the one that was adopted."""
        return self.base.version != self.adopted.version

    def to_mapping(self) -> dict[str, object]:
        """The offer as `--json` prints it."""
        return {
            "module": self.adoption.id,
            "adopted": str(self.adopted.version),
            "base": {"version": str(self.base.version), "commit": self.base.commit, "tree": self.base.tree},
            "licence": self.base.module.licence,
            "clauses": [_clause_mapping(clause) for clause in self.clauses],
            "notes": list(self.notes),
            "objections": list(self.objections),
            "lint": [str(finding) for finding in self.lint],
            "files": sorted(self.after),
            "message": self.message.text,
        }


def _clause_mapping(clause: ProposedClause) -> dict[str, object]:
    proposal = clause.proposal
    return {
        "clause": clause.wanted.id,
        "label": clause.wanted.label,
        "done": clause.done,
        "place": f"{clause.wanted.place}:{clause.wanted.line}",
        "file": clause.wanted.file,
        "source": clause.before,
        "proposed": proposal.text,
        "turned_back": [item.to_mapping() for item in proposal.turned_back],
        "questions": [item.to_mapping() for item in proposal.questions],
        "gone": list(proposal.gone),
        "left": list(proposal.left),
        "conditions": list(proposal.conditions),
        "metadata": list(clause.metadata),
    }
