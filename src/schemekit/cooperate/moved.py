"""Versions that moved: what the parties agreed on is pinned, and a scheme's lock says what it has by now.

Offline, but for the one that fetches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.own_ledger import is_unknown
from schemekit.adopt.verify import ledger_for
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.pinned_text import pinned_texts
from schemekit.cooperate.records import HeldCooperation
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import PinnedVersion
from schemekit.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentVersion:
    """A pinned version beside what its party has now.

    Shape: `now` is empty where the party has no such text any more, None where it could not be looked up, which
    `problem` explains; `reads_otherwise` where the party's own words are no longer those that were pinned;
    `is_unconfirmed` where no ledger at hand has the pinned version, as can be told now, or as the record says.
    """

    pinned: PinnedVersion
    place: int
    now: str | None
    problem: str = ""
    reads_otherwise: bool = False
    is_unconfirmed: bool = False

    @property
    def is_moved(self) -> bool:
        """Whether the party has another version by now, or none."""
        return self.now is not None and self.now != self.pinned.version


def present_versions(held: HeldCooperation, schemes: PartySchemes) -> Iterator[PresentVersion]:
    """Each pinned version of a cooperation, in its order, beside what there is now."""
    known: dict[str, _Texts | str] = {}
    for place, pinned in enumerate(held.cooperation.versions):
        if pinned.party not in known:
            known[pinned.party] = _texts_of(held, schemes, pinned.party)
        found = known[pinned.party]
        if isinstance(found, str):
            yield PresentVersion(pinned=pinned, place=place, now=None, problem=found,
                                 is_unconfirmed=pinned.unconfirmed)
        else:
            words, now = found.words.get(pinned.document, pinned.words), found.versions.get(pinned.document, "")
            yield PresentVersion(
                pinned=pinned, place=place, now=now, reads_otherwise=bool(pinned.words) and words != pinned.words,
                is_unconfirmed=pinned.document in found.unknown if now == pinned.version else pinned.unconfirmed)


def fetch_parties(held: HeldCooperation, folder: SchemeFolder) -> Iterator[tuple[str, str]]:
    """Fetch the scheme of each party that has an address. Returns: a party's name, and what went wrong or nothing."""
    for party in held.cooperation.parties:
        if party.scheme:
            try:
                with other_scheme(party.scheme, folder.root, offline=False, places=()):
                    yield party.name, ""
            except SchemekitError as error:
                yield party.name, error.what


def moved_findings(held: HeldCooperation, schemes: PartySchemes) -> Iterator[Finding]:
    """A finding for each version or text that moved or is not confirmed, and a note for each that is not to be seen.

    Rows of a record name the clauses that changed under them. That a text changed is told all the same: a clause that
    came in, or a form, stands in no row.
    """
    for one in present_versions(held, schemes):
        name = held.cooperation.name_of(one.pinned.party)
        text = f"{one.pinned.document} of {name}"
        if one.is_unconfirmed:
            yield held.finding(
                "cooperation-unconfirmed", ("versions", one.place, "version"), severity=Severity.WARNING,
                found=f"{text}, agreed on as {one.pinned.version}, is not in the ledger of this schemekit",
                wanted="a release whose text can be held against a ledger",
                why="it may be newer than this program, or never have been released",
                fix=f"update schemekit; if it is the newest, ask {name} where this text comes from")
        if one.problem:
            yield held.finding("cooperation-unseen", ("versions", one.place), severity=Severity.NOTE,
                               found=f"nothing is known of {text}", wanted="a look at what it has now", why=one.problem,
                               fix=held.fill(f"parties.{one.pinned.party}.scheme=FOLDER-OR-ADDRESS",
                                             f"then: schemekit cooperate check {held.id} --fetch"))
        elif one.is_moved:
            now = f"is {one.now} by now" if one.now else "is not there any more"
            yield held.finding(
                "cooperation-moved", ("versions", one.place, "version"), severity=held.weight(),
                found=f"{text}, agreed on as {one.pinned.version}, {now}",
                wanted="the version that the parties agreed on", why="they agreed on words, and these are others",
                fix="look at what changed, agree again, then: "
                + held.fill(f"versions.{one.place + 1}.version={one.now or 'VERSION'}"),
            )
        elif one.reads_otherwise:
            anew = KINDS[held.cooperation.type].anew
            yield held.finding(
                "cooperation-words", ("versions", one.place, "words"), severity=held.weight(),
                found=f"{text} {one.pinned.version} reads otherwise than when it was agreed on",
                wanted="the words that the parties agreed on",
                why="a party may change its own text without another release of its source",
                fix="look at what changed, agree again, then " + (
                    f"line it up anew: schemekit {anew} --into {held.id}" if anew else
                    "take the digest out: " + held.fill(f"versions.{one.place + 1}.words=")),
            )


@dataclass(frozen=True, slots=True)
class _Texts:
    """What a party has, by module: the version of its lock, and the digest of its own words.

    Shape: `unknown` are the modules in a version that the tool's own ledger should have, and has not.
    """

    versions: Mapping[str, str]
    words: Mapping[str, str]
    unknown: frozenset[str]


def _texts_of(held: HeldCooperation, schemes: PartySchemes, party_id: str) -> _Texts | str:
    """What a party has, or why it is not known."""
    pinned = [item.document for item in held.cooperation.versions if item.party == party_id and item.words]
    if party_id == schemes.own.scheme().id:
        return _found(schemes.own, pinned)   # what is wrong with one's own scheme stops the check
    try:
        return _found(schemes.of(party_id) if pinned else schemes.records_of(party_id), pinned)
    except SchemekitError as error:
        return f"{error.what}: {error.why}" if error.why else error.what


def _found(folder: SchemeFolder, modules: Sequence[str]) -> _Texts:
    """The version of each module that a scheme adopted, and the digest of the words of some."""
    entries = folder.lock().entries
    ledger = ledger_for(entries.values())
    versions = {name: str(entry.version) for name, entry in entries.items()}
    texts = pinned_texts(folder, "", [name for name in modules if name in versions]) if modules else ()
    return _Texts(versions, {text.document: text.words for text in texts},
                  frozenset(name for name, entry in entries.items() if is_unknown(ledger, entry)))
