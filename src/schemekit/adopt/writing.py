"""How every use case writes a scheme: under its lock, after finishing what a killed command began, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step, finish, is_unfinished, scheme_lock, write_steps


@contextmanager
def writing(root: Path) -> Iterator[SchemeFolder]:
    """The scheme's folder, held for writing."""
    with scheme_lock(root):
        finish(root, record_commit)
        yield SchemeFolder(root)


def reading(root: Path) -> SchemeFolder:
    """The scheme's folder for a look; an interrupted command's files are put in place first."""
    if is_unfinished(root):
        with scheme_lock(root):
            finish(root, None)
    return SchemeFolder(root)


def save(folder: SchemeFolder, *steps: Step) -> None:
    """Write the steps, all or none, and record the commits they ask for."""
    write_steps(folder.root, steps, record_commit)


def record_commit(root: Path, commit: Commit) -> None:
    """Record a commit of the given paths; a folder without a history is left without one."""
    if not (root / ".git").exists():
        return
    from schemekit.git.repository import Repository

    repository = Repository(root)
    if not repository.is_clean(commit.paths):
        repository.commit(commit.paths, commit.message, commit.trailers)
