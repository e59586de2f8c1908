"""What a build keeps for the next one: files that take long to make, by all that they were made from."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from schemekit import __version__

_ROOM = Path(__file__).parents[1]


class Kept:
    """A folder of made files. Shape: None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The file that was made for a key, or a new one. `key` names all that it is made from, but for our code."""
        if self._folder is None:
            return make()
        name = hashlib.sha256(f"{_code()} {key}".encode()).hexdigest()
        self._used.add(name)
        with suppress(OSError):
            return (self._folder / name).read_bytes()
        made = make()
        self._folder.mkdir(parents=True, exist_ok=True)
        half = self._folder / f"{name}.half"
        half.write_bytes(made)
        half.replace(self._folder / name)
        return made

    def forget_unused(self) -> None:
        """Take away what this build did not ask for."""
        for place in self._files():
            if place.name not in self._used:
                place.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        if self._folder is not None and self._folder.is_dir():
            yield from self._folder.iterdir()


@cache
def _code() -> str:
    """A digest of the code that makes what is kept: another version of it makes other files."""
    digest = hashlib.sha256(__version__.encode())
    for place in sorted(_ROOM.rglob("*")):
        if place.suffix in (".py", ".toml", ".css", ".js", ".j2", ".json") and place.is_file():
            digest.update(f"{place.relative_to(_ROOM)} {place.stat().st_size} {place.stat().st_mtime_ns}".encode())
    for name in ("typst", "pypandoc-binary"):
        with suppress(importlib.metadata.PackageNotFoundError):
            digest.update(importlib.metadata.version(name).encode())
    return digest.hexdigest()
