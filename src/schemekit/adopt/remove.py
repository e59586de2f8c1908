"""Taking a module out of a scheme: text, record, pulled source, lock entry and credit, as one commit."""

from __future__ import annotations

from pathlib import Path

from schemekit.adopt.making import licence_changes, lock_bytes
from schemekit.adopt.outcome import not_adopted
from schemekit.adopt.writing import save, writing
from schemekit.errors import UsageError
from schemekit.files.folder import read_folder
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import DELETE, edit_yaml
from schemekit.model.lock import LockEntry


def remove_module(root: Path, module: str, reason: str) -> LockEntry:
    """Remove an adoption; what it held stays in the scheme's history.

    Raises: UnknownNameError; UsageError when its files hold changes that the history does not know yet.
    """
    with writing(root) as folder:
        lock = folder.lock()
        entry = lock.entries.get(module)
        if entry is None:
            raise not_adopted(module, lock)
        _refuse_unsaved(root, module)
        changes: dict[str, bytes | None] = {
            MANIFEST: edit_yaml(folder.text(MANIFEST) or "", [(("modules", module), DELETE)], MANIFEST).encode(),
            LOCK_FILE: lock_bytes(lock.without(module)),
            **dict.fromkeys(_paths_of(folder, module)),
        }
        changes |= licence_changes(folder.with_changes(changes))
        save(folder, Step(changes=changes, commit=_commit(entry, reason, changes)))
        return entry


def _paths_of(folder: SchemeFolder, module: str) -> list[str]:
    return [
        f"{place}/{module}/{path}"
        for place in ("policies", SOURCE)
        for path in read_folder(folder.root / place / module)
    ]


def _commit(entry: LockEntry, reason: str, changes: dict[str, bytes | None]) -> Commit:
    body = f"\n\n{reason}" if reason else ""
    return Commit(
        message=f"Remove {entry.module} {entry.version}{body}",
        trailers=(("Removed", f"{entry.module} {entry.version}"),),
        paths=tuple(sorted(changes)),
    )


def _refuse_unsaved(root: Path, module: str) -> None:
    if not (root / ".git").exists():
        raise UsageError(
            "this scheme has no history that would keep the text",
            why="removing the module would destroy it for good",
            fix=f"move policies/{module} elsewhere, or run 'git init' and 'schemekit save' first",
        )
    from schemekit.git.repository import Repository

    if not Repository(root).is_clean([f"policies/{module}"]):
        raise UsageError(
            f"policies/{module} holds changes that are not saved in the history",
            why="removing the module now would lose them",
            fix='save them first with schemekit save "what changed", then remove the module',
        )
