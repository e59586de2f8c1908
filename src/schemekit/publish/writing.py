"""How a library's folder is written: under a lock, after finishing what a killed command began, all or nothing.

What a running command needs lies in `.schemekit/`, which is there only as long as it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from schemekit.errors import IntegrityError, SchemekitError
from schemekit.files.journal import STATE, Commit
from schemekit.files.paths import inside
from schemekit.files.transaction import LOCK, Step, finish, scheme_lock, write_steps
from schemekit.git.repository import Repository
from schemekit.publish.checkout import POLICIES, Checkout

TREE_TRAILER = "Tree"
RELEASED_TRAILER = "Released"


@contextmanager
def library_writing(root: Path) -> Iterator[None]:
    """The library's folder, held for writing."""
    try:
        with scheme_lock(root):
            finish(root, HISTORY)
            try:
                yield
            finally:
                with suppress(OSError):  # still held: who waits for it sees that it is gone, and makes a new one
                    inside(root, LOCK).unlink()
    except KeyboardInterrupt:  # it may have come while the lock was being taken away
        with suppress(OSError):
            inside(root, LOCK).unlink()
        raise
    finally:
        with suppress(OSError):  # a change that could not be taken back is still in it
            inside(root, STATE).rmdir()


def finish_interrupted(root: Path) -> None:
    """Finish, or take back, what a killed command began; nothing where there is nothing to finish."""
    if (root / STATE).is_dir():
        with library_writing(root):
            return


def write_step(root: Path, step: Step) -> str:
    """Write files, record their commit and return it, or leave everything as it was; within `library_writing`."""
    return write_steps(root, [step], HISTORY)


class LibraryHistory:
    """The git history of a library, in which a release is held against the ledger; implements `History`."""

    def position(self, root: Path) -> str:
        """See `History.position`."""
        repository = Repository(root)
        repository.refuse_links()  # before any file is written: what follows would be refused, and taken back
        return repository.head()

    def record(self, root: Path, commit: Commit) -> str:
        """See `History.record`. Raises: IntegrityError when git recorded another tree than the ledger names."""
        repository = Repository(root)
        made = repository.commit(commit.paths, commit.message, commit.trailers)
        trailers = dict(commit.trailers)
        if TREE_TRAILER in trailers:
            _verify(repository, Checkout(root), trailers[RELEASED_TRAILER], trailers[TREE_TRAILER])
        if commit.tag and f"refs/tags/{commit.tag}" not in repository.refs():
            repository.tag(commit.tag, made, commit.message)
        return made

    def has_recorded(self, root: Path, commit: Commit, after: str) -> bool:
        """See `History.has_recorded`."""
        return not commit.tag and Repository(root).has_newest(commit.message, after)

    def take_back(self, root: Path, position: str, ours: Sequence[str], commits: Sequence[Commit]) -> None:
        """See `History.take_back`."""
        repository = Repository(root)
        head = repository.head()
        refs = repository.refs()
        for commit in commits:
            if commit.tag and refs.get(f"refs/tags/{commit.tag}") == head and head in ours:
                repository.untag(commit.tag)
        paths = sorted({path for commit in commits for path in commit.paths})
        repository.take_back(position if head in ours else head, paths)


HISTORY = LibraryHistory()


def _verify(repository: Repository, checkout: Checkout, name: str, tree: str) -> None:
    """Compare what git recorded with what the ledger says."""
    module = name.split(" ")[0]
    recorded = repository.tree_of(repository.head(), f"{POLICIES}/{module}")
    if recorded == tree:
        return
    try:
        there = repository.read_tree(recorded) if recorded else {}
    except SchemekitError:  # a mode that no release may have; the message below says which file
        there = {}
    mine = checkout.files(module)
    differing = sorted(path for path in mine.keys() | there.keys() if mine.get(path) != there.get(path))
    raise IntegrityError(
        f"git recorded another {name} than the ledger says",
        why=f"these files differ: {', '.join(differing[:5]) or 'a file that is executable'} "
        "(left out by .gitignore, changed by a hook or by a line-ending setting)",
        fix="mend that, then release again; nothing was changed",
    )
