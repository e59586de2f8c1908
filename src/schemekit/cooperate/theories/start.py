"""Starting a theory of change: its folder in the scheme, from the component, with a narrative to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.writing import reading, save, writing
from schemekit.cooperate.records import COOPERATION_FOLDER, cooperation_ids
from schemekit.cooperate.start import ID_PATTERN, free_id, own_answers
from schemekit.cooperate.template import files_made_from
from schemekit.cooperate.theories.records import held_theory, theory_ids
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step

COMPONENT = "theory-of-change"
_ID_LIMIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedTheory:
    """A theory that was started: its id and the files that were made, by path in the scheme."""

    id: str
    files: tuple[str, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"id": self.id, "type": COMPONENT, "files": list(self.files)}


def start_theory(root: Path, theory_id: str, answers: Mapping[str, str], today: str) -> StartedTheory:
    """Make a theory's folder, complete or not at all, and record it in the scheme's history.

    Raises: UsageError for an id that is taken or cannot be one; UnknownNameError, ValueRefusedError for an answer.
    """
    with writing(root) as folder:
        changes = _new_files(folder, theory_id, answers, today)
        save(folder, Step(changes=changes, commit=Commit(message=f"Start theory of change {theory_id}",
                                                         paths=tuple(sorted(changes)))))
        return StartedTheory(id=theory_id, files=tuple(sorted(changes)))


def rehearse_theory(root: Path, theory_id: str, answers: Mapping[str, str], today: str) -> None:
    """Find out whether a theory could be started from these answers; nothing is written.

    Shape: an empty id is one that is not settled yet. Raises: as `start_theory`, and FindingsError for an answer that
    the file cannot hold.
    """
    folder = reading(root)
    _new_files(folder, theory_id or free_id(folder, COMPONENT), answers, today)


def _new_files(folder: SchemeFolder, theory_id: str, answers: Mapping[str, str], today: str) -> dict[str, bytes]:
    refuse_theory_id(folder, theory_id)
    files = files_made_from(COMPONENT, {**own_answers(folder), **answers, "id": theory_id, "today": today})
    changes = {f"{COOPERATION_FOLDER}/{theory_id}/{name}": data for name, data in files.items()}
    held_theory(folder.with_changes(changes), theory_id)   # what was made has to be sound
    return changes


def refuse_theory_id(folder: SchemeFolder, theory_id: str) -> None:
    """Refuse an id that cannot be one, or whose folder holds something already. Raises: UsageError."""
    if not ID_PATTERN.fullmatch(theory_id) or len(theory_id) > _ID_LIMIT:
        raise UsageError(f"'{theory_id[:60]}' cannot be the id of a theory of change",
                         why=f"ids are lower-case letters, digits and single hyphens, at most {_ID_LIMIT} of them",
                         fix="choose an id such as copper; it never changes later")
    place = folder.root / COOPERATION_FOLDER / theory_id
    if theory_id in (*cooperation_ids(folder), *theory_ids(folder)) or place.is_symlink() or place.exists():
        raise UsageError(f"{COOPERATION_FOLDER}/{theory_id} is there already", why="nothing is written over",
                         fix="choose another id, or go on with the one that is there")
