"""Taking an answer back: a proposed change is open again, and what its answer put into the text is taken out.

That is the comparison of the answer the other way round, so that what else was changed since stays. Where the same
words were changed since, none are taken out: they stay in the text, and whoever takes the answer back is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shlex import quote

from schemekit.adopt.decision_names import deviation_id
from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import save, writing
from schemekit.circulation.accepted_reasons import without_reasons
from schemekit.circulation.answer import Answered, AnswerReport, Desk, changed_texts, unknown
from schemekit.errors import UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import AdoptionRecord, Verb
from schemekit.model.proposed_change import ProposedChange, ProposedState


def reopen(root: Path, module: str, names: Sequence[str]) -> AnswerReport:
    """Set answered proposed changes open again, all in one write; what the answers put into the text goes out of it.

    Decisions that an answer opened and that are not taken go with it.
    Raises: UnknownNameError; UsageError for one that is open, or that its author replaced by another.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        desk = Desk(adoption, adoption.record)
        record, told, taken_back = adoption.record, [], []
        for name in reversed(names):   # the last answer first: an earlier one may stand under it
            found = _answered(record, name)
            fresh = replace(found, state=ProposedState.OPEN, response="")
            left = tuple(item for item in record.decisions if not (item.is_open and item.proposal == name))
            closed = len(record.decisions) - len(left)
            record = replace(record, decisions=left, proposals=tuple(
                fresh if item.id == name else item for item in record.proposals))
            words = _out_of_the_text(adoption, desk, record, found, closed)
            told.append(Answered(proposal=fresh, words=words))
            taken_back.append(found)
        changes = dict(desk.text_changes())
        if changes:
            after = adoption.with_changes(changes)
            record = without_reasons(adoption, after, record, taken_back)
        changes[folder.record_path(module)] = record_bytes(record)
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes))
        return replace(changed_texts(adoption, folder.with_changes(changes), record), answered=tuple(reversed(told)))


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


def _out_of_the_text(
    adoption: Adoption, desk: Desk, record: AdoptionRecord, found: ProposedChange, closed: int
) -> str:
    """Take what an answer put in out of the text, if it can be; what is told of it."""
    if closed:
        return "open again; the decision that it had opened is gone, and the text stays as it is"
    if not (found.is_change and found.state is ProposedState.ACCEPTED):
        return "open again; the text stays as it is"
    other = next((item for item in record.proposals if item.state is ProposedState.ACCEPTED and _is_alike(item, found)),
                 None)
    if other is not None:
        return f"open again; its words stay in the text, as {other.id} asks for the same and is accepted"
    taken = desk.without(found)
    if taken.hitch is None and not taken.clashes:
        return "open again; the text has none of its words any more" if taken.is_there else \
            "open again; its words are taken out of the text"
    why = "you changed the same words since" if taken.clashes else "nobody can tell where they came in"
    return f"open again, but ITS WORDS ARE STILL IN YOUR TEXT: {why}. {_way_out(adoption, found)}"


def _is_alike(one: ProposedChange, other: ProposedChange) -> bool:
    nameless = (replace(item, commenter="", date="", comment="").content for item in (one, other))
    return one.is_change and next(nameless) == next(nameless)


def _way_out(adoption: Adoption, found: ProposedChange) -> str:
    """How to get rid of words that stay."""
    way = f"Change them by hand in {adoption.folder.own_path(adoption.id, found.file or adoption.main_file)}"
    undecided = {deviation_id(adoption, item) for item in adoption.record.open_decisions()}
    restorable = {change.id for change in adoption.deviations if change.verb is not Verb.ADD}
    if found.clause in restorable - undecided:
        way += f", or put all of the source's words back: schemekit restore {adoption.id} {quote(found.clause)}"
    return f"{way}; until then it cannot be refused"
