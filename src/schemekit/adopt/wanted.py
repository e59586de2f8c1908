"""What of a scheme's texts can be proposed: a clause that it adapted or added, the beginning, a form.

Nothing is turned back here; what cannot be proposed is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.proposing import Wanted
from schemekit.errors import ProposalRefusedError, UnknownNameError, UsageError
from schemekit.model.adoption import Verb
from schemekit.model.file_names import PROSE
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import PREAMBLE, Document


def named(adoption: Adoption, clauses: Sequence[str]) -> list[str]:
    """The clauses that were named, each once. Raises: UsageError for none, saying which differ."""
    differing = [change.id for change in adoption.deviations if change.verb in (Verb.ADAPT, Verb.ADD)]
    names = list(dict.fromkeys(name.removeprefix("#") for name in clauses))
    if not names:
        raise UsageError(f"no clause of {adoption.id} was named", why="a proposal is about the clauses you choose",
                         fix=f"those that differ: {', '.join([*differing, *adoption.changed_forms]) or 'none'}")
    return names


def wanted(adoption: Adoption, name: str) -> Wanted:
    """What is to be proposed under a name. Raises: UnknownNameError, ProposalRefusedError."""
    change = next((item for item in adoption.changes if item.id == name), None)
    if change is None:
        return _wanted_form(adoption, name)
    if change.verb is Verb.ADOPT:
        raise _as_the_source(adoption, name)
    if change.verb is Verb.DROP or change.mine is None:
        raise ProposalRefusedError(
            f"{name} is a clause that you dropped",
            why="that a scheme does without it is its own choice, and no better wording for everybody else",
            fix="write to the maintainer why it should go, for example with what 'schemekit trace' says of it",
        )
    if name in adoption.added_files:
        raise ProposalRefusedError(f"{name} is a document of your own", why="only clauses and forms are turned back",
                                   fix="send the maintainer the file itself")
    mine, (place, line) = change.mine, adoption.place_of(change)
    file = _file_of(adoption, change)
    raw = Document.parse(adoption.folder.own_text(adoption.id, file) or "").preamble if name == PREAMBLE else mine.raw
    return Wanted(id=name, label=mine.label or name, file=file, place=place, line=line, verb=change.verb, mine=raw,
                  heading=mine.heading, level=mine.level, has_own_id=mine.has_own_id,
                  follows=_before(adoption, change))


def _wanted_form(adoption: Adoption, name: str) -> Wanted:
    forms = [file for file in adoption.source_files if file not in adoption.module.text_files]
    if name not in forms:
        known = [*(change.id for change in adoption.changes), *forms]
        near = get_close_matches(name, known, n=1)
        raise UnknownNameError(
            f"{adoption.id} has no clause '{name[:60]}'",
            why="a clause is named by its id, the word after # in { #… }, and a form by its path",
            fix=f"did you mean '{near[0]}'?" if near else f"see all with 'schemekit trace {adoption.id}'",
        )
    text = adoption.folder.own_text(adoption.id, name) if name.endswith(PROSE) else None
    if name not in adoption.changed_forms:
        raise _as_the_source(adoption, name)
    if text is None:
        why = "you deleted it" if name.endswith(PROSE) else "a register may hold entries that name people"
        raise ProposalRefusedError(f"{name} is not proposed as a patch", why=why,
                                   fix="write to the maintainer what you would change in it")
    return Wanted(id=name, label=name, file=name, place=adoption.folder.own_path(adoption.id, name), line=1, verb=None,
                  mine=text)


def _file_of(adoption: Adoption, change: ClauseChange) -> str:
    """The document that a clause stands in."""
    for file in adoption.module.text_files:
        text = adoption.folder.own_text(adoption.id, file) or ""
        if change.mine and change.id != PREAMBLE and change.mine.id in Document.parse(text).by_id():
            return file
    return adoption.main_file


def _before(adoption: Adoption, change: ClauseChange) -> tuple[str, ...]:
    """The clauses that stand before one in the scheme's text, the nearest first."""
    ids: list[str] = []
    for item in adoption.changes:
        if item is change:
            break
        if item.mine is not None:
            ids.append(item.id)
    return tuple(reversed(ids))


def _as_the_source(adoption: Adoption, name: str) -> UnknownNameError:
    differing = [item.id for item in adoption.deviations] + list(adoption.changed_forms)
    return UnknownNameError(f"{name} is as the source has it", why="there is nothing to propose",
                            fix=f"those that differ: {', '.join(differing) or 'none'}")
