"""Where each clause comes from: source and version, the values in it, who changed it since, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.reason import read_adoption
from schemekit.adopt.writing import reading
from schemekit.errors import UnknownNameError
from schemekit.files.scheme_folder import TEMPLATE_FOLDER
from schemekit.model.adoption import Verb
from schemekit.model.parameter import shown
from schemekit.text.diff import ClauseChange
from schemekit.text.document import Document
from schemekit.text.template import parse_template


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
    """One clause's whole story."""

    module: str
    clause: str
    label: str
    place: str
    verb: Verb
    force: str
    tailoring: str
    source: str
    commit: str
    parameters: tuple[tuple[str, str], ...]
    references: tuple[str, ...]
    edits: tuple[Edit, ...]
    reason: str
    by: str
    approved: str

    def to_mapping(self) -> dict[str, object]:
        """The trace as `--json` prints it."""
        plain = ("module", "clause", "label", "place", "force", "tailoring", "source", "commit", "reason", "by",
                 "approved")
        return {
            **{name: getattr(self, name) for name in plain},
            "verb": self.verb.value,
            "parameters": [{"name": name, "value": value} for name, value in self.parameters],
            "references": list(self.references),
            "edits": [edit.to_mapping() for edit in self.edits],
        }


def trace(root: Path, module: str, clause: str = "") -> tuple[ClauseTrace, ...]:
    """The story of one clause, or of every clause of a module.

    Raises: UnknownNameError. A scheme without a history is traced without the edits.
    """
    adoption = read_adoption(reading(root), module)
    chosen = [change for change in adoption.changes if clause in ("", change.id)]
    if not chosen:
        from difflib import get_close_matches

        near = get_close_matches(clause, [change.id for change in adoption.changes], n=1)
        raise UnknownNameError(
            f"{module} has no clause '{clause[:60]}'",
            why="a clause is named by its id, the word after # in { #… }",
            fix=f"did you mean '{near[0]}'?" if near else f"see all with 'schemekit trace {module}'",
        )
    used, edits = _parameters_by_clause(adoption), _edits_by_clause(adoption)
    return tuple(_traced(adoption, change, used.get(change.id, ()), edits.get(change.id, ())) for change in chosen)


def _traced(
    adoption: Adoption, change: ClauseChange, names: tuple[str, ...], edits: tuple[Edit, ...]
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
        parameters=tuple((name, shown(adoption.entry.parameters[name])) for name in names),
        references=said.references if said else (),
        edits=edits,
        reason=recorded.reason if recorded else "",
        by=recorded.by if recorded else "",
        approved=recorded.approved if recorded else "",
    )


def _parameters_by_clause(adoption: Adoption) -> dict[str, tuple[str, ...]]:
    """The parameters in each clause, read from the source's template."""
    found: dict[str, tuple[str, ...]] = {}
    for file in adoption.module.text_files:
        path = f"{TEMPLATE_FOLDER}/{file}"
        data = adoption.folder.pulled(adoption.id, {path: ""}).get(path, b"")
        for clause in Document.parse(data.decode()).clauses:
            names = parse_template(clause.raw, path).names & adoption.entry.parameters.keys()
            found[clause.id] = tuple(sorted(names))
    return found


def _edits_by_clause(adoption: Adoption) -> dict[str, tuple[Edit, ...]]:
    """The recorded changes of each clause's lines since the adoption, newest first."""
    if not (adoption.folder.root / ".git").exists():
        return {}
    from schemekit.git.repository import Repository

    found: dict[str, tuple[Edit, ...]] = {}
    path = adoption.folder.own_path(adoption.id, adoption.main_file)
    lines = {item.line: item for item in Repository(adoption.folder.root).line_changes(path)}
    text = adoption.folder.own_text(adoption.id, adoption.main_file) or ""
    for clause in Document.parse(text).clauses:
        span = range(clause.line, clause.line + clause.raw.count("\n") + 1)
        touched = {lines[number].commit: lines[number] for number in span if number in lines}
        own = [item for item in touched.values() if not item.subject.startswith("Adopt ")]
        edits = (Edit(commit=i.commit, author=i.author, date=i.date, subject=i.subject) for i in own)
        found[clause.id] = tuple(sorted(edits, key=lambda edit: (edit.date, edit.commit), reverse=True))
    return found
