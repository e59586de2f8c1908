"""A module that a working group owns together: started in a library, under the group's licence and credit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import save, writing
from schemekit.cooperate.record_edit import appended, in_turn
from schemekit.cooperate.records import HeldCooperation, held, held_of
from schemekit.errors import UsageError
from schemekit.files.transaction import Commit, Step
from schemekit.model.cooperation import CooperationType
from schemekit.model.working_group import WorkingGroup
from schemekit.publish.new import NewModule, new_module, title_of

_CREDIT_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOwnedModule:
    """A module that was started, and whom its first text credits."""

    id: str
    module: NewModule
    author: str
    licence: str

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "module": self.module.id, "folder": self.module.folder, "files": list(self.module.files),
                "author": self.author, "licence": self.licence}


def start_module(
    root: Path, cooperation_id: str, module_id: str, library: Path, year: str, title: str = ""
) -> CoOwnedModule:
    """Start a module of a working group in a library's folder, and name it among the group's outputs.

    Raises: UsageError for another type, where the rights in its outputs are not settled, or for a module that is
    there; LibraryError, FindingsError as `new_module`.
    """
    with writing(root) as folder:
        one = held_of(folder, cooperation_id, CooperationType.WORKING_GROUP,
                      "only a working group owns a module together")
        terms = _settled(one)
        author = _credit(one, terms)
        licence = terms.rights.licence if terms.rights else ""
        answers = {"title": title or title_of(module_id), "author": author, "licence": licence, "year": year,
                   **({"url": one.cooperation.public_url} if one.cooperation.public_url else {})}
        made = new_module(library, module_id, answers)
        if all(output.id != module_id for output in terms.outputs):
            output = {"id": module_id, "title": answers["title"], **({"owner": terms.keeper} if terms.keeper else {})}
            edits = appended(("working_group", "outputs"), len(terms.outputs), [output])
            changes = {one.path: in_turn(one.text, edits, one.path).encode()}
            held(folder.with_changes(changes), cooperation_id)
            save(folder, Step(changes=changes, commit=Commit(
                message=f"{one.cooperation.title}: start the module {module_id}"[:200], paths=(one.path,))))
        return CoOwnedModule(id=cooperation_id, module=made, author=author, licence=licence)


def _settled(one: HeldCooperation) -> WorkingGroup:
    """The group's terms, once it is plain whose the text will be."""
    terms = WorkingGroup.from_mapping(one.cooperation.section)
    if terms.rights is None or not terms.rights.licence:
        raise UsageError(f"{one.id} has no licence for what it makes",
                         why="without one nobody may use the module, its authors included",
                         fix=f"write it under 'rights' in {one.path}")
    return terms


def _credit(one: HeldCooperation, terms: WorkingGroup) -> str:
    names = ", ".join(party.name for party in one.cooperation.parties if party.is_bound)
    return ((terms.rights.credit if terms.rights else "") or names)[:_CREDIT_LIMIT]
