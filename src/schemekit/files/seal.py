"""The seal: tells what schemekit wrote on this computer from what came with a folder that somebody sent.

A secret lies in the user's own state folder. Without a place to keep it, it lasts as long as the command.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from functools import cache
from pathlib import Path

_BYTES = 32
_NAME = "journal.key"


def seal(data: bytes) -> str:
    """The seal of some content, 64 hex digits."""
    return hmac.new(_secret(), data, hashlib.sha256).hexdigest()


def is_sealed(data: bytes, found: str) -> bool:
    """Whether content carries the seal of this user on this computer."""
    return hmac.compare_digest(seal(data).encode(), found.encode("utf-8", "replace"))


@cache
def _secret() -> bytes:
    """The user's secret, made when it is first needed."""
    place = _place()
    if place is None:
        return secrets.token_bytes(_BYTES)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as stream:
            stream.write(secrets.token_bytes(_BYTES))
    with suppress(OSError):
        known = place.read_bytes()
        if len(known) == _BYTES:
            return known
    return secrets.token_bytes(_BYTES)


def _place() -> Path | None:
    try:
        from platformdirs import user_state_path

        folder = user_state_path("schemekit", appauthor=False)
    except (OSError, RuntimeError):
        return None
    return folder / _NAME if folder.is_absolute() else None
