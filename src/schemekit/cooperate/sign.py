"""Writing down who signed a cooperation's documents for a party, on which day, and on which words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.record_fields import node_of
from schemekit.cooperate.record_words import refuse_unfit
from schemekit.cooperate.records import HeldCooperation, held, hidden_in_documents
from schemekit.cooperate.signed_words import DIGITS, digest_words, digests_now
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import edit_yaml
from schemekit.model.approval import day_advice, day_of
from schemekit.model.cooperation import State
from schemekit.model.finding import FindingsError
from schemekit.model.said import says_something


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """A signature to write down.

    Shape: `party` is a party's id, `by` name and office; `document` a file of the record, or empty for all of them;
    `words` the digest that stands on the signed paper, or empty. Units: `day` and `today` are YYYY-MM-DD.
    """

    party: str
    by: str
    day: str
    today: str
    document: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedCooperation:
    """What was written down.

    Shape: `documents` are the titles with the digest of their words, empty for what is no text; `before` says whose
    signature stood there; `missing` are the names of the parties that have not signed everything yet.
    """

    id: str
    party: str
    documents: tuple[tuple[str, str], ...]
    before: tuple[str, ...]
    missing: tuple[str, ...]
    is_proposed: bool

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "party": self.party, "missing": list(self.missing),
                "documents": [{"title": title, "words": words} for title, words in self.documents]}


def sign_cooperation(root: Path, cooperation_id: str, wanted: Signing) -> SignedCooperation:
    """Write a signature into the record; a second one of a party takes the place of its first.

    Raises: UnknownNameError for a party or document that is not there; UsageError for an observer, for nobody's name,
    for a day that does not exist or is yet to come, and where the paper was printed from other words; FindingsError
    where marks in the document hide words.
    """
    with writing(root) as folder:
        before = held(folder, cooperation_id)
        _refuse(before, wanted)
        now = digests_now(before, folder)
        places = _places(before, wanted)
        hidden = tuple(hidden_in_documents(
            folder, before.id, [before.cooperation.documents[place].file for place in places]))
        if hidden:   # nobody signs what does not show
            raise FindingsError(hidden)
        _refuse_other_words(before, wanted, [now.get(before.cooperation.documents[place].file, "") for place in places])
        text, replaced = before.text, []
        for place in places:
            document = before.cooperation.documents[place]
            words = now.get(document.file, "")
            entry = {"party": wanted.party, "by": wanted.by, "day": wanted.day, **({"words": words} if words else {})}
            present = [signature.party for signature in document.signatures]
            if wanted.party in present:
                index = present.index(wanted.party)
                replaced.append(f"{document.signatures[index].by} on {document.signatures[index].day}")
                edit: tuple[tuple[str | int, ...], object] = ("documents", place, "signed", index), entry
            elif present:
                edit = ("documents", place, "signed", len(present)), entry
            else:
                edit = ("documents", place, "signed"), [entry]
            text = edit_yaml(text, [edit], before.path)
        return _saved(folder, before, wanted, text, places, replaced, now)


def _saved(
    folder: SchemeFolder, before: HeldCooperation, wanted: Signing, text: str, places: list[int], replaced: list[str],
    now: dict[str, str],
) -> SignedCooperation:
    changes = {before.path: text.encode()}
    record = held(folder.with_changes(changes), before.id).cooperation
    name = record.name_of(wanted.party)
    message = f"{record.title}: signed for {name} on {wanted.day}"[:200]
    save(folder, Step(changes=changes, commit=Commit(message=message, paths=(before.path,))))
    missing = dict.fromkeys(name for document in record.documents
                            for name in record.unsigned_by(document, now.get(document.file, "")))
    signed = [record.documents[place] for place in places]
    return SignedCooperation(
        id=before.id, party=name, before=tuple(replaced), missing=tuple(missing),
        documents=tuple((document.title, now.get(document.file, "")) for document in signed),
        is_proposed=record.state is State.PROPOSED)


def _refuse(before: HeldCooperation, wanted: Signing) -> None:
    record = before.cooperation
    party = record.party(wanted.party)
    if party is None:
        raise UnknownNameError(f"no party of {before.id} is called '{wanted.party[:60]}'",
                               why=f"there are {', '.join(item.id for item in record.parties)}",
                               fix="name one of them")
    if not party.is_bound:
        raise UsageError(f"{party.name} is an observer", why="who only looks on is bound by nothing",
                         fix="where it takes part, write its role under 'parties' first")
    if not says_something(wanted.by):
        raise UsageError("nobody is named who signed", why="a signature is somebody's",
                         fix='--by "A. Author, chair"')
    refuse_unfit("--by", wanted.by, node_of("documents", "signed", "by"))
    if day_of(wanted.day) is None:
        raise UsageError(f"{wanted.day[:40]} is no day of the calendar", fix=day_advice(wanted.day))
    if wanted.day > wanted.today:
        raise UsageError(f"{wanted.day} is yet to come", why="a signature is written down once it was given",
                         fix="give the day that stands on the paper")


def _places(before: HeldCooperation, wanted: Signing) -> list[int]:
    files = [document.file for document in before.cooperation.documents]
    if not files:
        raise UsageError(f"{before.id} has no document that could be signed", why="its record names none",
                         fix="name one under 'documents', with its file and title")
    if wanted.document and wanted.document not in files:
        raise UnknownNameError(f"{before.id} has no document '{wanted.document[:60]}'",
                               why=f"it has {', '.join(files)}", fix="name one of them with --document")
    return [files.index(wanted.document)] if wanted.document else list(range(len(files)))


def _refuse_other_words(before: HeldCooperation, wanted: Signing, now: list[str]) -> None:
    said = "".join(wanted.words.lower().split())
    if said and len(said) != DIGITS and any(digest.startswith(said[:DIGITS]) for digest in now if digest):
        few = len(said) < DIGITS
        raise UsageError(
            f"{len(said)} digits are too {'few' if few else 'many'}",
            why=f"a paper has {DIGITS}, in {DIGITS // 4} groups of four, and these "
                f"{'are how those of the text begin' if few else 'begin with those of the text'}",
            fix="give all that stand at the foot of the paper after 'Words', and no more")
    if said and said not in now:
        there = " or ".join(map(digest_words, now))
        raise UsageError(
            f"the paper has the words {digest_words(said[:64])}, and the text has {there}",
            why="text or record changed since it was printed, so that something else was signed",
            fix=f"put the words back as they were then, or have it signed anew: schemekit cooperate export {before.id} "
                "--to docx --for-signature")
    if said and len(now) > 1:
        raise UsageError(f"{before.id} has {len(now)} documents, each with words of its own",
                         why="one digest belongs to one of them",
                         fix=f"say which: --document {before.cooperation.documents[now.index(said)].file}")
