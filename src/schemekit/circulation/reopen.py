"""Taking an answer back: a proposed change is open again, as when it came; the text stays as it is.

What an answer put into the text is words like any others by now, on which later edits may stand, so that none are taken
out unasked: whoever takes an answer back is told how to see them and how to put the source's words back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from schemekit.adopt.decision_names import deviation_id
from schemekit.adopt.making import record_bytes
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import save, writing
from schemekit.circulation.answer import Answered, AnswerReport, unknown
from schemekit.errors import UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import AdoptionRecord, Verb
from schemekit.model.proposed_change import ProposedChange, ProposedState


def reopen(root: Path, module: str, names: Sequence[str]) -> AnswerReport:
    """Set answered proposed changes open again, all in one write; decisions that an answer opened go with it.

    Raises: UnknownNameError; UsageError for one that is open, or that its author replaced by another.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        record, told = adoption.record, []
        for name in names:
            found = _answered(record, name)
            fresh = replace(found, state=ProposedState.OPEN, response="")
            left = tuple(item for item in record.decisions if not (item.is_open and item.proposal == name))
            closed = len(record.decisions) - len(left)
            record = replace(record, decisions=left, proposals=tuple(
                fresh if item.id == name else item for item in record.proposals))
            told.append(Answered(proposal=fresh, words=_words(adoption, found, closed)))
        save(folder, Step(changes={folder.record_path(module): record_bytes(record)}))
        return AnswerReport(module=module, answered=tuple(told))


def _answered(record: AdoptionRecord, name: str) -> ProposedChange:
    found = next((item for item in record.proposals if item.id == name), None)
    if found is None:
        raise unknown(name, [item.id for item in record.proposals], record.module)
    if found.is_open:
        raise UsageError(f"{name} is open", why="only what was answered can be opened again",
                         fix=f"answer it: schemekit answer {record.module} {name}")
    if found.state is ProposedState.SUPERSEDED:
        raise UsageError(f"{name} was {found.response or 'replaced'}", why="nobody answered it: its author sent other "
                         "words instead", fix=f"schemekit proposals {record.module} --all")
    return found


def _words(adoption: Adoption, found: ProposedChange, closed: int) -> str:
    """What is told of one: above all that its words stay in the text, where they are in it."""
    if closed:
        return "open again; the decision that it had opened is gone, and the text stays as it is"
    if not (found.is_change and found.state is ProposedState.ACCEPTED):
        return "open again; the text stays as it is"
    how = f"see it with 'schemekit diff {adoption.id}'"
    undecided = {deviation_id(adoption, item) for item in adoption.record.open_decisions()}
    restorable = {change.id for change in adoption.deviations if change.verb is not Verb.ADD}
    if found.clause in restorable - undecided:
        how += f", put the source's words back with 'schemekit restore {adoption.id} {quote(found.clause)}'"
    return f"open again; the text stays as it is: {how}"
