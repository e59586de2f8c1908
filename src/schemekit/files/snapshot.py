"""The snapshot: what files held before an update, kept beside the scheme until its history has the update.

It is sealed like the journal, so that nobody can put another scheme's past into a folder that they send. What taking an
update back means, and when it is allowed, is for the use case.
"""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from schemekit.errors import HostileContentError
from schemekit.files.journal import STATE
from schemekit.files.paths import inside
from schemekit.files.seal import is_sealed, seal

SNAPSHOT = f"{STATE}/undo.json"
COPIES = f"{STATE}/undone"
SIZE_LIMIT = 100_000_000   # bytes; two hundred modules need a tenth of it


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateNote:
    """One module that was updated: what a commit says of it. Units: `tree` is 40 hex digits."""

    module: str
    before: str
    after: str
    source: str
    tree: str
    licence: str

    @property
    def trailers(self) -> tuple[tuple[str, str], ...]:
        """The update's provenance, so that plain git tells it."""
        return (
            ("Updated", f"{self.module} {self.before} -> {self.after}"),
            ("Source", self.source),
            ("Source-tree", self.tree),
            ("Licence", self.licence),
        )


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file: what it held before, the digest of what the update wrote, and whether it was edited in between."""

    before: bytes | None
    after: str | None
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything that taking updates back needs. Shape: `position` is the newest commit when the first was made."""

    position: str
    updates: tuple[UpdateNote, ...]
    files: Mapping[str, KeptFile]

    def written(self) -> bytes:
        """The snapshot as it is kept: its seal, then JSON."""
        data = {
            "position": self.position,
            "updates": [asdict(update) for update in self.updates],
            "files": {path: [_plain(kept.before), kept.after, kept.edited] for path, kept in self.files.items()},
        }
        told = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
        return seal(told).encode() + b"\n" + told


def read_snapshot(root: Path) -> Snapshot | None:
    """The snapshot of the last update, or None.

    Raises: HostileContentError for one that schemekit did not write on this computer.
    """
    place = inside(root, SNAPSHOT)
    try:
        status = place.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > SIZE_LIMIT:
        raise _not_ours()
    found, _, told = place.read_bytes().partition(b"\n")
    if not is_sealed(told, found.decode("ascii", "replace")):
        raise _not_ours()
    snapshot = _snapshot(json.loads(told))
    for path in snapshot.files:
        inside(root, path)
    return snapshot


def _snapshot(data: Any) -> Snapshot:
    return Snapshot(
        position=data["position"],
        updates=tuple(UpdateNote(**update) for update in data["updates"]),
        files={path: KeptFile(_bytes(before), after, edited)
               for path, (before, after, edited) in data["files"].items()},
    )


def _plain(data: bytes | None) -> object:
    if data is None:
        return None
    try:
        return data.decode()
    except UnicodeDecodeError:
        return [base64.b64encode(data).decode()]


def _bytes(told: Any) -> bytes | None:
    if told is None:
        return None
    return base64.b64decode(told[0]) if isinstance(told, list) else str(told).encode()


def _not_ours() -> HostileContentError:
    return HostileContentError(
        f"{SNAPSHOT} was not written by schemekit on this computer",
        why="it says what 'schemekit update --undo' would put back; one from elsewhere could change your files",
        fix="delete it, and go back with the scheme's history instead",
    )
