"""Taking a sheet in as one of a scheme's theories of change: a new one, or in the place of one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.records import COOPERATION_FOLDER
from schemekit.cooperate.start import own_answers
from schemekit.cooperate.template import files_made_from
from schemekit.cooperate.theories.answers import answers_of, stale_answers
from schemekit.cooperate.theories.exchange import theory_of_sheet
from schemekit.cooperate.theories.records import HeldTheory, held_theory, theory_ids, theory_path
from schemekit.cooperate.theories.rewriting import rewritten
from schemekit.cooperate.theories.start import COMPONENT, refuse_theory_id
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import write_yaml
from schemekit.model.finding import Finding
from schemekit.model.theory_of_change import TheoryOfChange

_HEADER = """yaml-language-server: $schema=https://example.org/schemekit/schemas/theory-of-change.schema.json

Taken from a sheet. 'schemekit toc export' makes a sheet of it again; 'schemekit toc check' tells what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTheory:
    """What came of a sheet.

    Shape: `warnings` are findings that do not stand in the way; `unread` tells what stands above the headings; `lost`
    are the comments that stood at what went; `stale` counts the answers about words that are no longer in the theory.
    """

    theory: TheoryOfChange
    file: str
    is_new: bool
    has_changed: bool
    warnings: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    stale: int = 0

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.theory.id, "file": self.file, "new": self.is_new, "changed": self.has_changed,
                "steps": len(self.theory.steps), "arrows": len(self.theory.arrows),
                "assumptions": len(self.theory.assumptions), "risks": len(self.theory.risks),
                "warnings": len(self.warnings), "not_read": list(self.unread),
                "lost_comments": list(self.lost), "stale_answers": self.stale}


def import_theory(root: Path, data: bytes, name: str, theory_id: str, *, is_replacing: bool) -> ImportedTheory:
    """Take a sheet in as one of the scheme's theories; a new one gets a narrative to be written.

    Raises: FindingsError, UsageError where one is there already and `is_replacing` is not said.
    """
    with writing(root) as folder:
        before = _before(folder, theory_id, is_replacing=is_replacing)
        own = own_answers(folder)
        facts: dict[str, object] = {"id": theory_id, "organisation.id": own["our_id"],
                                    "organisation.name": own["our_name"], "title": "Theory of change"}
        read = theory_of_sheet(data, name, facts, before.theory if before else None)
        theory, path, lost = read.theory, theory_path(theory_id), tuple[str, ...]()
        if before is None:
            theory, changes = _begun(theory, own)
        else:
            made = rewritten(before.text, before.theory, theory, path, _HEADER)
            changes, lost = {path: made.text.encode()}, made.lost
        has_changed = before is None or before.theory != theory
        if has_changed:
            held_theory(folder.with_changes(changes), theory_id)   # what was made has to be sound
            words = f"{'Renew' if before else 'Take in'} theory of change {theory_id} from {name}"
            save(folder, Step(changes=changes, commit=Commit(message=words[:200], paths=tuple(sorted(changes)))))
        return ImportedTheory(theory=theory, file=path, is_new=before is None, has_changed=has_changed,
                              warnings=read.findings, unread=read.unread, lost=lost,
                              stale=len(stale_answers(theory, answers_of(folder, theory_id))))


def _before(folder: SchemeFolder, theory_id: str, *, is_replacing: bool) -> HeldTheory | None:
    """The theory whose place is taken, if there is one. Raises: UsageError where that was not said."""
    if theory_id not in theory_ids(folder):
        refuse_theory_id(folder, theory_id)
        return None
    if not is_replacing:
        raise UsageError(f"there is a theory of change '{theory_id}' already", why="what is in it would be changed",
                         fix="say --replace; the earlier one stays in the scheme's history")
    return held_theory(folder, theory_id)


def _begun(theory: TheoryOfChange, own: Mapping[str, str]) -> tuple[TheoryOfChange, dict[str, bytes]]:
    """A new theory with its files: its own, and a narrative where it names none."""
    changes: dict[str, bytes] = {}
    if not theory.narrative:
        theory = replace(theory, narrative="narrative.md")
        made = files_made_from(COMPONENT, {**own, "id": theory.id, "title": theory.title})
        changes[f"{COOPERATION_FOLDER}/{theory.id}/narrative.md"] = made["narrative.md"]
    changes[theory_path(theory.id)] = write_yaml(theory.to_mapping(), _HEADER).encode()
    return theory, changes
