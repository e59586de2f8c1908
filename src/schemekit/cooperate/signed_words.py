"""The words that parties sign, and the digest by which a signed paper is known again as the text in the folder.

Over the document and what the record says in its annexes and of its term. Not over layout, contacts, addresses, the day
of review, whether a source is confirmed yet, and the history: those change without anybody signing anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum

from schemekit.cooperate.records import HeldCooperation
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, State
from schemekit.model.finding import Finding

DIGITS = 32   # hex digits of the SHA-256: two texts that agree in sixteen can be made by who writes both
_SIGNED = ("type", "title", "parties", "outcome", "begins_with", "convenor", "objectives", "contributions", "scope",
           "basis", "intensity", "versions", "start", "end", "governing_law", "section")
_NOT_SIGNED = ("contact", "scheme", "scheme_id",   # where somebody is reached
               "unconfirmed")   # a later release of the tool confirms it, and no word changes
_NOT_SAID = ("drawn_from",)   # by which 'check' knows a draft again; no annex has it


def words_digest(record: Cooperation, text: str) -> str:
    """The digest of a document with its annexes. Units: the first 32 hex digits of a SHA-256."""
    said = {name: _plain(getattr(record, name)) for name in _SIGNED}
    data = {"text": " ".join(text.split()), **{name: value for name, value in said.items() if value}}
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:DIGITS]


def digest_words(digest: str) -> str:
    """A digest as people read it out: `b3f1 22aa …`, in eight groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


def digest_on_paper(digest: str) -> str:
    """A digest as a paper has it: whoever knows how long a SHA-256 is shall not look for the rest of it."""
    return f"{digest_words(digest)} (first {DIGITS} digits of a SHA-256)"


def digests_now(held: HeldCooperation, folder: SchemeFolder) -> dict[str, str]:
    """The digest of each document of a cooperation that is a text, by file, as everything stands now."""
    texts = {document.file: folder.text(held.document_path(document.file)) for document in held.cooperation.documents
             if document.file.endswith(".md")}
    return {file: words_digest(held.cooperation, text) for file, text in texts.items() if text is not None}


def signature_findings(held: HeldCooperation, folder: SchemeFolder) -> Iterator[Finding]:
    """What is wrong with the signatures: whose is missing, and which stand under other words than there are now.

    A proposal is signed by and by, so that nothing is missing in it; where a cooperation rests on a licence, on a
    letter or on nothing in writing, nobody is asked to sign.
    """
    record = held.cooperation
    if record.state is State.ACTIVE and record.is_an_agreement:
        yield from _missing(held)
    now = digests_now(held, folder)
    for place, document in enumerate(record.documents):
        other: dict[str, list[str]] = {}   # whose signatures stand under other words, by these
        for signature in document.signatures:
            if signature.words and signature.words != now.get(document.file, signature.words):
                other.setdefault(signature.words, []).append(record.name_of(signature.party))
        for words, names in other.items():
            yield held.finding(
                "cooperation-signed-words", ("documents", place), severity=held.weight(),
                found=f"{document.title}: {', '.join(names)} signed the words {digest_words(words)}, and they are "
                      f"{digest_words(now[document.file])} by now",
                wanted="the words that were signed", why="nobody is bound by words that came afterwards",
                fix=f"put the words back, or sign anew: schemekit cooperate export {held.id} --to docx "
                    "--for-signature",
            )


def _missing(held: HeldCooperation) -> Iterator[Finding]:
    record = held.cooperation
    why = "it is active, and nobody is bound by what they did not sign"
    if not record.documents:
        yield held.finding("cooperation-unsigned", ("documents",), found="no document that was signed",
                           wanted="the document that the parties signed", severity=held.weight(), why=why,
                           fix=f"name it under 'documents'; where nothing is signed: schemekit cooperate set {held.id} "
                               "basis=none")
    for place, document in enumerate(record.documents):
        missing = record.unsigned_by(document)
        if missing:
            party = next(party.id for party in record.parties if party.name == missing[0])
            yield held.finding(
                "cooperation-unsigned", ("documents", place), severity=held.weight(),
                found=f"{document.title} without a signature of {', '.join(missing)}",
                wanted="the signature of each party", why=why,
                fix=f"write down who signed: schemekit cooperate sign {held.id} {party} --by \"NAME, OFFICE\" "
                    f"--date YYYY-MM-DD; where nothing is signed: schemekit cooperate set {held.id} basis=none")


def _plain(value: object) -> object:
    """A value as JSON has it, without what is empty: to write nothing and to leave a key out is the same."""
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return _plain({field.name: getattr(value, field.name) for field in fields(value)
                       if field.name not in _NOT_SIGNED})
    if isinstance(value, Mapping):
        return {str(key): plain for key, item in value.items()
                if key not in _NOT_SAID and (plain := _plain(item)) not in ("", None, [], {})}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return value
