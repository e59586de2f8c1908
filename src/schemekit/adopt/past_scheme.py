"""A scheme as it was saved once: at a branch, a tag or a commit, laid out in a folder of its own to be read.

Nothing is checked out: its files are read from the object store, module by module, and only those that a comparison
needs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.beside import write_files
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE

if TYPE_CHECKING:
    from schemekit.git.repository import Repository

_FOLDERS = ("policies", SOURCE)


@contextmanager
def scheme_as_of(root: Path, name: str) -> Iterator[Path]:
    """A folder with the scheme as it was at `name`, gone afterwards.

    Raises: UnknownNameError where there is no such state, or no scheme in it; UsageError without a history.
    """
    from schemekit.git.repository import Repository

    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        raise UsageError("this scheme has no history", why="it was never saved, or was copied without its history",
                         fix="compare two folders instead: schemekit diff --between FOLDER FOLDER")
    repository = Repository(root)
    commit = repository.commit_named(name)
    manifest = repository.file_at(commit, MANIFEST) if commit else None
    if manifest is None:
        raise UnknownNameError(
            f"there is no saved state of this scheme called '{name[:80]}'",
            why="it is no branch, tag or commit of this folder's history" if not commit else f"it holds no {MANIFEST}",
            fix="see what there is: git log --oneline",
        )
    with tempfile.TemporaryDirectory(prefix="schemekit-") as made:
        folder = Path(made)
        lock = repository.file_at(commit, LOCK_FILE)
        write_files(folder, {MANIFEST: manifest, LOCK_FILE: lock, **_modules(repository, commit)})
        yield folder


def _modules(repository: Repository, commit: str) -> dict[str, bytes]:
    """The files of every module, the scheme's own and as they were pulled. One by one: a tree is read up to a limit."""
    files: dict[str, bytes] = {}
    for place in _FOLDERS:
        tree = repository.tree_of(commit, place)
        for entry in repository.entries(tree) if tree else ():
            if entry.is_folder:
                below = repository.read_tree(entry.id)
                files |= {f"{place}/{entry.name}/{path}": data for path, data in below.items()}
    return files
