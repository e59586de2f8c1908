"""Remembered data: YAML files that were read and found right before, kept as JSON and found again by their content.

Reading a module's metadata and holding it against its schema takes fifty times as long as reading it back, and a
module that was pulled never changes. A cache like `verdicts` and `renderings`: outside every scheme, of public texts
only, lost without harm.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from schemekit import __version__
from schemekit.files.cache import cache_folder
from schemekit.files.schemas import load, rules_digest

FOLDER = "read"
KEPT = 2_000                 # files; then all are thrown away and it begins anew
SIZE_LIMIT = 4_000_000       # bytes; twice the longest YAML file that is read


def load_remembered(text: str, kind: str, file: str) -> dict[str, Any]:
    """As `schemas.load`, from what was remembered if it is. Raises: FindingsError."""
    place = kept_at(_key(text, kind))
    if place is None:
        return load(text, kind, file)
    data = kept_data(place)
    if not data:
        data = load(text, kind, file)
        keep(place, data)
    return data


def _key(text: str, kind: str) -> str:
    """A digest of all that the data depends on: version, schema, the code that reads, and the content."""
    return hashlib.sha256(f"{__version__} {kind} {rules_digest(kind)} {text}".encode()).hexdigest()


def kept_at(key: str) -> Path | None:
    """Where the data with a key is kept; None where this user has no cache."""
    folder = cache_folder()
    return folder / FOLDER / f"{key}.json" if folder else None


def kept_data(place: Path) -> dict[str, Any]:
    """What is kept there; nothing if it is not there or not what we write."""
    try:
        with place.open("rb") as kept:
            data = json.loads(kept.read(SIZE_LIMIT))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def keep(place: Path, data: dict[str, Any]) -> None:
    """Write it as a whole or not at all; what cannot be kept is read again."""
    beside = place.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        if place.parent.is_dir() and len(os.listdir(place.parent)) >= KEPT:  # noqa: PTH208 - names are enough
            shutil.rmtree(place.parent, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(data, separators=(",", ":")), encoding="utf-8")
        beside.replace(place)
