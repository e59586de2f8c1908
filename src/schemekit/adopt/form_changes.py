"""What a scheme changed in a form or an annex, and why.

A form that asks something else has one reason on record, as a clause has; `answer` and `reason` give it. Of one whose
layout alone differs nobody asks a reason, so that the answers to what was accepted into it are told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.adopt.outcome import Adoption
from schemekit.model.file_names import PROSE
from schemekit.model.proposed_change import ProposedChange, ProposedState
from schemekit.text.document import Document

_LONGEST = 400   # characters of one change on a page for a board


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """One passage of a form that reads otherwise. Shape: `where` is the clause as people cite it, `told` in words."""

    where: str
    told: str


def form_reason(adoption: Adoption, file: str, clause: str = "") -> str:
    """Why a form differs, or one clause of it; empty where the reason on record is for other words than the present."""
    annex = next((change for change in adoption.annexes if change.id == file), None)
    if annex is not None:
        recorded = adoption.reason_for(annex)
        return recorded.reason if recorded else ""
    found = [item for item in _accepted(adoption, file) if not clause or item.clause in ("", clause)]
    return "; ".join(dict.fromkeys(_told(item) for item in found if item.response))


def unexplained(adoption: Adoption) -> tuple[ProposedChange, ...]:
    """The changes that were accepted into a form without a word of why, where nothing else asks for a reason."""
    asked = {change.id for change in adoption.annexes}
    found = [item for item in adoption.record.proposals
             if item.file and item.is_change and item.state is ProposedState.ACCEPTED and not item.response]
    return tuple(item for item in found if item.file in adoption.changed_forms and item.file not in asked)


def form_words(adoption: Adoption, file: str) -> tuple[FormWords, ...]:
    """The passages of a form that read otherwise than in the source, in the form's order; none for a register."""
    own = adoption.folder.own_text(adoption.id, file) if file.endswith(PROSE) else None
    return tuple(_passages(adoption, file, own)) if own is not None else ()


def _passages(adoption: Adoption, file: str, own: str) -> Iterator[FormWords]:
    from difflib import SequenceMatcher  # `check` asks for none of these words

    from schemekit.adopt.clause_names import ClauseNames
    from schemekit.text.comment_rows import told_exchange

    names, document = ClauseNames(adoption), Document.parse(own)
    labels = [""] * (own.count("\n") + 2)
    for clause in document.clauses:
        labels[clause.line - 1 :] = [names.label(file, clause)] * (len(labels) - clause.line + 1)
    before, after = adoption.base_text(file).splitlines(keepends=True), own.splitlines(keepends=True)
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[first:last])
        if kind != "equal" and (old.strip() or new.strip()):
            told = told_exchange(old, new)
            yield FormWords(where=labels[min(first, len(labels) - 1)],
                            told=told if len(told) <= _LONGEST else f"{told[:_LONGEST - 1]}…")


def _accepted(adoption: Adoption, file: str) -> Iterator[ProposedChange]:
    return (item for item in adoption.record.proposals
            if item.file == file and item.is_change and item.state is ProposedState.ACCEPTED)


def _told(item: ProposedChange) -> str:
    return f"{item.response} (proposed by {item.commenter})" if item.commenter else item.response
