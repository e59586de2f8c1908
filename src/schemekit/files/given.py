"""A file that a user named on the command line: read whole and bounded, as text; written whole or not at all.

Such a file may lie anywhere. Files of a scheme are reached through `scheme_folder` instead.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from schemekit.errors import UsageError

SIZE_LIMIT = 10_000_000  # bytes; a policy of a thousand pages has a third of that
OFFICE_LIMIT = 60_000_000  # bytes; a Word file may hold pictures


def read_given(place: Path, limit: int = SIZE_LIMIT) -> bytes:
    """What a file or pipe holds. Raises: UsageError where there is none, or more than the limit, in bytes."""
    try:
        with place.open("rb") as stream:
            data = stream.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"there is no file {place}", fix="check the path") from None
    except IsADirectoryError:
        raise UsageError(f"{place} is a folder", why="a file was wanted", fix="name a file in it") from None
    if len(data) > limit:
        raise UsageError(f"{place.name} is too large", why=f"at most {limit // 1_000_000} MB are read",
                         fix="check that this is the file you meant")
    return data


def text_of(data: bytes, name: str) -> str:
    """The words of a file, byte for byte. Raises: UsageError for what is no text, or too much of it."""
    if len(data) > SIZE_LIMIT:
        most = f"{SIZE_LIMIT // 1_000_000} MB"
        raise UsageError(f"{name} is too large", why=f"it has more than {most}, and no policy has",
                         fix="check that this is the file you meant")
    if b"\0" in data:
        raise UsageError(f"{name} is no text", why="it holds zero bytes, as pictures and office files do",
                         fix="name a Markdown or other plain text file")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name} is not in UTF-8", why=f"line {line} holds a byte that is no character there",
                         fix="save it as UTF-8 in your editor, then run the command again") from None


def replace_given(place: Path, data: bytes) -> None:
    """Put new content in a file, all of it or none; its mode stays. Raises: UsageError where it is no plain file."""
    mode = place.lstat().st_mode if os.path.lexists(place) else stat.S_IFREG | 0o644
    if not stat.S_ISREG(mode):
        raise UsageError(f"{place} is no plain file", why="what a link leads to is not written over",
                         fix="name the file itself")
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".schemekit-")
    except OSError as error:
        error.filename = os.fspath(place)   # what the person named, and not what would have stood beside it
        raise
    try:
        with open(handle, "wb") as stream:  # noqa: PTH123  # a handle, not a path
            stream.write(data)
        Path(name).chmod(stat.S_IMODE(mode))
        _move(Path(name), place)
    except BaseException:  # Ctrl-C too
        with suppress(OSError):
            Path(name).unlink()
        raise


def _move(half: Path, place: Path) -> None:
    try:
        half.replace(place)
    except OSError as error:
        error.filename = os.fspath(place)   # as above
        raise
