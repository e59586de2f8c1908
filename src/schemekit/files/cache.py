"""The user's cache: small JSON files of what can be worked out again, lost without harm and never trusted blindly.

It lies outside every scheme and library, so nobody who sends one can write into it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = 1
SIZE_LIMIT = 50_000_000      # bytes; a larger file is none of ours


def cache_folder() -> Path | None:
    """The user's folder for what can be lost, or None where there is none."""
    try:
        from platformdirs import user_cache_dir

        folder = Path(user_cache_dir("schemekit", appauthor=False))
    except (OSError, RuntimeError):
        return None
    return folder if folder.is_absolute() else None


def read_cache(folder: Path | None, name: str) -> dict[str, Any]:
    """What an earlier run kept under a name; nothing if it is not there or not what we write."""
    if folder is None:
        return {}
    try:
        with _file(folder, name).open("rb") as kept:
            data = json.loads(kept.read(SIZE_LIMIT))
        known = data[name] if data["format"] == FORMAT else {}
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return known if isinstance(known, dict) else {}


def write_cache(folder: Path | None, name: str, known: Mapping[str, Any]) -> None:
    """Keep something for the next run, as a whole or not at all; a cache that cannot be written is none."""
    if folder is None:
        return
    beside = _file(folder, name).with_suffix(f".{os.getpid()}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with beside.open("x", encoding="utf-8") as made:
            json.dump({"format": FORMAT, name: known}, made, separators=(",", ":"))
        beside.replace(_file(folder, name))
    except OSError:
        _remove(beside)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name}-{FORMAT}.json"


def _remove(file: Path) -> None:
    try:
        file.unlink()
    except OSError:
        return
