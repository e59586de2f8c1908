"""A proposed change as a row of a comment log, and whether a row that came back still says the same."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.circulation.decided_later import decided_words, disposition_of, since_words
from schemekit.circulation.proposals import PlacedProposal
from schemekit.model.adoption import Decision
from schemekit.text.comment_rows import LogRow, told_exchange
from schemekit.text.document import comparable

_CUT = " […]"   # ends what was too long for a cell


def row_of(item: PlacedProposal, decisions: Sequence[Decision] = ()) -> tuple[str, ...]:
    """A row as it goes out, in the order of the columns. Shape: `decisions` are all on the module's record."""
    proposal = item.proposal
    return (proposal.id, proposal.commenter, _clause(item), proposal.type.value, _comment(item), _wanted(item),
            " ".join(filter(None, (proposal.response, decided_words(proposal, decisions), since_words(item.since)))),
            disposition_of(proposal, decisions))


def differing(row: LogRow, item: PlacedProposal) -> tuple[str, ...]:
    """The columns in which a row that came back has other words than the record; an empty cell has none."""
    pairs = (("comment", row.comment, _comment(item)), ("proposed change", row.proposed, _wanted(item)),
             ("commenter", row.commenter, item.proposal.commenter))
    return tuple(name for name, told, held in pairs if told and not _is_same(told, held))


def _is_same(told: str, held: str) -> bool:
    if told.endswith(_CUT):
        return comparable(held).startswith(comparable(told.removesuffix(_CUT)))
    return comparable(told) == comparable(held)


def _clause(item: PlacedProposal) -> str:
    """`3 Acknowledgement (#acknowledgement)`: the number for people, the id for when it comes back."""
    name = item.proposal.clause
    if not name:
        return item.proposal.file or ("the beginning" if item.proposal.is_change else "")
    return f"{item.label} (#{name})"


def _comment(item: PlacedProposal) -> str:
    proposal = item.proposal
    on = f"On “{' '.join(proposal.before.split())}”: " if proposal.before and not proposal.is_change else ""
    reply = f"(reply to {proposal.replies_to}) " if proposal.replies_to else ""
    return f"{reply}{on}{proposal.comment}"


def _wanted(item: PlacedProposal) -> str:
    return told_exchange(item.before, item.after) if item.proposal.is_change else item.proposal.after
