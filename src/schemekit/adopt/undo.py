"""Taking updates back: the scheme as it was before them, until its history has them. No edit is lost on the way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.making import licence_changes, lock_bytes
from schemekit.adopt.parameter_changes import written
from schemekit.adopt.writing import HISTORY, save, writing
from schemekit.errors import UsageError
from schemekit.files.digest import sha256_of
from schemekit.files.folder import names_in
from schemekit.files.paths import inside
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.snapshot import COPIES, SNAPSHOT, KeptFile, Snapshot, UpdateNote, read_snapshot
from schemekit.files.transaction import Step
from schemekit.model.lock import Lock

Changes = Mapping[str, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What was taken back. Shape: `kept` pairs a file that was edited since with the copy of what it held."""

    updates: tuple[UpdateNote, ...]
    files: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "modules": [{"module": item.module, "from": item.after, "to": item.before} for item in self.updates],
            "files": list(self.files),
            "kept": [{"file": file, "copy": copy} for file, copy in self.kept],
        }


def snapshot_of(folder: SchemeFolder, changes: Changes, more: Iterable[str], updates: Iterable[UpdateNote]) -> bytes:
    """What an update leaves for taking it back: these changes, and `more` files that later commands may change.

    An update on top of one that is not saved yet keeps the older state: taking back goes to before both.
    """
    known = unsaved(folder.root)
    files = dict(known.files) if known else {}
    for path in sorted({*changes, *more}):
        now, older = folder.data(path), files.get(path)
        after = changes.get(path, now) if path in changes else now
        digest = None if after is None else sha256_of(after)
        if older is None:
            files[path] = KeptFile(now, digest)
        else:
            files[path] = KeptFile(older.before, digest, older.edited or _digest(now) != older.after)
    told = (*(known.updates if known else ()), *updates)
    position = known.position if known else HISTORY.position(folder.root)
    return Snapshot(position=position, updates=told, files=files).written()


def unsaved(root: Path) -> Snapshot | None:
    """The snapshot of the updates that the history does not have yet, or None."""
    snapshot = read_snapshot(root)
    return None if snapshot is None or _is_saved(root, snapshot) else snapshot


def undo_update(root: Path) -> Undone:
    """Put the scheme back to before the updates that are not saved yet, decisions and all.

    Files that were edited since are copied first; what was done since to other modules stays. Raises: UsageError where
    there is nothing to take back, it is saved in the history, or a value that other modules share was changed since.
    """
    with writing(root) as folder:
        snapshot = read_snapshot(root)
        if snapshot is None:
            raise UsageError("there is no update to take back", why="none was made since the history was last saved",
                             fix="see the scheme's history with 'git log', or go back with 'schemekit update --to'")
        if _is_saved(root, snapshot):
            raise _saved(snapshot)
        others = _with_others(folder, snapshot)
        changes: dict[str, bytes | None] = {}
        kept: list[tuple[str, str]] = []
        place = f"{COPIES}/{_next_number(root)}"
        for path, file in snapshot.files.items():
            now = folder.data(path)
            if now == file.before or (others and path in (LOCK_FILE, MANIFEST)):
                continue
            changes[path] = file.before
            if now is not None and _is_worth_keeping(path) and (file.edited or sha256_of(now) != file.after):
                kept.append((path, f"{place}/{path}"))
                changes[f"{place}/{path}"] = now
        if others:
            changes |= others
            changes |= licence_changes(folder.with_changes(changes))
            changes = {path: data for path, data in changes.items() if folder.data(path) != data}
        files = tuple(path for path in changes if path.startswith("policies/"))
        save(folder, Step(changes={**changes, SNAPSHOT: None}))
        return Undone(updates=snapshot.updates, files=files, kept=tuple(kept))


def _is_worth_keeping(path: str) -> bool:
    """Whether people write in a file; what schemekit makes can be made again."""
    return path == MANIFEST or path.startswith("policies/")


def _is_saved(root: Path, snapshot: Snapshot) -> bool:
    """Whether a commit since took in any of the files."""
    if not (root / ".git").exists():
        return False
    from schemekit.git.repository import Repository

    repository = Repository(root)
    head, then = repository.head(), snapshot.position
    return head != then and any(
        (repository.file_at(then, path) if then else None) != repository.file_at(head, path) for path in snapshot.files
    )


def _with_others(folder: SchemeFolder, snapshot: Snapshot) -> dict[str, bytes | None]:
    """The lock and scheme.yaml with the updated modules as before and all others as they are now.

    Empty where no other module was changed since: then both go back as a whole.
    """
    updated = sorted({update.module for update in snapshot.updates})
    kept, manifest = snapshot.files.get(LOCK_FILE), snapshot.files.get(MANIFEST)
    if kept is None or manifest is None:
        return {}
    before = folder.with_changes({LOCK_FILE: kept.before, MANIFEST: manifest.before})
    lock, older = folder.lock(), before.lock()
    changed = _changed(older, lock, updated)
    if not changed:
        return {}
    for name in updated:
        if name in older.entries:
            lock = lock.with_entry(older.entries[name])
    # One that was added brought its values along: they go with it, and are not to be set back by hand.
    added = [name for name in changed if name not in older.entries]
    if added and folder.scheme().parameters != before.scheme().parameters:
        raise _added(added, snapshot)
    return {LOCK_FILE: lock_bytes(lock), MANIFEST: _manifest(folder, before, updated, changed[0])}


def _manifest(folder: SchemeFolder, before: SchemeFolder, updated: Sequence[str], other: str) -> bytes:
    """scheme.yaml as it is now, with the updated modules' own lines as before."""
    now, older = folder.scheme(), before.scheme()
    if now.parameters != older.parameters:
        raise UsageError(
            f"{other} was changed after the update, and so were values that modules share",
            why="going back to before the update would take those values away from the other module as well",
            fix="put the shared values back first with 'schemekit set', then take the update back",
        )
    from schemekit.files.yaml import DELETE, edit_yaml

    edits: list[tuple[tuple[str, ...], object]] = []
    for name in updated:
        mine, was = now.modules.get(name), older.modules.get(name)
        if mine is None or was is None or mine == was:
            continue
        place = ("modules", name)
        if mine.range != was.range:
            edits.append(((*place, "version"), was.range.text))
        for parameter in sorted({*mine.parameters, *was.parameters}):
            value = was.parameters.get(parameter)
            if mine.parameters.get(parameter) != value:
                edits.append(((*place, "parameters", parameter), written(value) if value else DELETE))
    text = folder.text(MANIFEST) or ""
    return edit_yaml(text, edits, MANIFEST).encode() if edits else folder.data(MANIFEST) or b""


def _changed(before: Lock, now: Lock, updated: Collection[str]) -> list[str]:
    names = {*before.entries, *now.entries} - set(updated)
    return sorted(name for name in names if before.entries.get(name) != now.entries.get(name))


def _added(modules: Sequence[str], snapshot: Snapshot) -> UsageError:
    """Shape: 'remove' refuses what no history keeps, and what is saved is taken back by an update."""
    was, it = ("was", "it") if len(modules) == 1 else ("were", "them")
    out = " and ".join(f"'schemekit remove {name}'" for name in modules)
    oldest = {update.module: update.before for update in reversed(snapshot.updates)}
    back = " and ".join(f"'schemekit update {name} --to {version}'" for name, version in sorted(oldest.items()))
    return UsageError(
        f"{' and '.join(modules)} {was} added after the update, and values that modules share changed with {it}",
        why="going back to before the update would take those values away from what was added",
        fix="save first with schemekit save \"what changed\" (in a scheme without a history, run 'git init' before); "
            f"then take {it} out with {out}, and go back with {back}",
    )


def _saved(snapshot: Snapshot) -> UsageError:
    update = snapshot.updates[-1]
    return UsageError(
        f"the update of {update.module} is saved in the history already",
        why="taking it back now would undo what was saved since, too",
        fix=f"go back with 'schemekit update {update.module} --to {update.before}', which is an update like any other",
    )


def _next_number(root: Path) -> int:
    numbers = [path.partition("/")[0] for path in names_in(inside(root, COPIES))]
    return max((int(number) for number in numbers if number.isdigit()), default=0) + 1


def _digest(data: bytes | None) -> str | None:
    return None if data is None else sha256_of(data)
