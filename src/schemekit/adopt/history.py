"""Saving a scheme's present state in its history, in plain words: what a person changed by hand, and why."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.outcome import adoptions
from schemekit.adopt.undo import unsaved
from schemekit.adopt.writing import record_commit, save, writing
from schemekit.errors import UsageError
from schemekit.files.journal import present
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.files.snapshot import COPIES, SNAPSHOT, read_snapshot
from schemekit.files.transaction import Commit, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was saved. `paths` is empty when nothing had changed; `left_out` are registers, which may name people.

    `open_decisions` are still to be taken; `ends_undo` says that an update could be taken back before, and not now.
    """

    paths: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    open_decisions: int = 0
    ends_undo: bool = False

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {"files": list(self.paths), "left_out": list(self.left_out),
                "open_decisions": self.open_decisions, "ends_undo": self.ends_undo}


def save_history(root: Path, why: str) -> Saved:
    """Record everything that changed in the scheme since the last time. Nothing leaves this computer.

    Raises: UsageError without words or without a history; GitError.
    """
    from schemekit.git.repository import Repository

    words = " ".join(why.split())
    if not words:
        raise UsageError("nothing was said about what changed", fix='for example: schemekit save "Board comments"')
    with writing(root) as folder:
        if not (folder.root / ".git").exists():
            raise UsageError(
                "this folder has no history",
                why="it was copied without it, or was never started with 'schemekit new'",
                fix="run 'git init' in it once, then save again",
            )
        changed = [path for path in Repository(folder.root).changed_paths() if not _is_for_undo(path)]
        private = _registers(folder)
        paths = tuple(path for path in changed if path not in private)
        ends_undo = bool(paths) and unsaved(folder.root) is not None
        if paths:
            _record(folder, Commit(message=words, trailers=_trailers(folder), paths=paths))
        waiting = sum(len(folder.record(name).open_decisions()) for name in folder.lock().entries)
        return Saved(paths=paths, left_out=tuple(path for path in changed if path in private),
                     open_decisions=waiting, ends_undo=ends_undo)


def _record(folder: SchemeFolder, commit: Commit) -> None:
    """Record the commit; an update that it saves cannot be taken back any more, and both happen or neither."""
    if read_snapshot(folder.root) is None:
        record_commit(folder.root, commit)
        return
    there = {path: present(folder.root, path) for path in commit.paths}
    save(folder, Step(changes={**there, SNAPSHOT: None}, commit=commit))


def _trailers(folder: SchemeFolder) -> tuple[tuple[str, str], ...]:
    """Where the words of updates that are saved now came from, so that plain git tells it as for an adoption."""
    snapshot = unsaved(folder.root)
    return tuple(trailer for update in (snapshot.updates if snapshot else ()) for trailer in update.trailers)


def _is_for_undo(path: str) -> bool:
    return path == SNAPSHOT or path.startswith(f"{COPIES}/")


def _registers(folder: SchemeFolder) -> frozenset[str]:
    """The scheme's copies of registers: empty as they come, they soon hold the names of people who complained."""
    return frozenset(
        folder.own_path(adoption.id, document.file)
        for adoption in adoptions(folder)
        for document in adoption.module.documents
        if document.kind == "register" and adoption.holds_entries(document.file)
    )
