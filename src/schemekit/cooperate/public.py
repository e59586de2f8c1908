"""What of a scheme's cooperations everybody may see: nothing unless the record says so, and never all of it.

Only what is in these records gets onto a page or into a file that is given out. Inside stay: contacts, names of persons
who signed, addresses of repositories, what each party puts in, the convenor (who may be a person), what the parties
begin with, notes, meetings, and what a type keeps to itself. Reasons and provisions are shown where the record says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from schemekit.cooperate.kinds import KINDS, role_words
from schemekit.cooperate.printing import as_plain, objectives_table, versions_lines
from schemekit.cooperate.records import HeldCooperation, cooperations, document_text
from schemekit.cooperate.signed_words import digests_now, words_digest
from schemekit.cooperate.standing_signatures import elsewhere_words, standing_signatures
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.approval import day_of
from schemekit.model.cooperation import Cooperation, CooperationType, Event, SignedDocument, State
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.document import Document
from schemekit.text.formatted.made_markdown import as_words, table

_STATES = {state.value: state.value for state in State}
_TYPES = {kind.value: kind.words for kind in CooperationType}
_UNFIT = re.compile(r"[^a-z0-9-]+")
_COPY = "This is the public copy: what the parties keep between themselves is left out."
_UNCONTROLLED = "Printed copies are uncontrolled."


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDocument:
    """A document that was signed.

    Shape: `stem` names its page; `signed` are the names of the parties that signed these words, each with the day;
    `other_words` tells who signed it in others.
    """

    stem: str
    title: str
    markdown: str
    signed: tuple[tuple[str, str], ...]
    other_words: str
    paper: Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCooperation:
    """A cooperation as everybody may see it.

    Shape: `words` tell where it stands on the day; `facts` are rows of its title block without empty ones; `parts` are
    texts made from the record, each with its title; `address` is where else it is published, as the record has it.
    """

    id: str
    title: str
    type: str
    words: str
    others: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PaperPart, ...]
    documents: tuple[PublicDocument, ...]
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicCooperations:
    """Those that are shown, by id; what was left out, and what is shown though nobody signed it, a line each."""

    all: tuple[PublicCooperation, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def public_cooperations(folder: SchemeFolder, today: date) -> PublicCooperations:
    """What may be seen of a scheme's cooperations on a day. Raises: FindingsError for a record that cannot be read."""
    found, drafts = cooperations(folder), folder.scheme().publish.drafts
    kept_in = [held.id for held in found if not held.cooperation.shown.page]
    notes = [f"kept inside, as their records do not say 'publish: true': {', '.join(kept_in)}"] if kept_in else []
    shown = []
    for held in found:
        if held.id in kept_in:
            continue
        if held.cooperation.state is State.PROPOSED and not drafts:
            notes.append(f"{held.id} is only proposed, so it has no page")
            continue
        shown.append(_public(folder, held, today, notes, drafts=drafts))
    warnings = [f"{one.id} is shown in words that were not signed: {document.title}: {document.other_words}"
                for one in shown for document in one.documents if document.other_words]
    return PublicCooperations(all=tuple(shown), notes=tuple(notes), warnings=tuple(warnings))


def _public(
    folder: SchemeFolder, held: HeldCooperation, today: date, notes: list[str], *, drafts: bool
) -> PublicCooperation:
    record, own, parts = held.cooperation, folder.scheme().id, tuple(_parts(held))
    facts, now = tuple(_facts(record)), digests_now(held, folder)
    is_signed = not any(standing_signatures(item, now.get(item.file, "")).elsewhere for item in record.documents)
    words = f"{_standing(record, today)}{'' if is_signed else ', not signed by all in these words'}"
    shown = list(_shown_documents(folder, held, notes, drafts=drafts))
    stems = _stems([document.file for document, _ in shown])
    documents = tuple(
        _document(folder, record, document, text, stem, (("Status", words), *facts), parts)
        for (document, text), stem in zip(shown, stems, strict=True))
    return PublicCooperation(
        id=record.id, title=record.title, type=record.type.words, words=words, facts=facts, documents=documents,
        others=tuple(party.name for party in record.parties if party.id != own),
        parts=(*parts, *_history(record)), address=record.public_url,
    )


def _standing(record: Cooperation, today: date) -> str:
    """Where it stands on a day, whatever nobody wrote down yet: what ended by itself is not told as active."""
    now = today.isoformat()
    since = next((event.day for event in reversed(record.history)
                  if event.kind == "state" and event.after == record.state.value), "")
    if record.state is State.PROPOSED:
        return "Proposed: binds nobody yet"
    if record.state is State.ENDED:
        return f"Ended on {since}" if since else "Ended"
    if record.end and record.end < now:
        return f"Expired on {record.end}"
    if record.state is State.SUSPENDED:
        return f"Suspended since {since}" if since else "Suspended"
    if record.start > now:
        return f"Agreed, begins on {record.start}"
    begun = record.start or since
    return f"Active{f' since {begun}' if begun else ''}{f', until {record.end}' if record.end else ''}"


def _facts(record: Cooperation) -> Iterator[tuple[str, str]]:
    scope = "; ".join(f"{key}: {', '.join(words)}" for key, words in record.scope.items() if words)
    for name, words in (
        ("Type", record.type.words), ("Basis", "" if record.basis in ("", "none") else record.basis), ("Scope", scope),
        ("Start", record.start), ("End", record.end), ("Review due", record.review_due),
    ):
        if words:
            yield name, words


def _parts(held: HeldCooperation) -> Iterator[PaperPart]:
    record = held.cooperation
    # Titles and order as in the annexes that the documents name: the first tells of the cooperation and its parties.
    lines = [f"**Shared outcome.** {as_words(record.outcome)}", ""] if record.outcome else []
    lines += [f"**Law that applies.** {as_words(record.governing_law)}", ""] if record.governing_law else []
    lines += [*table(("Party", "Role", "Speaks for"), [
        (as_words(party.name), role_words(held, party), as_words(party.constituency) or "-")
        for party in record.parties])]
    lines += versions_lines(record)
    yield PaperPart(title="The cooperation and its parties", markdown="\n".join(lines))
    objectives = tuple(objectives_table(record))
    if objectives:
        yield PaperPart(title="Objectives", markdown="\n".join(objectives))
    yield from (part for part in KINDS[record.type].public(held) if part.markdown.strip())


def _shown_documents(
    folder: SchemeFolder, held: HeldCooperation, notes: list[str], *, drafts: bool
) -> Iterator[tuple[SignedDocument, str]]:
    """Those that every party signed, with their text; others where the scheme shows drafts."""
    record = held.cooperation
    for document in record.documents:
        missing = record.unsigned_by(document)
        text = document_text(folder, held.document_path(document.file)) if document.file.endswith(".md") else None
        if text is None:
            notes.append(f"{document.file} of {held.id} is no text that could be shown")
        elif missing and not drafts:
            notes.append(f"{document.file} of {held.id} is left out: no signature of {', '.join(missing)}")
        else:
            yield document, text


def _document(
    folder: SchemeFolder, record: Cooperation, document: SignedDocument, text: str, stem: str,
    facts: tuple[tuple[str, str], ...], parts: Sequence[PaperPart],
) -> PublicDocument:
    title = as_plain(Document.parse(text).title or document.title)
    standing = standing_signatures(document, words_digest(record, text))
    signed = tuple((record.name_of(item.party), item.day) for item in standing.here)
    others = elsewhere_words(record, standing.elsewhere)
    sheet = "\n".join(table(("For", "Signed on"), [(as_words(name), day) for name, day in signed]))
    told = "\n\n".join(filter(None, (f"**Not signed in these words.** {as_words(others)}" if others else "", sheet)))
    annexes = (*parts, PaperPart(title="Signatures", markdown=f"{told or 'Nobody has signed yet.'}\n\n{_COPY}"))
    paper = Paper(
        title=title, parts=(PaperPart(title=title, markdown=text, file=document.file), *annexes), facts=facts,
        language=folder.scheme().language, owner=" · ".join(party.name for party in record.parties[:3]),
        footer=f"{record.title}. {_UNCONTROLLED}",
    )
    return PublicDocument(stem=stem, title=title, markdown=text, signed=signed, other_words=others, paper=paper)


def _stems(files: Sequence[str]) -> list[str]:
    """What the pages of documents are called, each once: of a file's name only what can stand in an address."""
    stems: list[str] = []
    for file in files:
        stem = _UNFIT.sub("-", file.rpartition(".")[0].lower()).strip("-") or "document"
        while stem in stems:
            stem = f"{stem}-2"
        stems.append(stem)
    return stems


def _history(record: Cooperation) -> Iterator[PaperPart]:
    rows = [(event.day, told) if not record.shown.reasons else
            (event.day, told, as_words(event.words), as_words(event.by) or "-")
            for event in record.history if (told := _step(event, reasons=record.shown.reasons))]
    heads = ("Day", "What", "Why", "By") if record.shown.reasons else ("Day", "What")
    if rows:
        yield PaperPart(title="History", markdown="\n".join(table(heads, rows)))


def _step(event: Event, *, reasons: bool) -> str:
    """What happened, from words that are the tool's own; empty for what is not for everybody."""
    if event.kind == "started":
        return "proposed"
    if event.kind in ("state", "type"):
        known = _STATES if event.kind == "state" else _TYPES
        before, after = known.get(event.before, ""), known.get(event.after, "")
        return f"from {before} to {after}" if before and after else ""
    if day_of(event.after) is not None:
        return f"renewed until {event.after}" if event.kind == "renewed" else f"next review by {event.after}"
    return "note" if reasons else ""
