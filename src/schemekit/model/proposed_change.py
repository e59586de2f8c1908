"""A proposed change: what somebody asks for in a text that was sent round, in tracked changes or in words.

Called as in the comment template of ISO ("proposed change"), and not a proposal: `propose` offers wording to a source.
How one is taken into a text is in `circulation`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class ProposedKind(Enum):
    """CHANGE can be put into the text as it stands there; COMMENT says in words what somebody thinks or wants."""

    CHANGE = "change"
    COMMENT = "comment"


class ProposedType(Enum):
    """What a comment is about. Basis: the comment template of ISO; UNKNOWN where nobody said."""

    UNKNOWN = ""
    GENERAL = "general"
    TECHNICAL = "technical"
    EDITORIAL = "editorial"


class ProposedState(Enum):
    """What became of it.

    NOTED: a comment was answered, and nothing is changed for it. SUPERSEDED: the same person sent another wording.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    NOTED = "noted"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedChange:
    """One change or comment that somebody sent, and what was answered.

    Shape: `id` is short, unique in the module and never given again. `file` is the path below policies/MODULE/, empty
    for the main document; `clause` is empty where nobody can tell. `before` are the words that stood in the text that
    was sent (of a comment: the words it is about), `after` those that were wanted (of a comment from a log: the change
    as somebody described it). `sent` is the key of the text that was sent, empty for what refers to the present text.
    `at` is where `before` begins in the text that was sent, counted in characters; `to` where `after` goes in, which
    is another place only for something that was moved. `replies_to` is the id of another one.
    Units: `date` is YYYY-MM-DD, empty where nobody said.
    """

    id: str
    kind: ProposedKind
    clause: str = ""
    file: str = ""
    commenter: str = ""
    date: str = ""
    type: ProposedType = ProposedType.UNKNOWN
    comment: str = ""
    before: str = ""
    after: str = ""
    sent: str = ""
    at: int = 0
    to: int = 0
    replies_to: str = ""
    state: ProposedState = ProposedState.OPEN
    response: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> ProposedChange:
        """Make the record from a mapping that the schema has already accepted."""
        at = data.get("at", 0)
        return cls(**{
            **data, "kind": ProposedKind(data["kind"]), "type": ProposedType(data.get("type", "")),
            "state": ProposedState(data.get("state", "open")), "at": at, "to": data.get("to", at),
        })

    def to_mapping(self) -> dict[str, Any]:
        """The proposed change as adoption.yaml holds it."""
        entry = {name: getattr(self, name) for name in self.__slots__}
        entry |= {"kind": self.kind.value, "type": self.type.value, "state": self.state.value}
        if self.to == self.at:
            del entry["to"]
        return {name: value for name, value in entry.items() if value or name == "clause"}

    @property
    def is_open(self) -> bool:
        """Whether a person still has to answer."""
        return self.state is ProposedState.OPEN

    @property
    def is_change(self) -> bool:
        """Whether it can be put into the text."""
        return self.kind is ProposedKind.CHANGE

    @property
    def content(self) -> tuple[object, ...]:
        """What was sent, without its id and what was answered: alike in two that are the same."""
        return (self.kind, self.clause, self.file, self.commenter, self.date, self.comment, self.before, self.after,
                self.sent, self.at, self.to)

    @property
    def number(self) -> int:
        """The number in the id: 7 of c-007; 0 where a person wrote another id."""
        digits = self.id.removeprefix("c-")
        return int(digits) if digits.isdecimal() else 0


def id_of(number: int) -> str:
    """The id with this number: c-007."""
    return f"c-{number:03}"
