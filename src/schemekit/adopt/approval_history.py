"""What the scheme's history says of approvals: a record can be edited by anybody, an entry of the history cannot.

An approval that was typed into a record, or whose digest was exchanged there, has no entry that carries it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemekit.adopt.outcome import Adoption
from schemekit.model.approval import Approval


@dataclass(frozen=True, slots=True)
class ApprovalHistory:
    """The approvals that the history tells of.

    Shape: `known` are module and digest, None where it cannot tell; `taken_over` the day on which each module's text
    came into the scheme, without those that were bound: their texts were there before. Units: YYYY-MM-DD.
    """

    known: frozenset[tuple[str, str]] | None = None
    taken_over: Mapping[str, str] = field(default_factory=dict)

    def lacks(self, module: str, approval: Approval) -> bool:
        """Whether the history would have to know of an approval, and does not."""
        return self.known is not None and (module, approval.text_sha256) not in self.known


def approval_history(root: Path, found: Sequence[Adoption]) -> ApprovalHistory:
    """Ask the history once for all modules, and only where a record holds an approval."""
    if not (root / ".git").exists() or not any(adoption.record.approvals for adoption in found):
        return ApprovalHistory()
    from schemekit.git.repository import Repository

    repository = Repository(root)
    days: dict[str, str] = {}
    for commit in repository.log_adoptions():   # the newest first, so that the first of a module is what stays
        if module := commit.trailer("Adopted").partition(" ")[0]:
            days[module] = commit.date
    return ApprovalHistory(repository.approved_texts(), days)
