"""Writing several files as one: all of them with their commits, or none, whatever happens on the way.

A journal in `.schemekit/transaction` holds the new contents, the old ones and a plan. Renaming it into place is the
moment the change begins: after a kill the next command carries it out. When something fails on the way, or is stopped,
it is renamed to `transaction-undo`, and from then on it is taken back. Which files change, and why, is for the use
cases; git is theirs too, through the `History` they hand in.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from schemekit.errors import GitError, SchemeBusyError, SchemekitError
from schemekit.files.journal import (
    STATE,
    Changes,
    Commit,
    Content,
    Plan,
    PlannedStep,
    Step,
    digest_at,
    present,
    read_journal,
    write_journal,
)
from schemekit.files.paths import inside

__all__ = ["Changes", "Commit", "History", "Step", "finish", "is_unfinished", "scheme_lock", "write_steps"]

JOURNAL = f"{STATE}/transaction"
UNDO = f"{STATE}/transaction-undo"
LOCK = f"{STATE}/lock"
WAIT_SECONDS = 10.0

_OURS = "ours"  # in the journal: the commit that was made last


class History(Protocol):
    """The scheme's history, as far as writing needs it; a folder without one has none of this."""

    def position(self, root: Path) -> str:
        """The newest commit, or the empty string."""

    def record(self, root: Path, commit: Commit) -> str:
        """Record a commit, if its paths differ from the newest one, and return the newest. Raises: GitError."""

    def has_recorded(self, root: Path, commit: Commit, after: str) -> bool:
        """Whether the newest commit is this one, made after `after`."""

    def take_back(self, root: Path, position: str, ours: Sequence[str], commits: Sequence[Commit]) -> None:
        """Let the history end at `position` again if it ends in one of `ours`; nothing of the commits is staged."""


@contextmanager
def scheme_lock(root: Path) -> Iterator[None]:
    """Hold the scheme for writing; a second command waits a moment and then says so.

    Raises: SchemeBusyError when another command holds it for longer than the wait.
    """
    from filelock import FileLock, Timeout

    folder = inside(root, STATE)
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(inside(root, LOCK), timeout=WAIT_SECONDS):
            yield
    except Timeout:
        raise SchemeBusyError(
            f"another schemekit command is writing {root.name}",
            why=f"it has held the scheme for more than {WAIT_SECONDS:.0f} seconds",
            fix="wait for it to finish, then run the command again; nothing was changed",
        ) from None


def write_steps(root: Path, steps: Sequence[Step], history: History) -> str:
    """Carry out the steps, all of them or none: write (or, for None, delete) their files, then record their commits.

    Returns the newest of those commits, or the empty string. The caller holds `scheme_lock`. Files that already hold
    the wanted bytes are left alone. Whatever is raised, KeyboardInterrupt too, everything is as it was.
    """
    if not any(step.commit or _differs(root, step) for step in steps):
        return ""
    half = root / f"{JOURNAL}.half-{os.getpid()}"
    inside(root, JOURNAL)
    try:
        position = history.position(root) if any(step.commit for step in steps) else ""
        plan = write_journal(root, half, steps, position)
        half.rename(root / JOURNAL)
        newest = _carry_out(root, plan, history)
        _discard(root / JOURNAL)
    except BaseException:  # Ctrl-C too: half a change helps nobody
        ours = ""
        if (root / JOURNAL).is_dir():
            ours = _mark_ours(root, plan, history)
            (root / JOURNAL).rename(root / UNDO)
        with suppress(SchemekitError, OSError):  # the next command tries again, and tells
            _take_back(root, history, ours)
        _sweep(root)
        raise
    return newest


def is_unfinished(root: Path) -> bool:
    """Whether a command was interrupted after its change had begun."""
    return (root / JOURNAL).is_dir() or (root / UNDO).is_dir()


def finish(root: Path, history: History | None) -> None:
    """Carry out a journal that was found, or take it back if that was begun or its commits cannot be recorded.

    Without `history` (commands that only read) the files are put in place and the commits are left for a writing
    command. Doing it twice changes nothing. A file that somebody edited since the interruption stays as it is.
    Raises: GitError when its commits were refused; all is then as before the interrupted command.
    """
    _sweep(root)
    _take_back(root, history)
    if not (root / JOURNAL).is_dir():
        return
    plan = read_journal(root, JOURNAL)
    if history is None:
        for step in plan.steps:
            _put_in_place(root, plan, step)
        if not plan.commits:
            _discard(root / JOURNAL)
        return
    try:
        _carry_out(root, plan, history, again=True)
    except SchemekitError as error:
        (root / JOURNAL).rename(root / UNDO)
        _take_back(root, history)
        raise GitError(
            "what an interrupted command had begun was taken back: it could not be recorded",
            why=f"{error.what}: {error.why}" if error.why else error.what,
            fix=f"{error.fix}; the interrupted command has to be given again",
        ) from error
    _discard(root / JOURNAL)


def _differs(root: Path, step: Step) -> bool:
    return any(present(root, path) != data for path, data in step.changes.items())


def _carry_out(root: Path, plan: Plan, history: History, *, again: bool = False) -> str:
    """Do what is still to do and return the newest commit.

    Shape: `again` says that a killed command may have recorded a commit and not have noted it.
    """
    newest = (_ours(root, JOURNAL) or (plan.position,))[0]
    for step in plan.steps:
        done = root / JOURNAL / f"done-{step.number}"
        if done.exists():
            continue
        _put_in_place(root, plan, step)
        if step.commit is not None:
            recorded = again and history.has_recorded(root, step.commit, newest)
            newest = history.position(root) if recorded else history.record(root, step.commit)
        done.touch()
        if step.commit is not None:
            (root / JOURNAL / _OURS).write_text(newest, encoding="ascii")
    return newest


def _put_in_place(root: Path, plan: Plan, step: PlannedStep) -> None:
    for path, content in step.files.items():
        _put(root, root / JOURNAL, path, content, plan.known(path))


def _put(root: Path, journal: Path, path: str, content: Content, known: frozenset[str | None]) -> None:
    target = inside(root, path)
    if digest_at(root, path) not in known:
        return  # somebody edited it after the interruption: their words are nobody's to overwrite
    if content.digest is None:
        with suppress(NotADirectoryError):  # a file stands where its folder was wanted, so it is not there
            target.unlink(missing_ok=True)
        _drop_empty_folders(root, target.parent)
        return
    if content.staged is None:
        return  # no step changes it
    staged = journal / content.staged
    # A staged file that is gone was moved before the kill: carrying a plan out twice changes nothing.
    if staged.is_file() and not staged.is_symlink():
        if target.exists():
            staged.chmod(target.stat().st_mode)
        target.parent.mkdir(parents=True, exist_ok=True)
        staged.replace(target)


def _take_back(root: Path, history: History | None, ours: str = "") -> None:
    """Put every file back as it was, and the history too; without `history` only the files.

    Shape: `ours` is the newest commit if it is known to be ours; else the journal may hold it.
    """
    undo = root / UNDO
    if not undo.is_dir():
        return
    plan = read_journal(root, UNDO)
    if plan.commits and history is not None:  # first, because putting files back may need room on the disk
        history.take_back(root, plan.position, (ours, *_ours(root, UNDO)), plan.commits)
    for path, content in plan.before.items():
        _put(root, undo, path, content, plan.known(path))
    if history is not None or not plan.commits:
        _discard(undo)


def _mark_ours(root: Path, plan: Plan, history: History) -> str:
    """Note the newest commit as ours, and return it: nobody else could make one since the change began."""
    newest = ""
    if plan.commits:
        with suppress(SchemekitError, OSError):
            newest = history.position(root)
            (root / JOURNAL / _OURS).write_text(newest, encoding="ascii")
    return newest


def _ours(root: Path, journal: str) -> tuple[str, ...]:
    place = inside(root, f"{journal}/{_OURS}")
    return (place.read_text("ascii", "replace")[:40],) if place.is_file() else ()


def _drop_empty_folders(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _discard(journal: Path) -> None:
    done = journal.with_name(f"transaction.done-{os.getpid()}")
    journal.rename(done)
    shutil.rmtree(done, ignore_errors=True)


def _sweep(root: Path) -> None:
    """Take away what a killed command had begun to write or not quite thrown away."""
    for half in (root / STATE).glob("transaction.*-*"):
        if half.is_dir() and not half.is_symlink():
            shutil.rmtree(half, ignore_errors=True)
