"""Putting the source's words back where the scheme changed or dropped a clause, or deleted a document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from schemekit.adopt.decision_names import file_of
from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.rendering import render_file
from schemekit.adopt.writing import save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SOURCE
from schemekit.files.transaction import Step
from schemekit.model.adoption import AdoptionRecord, Verb
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.deciding.taking import SOURCE as SOURCE_TAKEN
from schemekit.text.document import PREAMBLE, Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was put back. Shape: `name` is a clause's id, or a document's path below policies/MODULE/.

    `before` is what stood there, `closed` how many decisions about it were open and are closed now.
    """

    module: str
    name: str
    before: str = ""
    is_document: bool = False
    closed: int = 0

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"module": self.module, "clause": self.name, "before": self.before, "closed": self.closed}


def restore(root: Path, module: str, name: str) -> Restored:
    """Put the source's words of a clause back, or a document that was deleted, filled in with the scheme's values.

    Decisions that were open about it are closed as taken from the source. Raises: UnknownNameError for what is not
    known; UsageError for a clause that is the scheme's own, or a document that is there.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        file = name.removeprefix(f"policies/{module}/")
        if file in adoption.source_files:
            record, path, data = _document(adoption, file)
            restored = Restored(module=module, name=file, is_document=True)
        else:
            change = _change(adoption, name)
            record = adoption.record.without(change.id)
            path, data = folder.own_path(module, adoption.main_file), _restored(adoption, change).encode()
            restored = Restored(module=module, name=change.id, before=change.mine.raw.strip() if change.mine else "")
        closed = _closed(adoption, record, restored)
        number = len(record.open_decisions()) - len(closed.open_decisions())
        changes: dict[str, bytes | None] = {path: data, folder.record_path(module): record_bytes(closed)}
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes))
        return replace(restored, closed=number)


def _document(adoption: Adoption, file: str) -> tuple[AdoptionRecord, str, bytes]:
    """The record, the path and the bytes of a document that is put back whole."""
    path = adoption.folder.own_path(adoption.id, file)
    if adoption.folder.data(path) is not None:
        raise UsageError(
            f"{path} is there",
            why="only a document that was deleted is put back whole, so that no words of yours are lost",
            fix=f"name a clause: schemekit restore {adoption.id} CLAUSE; or move the file away first"
            if file in adoption.module.text_files else
            f"move it away first, and all of it comes back: schemekit restore {adoption.id} {quote(file)}",
        )
    template = adoption.folder.data(f"{SOURCE}/{adoption.id}/{TEMPLATE_FOLDER}/{file}") or b""
    data = render_file(adoption.module, file, template, adoption.entry.parameters)
    record = adoption.record
    if file in adoption.module.text_files:
        for clause in (PREAMBLE, *Document.parse(data.decode()).by_id()):
            record = record.without(clause)
    return record.without(file), path, data


def _closed(adoption: Adoption, record: AdoptionRecord, restored: Restored) -> AdoptionRecord:
    """The record with what was to decide about the restored words taken from the source."""
    decisions = tuple(
        # Of words that a reader proposed, neither side stands then.
        replace(item, taken="edited" if item.proposal else SOURCE_TAKEN, reason="restored") if item.is_open and (
            file_of(adoption, item) == restored.name if restored.is_document
            else not item.file and (item.clause or PREAMBLE) == restored.name
        ) else item
        for item in record.decisions
    )
    return replace(record, decisions=decisions)


def _change(adoption: Adoption, clause: str) -> ClauseChange:
    change = next((item for item in adoption.deviations if item.id == clause), None)
    if change is None:
        deviating = ", ".join(item.id for item in adoption.deviations)
        raise UnknownNameError(
            f"{clause[:60]} is not a clause of {adoption.id} that differs from its source",
            why=f"those that differ are: {deviating or 'none'}",
            fix="name one of these" if deviating else "there is nothing to put back",
        )
    if change.verb is Verb.ADD:
        raise UsageError(
            f"{clause} is your own, and the source has no words for it",
            why="only what was changed or dropped can be put back",
            fix="delete it in the text if you do not want it any more",
        )
    return change


def _restored(adoption: Adoption, change: ClauseChange) -> str:
    """The scheme's text with the source's clause in the place of its own, or after the clause it follows there."""
    base = Document.parse(adoption.base_text(adoption.main_file))
    own = Document.parse(adoption.folder.own_text(adoption.id, adoption.main_file) or base.preamble)
    if change.id == PREAMBLE:
        return base.preamble + "".join(clause.raw for clause in own.clauses)
    words = next(clause.raw for clause in base.clauses if clause.id == change.id)
    if change.mine is not None:
        place = own.clauses.index(change.mine)
        raws = [clause.raw for clause in own.clauses]
        raws[place] = words.rstrip("\n") + "\n\n" if place + 1 < len(raws) else words
        return own.preamble + "".join(raws)
    earlier = [clause.id for clause in base.clauses][: [clause.id for clause in base.clauses].index(change.id)]
    known = {clause.id: place for place, clause in enumerate(own.clauses)}
    after = max((known[name] for name in earlier if name in known), default=-1)
    raws = [clause.raw for clause in own.clauses]
    if after >= 0:
        raws[after] = raws[after].rstrip("\n") + "\n\n"
    text = own.preamble + "".join([*raws[: after + 1], words.rstrip("\n") + "\n\n", *raws[after + 1:]])
    return text.rstrip("\n") + "\n"
