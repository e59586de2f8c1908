"""A cooperation on paper: each document that its parties sign, and behind it the annexes made from the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.kinds import KINDS
from schemekit.cooperate.records import HeldCooperation, document_text, held
from schemekit.errors import UsageError
from schemekit.files.export_folder import EXPORTS, ExportFolder
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.cooperation import Cooperation, SignedDocument, State
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.document import Document
from schemekit.text.formatted.made_markdown import as_words, table

_ROOM = "\u00a0"
_TEXTS = (".md",)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedCooperation:
    """What was written: the folder as a person names it, and the files in it."""

    id: str
    folder: str
    files: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "folder": self.folder, "files": list(self.files)}


def print_cooperation(
    root: Path, cooperation_id: str, to: str, today: str, *, folder: Path | None = None, reference: bytes | None = None
) -> PrintedCooperation:
    """Write the documents of a cooperation, one file each. Units: `today` is YYYY-MM-DD; `to` as `paper.FORMATS`.

    Raises: UnknownNameError; UsageError where there is no document to print; MissingPartError.
    """
    from schemekit.word.paper import paper_as

    with writing(root) as scheme_folder:
        one = held(scheme_folder, cooperation_id)
        papers = dict(_papers(scheme_folder, one, today))
        if not papers:
            raise UsageError(f"{cooperation_id} has no document to print",
                             why="its record names none that is a text (.md) in its folder",
                             fix="name one under 'documents', with its file and title")
        files = {f"{cooperation_id}-{name}.{to}": paper_as(paper, to, reference) for name, paper in papers.items()}
        place = ExportFolder.of_scheme(scheme_folder.root) if folder is None else ExportFolder.named(root, folder)
        place.refuse_foreign(files)
        if folder is None:
            save(scheme_folder, place.step(files))
        else:
            place.write(files)
        return PrintedCooperation(id=cooperation_id, folder=EXPORTS if folder is None else folder.name,
                                  files=tuple(files))


def _papers(folder: SchemeFolder, one: HeldCooperation, today: str) -> Iterator[tuple[str, Paper]]:
    scheme = folder.scheme()
    annexes = tuple(annexes_of(one))
    for document in one.cooperation.documents:
        text = document_text(folder, one.document_path(document.file)) if document.file.endswith(_TEXTS) else None
        if text is not None:
            name = document.file.rpartition(".")[0]
            title = Document.parse(text).title or document.title
            yield name, Paper(
                title=as_plain(title), parts=(PaperPart(title=title, markdown=text, file=document.file),
                                              *annexes, _signatures(one.cooperation, document)),
                language=scheme.language, owner=" · ".join(party.name for party in one.cooperation.parties[:3]),
                facts=tuple(_facts(one.cooperation, today)),
                footer=f"{one.cooperation.title}, {one.cooperation.state.value}, printed {today}. "
                       "Printed copies are uncontrolled.",
                has_room_to_sign=True,
            )


def as_plain(heading: str) -> str:
    """A heading without the marks that make its words bold or code."""
    return heading.replace("*", "").replace("`", "").strip()


def annexes_of(one: HeldCooperation) -> Iterator[PaperPart]:
    """The annexes of a cooperation: those that all types have, then those of its type."""
    record = one.cooperation
    yield PaperPart(title="The cooperation and its parties", markdown="\n".join(_header(record)))
    objectives = tuple(objectives_table(record))
    if objectives:
        yield PaperPart(title="Objectives", markdown="\n".join(objectives))
    contributions = tuple(_contributions(record))
    if contributions:
        yield PaperPart(title="What each party puts in", markdown="\n".join(contributions))
    yield from KINDS[record.type].annexes(one)


def _facts(record: Cooperation, today: str) -> Iterator[tuple[str, str]]:
    yield "Type", record.type.words
    yield "Status", record.state.value if record.state is not State.PROPOSED else "proposed: binds nobody yet"
    for name, value in (("Basis", "" if record.basis == "none" else record.basis), ("Start", record.start),
                        ("End", record.end), ("Review due", record.review_due), ("Printed", today)):
        if value:
            yield name, value


def _header(record: Cooperation) -> Iterator[str]:
    for label, words in (("Shared outcome", record.outcome), ("The parties begin with", record.begins_with)):
        yield f"**{label}.** {as_words(words) or 'Not agreed yet.'}"
        yield ""
    if record.convenor is not None:
        neutral = "taken as neutral by all parties" if record.convenor.is_neutral else "not neutral"
        why = f": {as_words(record.convenor.why)}" if record.convenor.why else ""
        yield f"**Convenor.** {as_words(record.convenor.name)}, {neutral}{why}"
        yield ""
    scope = [f"{key}: {', '.join(words)}" for key, words in record.scope.items() if words]
    if scope:
        yield f"**Scope.** {as_words('; '.join(scope))}"
        yield ""
    yield from table(("Party", "Role", "Speaks for", "Contact"), [
        (as_words(party.name), party.role, as_words(party.constituency) or "-", as_words(party.contact) or "-")
        for party in record.parties])
    yield from table(("Text", "Of", "Version agreed on"), [
        (as_words(item.document), as_words(record.name_of(item.party)), as_words(item.version))
        for item in record.versions])


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


def _signatures(record: Cooperation, document: SignedDocument) -> PaperPart:
    signed = {item.party: item for item in document.signatures}
    rows = []
    for party in record.parties:
        if party.is_bound:
            found = signed.get(party.id)
            rows.append((as_words(party.name), as_words(found.by) if found else _ROOM, found.day if found else _ROOM))
    return PaperPart(title="Signatures",
                     markdown="\n".join(table(("For", "Name, office and signature", "Date"), rows)))

