"""Words of a scheme's text that may take back what its other clauses ask: `nothing in this procedure is binding`.

A preamble, a clause or text that the scheme added, an annex, a term that means something else now. What they really do
only a reader can tell, so they are shown first and every clause of the module is to be judged anew.
Basis: docs/decisions/0032-changed-words-count-for-what-somebody-can-say.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.adopt.outcome import Adoption
from schemekit.crosswalk.evidence import Doubt
from schemekit.model.adoption import Verb
from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import PREAMBLE

_LIGHT = (SignalKind.EDITORIAL, SignalKind.STRUCTURE)


def doubts_of(adoption: Adoption) -> tuple[Doubt, ...]:
    """The doubts about a module's text, in the order of the text; none where it is as the source has it."""
    return tuple(_found(adoption))


def _found(adoption: Adoption) -> Iterator[Doubt]:
    if not adoption.text_is_untouched:
        for file, changes in adoption.changes_by_file.items():
            path = adoption.folder.own_path(adoption.id, file)
            yield from (doubt for change in changes for doubt in _of(adoption, change, path))
        for change in adoption.changes:
            if change.id in adoption.added_files:
                yield from _of(adoption, change, adoption.folder.own_path(adoption.id, change.id))
    for change in adoption.annexes:
        yield from _of(adoption, change, adoption.folder.own_path(adoption.id, change.id))


def _of(adoption: Adoption, change: ClauseChange, path: str) -> Iterator[Doubt]:
    """At most one: the first words of a clause that raise it."""
    if change.verb is Verb.ADOPT:
        return
    from schemekit.text.significance.left_over import is_term, speaks_of_text, takes_back, undoes_others, undoes_text

    signals, context = adoption.meaning_of(change), adoption.context_of(change.id)
    is_apart = change.source is None or change.id == PREAMBLE or change in adoption.annexes
    terms = [one for one in signals if one.kind not in _LIGHT] if _defines(adoption, change) else []
    if is_apart:
        found, reaches_all = next(undoes_others(signals, context), None), True
    else:
        terms += [one for one in signals if is_term(one, context)]
        back = list(takes_back(signals)) if change.verb is not Verb.DROP else []
        wide = [one for one in signals if (one in back and speaks_of_text(one)) or undoes_text(one, context)]
        found, reaches_all = next(iter([*terms, *wide, *back]), None), bool(terms or wide)
    if found is not None:
        yield Doubt(clause=change.id, place=_place(adoption, change, path, found), words=found.bare_words,
                    digest=change.text_sha256, reaches_all=reaches_all)


def _defines(adoption: Adoption, change: ClauseChange) -> bool:
    from schemekit.text.rules import vocabulary
    from schemekit.text.significance.classify import has_definitions

    return has_definitions(change, vocabulary(adoption.module.language))


def _place(adoption: Adoption, change: ClauseChange, path: str, signal: Signal) -> str:
    """Where the words stand: the line of the passage, or of the clause; of a clause that is gone, the file."""
    text = adoption.folder.text(path) or ""
    if change.mine is None or not text:
        return path
    lines = text.split("\n")
    start = change.mine.line - 1 if change.id not in adoption.added_files else 0
    first = signal.passage_after.strip().split("\n")[0].strip()
    found = (number for number, words in enumerate(lines[start:], start + 1) if first and first in words)
    return f"{path}:{next(found, start + 1)}"
