"""What the scheme's history says of approvals: a record can be edited by anybody, an entry of the history cannot.

An approval that was typed into a record, or whose digest was exchanged there, has no entry that carries it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.outcome import Adoption
from schemekit.model.approval import Approval


@dataclass(frozen=True, slots=True)
class ApprovalHistory:
    """The approvals that the history tells of. Shape: module and digest; None where it cannot tell."""

    known: frozenset[tuple[str, str]] | None = None

    def lacks(self, module: str, approval: Approval) -> bool:
        """Whether the history would have to know of an approval, and does not."""
        return self.known is not None and (module, approval.text_sha256) not in self.known


def approval_history(root: Path, found: Sequence[Adoption]) -> ApprovalHistory:
    """Ask the history once for all modules, and only where a record holds an approval."""
    if not (root / ".git").exists() or not any(adoption.record.approvals for adoption in found):
        return ApprovalHistory()
    from schemekit.git.repository import Repository

    return ApprovalHistory(Repository(root).approved_texts())
