"""Where each clause comes from: source and version, the values in it, who changed it since, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.approval import told_approval
from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.decision_names import deviation_id
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.values import ParameterStanding
from schemekit.adopt.verify import is_as_recorded
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError
from schemekit.model.adoption import Decision, Verb
from schemekit.text.comparing.diff import ClauseChange, compare
from schemekit.text.document import Document

if TYPE_CHECKING:
    from schemekit.git.history import AdoptionCommit


_TAKEN = ("cause", "taken", "reason", "base", "source", "ours", "edited")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One recorded change of a clause by the scheme. Units: `date` is YYYY-MM-DD."""

    commit: str
    author: str
    date: str
    subject: str

    def to_mapping(self) -> dict[str, str]:
        """The edit as `--json` prints it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseTrace:
    """One clause's whole story.

    Shape: `source_words` and `own_words` are empty for a clause that is as the source has it. `force` and `tailoring`
    are the source's; `signals` say what stands out in the scheme's words;
    `reason_is_current` is false where the clause changed after the reason was given; `decisions` are those that were
    taken about it.
    """

    module: str
    clause: str
    label: str
    place: str
    verb: Verb
    force: str
    tailoring: str
    source: str
    commit: str
    parameters: tuple[ParameterStanding, ...]
    references: tuple[str, ...]
    edits: tuple[Edit, ...]
    signals: tuple[str, ...]
    source_words: str
    own_words: str
    reason: str
    reason_is_current: bool
    by: str
    approved: str
    decisions: tuple[Decision, ...]

    def to_mapping(self) -> dict[str, object]:
        """The trace as `--json` prints it."""
        plain = ("module", "clause", "label", "place", "force", "tailoring", "source", "commit", "source_words",
                 "own_words", "reason", "by", "approved")
        return {
            **{name: getattr(self, name) for name in plain},
            "verb": self.verb.value,
            "parameters": [standing.to_mapping() for standing in self.parameters],
            "references": list(self.references),
            "edits": [edit.to_mapping() for edit in self.edits],
            "signals": list(self.signals),
            "reason_is_current": self.reason_is_current,
            "decisions": [{name: getattr(item, name) for name in _TAKEN} for item in self.decisions],
        }


def is_source_as_recorded(root: Path, module: str) -> bool:
    """Whether what is told of a module rests on the source as it was released."""
    return is_as_recorded(read_adoption(reading(root), module))


def trace(root: Path, module: str, clause: str = "", form: str = "") -> tuple[ClauseTrace, ...]:
    """The story of one clause, or of every clause of a module. Shape: `form` is the form in which the clause stands.

    Raises: UnknownNameError. A scheme without a history is traced without the edits.
    """
    adoption = read_adoption(reading(root), module)
    if form:
        return (_traced_in_form(adoption, form, clause),)
    chosen = [change for change in adoption.changes if clause in ("", change.id)]
    if not chosen:
        from difflib import get_close_matches

        near = get_close_matches(clause, [change.id for change in adoption.changes], n=1)
        raise UnknownNameError(
            f"{module} has no clause '{clause[:60]}'",
            why="a clause is named by its id, the word after # in { #… }",
            fix=f"did you mean '{near[0]}'?" if near else f"see all with 'schemekit trace {module}'",
        )
    values = {standing.parameter.name: standing for standing in standings_of(adoption)}
    edits = _edits_by_clause(adoption)
    return tuple(_traced(adoption, change, values, edits.get(change.id, ())) for change in chosen)


def _traced_in_form(adoption: Adoption, form: str, clause: str) -> ClauseTrace:
    """A clause of a form: its reason is the form's, and the source marks nothing in it."""
    names = ClauseNames(adoption)
    own = names.documents[form]
    change, mine = next((item, item.mine) for item in compare(Document.parse(adoption.base_text(form)), own)
                        if item.mine is not None and item.id == clause)
    whole = next((item for item in adoption.annexes if item.id == form), change)
    values = {standing.parameter.name: standing for standing in standings_of(adoption)}
    told = _traced(adoption, replace(whole, id=form), values, _edits_by_clause(adoption, form).get(clause, ()))
    is_same = change.verb is Verb.ADOPT
    return replace(
        told, clause=clause, label=names.label(form, mine), verb=change.verb,
        place=f"{adoption.folder.own_path(adoption.id, form)}:{mine.line}",
        source=told.source if change.source else "the scheme itself",
        commit=adoption.entry.provenance.commit if change.source else "",
        signals=adoption.signals_of(change), decisions=(),
        source_words=change.source.body if change.source and not is_same else "",
        own_words=mine.body if not is_same else "",
    )


def _traced(
    adoption: Adoption, change: ClauseChange, values: Mapping[str, ParameterStanding], edits: tuple[Edit, ...]
) -> ClauseTrace:
    said = adoption.module.clause(change.id)
    recorded = adoption.record.deviation(change.id)
    file, line = adoption.place_of(change)
    provenance = adoption.entry.provenance
    text = change.mine or change.source
    return ClauseTrace(
        module=adoption.id,
        clause=change.id,
        label=text.label if text else change.id,
        place=f"{file}:{line}" if line else file,
        verb=change.verb,
        force=said.force.value if said else "",
        tailoring=said.tailoring.value if said else "",
        source=f"{provenance.library}/{adoption.id} {adoption.entry.version}" if change.source else "the scheme itself",
        commit=provenance.commit if change.source else "",
        parameters=tuple(values[name] for name in adoption.parameters_in(change.id) if name in values),
        references=said.references if said else (),
        edits=edits,
        signals=adoption.signals_of(change),
        source_words=change.source.body if change.source and change.verb is not Verb.ADOPT else "",
        own_words=change.mine.body if change.mine and change.verb is not Verb.ADOPT else "",
        reason=recorded.reason if recorded else "",
        reason_is_current=adoption.reason_for(change) is not None,
        by=recorded.by if recorded else "",
        approved=told_approval(adoption, recorded.approved) if recorded else "",
        decisions=tuple(item for item in adoption.record.decisions
                        if not item.is_open and deviation_id(adoption, item) == change.id),
    )


def _edits_by_clause(adoption: Adoption, file: str = "") -> dict[str, tuple[Edit, ...]]:
    """The recorded changes of each clause's lines since the adoption, newest first."""
    if not (adoption.folder.root / ".git").exists():
        return {}
    from schemekit.git.repository import Repository

    found: dict[str, tuple[Edit, ...]] = {}
    file = file or adoption.main_file
    path = adoption.folder.own_path(adoption.id, file)
    repository = Repository(adoption.folder.root)
    lines = {item.line: item for item in repository.line_changes(path)}
    # By its trailer and its place, not its subject, which anybody can begin with "Adopt": the first one of this module.
    named = [found.commit for found in repository.log_adoptions() if _adopts(found, adoption.id)]
    adopted = set(named[-1:])
    text = adoption.folder.own_text(adoption.id, file) or ""
    for clause in Document.parse(text).clauses:
        span = range(clause.line, clause.line + clause.raw.count("\n") + 1)
        touched = {lines[number].commit: lines[number] for number in span if number in lines}
        own = [item for item in touched.values() if item.commit not in adopted]
        edits = (Edit(commit=i.commit, author=i.author, date=i.date, subject=i.subject) for i in own)
        found[clause.id] = tuple(sorted(edits, key=lambda edit: (edit.date, edit.commit), reverse=True))
    return found


def _adopts(found: AdoptionCommit, module: str) -> bool:
    return found.trailer("Adopted").partition(" ")[0] == module
