"""Paths that come from outside: checked before anything is read or written under them.

A path from a library, lock or answer is held to what is safe on Linux, macOS and Windows at once, so that a scheme
made on one of them opens on the others. What the files hold is not looked at here.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from schemekit.errors import HostileContentError

PATH_LIMIT = 200  # characters; Windows allows 260 with the folder the scheme lies in
NAME_LIMIT = 100  # characters of one name
NAME_BYTES = 255  # bytes of one name in UTF-8: what Linux and macOS can store
TREE_LIMIT = 500  # files of one module

# Basis: Microsoft, "Naming Files, Paths, and Namespaces": reserved with any extension; superscripts count as digits.
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(\..*)?", re.IGNORECASE)
_FORBIDDEN = frozenset('\\:*?"<>|')
# What git, or a file system that ignores case and knows short names, takes for the folder .git.
_GIT_FOLDER = re.compile(r"\.git|git~[0-9]+", re.IGNORECASE)
_GIT_NAME = re.compile(r"\.git.*|git~[0-9]+|gi[0-9a-f]{4}~[0-9]+", re.IGNORECASE)
_REPARSE_POINT = 0x400  # Windows' mark of a junction or link; stat has the constant on Windows only


def check_path(path: str) -> str:
    """Return a path that may be used for a file of a module.

    Shape: relative, parts joined by `/`, every part a name that Linux, macOS and Windows can all store.
    Raises: HostileContentError saying which rule the path breaks.
    Basis: the checks of git's own `verify_path`, and the path flaws of other update tools.
    """
    _check_parts(path)
    for name in path.split("/"):
        if _GIT_NAME.fullmatch(name):
            raise _refused(path, f"'{name}' is a name that git gives a meaning to")
    return path


def check_tree(paths: Iterable[str]) -> None:
    """Check the paths of one module together.

    Raises: HostileContentError for a path that `check_path` refuses, for more than 500 files, for two paths that are
    one on a file system that ignores case, and for a name that is both a file and a folder.
    """
    spelled: dict[str, str] = {}
    files: set[str] = set()
    folders: set[str] = set()
    for path in paths:
        parts = check_path(path).split("/")
        prefixes = ["/".join(parts[: end + 1]) for end in range(len(parts))]
        for prefix in prefixes:
            known = spelled.setdefault(_folded(prefix), prefix)
            if known != prefix:
                raise _refused(path, f"'{known}' and '{prefix}' are one name where case is ignored")
        if path in files:
            raise _refused(path, "it is there twice")
        files.add(path)
        folders.update(prefixes[:-1])
        if len(files) > TREE_LIMIT:
            raise _refused(path, f"a module has at most {TREE_LIMIT} files")
    for path in sorted(files & folders):
        raise _refused(path, "it is a file and a folder at once")


def inside(root: Path, relative: str) -> Path:
    """Join a path to a folder and make sure that it stays in there.

    Shape: `root` is trusted as it is given; the result need not exist. Names such as .gitattributes, which a scheme
    has, are allowed; the folder .git is not.
    Raises: HostileContentError when the path breaks a rule of `check_path`, or when a part of it that exists is a link
    or a special file.
    """
    _check_parts(relative)
    place = os.fspath(root)   # text and not a Path: a scheme's files are asked for hundreds of times
    for name in relative.split("/"):
        if _GIT_FOLDER.fullmatch(name):
            raise _refused(relative, f"'{name}' is the folder that git keeps its own files in")
        place = os.path.join(place, name)  # noqa: PTH118 - as said
        try:
            status = os.lstat(place)
        except (FileNotFoundError, NotADirectoryError):
            continue
        is_link = stat.S_ISLNK(status.st_mode) or getattr(status, "st_file_attributes", 0) & _REPARSE_POINT
        if is_link or not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            raise _refused(relative, f"'{name}' is a link or a special file, and could lead out of the folder")
    return Path(place)


def named_folder(root: Path, place: Path) -> Path:
    """A folder that a person named to write into, while working in the scheme at `root`.

    A link that lies in the scheme came with it, and not from the person: it is not followed, whatever name leads
    there. Elsewhere a link is the person's own. Raises: HostileContentError.
    """
    place = Path(os.path.normpath(place.absolute()))
    for folder in place.parents:
        if folder.exists() and folder.samefile(root):
            return inside(folder, place.relative_to(folder).as_posix())
    return place


@lru_cache(maxsize=4096)   # what is refused is not remembered
def _check_parts(path: str) -> None:
    if not path:
        raise _refused(path, "it is empty")
    if len(path) > PATH_LIMIT:
        raise _refused(path, f"it has {len(path)} characters, more than {PATH_LIMIT}")
    if path.startswith("/"):
        raise _refused(path, "it is absolute")
    for char in path:
        if char in _FORBIDDEN:
            raise _refused(path, f"it holds {char}, which Windows does not allow or reads as a drive or folder mark")
        # Cf: characters that do not show, which macOS drops (a .git with one inside is .git there).
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
            raise _refused(path, f"it holds U+{ord(char):04X}, a character that does not show")
    if not unicodedata.is_normalized("NFC", path):
        raise _refused(path, "its accents are not composed (NFC), so that systems disagree on which names are one")
    for name in path.split("/"):
        _check_name(path, name)


def _check_name(path: str, name: str) -> None:
    if name in ("", ".", ".."):
        raise _refused(path, "it has an empty part, '.' or '..'")
    if name.startswith("-"):
        raise _refused(path, f"'{name}' begins with '-' and would be read as an option")
    if name[-1] in ". ":
        raise _refused(path, f"'{name}' ends with a dot or blank, which Windows drops")
    if _RESERVED.fullmatch(name):
        raise _refused(path, f"'{name}' is the name of a device on Windows")
    if len(name) > NAME_LIMIT or len(name.encode()) > NAME_BYTES:
        raise _refused(path, f"a name in it has {len(name)} characters, more than systems can store or {NAME_LIMIT}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def _refused(path: str, rule: str) -> HostileContentError:
    shown = path if len(path) <= 80 else f"{path[:77]}..."
    return HostileContentError(
        f"the path {shown!r} is refused",
        why=rule,
        fix="rename the file where it comes from; nothing was read or written",
    )
