"""A cooperation on paper: each document that its parties sign, and behind it the annexes made from the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from textwrap import shorten

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.kinds import KINDS, role_words
from schemekit.cooperate.open_places import OPEN, open_places
from schemekit.cooperate.pinned_sources import unconfirmed_texts, with_sources_now
from schemekit.cooperate.records import HeldCooperation, document_text, held
from schemekit.cooperate.signed_words import digest_on_paper, words_digest
from schemekit.cooperate.standing_signatures import StandingSignatures, elsewhere_words, standing_signatures
from schemekit.cooperate.unconfirmed_paper import unconfirmed_words
from schemekit.errors import UsageError
from schemekit.files.export_folder import EXPORTS, ExportFolder
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, CooperationType, PinnedVersion, State
from schemekit.model.paper import Paper, PaperPart
from schemekit.model.unconfirmed import Unconfirmed
from schemekit.text.document import Document
from schemekit.text.formatted.made_markdown import as_words, table

_TITLE_AT_FOOT = 40   # signs, so that the line fits beside the number of the page
_ROOM = "\u00a0"
_ON_TEXTS = (CooperationType.RECOGNITION, CooperationType.SHARED_PROCESS, CooperationType.HARMONISATION)
_TEXTS = (".md",)
_NOBODY = StandingSignatures(here=(), elsewhere=())


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCooperation:
    """What was written: the folder as a person names it, and the files in it.

    Shape: `words` are the digests of the files' words, in the files' order; `is_draft` where what was printed is a
    proposal, and no copy that is to be signed; `open` are the places in which the files say "Not agreed yet";
    `unconfirmed` are the texts of which they say that nobody could confirm the source; `other_words` says of each
    document who signed it in other words than it has now.
    """

    id: str
    folder: str
    files: tuple[str, ...]
    words: tuple[str, ...]
    is_draft: bool
    open: tuple[str, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    other_words: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "folder": self.folder, "files": list(self.files), "words": list(self.words),
                "open": list(self.open), "unconfirmed": [one.to_mapping() for one in self.unconfirmed],
                "other_words": list(self.other_words)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """One printing of one document.

    Shape: `signed` are its signatures, by whose words they stand under. Units: `today` is YYYY-MM-DD.
    """

    today: str
    is_for_signature: bool
    signed: StandingSignatures = _NOBODY

    @property
    def state_words(self) -> str:
        """What is to be said beside the state: a copy for signature is signed anew anyway."""
        return ", not signed by all in these words" if self.signed.elsewhere and not self.is_for_signature else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Printed:
    """A document on paper, the digest of its words, and who signed others."""

    paper: Paper
    digest: str
    other_words: str


def print_cooperation(
    root: Path, cooperation_id: str, to: str, today: str, *, folder: Path | None = None, reference: bytes | None = None,
    is_for_signature: bool = False,
) -> PrintedCooperation:
    """Write the documents of a cooperation, one file each. Units: `today` is YYYY-MM-DD; `to` as `paper.FORMATS`.

    Shape: a copy for signature says nothing of a proposal and is no uncontrolled print: it binds once all have signed.
    Each of its pages has the digest of the words, so that the signed paper is known again as the text in the folder.
    Raises: UnknownNameError; UsageError where there is no document to print, and for the signature of what has ended;
    IntegrityError as `with_sources_now`; MissingPartError.
    """
    from schemekit.word.paper import paper_as

    with writing(root) as scheme_folder:
        one = held(scheme_folder, cooperation_id)
        if is_for_signature and one.cooperation.state is State.ENDED:
            raise UsageError(f"{cooperation_id} has ended", why="nobody signs what is over",
                             fix="start a new one, or leave --for-signature out")
        one = with_sources_now(one, scheme_folder)
        papers = dict(_papers(scheme_folder, one, _Copy(today=today, is_for_signature=is_for_signature)))
        if not papers:
            raise UsageError(f"{cooperation_id} has no document to print",
                             why="its record names none that is a text (.md) in its folder",
                             fix="name one under 'documents', with its file and title")
        end = f"-for-signature.{to}" if is_for_signature else f".{to}"
        files = {f"{cooperation_id}-{name}{end}": paper_as(one.paper, to, reference) for name, one in papers.items()}
        place = ExportFolder.of_scheme(scheme_folder.root) if folder is None else ExportFolder.named(root, folder)
        place.refuse_foreign(files)
        if folder is None:
            save(scheme_folder, place.step(files))
        else:
            place.write(files)
        return PrintedCooperation(id=cooperation_id, folder=EXPORTS if folder is None else folder.name,
                                  files=tuple(files), words=tuple(paper.digest for paper in papers.values()),
                                  is_draft=one.cooperation.state is State.PROPOSED and not is_for_signature,
                                  open=open_places(_days(one.cooperation), annexes_of(one)),
                                  unconfirmed=unconfirmed_texts(one.cooperation),
                                  other_words=tuple(paper.other_words for paper in papers.values()
                                                    if paper.other_words))


def _papers(folder: SchemeFolder, one: HeldCooperation, copy: _Copy) -> Iterator[tuple[str, _Printed]]:
    """Each document that is a text, by the name of its file."""
    scheme, record = folder.scheme(), one.cooperation
    annexes = tuple(annexes_of(one))
    for document in record.documents:
        text = document_text(folder, one.document_path(document.file)) if document.file.endswith(_TEXTS) else None
        if text is not None:
            title = Document.parse(text).title or document.title
            digest = words_digest(record, text)
            copy = replace(copy, signed=standing_signatures(document, digest))
            told = "" if copy.is_for_signature else elsewhere_words(record, copy.signed.elsewhere)
            paper = Paper(
                title=as_plain(title), parts=(PaperPart(title=title, markdown=text, file=document.file),
                                              *annexes, _signatures(record, copy, told)),
                language=scheme.language, owner=" · ".join(party.name for party in record.parties[:3]),
                facts=tuple(_facts(record, copy, digest)), footer=_footer(record, copy, digest), has_room_to_sign=True,
            )
            yield document.file.rpartition(".")[0], _Printed(
                paper=paper, digest=digest, other_words=f"{document.title}: {told}" if told else "")


def as_plain(heading: str) -> str:
    """A heading without the marks that make its words bold or code."""
    return heading.replace("*", "").replace("`", "").strip()


def annexes_of(one: HeldCooperation) -> Iterator[PaperPart]:
    """The annexes of a cooperation: those that all types have, then those of its type."""
    record = one.cooperation
    yield PaperPart(title="The cooperation and its parties", markdown="\n".join(_header(one)))
    # The documents name these two, so that they stand there while they are empty.
    yield PaperPart(title="Objectives", markdown="\n".join(objectives_table(record)) or OPEN)
    yield PaperPart(title="What each party puts in", markdown="\n".join(_contributions(record)) or OPEN)
    yield from KINDS[record.type].annexes(one)


def _facts(record: Cooperation, copy: _Copy, digest: str) -> Iterator[tuple[str, str]]:
    yield "Type", record.type.words
    if copy.is_for_signature:
        yield "Status", "for signature: in force once all parties have signed"
    else:
        state = record.state.value if record.state is not State.PROPOSED else "proposed: binds nobody yet"
        yield "Status", f"{state}{copy.state_words}"
    if record.basis not in ("", "none"):
        yield "Basis", record.basis
    if record.intensity:
        yield "Intensity", record.intensity
    # The documents speak of the days in their head.
    yield from _days(record)
    yield ("Prepared" if copy.is_for_signature else "Printed"), copy.today
    yield "Words", digest_on_paper(digest)


def _days(record: Cooperation) -> Iterator[tuple[str, str]]:
    for name, day in (("Start", record.start), ("End", record.end), ("Review due", record.review_due)):
        yield name, day or OPEN.removesuffix(".")


def _footer(record: Cooperation, copy: _Copy, digest: str) -> str:
    title = shorten(record.title, _TITLE_AT_FOOT, placeholder="…")
    if copy.is_for_signature:
        told = f"{title}, for signature."
    else:
        told = f"{title}, {record.state.value}{copy.state_words}, printed {copy.today}."
        told += "" if copy.state_words else " Printed copies are uncontrolled."   # both would not fit on the line
    return f"{told}\nWords: {digest_on_paper(digest)}"   # a line of its own: both would not fit beside the page


def _header(one: HeldCooperation) -> Iterator[str]:
    record = one.cooperation
    for label, words in (("Shared outcome", record.outcome), ("The parties begin with", record.begins_with)):
        yield f"**{label}.** {as_words(words) or OPEN}"
        yield ""
    if record.convenor is not None:
        neutral = f", {words}" if (words := record.convenor.neutrality.value) else ""
        why = f": {as_words(record.convenor.why)}" if record.convenor.why else ""
        yield f"**Convenor.** {as_words(record.convenor.name)}{neutral}{why}"
        yield ""
    scope = [f"{key}: {', '.join(words)}" for key, words in record.scope.items() if words]
    if scope:
        yield f"**Scope.** {as_words('; '.join(scope))}"
        yield ""
    if record.governing_law or record.is_an_agreement:
        yield f"**Law that applies.** {as_words(record.governing_law) or OPEN}"
        yield ""
    yield from table(("Party", "Role", "Speaks for", "Contact"), [
        (as_words(party.name), role_words(one, party), as_words(party.constituency) or "-",
         as_words(party.contact) or "-")
        for party in record.parties])
    if record.versions:
        yield from versions_lines(record)
    elif record.type in _ON_TEXTS:
        yield f"**Texts and versions agreed on.** {OPEN}"


def versions_lines(record: Cooperation) -> Iterator[str]:
    """The texts that were agreed on with their versions, and whose source nobody could confirm; Markdown."""
    yield from table(("Text", "Of", "Version agreed on"), [
        (as_words(item.document), as_words(record.name_of(item.party)), as_words(version_words(record, item)))
        for item in record.versions])
    if told := unconfirmed_words(unconfirmed_texts(record)):
        yield f"**Not confirmed.** {as_words(told)}"
        yield ""


_ON_PAPER = 12   # digits of a digest that the record has whole


def version_words(record: Cooperation, pinned: PinnedVersion) -> str:
    """`1.1.2, changed by Slate Council: 2 clauses adapted, 1 dropped`: what was agreed on is the party's own text."""
    changed = f", changed by {record.name_of(pinned.party)}: {pinned.changed}" if pinned.changed else ""
    return f"{pinned.version}{changed}{f' (words {pinned.words[:_ON_PAPER]})' if pinned.words else ''}"


def objectives_table(record: Cooperation) -> Iterator[str]:
    """The objectives, numbered, as lines of Markdown; nothing where there are none."""
    yield from table(("No.", "Objective", "Reached when", "By"), [
        (str(place), as_words(item.words), as_words(item.measure) or "-", item.due or "-")
        for place, item in enumerate(record.objectives, 1)], is_counted=True)


def _contributions(record: Cooperation) -> Iterator[str]:
    yield from table(("Party", "Kind", "What", "Amount"), [
        (as_words(record.name_of(item.party)), item.kind, as_words(item.words),
         f"{item.amount:g} {as_words(item.unit)}".strip() if item.amount is not None else "-")
        for item in record.contributions])


def _signatures(record: Cooperation, copy: _Copy, elsewhere: str) -> PaperPart:
    """Room for each party, and the names of those who signed these words; who signed others is told above it."""
    signed = {item.party: item for item in copy.signed.here if not copy.is_for_signature}
    told = [f"**Not signed in these words.** {as_words(elsewhere)}", ""] if elsewhere else []
    rows = []
    for party in record.parties:
        if party.is_bound:
            found = signed.get(party.id)
            rows.append((as_words(party.name), as_words(found.by) if found else _ROOM, found.day if found else _ROOM))
    return PaperPart(title="Signatures",
                     markdown="\n".join([*told, *table(("For", "Name, office and signature", "Date"), rows)]))
