"""How every use case writes a scheme: under its lock, after finishing what a killed command began, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from schemekit.files.beside import write_files
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.transaction import Commit, Step, finish, is_unfinished, scheme_lock, write_steps


@contextmanager
def writing(root: Path) -> Iterator[SchemeFolder]:
    """The scheme's folder, held for writing."""
    with scheme_lock(root):
        finish(root, HISTORY)
        yield SchemeFolder(root)


def reading(root: Path) -> SchemeFolder:
    """The scheme's folder for a look; an interrupted command's files are put in place first."""
    if is_unfinished(root):
        with scheme_lock(root):
            finish(root, None)
    return SchemeFolder(root)


def save(folder: SchemeFolder, *steps: Step) -> None:
    """Write the steps, all or none, and record the commits they ask for."""
    write_steps(folder.root, steps, HISTORY)
    folder.renderings.keep()


def fill(folder: SchemeFolder, *steps: Step) -> None:
    """Write the steps into a folder that nobody works in yet, and that is thrown away whole when one fails."""
    from schemekit.git.repository import Repository
    from schemekit.git.series import KnownCommit

    commits = [
        KnownCommit(message=step.commit.message, trailers=step.commit.trailers, changes=step.changes)
        for step in steps
        if step.commit is not None
    ]
    repository = Repository(folder.root)
    # Two git processes for each module would take longer than all the rest.
    at_once = len(commits) > 1 and repository.takes_series(commits)
    for step in steps:
        write_files(folder.root, step.changes)
        if step.commit is not None and not at_once:
            HISTORY.record(folder.root, step.commit)
    if at_once:
        repository.commit_series(commits)
    folder.renderings.keep()


def record_commit(root: Path, commit: Commit) -> None:
    """Record a commit of the given paths, or leave the history as it was; a folder without one is left without."""
    position = HISTORY.position(root)
    try:
        HISTORY.record(root, commit)
    except BaseException:  # Ctrl-C too: files that are staged and not saved would go into somebody's next commit
        HISTORY.take_back(root, position, (HISTORY.position(root),), [commit])
        raise


class SchemeHistory:
    """The git history of a scheme; implements `History`. A folder without one is left without one."""

    def position(self, root: Path) -> str:
        """See `History.position`."""
        if not (root / ".git").exists():
            return ""
        from schemekit.git.repository import Repository

        repository = Repository(root)
        repository.refuse_links()  # before any file is written: what follows would be refused, and taken back
        return repository.head()

    def record(self, root: Path, commit: Commit) -> str:
        """See `History.record`."""
        if not (root / ".git").exists():
            return ""
        from schemekit.git.repository import Repository

        return Repository(root).commit(commit.paths, commit.message, commit.trailers)

    def has_recorded(self, root: Path, commit: Commit, after: str) -> bool:
        """See `History.has_recorded`."""
        if not (root / ".git").exists():
            return False
        from schemekit.git.repository import Repository

        return Repository(root).has_newest(commit.message, after)

    def take_back(self, root: Path, position: str, ours: Sequence[str], commits: Sequence[Commit]) -> None:
        """See `History.take_back`."""
        if not (root / ".git").exists():
            return
        from schemekit.git.repository import Repository

        repository = Repository(root)
        head = repository.head()
        paths = sorted({path for commit in commits for path in commit.paths})
        repository.take_back(position if head in ours else head, paths)


HISTORY = SchemeHistory()
