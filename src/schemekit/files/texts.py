"""Markdown files that somebody wants to import: found below a folder, read once, and never through a link.

What is in them is judged elsewhere. A folder may be anybody's: how much of it is looked at has bounds.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import HostileContentError, UsageError
from schemekit.files.candidates import NotAPlainFileError, read_plain
from schemekit.files.paths import TREE_LIMIT

FILE_BYTES = 1_000_000
ENTRIES_LIMIT = 20_000   # of one folder and all below it; who has more named the wrong folder
FOLDER_LIMIT = 10
ENDINGS = (".md", ".markdown")
BESIDE = (".png", ".jpg", ".csv", ".txt")
"""What a text may point to and takes along."""
_SKIPPED = frozenset({".git", ".schemekit", ".venv", "node_modules"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundText:
    """A file that was found.

    Shape: `told` is the path as people typed it, `path` that from the folder they named, with `/`; `problem` says why
    it was not read, and `data` is empty then.
    """

    told: str
    path: str
    data: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at one path. `skipped` are the Markdown files that were passed over because of their names."""

    texts: tuple[FoundText, ...]
    skipped: tuple[str, ...]
    is_folder: bool
    name: str
    base: Path


def find_texts(here: Path, given: str, leave_out: frozenset[str] = frozenset()) -> Found:
    """The Markdown file at a path, or all those in the folder at it and below, sorted.

    Shape: files and folders whose names begin with `.` or `_`, and those named in `leave_out`, are passed over.
    Raises: UsageError where there is nothing; HostileContentError for a link, a device, or far too much.
    """
    place = here / given
    name = Path(os.path.abspath(place)).name  # noqa: PTH100 - resolve() would follow links
    try:
        status = place.lstat()
    except OSError:
        raise UsageError(f"there is no file or folder '{given}'", why="nothing of that name was found",
                         fix="see how it is spelt, and from which folder the path starts") from None
    if stat.S_ISREG(status.st_mode):
        return Found((_read(place, given, place.name),), (), False, name, place.parent)
    if not stat.S_ISDIR(status.st_mode):
        raise HostileContentError(f"'{given}' is refused", fix="name the file or folder itself",
                                  why="it is a link or a special file, and could lead anywhere")
    skipped: list[str] = []
    told = given.rstrip("/").rstrip(os.sep)
    texts = []
    for path in _below(place, leave_out, skipped, told):
        texts.append(_read(place / path, f"{told}/{path}", path))
        if len(texts) > TREE_LIMIT:
            raise HostileContentError(f"'{given}' is refused", why=f"it holds more than {TREE_LIMIT} Markdown files",
                                      fix="name the folder that holds the text, or import it in parts")
    return Found(tuple(texts), tuple(skipped), True, name, place)


def read_beside(base: Path, path: str) -> bytes | None:
    """A picture or table that a text points to, from the folder it lies in; None where it is not to be had."""
    place = base
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return None
        place = place / part
        try:
            mode = place.lstat().st_mode
        except (OSError, ValueError):
            return None
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            return None
    try:
        data = read_plain(os.fspath(place))
    except NotAPlainFileError:
        return None
    return data if len(data) <= FILE_BYTES else None


def _read(place: Path, told: str, path: str) -> FoundText:
    try:
        data = read_plain(os.fspath(place))
    except NotAPlainFileError as error:
        return FoundText(told=told, path=path, problem=str(error))
    if len(data) > FILE_BYTES:
        return FoundText(told=told, path=path, problem=f"more than {FILE_BYTES:,} bytes")
    return FoundText(told=told, path=path, data=data)


def _below(folder: Path, leave_out: frozenset[str], skipped: list[str], told: str) -> Iterator[str]:
    waiting, seen = [""], 0
    found: list[str] = []
    while waiting:
        prefix = waiting.pop()
        if prefix.count("/") > FOLDER_LIMIT:
            raise HostileContentError(f"'{told}' is refused", why=f"its folders are more than {FOLDER_LIMIT} deep",
                                      fix="name the folder that holds the text")
        with os.scandir(folder / prefix) as entries:
            for entry in entries:
                seen += 1
                if seen > ENTRIES_LIMIT:
                    raise HostileContentError(f"'{told}' is refused", why=f"it holds more than {ENTRIES_LIMIT:,} files",
                                              fix="name the folder that holds the text")
                path = prefix + entry.name
                is_text = entry.name.lower().endswith(ENDINGS)
                if entry.name in leave_out or path in leave_out:
                    continue
                if entry.name[0] in "._":
                    skipped += [path] if is_text else []
                elif entry.is_dir(follow_symlinks=False):
                    waiting += [f"{path}/"] if entry.name not in _SKIPPED else []
                elif is_text:
                    found.append(path)   # a link too: it is told that it was not read
    yield from sorted(found)
