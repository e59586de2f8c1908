"""Whether a scheme that was named is the party that a recognition is with: judgements are of one party's words alone.

A party is known by its scheme's id, and beside it by its name or by where it lies: two schemes may well have one id.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.record_edit import Edit, appended
from schemekit.cooperate.records import HeldCooperation
from schemekit.errors import HostileContentError, SchemekitError, UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.git.address import Address, AddressKind
from schemekit.model.cooperation import CooperationType, Party
from schemekit.model.finding import Finding
from schemekit.model.recognition import Recognition
from schemekit.model.scheme import Scheme


def refuse_oneself(folder: SchemeFolder, other: SchemeFolder, named: str) -> None:
    """Raises: UsageError where the other scheme is one's own, or bears its id."""
    own, scheme = folder.scheme(), other.scheme()
    if other.root.resolve() == folder.root.resolve():
        raise UsageError(f"{named[:100]} is {own.name} itself", why="nobody recognises their own scheme",
                         fix="name the folder or the address of the other one")
    if scheme.id == own.id:
        raise UsageError(f"{named[:100]} has the id '{own.id}', as {own.name} has",
                         why="a record could not tell the two apart",
                         fix="name another scheme; where it is no copy of yours, one of the two writes another 'id' "
                             "into its scheme.yaml")


def party_meant(held: HeldCooperation, own_id: str, party_id: str = "") -> Party | None:
    """The party on the other side of a recognition, or the one that was named; None where the record has none yet.

    Raises: UsageError for a cooperation that is no recognition; UnknownNameError for a party that is none.
    """
    record = held.cooperation
    if record.type is not CooperationType.RECOGNITION:
        raise UsageError(f"{held.id} is a {record.type.words}", why="only a recognition has rows that line up",
                         fix=f"take another id, or: schemekit cooperate change {held.id} --type recognition "
                             '--reason "…"')
    if party_id:
        found = record.party(party_id)
        if found is None or party_id == own_id:
            others = [party.id for party in record.parties if party.id != own_id]
            raise UnknownNameError(f"{held.id} has no other party '{party_id[:60]}'",
                                   why=f"the others are {', '.join(others)}" if others else "it has none yet",
                                   fix="name one of them with --party")
        return found
    terms = Recognition.from_mapping(record.section)
    return record.party(terms.recogniser if terms.recognised == own_id else terms.recognised)


def refuse_another(held: HeldCooperation, party: Party, scheme: Scheme, named: str, place: str, base: Path) -> None:
    """Raises: UsageError where the scheme is not the one that the party had when it was lined up."""
    is_there = not party.scheme or any(_is_same_place(party.scheme, one, base) for one in (named, place) if one)
    if scheme.id == party.scheme_id_or_id and (is_there or scheme.name == party.name):
        return
    known = f" at {party.scheme}" if party.scheme else ""
    raise UsageError(
        f"{named[:100]} is not {party.name}, with whom {held.id} is",
        why=f"it is {scheme.name} ({scheme.id}), and the party is {party.name} ({party.scheme_id_or_id}){known}: what "
            "people judged of one scheme would stand as judged of another",
        fix=f"name the scheme of {party.name}; for {scheme.name} take a new id: --as {scheme.id}; where {party.name} "
            f"goes on under another name or id, say so: --party {party.id}",
    )


def another_scheme_findings(held: HeldCooperation, schemes: PartySchemes) -> Iterator[Finding]:
    """Whether another scheme than the party's lies in the place that the record names."""
    party = party_meant(held, schemes.own.scheme().id)
    if party is None or not party.scheme:
        return
    try:
        scheme = schemes.records_of(party.id).scheme()
    except SchemekitError:
        return   # told of the words that cannot be looked at
    if scheme.id != party.scheme_id_or_id:
        yield held.finding("recognition-other-scheme", ("parties",), severity=held.weight(),
                           found=f"{scheme.name} ({scheme.id}) in the place of the scheme of {party.name}",
                           wanted=f"the scheme of {party.name} ({party.scheme_id_or_id})",
                           why="what people judged of one scheme would be held against the words of another",
                           fix=f"correct 'scheme' of {party.id}, or say that it is the same under another name: "
                               f"schemekit recognise FOLDER-OR-ADDRESS --into {held.id} --party {party.id}")


def party_edits(held: HeldCooperation, party: Party, scheme: Scheme, place: str, today: str) -> Iterator[Edit]:
    """What the record of a party takes over from its scheme, once it is plain that it is its; told in the history."""
    index = held.cooperation.parties.index(party)
    told = [f"{what} {was} → {now}" for what, was, now in (
        ("name", party.name, scheme.name), ("id of its scheme", party.scheme_id_or_id, scheme.id)) if was != now]
    if party.name != scheme.name:
        yield ("parties", index, "name"), scheme.name
    if party.scheme_id_or_id != scheme.id:
        yield ("parties", index, "scheme_id"), scheme.id
    if told:
        entry = {"day": today, "kind": "note", "words": f"{party.id} at {place}: {', '.join(told)}."}
        yield from appended(("history",), len(held.cooperation.history), [entry])


def _is_same_place(one: str, other: str, base: Path) -> bool:
    try:
        first, second = Address.parse(one), Address.parse(other)
    except HostileContentError:
        return False
    if first.kind is AddressKind.FOLDER and second.kind is AddressKind.FOLDER:
        return first.folder(base).resolve() == second.folder(base).resolve()
    return first.text.removesuffix(".git") == second.text.removesuffix(".git")
