"""A scheme as it was saved once: at a branch, a tag or a commit, laid out in a folder of its own to be read.

Nothing is checked out: its files are read from the object store, folder by folder, and only those that a comparison
needs. Many names of a small repository may lead to one large folder, so what is laid out is bounded as a whole.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.adopt.approval import approved_digest, days_on_record
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.unsaid_values import with_values_of_its_words
from schemekit.errors import HostileContentError, UnknownNameError, UsageError
from schemekit.files.beside import write_files
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.model.approval import Approval, newest

if TYPE_CHECKING:
    from schemekit.git.objects import ObjectStore
    from schemekit.git.repository import Repository

COOPERATIONS = "cooperation"
TEXTS = ("policies", SOURCE)
"""Where a scheme keeps the words of its modules: its own, and as they were pulled."""
LAID_OUT_LIMIT = 100_000_000   # bytes; a scheme of two hundred modules has a tenth of it
LAID_OUT_FOLDERS = 1_000       # modules, each twice, and cooperations; a lock holds two hundred modules


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
        laid_out(repository, commit, Path(made), (*TEXTS, COOPERATIONS))
        yield Path(made)


def laid_out(repository: Repository | ObjectStore, commit: str, folder: Path, places: Sequence[str]) -> None:
    """Lay a saved state of a scheme out in an empty folder: what it adopted, and the folders below each place.

    Shape: without places it is scheme.yaml and scheme.lock alone.
    Units: at most 1,000 folders with 100 MB in all.
    Raises: UnknownNameError where it holds no scheme; HostileContentError where it would unfold to more.
    """
    manifest = repository.file_at(commit, MANIFEST)
    if manifest is None:
        raise UnknownNameError("there is no scheme in this state", why=f"it holds no {MANIFEST}",
                               fix="name another state")
    lock = repository.file_at(commit, LOCK_FILE)
    write_files(folder, {MANIFEST: manifest, LOCK_FILE: lock})
    _lay_out_below(repository, commit, folder, places)


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
    commit = state_of(root, adoption, found)
    with scheme_as_of(root, commit) as place:
        folder = SchemeFolder(place)
        entry = folder.lock().entries.get(adoption.id)
        if entry is None or approved_digest(folder, adoption.id) != found.text_sha256:
            raise UnknownNameError(
                f"the words of {adoption.id} in the history are not those that were {found.words}",
                why="their digest is another than that in the record",
                fix="ask whoever keeps the history of the scheme",
            )
        now = {path: adoption.folder.data(path) for path in (MANIFEST, LOCK_FILE)}
        past = Adoption.read(folder, folder.scheme(), entry)
        past = with_values_of_its_words(_repository(root), commit, past, now)
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


def _lay_out_below(
    repository: Repository | ObjectStore, commit: str, folder: Path, places: Sequence[str]
) -> None:
    """Write the files of each folder below some places: modules and cooperations.

    Folder by folder: a tree is read up to a limit, and no more than one is in memory.
    """
    room = LAID_OUT_LIMIT
    for path, tree in _folders(repository, commit, places):
        files = repository.read_tree(tree)
        room -= sum(map(len, files.values()))
        if room < 0:
            raise _unfolds(f"more than {LAID_OUT_LIMIT:,} bytes of texts")
        write_files(folder, {f"{path}/{name}": data for name, data in files.items()})


def _folders(repository: Repository | ObjectStore, commit: str, places: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The path and the tree of each folder right below some places."""
    found: list[tuple[str, str]] = []
    for place in places:
        tree = repository.tree_of(commit, place)
        found += ((f"{place}/{entry.name}", entry.id) for entry in repository.entries(tree) if entry.is_folder) \
            if tree else ()
    if len(found) > LAID_OUT_FOLDERS:
        raise _unfolds(f"{len(found):,} folders of modules and cooperations, and {LAID_OUT_FOLDERS:,} is the most")
    return found


def _unfolds(found: str) -> HostileContentError:
    return HostileContentError(
        f"the scheme holds {found}", why="no scheme is that large, and unfolding it could fill the memory and the disk",
        fix="ask whoever keeps the scheme",
    )
