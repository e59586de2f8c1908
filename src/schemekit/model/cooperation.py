"""A cooperation: how two or more schemes work together beside plugging in each other's texts, as they agreed on it.

Five types share one record. What is common to them is here; what each adds is a section of its own, read by the file
of that type (`model/recognition.py` and so on). A type can change over the years, and the sections of earlier ones
stay, since the history of a cooperation is part of what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class CooperationType(Enum):
    """The types of interoperability that a record can be of; `plug and play` is an adoption and has its own record.

    Basis: ISEAL's work on interoperability, the six types; docs/working-together.md.
    """

    WORKING_GROUP = "working-group"
    JOINT_PROJECT = "joint-project"
    RECOGNITION = "recognition"
    SHARED_PROCESS = "shared-process"
    HARMONISATION = "harmonisation"

    @property
    def section(self) -> str:
        """The key of the record under which this type's own terms stand."""
        return self.value.replace("-", "_")

    @property
    def words(self) -> str:
        """The type as a sentence names it."""
        return self.value.replace("-", " ")


class State(Enum):
    """Where a cooperation stands. Only what is active binds anybody."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"

    @property
    def is_open(self) -> bool:
        """Whether anything can still fall due in it."""
        return self is not State.ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One organisation in a cooperation.

    Shape: `role` is one of convenor, member, source, adopter, peer, funder, observer; `scheme` is the address or folder
    of its scheme's repository, or empty; `scheme_id` its scheme's own id, empty where it is the party's; `constituency`
    whom it speaks for.
    """

    id: str
    name: str
    role: str
    constituency: str = ""
    contact: str = ""
    scheme: str = ""
    scheme_id: str = ""

    @property
    def scheme_id_or_id(self) -> str:
        """By which id its scheme calls itself, as far as the record knows."""
        return self.scheme_id or self.id

    @property
    def is_bound(self) -> bool:
        """Whether it puts something in and signs: all but those who only look on."""
        return self.role != "observer"

    @property
    def is_working(self) -> bool:
        """Whether its own texts and procedures are what it is about: those of nobody who convenes, pays or looks on."""
        return self.role not in ("observer", "funder", "convenor")


class Neutrality(Enum):
    """What the parties said of a convenor. Nobody is called partial because nobody was asked."""

    NEUTRAL = "taken as neutral by all parties"
    NOT_NEUTRAL = "not taken as neutral by all parties"
    UNSAID = ""

    @classmethod
    def of(cls, said: bool | None) -> Neutrality:
        """What the record's yes, no or nothing means."""
        return cls.UNSAID if said is None else cls.NEUTRAL if said else cls.NOT_NEUTRAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Convenor:
    """Who holds a cooperation together: the backbone. `why` tells why the parties accept it as neutral."""

    name: str
    neutrality: Neutrality = Neutrality.UNSAID
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """Something that the parties want to have reached. Units: `due` is YYYY-MM-DD, or empty."""

    id: str
    words: str
    measure: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a party puts in. Units: `amount` in `unit` (days, EUR, …); no amount where it cannot be counted."""

    party: str
    kind: str
    words: str
    amount: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who signed for a party, and when.

    Shape: `words` is the digest of what was signed, empty where nobody wrote it down. Units: `day` is YYYY-MM-DD.
    """

    party: str
    by: str
    day: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDocument:
    """A document of the cooperation, in its folder."""

    file: str
    title: str
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedVersion:
    """The version of a text on which the parties agreed: a module of a party, or another document of it.

    Shape: `changed` tells in words how the party's own text differs from that release, empty where it does not; `words`
    is the digest of the party's own words; `unconfirmed` says that no ledger at hand had that version.
    """

    party: str
    document: str
    version: str
    changed: str = ""
    words: str = ""
    unconfirmed: bool = False

    def to_mapping(self) -> dict[str, object]:
        """The entry as the record has it."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in the life of a cooperation.

    Shape: `kind` is started, state, type, renewed or note; `before` and `after` are states or types where one changed.
    Units: `day` is YYYY-MM-DD.
    """

    day: str
    kind: str
    words: str
    before: str = ""
    after: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What of a cooperation the scheme's website shows; nothing unless its record says so.

    Shape: `page` is the whole of it; `provisions` adds what was judged of each, `reasons` why it changed.
    """

    page: bool = False
    provisions: bool = False
    reasons: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """One cooperation: what its parties share, whatever its type, and each type's own terms as they were read.

    Shape: one cooperation/ID/cooperation.yaml. `sections` maps a section's key (`recognition`) to its data, as the
    schema accepted it. `basis` is agreement, licence, letter, none (nothing is signed) or empty while nobody said;
    `intensity` information, alignment, partial, full or empty likewise. Units: `start`, `end` and `review_due` are
    YYYY-MM-DD, or empty.
    Basis: schemas/cooperation.schema.json; docs/decisions/0030-a-cooperation-is-a-folder.md.
    """

    id: str
    type: CooperationType
    title: str
    state: State
    parties: tuple[Party, ...]
    outcome: str = ""
    begins_with: str = ""
    convenor: Convenor | None = None
    objectives: tuple[Objective, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    basis: str = ""
    intensity: str = ""
    scope: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    start: str = ""
    end: str = ""
    review_due: str = ""
    governing_law: str = ""
    public_url: str = ""
    shown: Shown = Shown()
    documents: tuple[SignedDocument, ...] = ()
    versions: tuple[PinnedVersion, ...] = ()
    history: tuple[Event, ...] = ()
    sections: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Cooperation:
        """Make the record from a mapping that the schema has already accepted."""
        convenor = data.get("convenor")
        return cls(
            id=data["id"],
            type=CooperationType(data["type"]),
            title=data["title"],
            state=State(data["state"]),
            parties=tuple(Party(**party) for party in data["parties"]),
            outcome=data.get("outcome") or "",
            begins_with=data.get("begins_with") or "",
            convenor=Convenor(name=convenor["name"], neutrality=Neutrality.of(convenor.get("neutral")),
                              why=convenor.get("why", ""))
            if convenor else None,
            objectives=tuple(Objective(id=item["id"], words=item["objective"], measure=item.get("measure", ""),
                                       due=item.get("due", "")) for item in data.get("objectives") or ()),
            contributions=tuple(
                Contribution(party=item["party"], kind=item["kind"], words=item["gives"], amount=item.get("amount"),
                             unit=item.get("unit", "")) for item in data.get("contributions") or ()),
            basis=data.get("basis") or "",
            intensity=data.get("intensity") or "",
            scope={key: tuple(words or ()) for key, words in (data.get("scope") or {}).items()},
            start=data.get("start") or "",
            end=data.get("end") or "",
            review_due=data.get("review_due") or "",
            governing_law=data.get("governing_law") or "",
            public_url=data.get("public_url") or "",
            shown=Shown(page=bool(data.get("publish")), provisions=bool(data.get("publish_provisions")),
                        reasons=bool(data.get("publish_reasons"))),
            documents=tuple(map(_document, data.get("documents") or ())),
            versions=tuple(PinnedVersion(**item) for item in data.get("versions") or ()),
            history=tuple(Event(day=item["day"], kind=item["kind"], words=item["words"], before=item.get("from", ""),
                                after=item.get("to", ""), by=item.get("by", "")) for item in data.get("history") or ()),
            sections={kind.section: data[kind.section] for kind in CooperationType if data.get(kind.section)},
        )

    @property
    def section(self) -> Mapping[str, Any]:
        """The terms of its present type; empty where there are none yet."""
        return self.sections.get(self.type.section, {})

    def party(self, party_id: str) -> Party | None:
        """The party of that id, or None."""
        return next((party for party in self.parties if party.id == party_id), None)

    @property
    def is_an_agreement(self) -> bool:
        """Whether its parties sign it: not where it rests on a licence, on a letter or on nothing in writing."""
        return self.basis in ("", "agreement")

    @property
    def working_parties(self) -> tuple[str, ...]:
        """The ids of the parties whose own texts and procedures it is about."""
        return tuple(party.id for party in self.parties if party.is_working)

    def unsigned_by(self, document: SignedDocument, digest: str = "") -> tuple[str, ...]:
        """The names of the parties whose signature a document still lacks; with a digest, under these very words."""
        signed = {item.party for item in document.signatures if not digest or item.words in ("", digest)}
        return tuple(party.name for party in self.parties if party.is_bound and party.id not in signed)

    def name_of(self, party_id: str) -> str:
        """The name of a party, or the id itself where there is no such party."""
        party = self.party(party_id)
        return party.name if party else party_id


def _document(data: Mapping[str, Any]) -> SignedDocument:
    signatures = (Signature(**item) for item in data.get("signed") or ())
    return SignedDocument(file=data["file"], title=data["title"], signatures=tuple(signatures))
