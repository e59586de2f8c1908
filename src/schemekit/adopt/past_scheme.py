"""A scheme as it was saved once: at a branch, a tag or a commit, laid out in a folder of its own to be read.

Nothing is checked out: its files are read from the object store, module by module, and only those that a comparison
needs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.approval import approved_digest, days_on_record
from schemekit.adopt.outcome import Adoption
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.beside import write_files
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.model.approval import Approval, newest

if TYPE_CHECKING:
    from schemekit.git.objects import ObjectStore
    from schemekit.git.repository import Repository

COOPERATIONS = "cooperation"
_FOLDERS = ("policies", SOURCE, COOPERATIONS)


@contextmanager
def scheme_as_of(root: Path, name: str) -> Iterator[Path]:
    """A folder with the scheme as it was at `name`, gone afterwards.

    Raises: UnknownNameError where there is no such state, or no scheme in it; UsageError without a history.
    """
    repository = _repository(root)
    commit = repository.commit_named(name)
    manifest = repository.file_at(commit, MANIFEST) if commit else None
    if manifest is None:
        raise UnknownNameError(
            f"there is no saved state of this scheme called '{name[:80]}'",
            why="it is no branch, tag or commit of this folder's history" if not commit else f"it holds no {MANIFEST}",
            fix="see what there is: git log --oneline",
        )
    with tempfile.TemporaryDirectory(prefix="schemekit-") as made:
        laid_out(repository, commit, Path(made))
        yield Path(made)


def laid_out(repository: Repository | ObjectStore, commit: str, folder: Path) -> None:
    """Lay a saved state of a scheme out in an empty folder. Raises: UnknownNameError where it holds no scheme."""
    manifest = repository.file_at(commit, MANIFEST)
    if manifest is None:
        raise UnknownNameError("there is no scheme in this state", why=f"it holds no {MANIFEST}",
                               fix="name another state")
    lock = repository.file_at(commit, LOCK_FILE)
    write_files(folder, {MANIFEST: manifest, LOCK_FILE: lock, **_modules(repository, commit)})


def approved_at(root: Path, adoption: Adoption) -> tuple[str, str]:
    """The saved state with the text that the newest approval on record was given for, and the approval in words.

    Raises: UnknownNameError where none is recorded, or the history does not hold what was approved; UsageError
    without a history.
    """
    approval = newest(adoption.record.approvals)
    if approval is None:
        raise UnknownNameError(
            f"no approval of {adoption.id} is recorded", why="so there is no approved text to compare with",
            fix=f"record one: schemekit approve {adoption.id} --body … --date …; or name a saved state, as in --since "
                "HEAD~1",
        )
    return state_of(root, adoption, approval), approval.words


@contextmanager
def as_approved(root: Path, adoption: Adoption, day: str = "") -> Iterator[Adoption]:
    """A module as a body approved it, with the words that the history keeps, and that approval alone on its record.

    Shape: `day` is that of the approval, empty for the newest. Raises: UnknownNameError, also where the words that the
    history has are not those of the digest; UsageError without a history.
    """
    approvals = adoption.record.approvals
    found = newest(tuple(item for item in approvals if day in ("", item.date)))
    if found is None:
        raise UnknownNameError(
            f"no approval of {adoption.id}{f' of {day[:40]}' if day else ''} is recorded",
            why=days_on_record(adoption),
            fix="name the day of one that is, as in --approved=2026-10-05" if approvals else
                f"record one: schemekit approve {adoption.id} --body … --date …",
        )
    with scheme_as_of(root, state_of(root, adoption, found)) as place:
        folder = SchemeFolder(place)
        entry = folder.lock().entries.get(adoption.id)
        if entry is None or approved_digest(folder, adoption.id) != found.text_sha256:
            raise UnknownNameError(
                f"the words of {adoption.id} in the history are not those that were {found.words}",
                why="their digest is another than that in the record",
                fix="ask whoever keeps the history of the scheme",
            )
        past = Adoption.read(folder, folder.scheme(), entry)
        yield replace(past, record=replace(past.record, approvals=(found,)))


def state_of(root: Path, adoption: Adoption, approval: Approval) -> str:
    """The saved state with the text that an approval was given for. Raises: as `approved_at`."""
    for commit in _repository(root).log_approvals():
        if (commit.trailer("Approved").split(" ")[0] == adoption.id
                and commit.trailer("Text-SHA256") == approval.text_sha256):
            return commit.commit
    raise UnknownNameError(
        f"the text of {adoption.id} that was {approval.words} is not in the history",
        why="its approval was recorded elsewhere, or the history was cut or rewritten since",
        fix="name the saved state that has it, as in --since HEAD~3; see what there is: git log --oneline",
    )


def _repository(root: Path) -> Repository:
    """The scheme's history. Raises: UsageError without one."""
    from schemekit.git.repository import Repository

    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        raise UsageError("this scheme has no history", why="it was never saved, or was copied without its history",
                         fix="compare two folders instead: schemekit diff --between FOLDER FOLDER")
    return Repository(root)


def _modules(repository: Repository | ObjectStore, commit: str) -> dict[str, bytes]:
    """The files of every module, the scheme's own and as they were pulled, and of every cooperation.

    Folder by folder: a tree is read up to a limit.
    """
    files: dict[str, bytes] = {}
    for place in _FOLDERS:
        tree = repository.tree_of(commit, place)
        for entry in repository.entries(tree) if tree else ():
            if entry.is_folder:
                below = repository.read_tree(entry.id)
                files |= {f"{place}/{entry.name}/{path}": data for path, data in below.items()}
    return files
