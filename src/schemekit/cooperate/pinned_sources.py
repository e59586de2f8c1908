"""The sources of the texts that a record names, held against lock and ledger before anybody prints it to be signed.

A print is made from the record alone. What it says of a party's text was said of a source, though, and people sign it
long after that: where that source is at hand, it is looked at once more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemekit.adopt.proven import proven_adoption, unconfirmed
from schemekit.cooperate.party_schemes import PartySchemes, party_schemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, PinnedVersion
from schemekit.model.unconfirmed import Unconfirmed


def with_sources_now(one: HeldCooperation, folder: SchemeFolder) -> HeldCooperation:
    """A cooperation whose versions say which of their sources can be confirmed now.

    Shape: of a party whose scheme is not at hand, or has that version no more, they say what they said.
    Raises: IntegrityError for a source, of ours or of a party at hand, that is not what lock and ledger record;
    FindingsError for a file of either that cannot be read.
    """
    record = one.cooperation
    if not record.state.is_open:
        return one
    with party_schemes(one, folder) as schemes:
        now = {(text.party, text.document): text for party in dict.fromkeys(text.party for text in record.versions)
               for text in _of_party(record, party, schemes)}
    versions = tuple(now.get((text.party, text.document), text) for text in record.versions)
    return replace(one, cooperation=replace(record, versions=versions))


def unconfirmed_texts(record: Cooperation) -> tuple[Unconfirmed, ...]:
    """The texts of a record whose source nobody could confirm, as its versions say."""
    return tuple(Unconfirmed(scheme=record.name_of(text.party), module=text.document, version=text.version)
                 for text in record.versions if text.unconfirmed)


def _of_party(record: Cooperation, party: str, schemes: PartySchemes) -> Iterator[PinnedVersion]:
    try:
        scheme = schemes.of(party)
    except SchemekitError:
        return   # it is not at hand
    entries = scheme.lock().entries
    for text in record.versions:
        entry = entries.get(text.document) if text.party == party else None
        if entry is not None and str(entry.version) == text.version:
            yield replace(text, unconfirmed=bool(unconfirmed([proven_adoption(scheme, text.document)])))
