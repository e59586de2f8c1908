"""The words that rows of a record rest on: their digests, and whether a party has others by now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.adopt.outcome import adoptions
from schemekit.cooperate.lined_forms import forms_of
from schemekit.cooperate.party_schemes import PartySchemes
from schemekit.cooperate.records import HeldCooperation
from schemekit.crosswalk.lined_up import LinedUp
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Finding, Severity
from schemekit.text.document import Document

_MOST_NAMED = 8   # rows in one finding

Digests = Mapping[tuple[str, str], str]
"""The digest of each clause's words, by module and clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingRow:
    """A row that rests on a clause of a party. Shape: `name` is what people find the row by; `words` is a digest."""

    party: str
    module: str
    clause: str
    words: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsNow:
    """Rows whose words changed, by the id of the party whose words they are, and why a party could not be seen."""

    changed: Mapping[str, tuple[str, ...]]
    unseen: Mapping[str, str]


def digest_of_words(words: str) -> str:
    """The SHA-256 of a clause's words. Layout is no difference; nothing has no digest.

    Whole, as whoever writes both texts can make two that agree in the first twelve digits.
    """
    plain = " ".join(words.split())
    return hashlib.sha256(plain.encode()).hexdigest() if plain else ""


def modules_of(lined: LinedUp) -> tuple[str, ...]:
    """The modules whose clauses stand in rows, or behind the items of rows."""
    behind = (name.partition("#")[0] for row in lined.items for name in (*row.our_clauses, *row.their_clauses))
    return tuple(dict.fromkeys((*(row.module for row in lined.clauses), *behind)))


def clause_digests(folder: SchemeFolder, modules: Iterable[str]) -> dict[tuple[str, str], str]:
    """The digest of each clause's words in a scheme's own texts, by module and clause.

    Shape: of an id that stands twice, over the words of both; of a clause that refers to a form which asks something
    else than its source, over that form too. Raises: FindingsError.
    """
    wanted = set(modules)
    words: dict[tuple[str, str], str] = {}
    for adoption in adoptions(folder):
        if adoption.id in wanted:
            forms = {change.id: change.after for change in adoption.annexes}
            for clause in Document.parse(folder.own_text(adoption.id, adoption.main_file) or "").clauses:
                key = (adoption.id, clause.id)
                beside = (forms[file] for file in forms_of(adoption, clause.raw) if file in forms)
                raw = "\n".join((clause.raw, *beside))
                words[key] = f"{words[key]}\n{raw}" if key in words else raw
    return {key: digest_of_words(text) for key, text in words.items()}


def digest_of_clauses(names: Iterable[str], digests: Mapping[tuple[str, str], str]) -> str:
    """One digest for the clauses behind an item, each named `MODULE#CLAUSE`; nothing without a clause."""
    held = [f"{name} {digests.get((name.partition('#')[0], name.partition('#')[2]), '')}" for name in sorted(names)]
    return digest_of_words("\n".join(held))


def words_now(schemes: PartySchemes, rows: Sequence[RestingRow]) -> WordsNow:
    """Which rows rest on words that changed, by their names."""
    changed: dict[str, tuple[str, ...]] = {}
    unseen: dict[str, str] = {}
    for party_id in dict.fromkeys(row.party for row in rows):
        of_party = [row for row in rows if row.party == party_id]
        try:
            found = clause_digests(schemes.of(party_id), {row.module for row in of_party})
        except SchemekitError as error:
            unseen[party_id] = error.what
        else:
            changed[party_id] = tuple(dict.fromkeys(
                row.name for row in of_party if row.words != found.get((row.module, row.clause), "")))
    return WordsNow(changed=changed, unseen=unseen)


def stale_findings(
    held: HeldCooperation, schemes: PartySchemes, rows: Sequence[RestingRow], *, code: str, place: tuple[str, ...],
    fix: str,
) -> Iterator[Finding]:
    """A finding for each party whose words are no longer those that rows rest on, and a note for one not to be seen."""
    now = words_now(schemes, rows)
    for party_id, changed in now.changed.items():
        if changed:
            yield held.finding(
                code, place, severity=held.weight(), wanted="rows that were judged on the words as they are",
                found=f"{rows_rest(changed)} on words of {held.cooperation.name_of(party_id)} that changed since: "
                      f"{named_rows(changed)}",
                why="what was judged is not what is there", fix=fix)
    for party_id, problem in now.unseen.items():
        yield held.finding("cooperation-unseen", place, severity=Severity.NOTE,
                           found=f"the words of {held.cooperation.name_of(party_id)} could not be looked at",
                           wanted="a look at them", why=problem,
                           fix=f"schemekit cooperate check {held.id} --fetch")


def rows_rest(names: Sequence[str]) -> str:
    """`1 row rests`, `3 rows rest`."""
    return "1 row rests" if len(names) == 1 else f"{len(names)} rows rest"


def named_rows(names: Sequence[str]) -> str:
    """The names of rows, the first few of them where there are many."""
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
