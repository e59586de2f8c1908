"""A folder on disk as a mapping from path to content, read as carefully as if a stranger had made it.

For modules in a working copy and for source copies; a scheme's own files are read by `scheme_folder`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from schemekit.errors import HostileContentError
from schemekit.files.paths import TREE_LIMIT, check_path, check_tree

FILE_BYTES = 1_000_000
TREE_BYTES = 20_000_000

_NOT_CONTENT = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # what file managers leave behind


def read_folder(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, sorted by path; empty when there is no such folder.

    Shape: POSIX paths relative to `folder`. Units: at most 500 files of 1 MB, 20 MB in all.
    Raises: HostileContentError for links, special files, unsafe names and whatever is too large.
    """
    places: dict[str, os.DirEntry[str]] = {}
    if folder.is_dir():
        _collect(folder, "", places)
    check_tree(places)
    _check_sizes(places)
    return {path: Path(places[path].path).read_bytes() for path in sorted(places)}


def names_in(folder: Path) -> tuple[str, ...]:
    """The paths of every file below a folder, sorted; nothing is read. Raises: HostileContentError as `read_folder`."""
    places: dict[str, os.DirEntry[str]] = {}
    if folder.is_dir():
        _collect(folder, "", places)
    return tuple(sorted(places))


def _collect(folder: Path, prefix: str, places: dict[str, os.DirEntry[str]]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                check_path(path)  # bounds the depth as well
                _collect(folder / entry.name, f"{path}/", places)
            elif not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                raise _refused(path, "it is a link or a special file, and a module holds plain files only")
            elif entry.name not in _NOT_CONTENT:
                places[path] = entry
            if len(places) > TREE_LIMIT:
                raise _refused(path, f"a module has at most {TREE_LIMIT} files")


def _check_sizes(places: dict[str, os.DirEntry[str]]) -> None:
    total = 0
    for path, entry in places.items():
        size = entry.stat(follow_symlinks=False).st_size
        total += size
        if size > FILE_BYTES:
            raise _refused(path, f"it has {size:,} bytes, more than {FILE_BYTES:,}")
        if total > TREE_BYTES:
            raise _refused(path, f"the folder holds more than {TREE_BYTES:,} bytes")


def _refused(path: str, rule: str) -> HostileContentError:
    return HostileContentError(f"{path} is refused", why=rule, fix="take it out of the folder and try again")
