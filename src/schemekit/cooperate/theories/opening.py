"""Opening theories of change by what people call them: an own one, a file, another scheme's folder or address.

What is not the scheme's own was written by strangers: it is read within bounds, and no link in it is followed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.other_scheme import other_scheme
from schemekit.cooperate.records import COOPERATION_FOLDER, document_text, examined
from schemekit.cooperate.theories.exchange import theory_of_sheet
from schemekit.cooperate.theories.records import held_theory, theory_ids, unknown_theory
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.given import read_given
from schemekit.files.schemas import load
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import FindingsError
from schemekit.model.theory_of_change import TheoryOfChange

FILE_LIMIT = 5_000_000   # bytes; three hundred steps have a tenth of that
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedTheory:
    """A theory and what it was opened as.

    Shape: `is_own` of the scheme's own ones; `text` is its file's, or empty; `narrative` is the text that people sign
    off, of an own one that has it.
    """

    theory: TheoryOfChange
    named: str
    is_own: bool
    file: str = ""
    text: str = ""
    narrative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where words are understood. Shape: `scheme` is the scheme that the command works in, or None."""

    here: Path
    scheme: SchemeFolder | None
    is_offline: bool = False


def open_theories(named: Sequence[str], place: Place) -> tuple[OpenedTheory, ...]:
    """The theories that are named, in their order. Raises: UsageError for one that is named twice."""
    found = tuple(open_theory(words, place) for words in named)
    keys = [one.theory.key for one in found]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise UsageError(f"{found[number].named} is {key}, which is named already",
                             why="steps are told apart by the organisation's id and the theory's",
                             fix="name each theory once; where two have one id, change 'organisation.id' of one")
    return found


def open_theory(words: str, place: Place) -> OpenedTheory:
    """One theory: an own one by its id, a file, a folder, an address, or a party of a cooperation with a `scheme`.

    Shape: `FOLDER#ID` names one of several in a scheme; no words mean the only one that the scheme has.
    Raises: UnknownNameError, UsageError, FindingsError, HostileContentError; LibraryError for an address.
    """
    if place.scheme is not None and (not words or words in theory_ids(place.scheme)):
        return _of_scheme(place.scheme, words, words, is_own=True)
    where, _, wanted = words.rpartition("#")
    if not where or not _ID.fullmatch(wanted):
        where, wanted = words, ""
    path = place.here / where
    if path.is_file():
        return _of_file(path, where)
    if path.is_dir():
        return _of_folder(path, where, wanted)
    party = _scheme_of_party(place, where)
    if party:
        base = place.scheme.root if place.scheme else place.here
        return _of_other(party, base, wanted, place)
    if ":" in where:
        return _of_other(where, place.here, wanted, place)
    known = theory_ids(place.scheme) if place.scheme else ()
    raise UnknownNameError(
        f"'{words[:80]}' is no theory of change",
        why="it is no file or folder here" + (f"; the scheme's own are {', '.join(known)}" if known else ""),
        fix="name an own theory by its id, a file, another scheme's folder, or its address",
    )


def _of_file(path: Path, named: str) -> OpenedTheory:
    data = read_given(path, FILE_LIMIT)
    if path.suffix.lower() in (".csv", ".xlsx"):
        own = {"id": _slug(path.stem), "organisation.id": _slug(path.stem), "organisation.name": path.stem,
               "title": "Theory of change"}
        return OpenedTheory(theory=theory_of_sheet(data, path.name, own).theory, named=named, is_own=False)
    return _of_data(data, named, path.name)


def _of_data(data: bytes, named: str, file: str) -> OpenedTheory:
    theory = TheoryOfChange.from_mapping(load(data, "theory-of-change", file))
    return OpenedTheory(theory=theory, named=named, is_own=False, file=file,
                        text=data.decode("utf-8-sig", "replace"))


def _of_folder(path: Path, named: str, wanted: str) -> OpenedTheory:
    plain = path / "theory-of-change.yaml"
    if not wanted and plain.is_file() and not plain.is_symlink():
        return _of_data(read_given(plain, FILE_LIMIT), named, f"{named}/theory-of-change.yaml")
    return _of_scheme(SchemeFolder(path), wanted, named, is_own=False)


def _of_scheme(folder: SchemeFolder, wanted: str, named: str, *, is_own: bool) -> OpenedTheory:
    held = held_theory(folder, _chosen(theory_ids(folder), wanted, named))
    has_narrative = is_own and held.theory.narrative in held.files
    path = f"{COOPERATION_FOLDER}/{held.id}/{held.theory.narrative}"
    narrative = document_text(folder, path) if has_narrative else ""
    return OpenedTheory(theory=held.theory, named=named or held.id, is_own=is_own, file=held.path, text=held.text,
                        narrative=narrative or "")


def _of_other(words: str, base: Path, wanted: str, place: Place) -> OpenedTheory:
    """A theory of another scheme: what is saved in its repository, or what lies in its folder."""
    with other_scheme(words, base, offline=place.is_offline, places=(COOPERATION_FOLDER,)) as folder:
        return _of_scheme(folder, wanted, words, is_own=False)


def _chosen(known: Sequence[str], wanted: str, named: str) -> str:
    """Which theory of a scheme is meant."""
    if wanted:
        if wanted not in known:
            raise unknown_theory(wanted, known)
        return wanted
    if len(known) != 1:
        what = named or "the scheme"
        raise UnknownNameError(
            f"{what[:80]} has {'several theories' if known else 'no theory'} of change",
            why=f"they are {', '.join(known)}" if known else f"no folder of {COOPERATION_FOLDER}/ holds one",
            fix=f"name one: {f'{named}#{known[0]}' if named else known[0]}" if known
            else "start one with 'schemekit cooperate new theory-of-change'",
        )
    return known[0]


def _scheme_of_party(place: Place, words: str) -> str:
    """Where the scheme of a party of one of our cooperations lies, by the party's id; empty where nobody says so."""
    if place.scheme is None or not _ID.fullmatch(words):
        return ""
    try:
        found, _ = examined(place.scheme)
    except FindingsError:
        return ""
    return next((party.scheme for held in found for party in held.cooperation.parties
                 if party.id == words and party.scheme), "")


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))[:60].strip("-") or "theory"
