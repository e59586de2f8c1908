"""Putting the source's words of a clause back where the scheme changed or dropped them."""

from __future__ import annotations

from pathlib import Path

from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import Verb
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import PREAMBLE, Document


def restore_clause(root: Path, module: str, clause: str) -> ClauseChange:
    """Put the source's words back, filled in with the scheme's values; gives what stood there before.

    Raises: UnknownNameError for a clause that is not known; UsageError for one that is the scheme's own, or is as
    the source has it.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        change = _change(adoption, clause)
        file = adoption.main_file
        text = _restored(adoption, change).encode()
        record = adoption.record.without(change.id)
        changes: dict[str, bytes | None] = {
            folder.own_path(module, file): text,
            folder.record_path(module): record_bytes(record),
        }
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes))
        return change


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
