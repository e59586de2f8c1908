"""Closing decisions: where the source and the scheme changed the same words, a person says which stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.making import licence_changes, record_bytes
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.transaction import Step
from schemekit.model.adoption import Decision
from schemekit.text.document import PREAMBLE, Document

TAKES = ("source", "ours", "edited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What was decided for one clause: the source's words, ours as they were, or ours as edited since."""

    clause: str
    take: str
    reason: str = ""


def open_decisions(root: Path, module: str) -> tuple[Decision, ...]:
    """What is still to decide in a module."""
    return read_adoption(reading(root), module).record.open_decisions()


def decide(root: Path, module: str, choices: Sequence[Choice]) -> tuple[Decision, ...]:
    """Close decisions. Taking the source puts its clause into the text; the others leave the text as it is.

    Every wording stays in the record. Raises: UnknownNameError, UsageError.
    """
    with writing(root) as folder:
        adoption = read_adoption(folder, module)
        file = adoption.main_file
        text = folder.own_text(module, file) or ""
        decisions, closed = list(adoption.record.decisions), []
        for choice in choices:
            index = _index(adoption.record.decisions, choice)
            decisions[index] = replace(decisions[index], taken=choice.take, reason=choice.reason)
            closed.append(decisions[index])
            if choice.take == "source":
                text = _with_source(text, decisions[index])
        record = replace(adoption.record, decisions=tuple(decisions))
        changes: dict[str, bytes | None] = {
            folder.record_path(module): record_bytes(record),
            folder.own_path(module, file): text.encode(),
        }
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes))
        return tuple(closed)


def _index(decisions: Sequence[Decision], choice: Choice) -> int:
    if choice.take not in TAKES:
        raise UsageError(f"'{choice.take[:40]}' cannot be taken", why=f"it is one of {', '.join(TAKES)}",
                         fix="for example --take source")
    for index, decision in enumerate(decisions):
        if decision.is_open and choice.clause in (decision.clause, decision.clause or PREAMBLE):
            return index
    waiting = [decision.clause or PREAMBLE for decision in decisions if decision.is_open]
    raise UnknownNameError(
        f"no decision is open for '{choice.clause[:60]}'",
        why=f"open are: {', '.join(waiting) or 'none'}",
        fix="name one of these with --clause",
    )


def _with_source(text: str, decision: Decision) -> str:
    document = Document.parse(text)
    if not decision.clause:
        return decision.source + "".join(clause.raw for clause in document.clauses)
    if decision.clause in document.by_id():
        return document.replaced(decision.clause, decision.source).text
    return f"{text.rstrip()}\n\n{decision.source}"
