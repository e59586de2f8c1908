"""The renderings: which digest a template gave with which values, and which names are in it, remembered between runs.

What a scheme's lock says of it proves nothing to a reviewer, for whoever sent the scheme wrote the lock. This is
worked out anew from the pulled source, and remembered outside the scheme under a digest of all it depends on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from schemekit import __version__
from schemekit.files.cache import cache_folder, read_cache, write_cache
from schemekit.files.digest import sha256_of

NAME = "renderings"
KEPT = 20_000
_CODE = ("text/template.py", "model/parameter.py")


class Renderings:
    """Digests of filled-in documents, by what they were filled in from.

    Shape: one JSON file in the user's cache folder. No folder, no right to write or a spoiled file only cost time.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._new: dict[str, str | list[str]] = {}

    @cached_property
    def _known(self) -> dict[str, Any]:
        return read_cache(self._folder, NAME)

    @classmethod
    def of_user(cls) -> Renderings:
        """The renderings that this user's earlier commands remembered."""
        return cls(cache_folder())

    def digest(self, template: bytes, values: Mapping[str, str | bool], render: Callable[[], bytes]) -> str:
        """The SHA-256 of a document filled in from a template; `render` is called when it is not remembered."""
        key = _key(template, values)
        known = self._new.get(key) or self._known.get(key)
        if isinstance(known, str) and len(known) == 64:
            return known
        made = self._new[key] = sha256_of(render())
        return made

    def names(self, template: str, read: Callable[[], Collection[str]]) -> tuple[str, ...]:
        """The names in a piece of a template, in order; `read` is called when they are not remembered."""
        key = _key(b"names\0" + template.encode(), {})
        known = self._new.get(key) or self._known.get(key)
        if isinstance(known, list) and all(isinstance(name, str) for name in known):
            return tuple(known)
        made = self._new[key] = sorted(read())
        return tuple(made)

    def keep(self) -> None:
        """Write what is new for the next run."""
        if self._new:
            self._known.update(self._new)
            write_cache(self._folder, NAME, dict(list(self._known.items())[-KEPT:]))
            self._new = {}


def _key(template: bytes, values: Mapping[str, str | bool]) -> str:
    digest = hashlib.sha256(code_digest().encode())
    digest.update(json.dumps(dict(values), sort_keys=True).encode())
    digest.update(b"\0" + template)
    return digest.hexdigest()


@cache
def code_digest() -> str:
    """A digest of the code that fills templates in, so that another version starts afresh."""
    digest = hashlib.sha256(__version__.encode())
    for name in _CODE:
        try:
            digest.update((Path(__file__).parents[1] / name).read_bytes())
        except OSError:
            continue  # installed without its sources: the version has to do
    return digest.hexdigest()
