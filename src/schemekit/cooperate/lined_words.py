"""The words that a recognition's rows rest on: their digests, and whether either side has others by now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.outcome import adoptions
from schemekit.cooperate.records import HeldCooperation
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.recognition import Provision, Recognition
from schemekit.text.document import Document

_SHORT = 12   # signs of a digest: enough to see a change, and a row stays readable


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsNow:
    """Rows whose words changed, by the id of the party whose words they are, and why a party could not be seen.

    Shape: `mistaken` tells of a party what lies in the place of its scheme, where that is another scheme.
    """

    changed: Mapping[str, tuple[Provision, ...]]
    unseen: Mapping[str, str]
    mistaken: Mapping[str, str]


def digest_of_words(words: str) -> str:
    """A short digest of a clause's words. Layout is no difference; nothing has no digest."""
    plain = " ".join(words.split())
    return hashlib.sha256(plain.encode()).hexdigest()[:_SHORT] if plain else ""


def clause_digests(folder: SchemeFolder, modules: Iterable[str]) -> dict[tuple[str, str], str]:
    """The digest of each clause's words in a scheme's own texts, by module and clause. Raises: FindingsError."""
    wanted = set(modules)
    return {(adoption.id, clause.id): digest_of_words(clause.raw)
            for adoption in adoptions(folder) if adoption.id in wanted
            for clause in Document.parse(folder.own_text(adoption.id, adoption.main_file) or "").clauses}


def words_now(held: HeldCooperation, folder: SchemeFolder, terms: Recognition) -> WordsNow:
    """Which rows rest on words that changed, offline."""
    rows = [row for row in terms.provisions if row.module]
    changed: dict[str, tuple[Provision, ...]] = {}
    unseen: dict[str, str] = {}
    mistaken: dict[str, str] = {}
    own = folder.scheme().id
    for party_id in dict.fromkeys((own, *(party.id for party in held.cooperation.parties))):
        if party_id not in (own, terms.recogniser, terms.recognised):
            continue
        try:
            changed[party_id] = tuple(_changed(held, folder, rows, party_id, is_own=party_id == own))
        except _AnotherSchemeError as error:
            mistaken[party_id] = error.what
        except SchemekitError as error:
            unseen[party_id] = error.what
    return WordsNow(changed=changed, unseen=unseen, mistaken=mistaken)


class _AnotherSchemeError(SchemekitError):
    """In the place of a party's scheme lies another one."""


def _changed(
    held: HeldCooperation, folder: SchemeFolder, rows: list[Provision], party_id: str, *, is_own: bool
) -> Iterator[Provision]:
    modules = [row.module for row in rows]
    if is_own:
        found = clause_digests(folder, modules)
        yield from (row for row in rows if row.our_words != found.get((row.module, row.clause), ""))
        return
    party = held.cooperation.party(party_id)
    if party is None or not party.scheme:
        raise SchemekitError("its record names no scheme of that party")
    with other_scheme(party.scheme, folder.root, offline=True) as other:
        scheme = other.scheme()
        if scheme.id != party.scheme_id_or_id:
            raise _AnotherSchemeError(f"{scheme.name} ({scheme.id})")
        found = clause_digests(other, modules)
        yield from (row for row in rows if row.their_words != found.get((row.module, row.clause), ""))
