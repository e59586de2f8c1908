"""Writing several files as one: made beside, then moved, and finished by the next command after a kill.

A journal in `.schemekit/transaction` holds the new contents and a plan. Renaming it into place is the moment the
change happens: before it nothing has changed, after it every later command first carries the plan out. Which files
change, and why, is for the use cases; git is called by them too, through the `Followup` they hand in.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import HostileContentError, SchemeBusyError
from schemekit.files.paths import inside

STATE = ".schemekit"
JOURNAL = f"{STATE}/transaction"
LOCK = f"{STATE}/lock"
WAIT_SECONDS = 10.0
_STAGED = re.compile(r"\d+-\d+")

Changes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """What to record in the history once the files are in place."""

    message: str
    trailers: tuple[tuple[str, str], ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Files that change together, and the commit that follows them."""

    changes: Changes
    commit: Commit | None = None


Followup = Callable[[Path, Commit], None]


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


def write_steps(root: Path, steps: Sequence[Step], followup: Followup) -> None:
    """Carry out the steps, all of them or none: write (or, for None, delete) their files, then record their commits.

    The caller holds `scheme_lock`. Files that already hold the wanted bytes are left alone.
    """
    if any(step.commit or not _stands(root, path, data) for step in steps for path, data in step.changes.items()):
        _write_journal(root, steps)
        finish(root, followup)


def is_unfinished(root: Path) -> bool:
    """Whether a command was interrupted after its change had begun."""
    return (root / JOURNAL).is_dir()


def finish(root: Path, followup: Followup | None) -> None:
    """Carry out a journal that stands: move its files into place and record its commits, step by step.

    Without `followup` (commands that only read) the files of every step are put in place and the commits are left
    for a writing command. Carrying out twice changes nothing.
    """
    _sweep_halves(root)
    journal = root / JOURNAL
    if not journal.is_dir():
        return
    for step in _read_plan(root):
        _apply(root, step["files"])
        if step["commit"] is not None:
            if followup is None:
                return
            followup(root, _commit(step["commit"]))
        (journal / f"done-{step['number']}").touch()
    _discard(journal)


def _commit(data: Mapping[str, Any]) -> Commit:
    trailers = tuple((str(key), str(value)) for key, value in data["trailers"])
    return Commit(message=data["message"], trailers=trailers, paths=tuple(data["paths"]))


def _stands(root: Path, path: str, data: bytes | None) -> bool:
    place = inside(root, path)
    if data is None:
        return not place.exists()
    return place.is_file() and place.read_bytes() == data


def _write_journal(root: Path, steps: Sequence[Step]) -> None:
    inside(root, JOURNAL)
    half = root / f"{JOURNAL}.half-{os.getpid()}"
    half.mkdir(parents=True)
    plan = []
    for number, step in enumerate(steps):
        files: dict[str, str | None] = {}
        for index, (path, data) in enumerate(sorted(step.changes.items())):
            files[path] = None if data is None else f"{number}-{index}"
            if data is not None:
                _write_through(half / f"{number}-{index}", data)
        plan.append({"number": number, "files": files, "commit": asdict(step.commit) if step.commit else None})
    _write_through(half / "plan.json", json.dumps(plan, ensure_ascii=False).encode())
    half.rename(root / JOURNAL)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _read_plan(root: Path) -> list[dict[str, Any]]:
    """The steps of the journal that are still to do, checked as any file a stranger could have put there."""
    journal = inside(root, JOURNAL)
    try:
        plan = json.loads(inside(root, f"{JOURNAL}/plan.json").read_text(encoding="utf-8"))
        well_formed = isinstance(plan, list) and all(_is_step(step) for step in plan)
    except (OSError, ValueError, KeyError, TypeError):
        well_formed = False
    if not well_formed:
        raise HostileContentError(
            f"{JOURNAL} is not a plan that schemekit wrote",
            why="it is what a command leaves behind when it is interrupted, and it cannot be read",
            fix=f"look at it, then delete the folder {journal.name} in {STATE}; your texts are not in it",
        )
    return [step for step in plan if not (journal / f"done-{step['number']}").exists()]


def _is_step(step: Mapping[str, Any]) -> bool:
    commit = step["commit"]
    names = step["files"].items()
    return (
        isinstance(step["number"], int)
        and all(isinstance(path, str) and (name is None or _STAGED.fullmatch(name)) for path, name in names)
        and (
            commit is None
            or (
                isinstance(commit["message"], str)
                and all(isinstance(path, str) for path in commit["paths"])
                and all(len(pair) == 2 for pair in commit["trailers"])
            )
        )
    )


def _apply(root: Path, files: Mapping[str, str | None]) -> None:
    for path, name in files.items():
        target = inside(root, path)
        if name is None:
            target.unlink(missing_ok=True)
            _drop_empty_folders(root, target.parent)
            continue
        staged = root / JOURNAL / name
        # A staged file that is gone was moved before the kill: carrying a plan out twice changes nothing.
        if staged.is_file() and not staged.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)


def _drop_empty_folders(root: Path, folder: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _discard(journal: Path) -> None:
    done = journal.with_name(f"{journal.name}.done-{os.getpid()}")
    journal.rename(done)
    shutil.rmtree(done, ignore_errors=True)


def _sweep_halves(root: Path) -> None:
    """Take away what a killed command had begun to write or not quite thrown away."""
    for half in (root / STATE).glob("transaction.*-*"):
        if half.is_dir() and not half.is_symlink():
            shutil.rmtree(half, ignore_errors=True)
