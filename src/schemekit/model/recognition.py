"""A recognition's own terms: who recognises what of whom, how far, on which provisions, with which claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

EARLIER = "Before: "
"""With what a reason begins that was given for an earlier judgement, when a row is open again."""


class Judgement(Enum):
    """What the recogniser made of a provision; OPEN until a person has looked at it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    WITH_TOP_UP = "accepted with top-up"
    REFUSED = "not accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing that the recogniser asks, beside what the recognised scheme has for it.

    Shape: `module` and `clause` name a clause of a shared module, `module` alone one that the recognised scheme has
    nothing of; `framework` and `item` an item that both address; one pair is empty. `title` is what people call it,
    number and heading or the item's label. `result` is how the two lined up (matched, partly, to look at, gap), `told`
    what differs in words, `top_up` what has to be added. `our_words` and `their_words` are digests of what was lined
    up, empty where there was nothing.
    Units: `date` is YYYY-MM-DD.
    """

    result: str
    title: str = ""
    module: str = ""
    clause: str = ""
    framework: str = ""
    item: str = ""
    told: str = ""
    judgement: Judgement = Judgement.OPEN
    top_up: str = ""
    reason: str = ""
    judge: str = ""
    date: str = ""
    our_words: str = ""
    their_words: str = ""

    @property
    def name(self) -> str:
        """`grievance#acknowledgement`, `grievance` of a whole module, `ungp-31 c`."""
        if not self.module:
            return f"{self.framework} {self.item}"
        return f"{self.module}#{self.clause}" if self.clause else self.module

    @property
    def judged(self) -> str:
        """`not accepted, by Board on 2026-11-02 (It has to be free.)`, with the words that go with the judgement."""
        said = " ".join(filter(None, (self.top_up, self.reason)))
        told = f"{self.judgement.value}, by {self.judge or 'nobody'}{f' on {self.date}' if self.date else ''}"
        return f"{told} ({said})" if said else told

    @property
    def words(self) -> str:
        """`grievance 7.2 Acknowledgement`, `ungp-31 c Predictable: …`, as on paper."""
        return f"{self.module} {self.title or self.clause}" if self.module else f"{self.name} {self.title}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The terms of one recognition.

    Shape: one `recognition` section. `counterpart` of a mutual one is where the table of the recognised party is: a
    file beside the record, an address, or the id of another record. `object` is what is recognised: certificate, audit
    result, standard or component; `modules` are those of the recogniser that it is about, none for all;
    `exclusions` are what it does not cover; `claims` what a holder may say; `reassessed_when` what makes the parties
    look again before the day of review. Basis: schemas/cooperation.schema.json; domain facts on recognition: tables go
    stale, top-ups are forgotten, a partial one is read as full, and holders need notice when it ends.
    """

    recogniser: str = ""
    recognised: str = ""
    direction: str = "unilateral"
    counterpart: str = ""
    extent: str = "partial"
    object: str = ""
    modules: tuple[str, ...] = ()
    provisions: tuple[Provision, ...] = ()
    claims: tuple[str, ...] = ()
    claims_end: str = ""
    exclusions: tuple[str, ...] = ()
    reassessed_when: tuple[str, ...] = ()
    decided_by: str = ""
    appeal: str = ""
    exit: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Recognition:
        """Make the terms from a section that the schema has already accepted."""
        return cls(
            recogniser=data.get("recogniser") or "",
            recognised=data.get("recognised") or "",
            direction=data.get("direction") or "unilateral",
            counterpart=data.get("counterpart") or "",
            extent=data.get("extent") or "partial",
            object=data.get("object") or "",
            modules=tuple(data.get("modules") or ()),
            provisions=tuple(map(_provision, data.get("provisions") or ())),
            claims=tuple(data.get("claims") or ()),
            claims_end=data.get("claims_end") or "",
            exclusions=tuple(data.get("exclusions") or ()),
            reassessed_when=tuple(data.get("reassessed_when") or ()),
            decided_by=data.get("decided_by") or "",
            appeal=data.get("appeal") or "",
            exit=data.get("exit") or "",
        )

    @property
    def open_provisions(self) -> tuple[Provision, ...]:
        """Those that nobody has judged."""
        return tuple(item for item in self.provisions if item.judgement is Judgement.OPEN)


def _provision(data: Mapping[str, Any]) -> Provision:
    return Provision(**{**data, "judgement": Judgement(data.get("judgement", Judgement.OPEN.value))})
