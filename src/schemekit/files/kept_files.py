"""Files that take long to make, kept in the user's cache by what they were made from, and made again if need be.

The cache lies outside every scheme: what comes with one could hold anything under such a name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from schemekit.files.cache import cache_folder

_KEY = re.compile(r"[0-9a-f]{64}\.[a-z]{2,5}")
_KEPT = 400                  # files; the oldest go first
_LIMIT = 50_000_000          # bytes of one


class KeptFiles:
    """Shape: a flat folder; a name is the SHA-256 of all that a file was made from, and its ending."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @classmethod
    def of_user(cls) -> KeptFiles:
        """Those of this user's earlier commands."""
        folder = cache_folder()
        return cls(folder / "papers" if folder else None)

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The file of a name, made where it is not there. A cache that cannot be read or written is none."""
        assert _KEY.fullmatch(name)   # a digest, never anybody's words
        if self._folder is None:
            return make()
        place = self._folder / name
        try:
            if 0 < place.stat().st_size <= _LIMIT:
                return place.read_bytes()
        except OSError:
            pass   # not there, or not to be read: it is made
        data = make()
        self._keep(place, data)
        return data

    def _keep(self, place: Path, data: bytes) -> None:
        beside = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
            beside.replace(place)
            kept = sorted(place.parent.glob("*.*"), key=lambda file: file.stat().st_mtime)
            for old in kept[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            beside.unlink(missing_ok=True)
