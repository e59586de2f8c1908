"""What goes into the history beside an approved text: the values that it was rendered with, and scheme.yaml.

A text and its values are read back together, for the handbook and for `export --approved`. Where the history has the
text with the values of another day, readers would be told a wrong address and wrong periods.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemekit.adopt.making import lock_bytes
from schemekit.adopt.undo import unsaved
from schemekit.errors import ApprovalRefusedError
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.transaction import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedState:
    """Shape: `recorded` goes into the approval's commit; `afterwards` puts back what it had to leave out."""

    recorded: Mapping[str, bytes | None] = field(default_factory=dict)
    afterwards: tuple[Step, ...] = ()


def saved_state(folder: SchemeFolder, modules: Sequence[str]) -> SavedState:
    """What the history lacks of the state that the texts of some modules stand in.

    Shape: scheme.yaml as a whole, and of the lock the lines of these modules alone: those of another module belong to
    that one's text. Raises: ApprovalRefusedError where the values cannot be saved without taking in the update of
    another module, which could not be taken back any more.
    """
    if not (folder.root / ".git").exists():
        return SavedState()
    from schemekit.git.repository import Repository

    repository = Repository(folder.root)
    head = repository.head()
    now = {path: folder.data(path) for path in (MANIFEST, LOCK_FILE)}
    saved = {path: repository.file_at(head, path) if head else None for path in now}
    if now == saved:
        return SavedState()
    lock, older = folder.lock(), folder.with_changes(saved).lock()
    update = unsaved(folder.root)
    if update is not None:
        new = [name for name in modules if lock.entries.get(name) != older.entries.get(name)]
        if new:
            raise _beside_an_update(new, sorted({item.module for item in update.updates}))
        return SavedState()
    recorded = older
    for name in modules:
        recorded = recorded.with_entry(lock.entries[name])
    if recorded == lock:
        return SavedState(recorded=now)
    return SavedState(recorded={**now, LOCK_FILE: lock_bytes(recorded)},
                      afterwards=(Step(changes={LOCK_FILE: now[LOCK_FILE]}),))


def _beside_an_update(modules: Sequence[str], updated: Sequence[str]) -> ApprovalRefusedError:
    return ApprovalRefusedError(
        f"the values of {', '.join(modules)} are not saved yet, and an update of {', '.join(updated)} is not either",
        why="an approval keeps a text with its values, and the update could not be taken back any more",
        fix='schemekit save "what was changed", then approve again',
    )
