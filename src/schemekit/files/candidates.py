"""Candidates: the files of a kind we know below some paths, each read once and never through a link.

What is in them is judged elsewhere.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import UsageError
from schemekit.files.schemas import SCHEMAS, kind_in, kind_of

SKIPPED_FOLDERS = frozenset({".git", ".schemekit", ".venv"})
FOLDER_LIMIT = 40            # levels; nobody keeps policies deeper
READ_LIMIT = 2_000_001       # one byte more than a file may have, so that a larger one is told as too big
# Opening must neither follow a link nor wait at a pipe; Windows has neither flag, nor either trap for us.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINK_ERRORS = frozenset({errno.ELOOP, errno.EMLINK})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file to judge: the name it is told by, the place where it is opened, and its kind."""

    name: str
    place: str
    kind: str


class NotAPlainFileError(Exception):
    """A link, a pipe or a device stands where a file should, or it cannot be opened; the text says which."""


def candidates(paths: Sequence[str], root: str, kind: str | None = None) -> Iterator[Candidate]:
    """The files of a known kind at and below the paths, sorted, each once.

    Shape: paths are relative to `root`; a file's kind follows from its name, unless `kind` says it. Folders that
    are links are not entered, nor `.git`, `.schemekit`, `.venv` and the folders of templates (`{{…}}`).
    Raises: UsageError for a path that does not exist, or a file whose kind cannot be told.
    """
    told: set[str] = set()
    for path in paths:
        for candidate in _at(path, root, kind):
            if candidate.name not in told:
                told.add(candidate.name)
                yield candidate


def read_plain(place: str) -> bytes:
    """The bytes of a plain file. Units: at most one byte more than a readable file has.

    Raises: NotAPlainFileError.
    """
    try:
        if not hasattr(os, "O_NOFOLLOW") and stat.S_ISLNK(os.lstat(place).st_mode):
            raise NotAPlainFileError("a link to another file")
        handle = os.open(place, _FLAGS)
    except OSError as error:
        is_link = error.errno in _LINK_ERRORS
        raise NotAPlainFileError(
            "a link to another file" if is_link else f"a file that cannot be opened ({error.strerror})"
        ) from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotAPlainFileError("a folder, pipe or device")
        return _read_all(handle, found.st_size)
    finally:
        os.close(handle)


def _read_all(handle: int, size: int) -> bytes:
    # Asking for one byte more than there is saves the second call that would find the end.
    data = os.read(handle, min(size + 1, READ_LIMIT))
    while size < len(data) < READ_LIMIT and (more := os.read(handle, READ_LIMIT - len(data))):
        data += more
    return data


def _at(path: str, root: str, kind: str | None) -> Iterator[Candidate]:
    place = Path(root) / path
    name = path.replace(os.sep, "/")
    if place.is_dir() and not place.is_symlink():
        wanted = frozenset({kind} if kind else SCHEMAS)
        prefix = "" if name in ("", ".") else name.rstrip("/") + "/"
        yield from _below(str(place), prefix.removeprefix("./"), wanted, FOLDER_LIMIT)
        return
    if not place.is_symlink() and not place.exists():
        raise UsageError(f"there is no file or folder '{path}'", why="nothing of that name was found",
                         fix="see how it is spelt, and from which folder the path starts")
    told_kind = kind or kind_of(place.absolute().as_posix())
    if told_kind is None and place.name == SCHEMAS["catalogue"]:   # met only where it is named: see `kind_of`
        told_kind = "catalogue"
    if told_kind is None:
        raise UsageError(f"it cannot be told what kind of file '{path}' is",
                         why=f"its name is none of {', '.join(SCHEMAS.values())}",
                         fix=f"say it with --kind, one of {', '.join(SCHEMAS)}")
    yield Candidate(name.removeprefix("./"), str(place), told_kind)


def _below(folder: str, prefix: str, wanted: frozenset[str], levels: int) -> Iterator[Candidate]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=_entry_name)
    except PermissionError:
        return  # nothing in there is ours to judge
    here = kind_in(Path(folder).absolute().as_posix())
    for entry in entries:
        name = entry.name
        kind = kind_of(name) or (here if name.endswith(".yaml") else None)
        if kind in wanted:
            yield Candidate(prefix + name, entry.path, kind)
        elif levels and _is_entered(name) and entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{prefix}{name}/", wanted, levels - 1)


def _is_entered(name: str) -> bool:
    """Not where tools keep their own files, nor where a cookiecutter template keeps what is no YAML yet."""
    return name not in SKIPPED_FOLDERS and "{{" not in name


def _entry_name(entry: os.DirEntry[str]) -> str:
    return entry.name
