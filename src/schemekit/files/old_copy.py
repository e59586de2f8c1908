"""An old copy of a text, wherever a person has it: one file or a folder, read as carefully as if a stranger sent it.

Nothing is written here, and the place itself is never changed. Whose copy it is, is found out in `adopt`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.errors import HostileContentError, UsageError
from schemekit.files.folder import FILE_BYTES, read_folder
from schemekit.files.paths import inside
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.file_names import TEXTS
from schemekit.model.finding import Finding, FindingsError

_WORD = (".docx", ".doc", ".docm", ".dotx", ".odt")
RECORD = "adoption.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class OldCopy:
    """A text as it was found.

    Shape: `place` is where it lies, as the person named it; `files` are its texts by path below it, or the single
    file by its name; `left` names what lies beside them and is no text. `is_in_place` says that it lies in
    policies/MODULE of the scheme already.
    """

    place: str
    files: Mapping[str, bytes]
    is_folder: bool
    is_in_place: bool = False
    left: tuple[str, ...] = ()

    def text(self, file: str) -> str:
        """One of its texts. Raises: FindingsError for what is no UTF-8."""
        data = self.files[file]
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FindingsError([
                Finding(code="encoding", file=file, line=data[: error.start].count(b"\n") + 1, column=1,
                        found=f"the byte {data[error.start]:#04x}, which is no UTF-8", wanted="text saved as UTF-8",
                        why="the text is bound as it stands, and never changed on the way",
                        fix="save the file again with the encoding UTF-8; a Word file is saved as plain text first")
            ]) from None


def read_old_copy(folder: SchemeFolder, place: Path, shown: str, module: str = "") -> OldCopy:
    """Read what a person names: a text, or a folder of texts; in the module's own place, all that lies there.

    Units: a file of at most 1 MB, a folder of at most 500 files and 20 MB in all.
    Raises: HostileContentError for links, devices and whatever is too large; UsageError for what is not there or
    holds no text.
    """
    # The folders on the way there are the person's own; what is named itself is never a link.
    real = Path(os.path.realpath(place.parent)) / place.name if place.name not in ("", "..") else place.resolve()
    root = Path(os.path.realpath(folder.root))
    relative = real.relative_to(root).as_posix() if real.is_relative_to(root) and real != root else ""
    if relative:
        inside(root, relative)
    try:
        status = real.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise UsageError(f"there is no {shown}", why="a file or a folder of that name was looked for",
                         fix="name the text, or the folder it lies in") from None
    if real == root or root.is_relative_to(real):
        raise UsageError(f"{shown} is the scheme itself", why="the copy of one module's text is wanted",
                         fix="name the file, or its folder")
    own = f"policies/{module}" if module else ""
    if own and relative in (own, f"{own}/{real.name}"):
        named = "" if relative == own else real.name
        there = real.parent if named else real
        return _checked(replace(_folder(there, named), place=own, is_in_place=True), shown)
    if stat.S_ISDIR(status.st_mode):
        return _checked(replace(_folder(real), place=shown), shown)
    data = _file(real, status, shown)
    return OldCopy(place=shown, files={real.name: data}, is_folder=False)


def _folder(real: Path, named: str = "") -> OldCopy:
    found = read_folder(real)
    texts = {path: data for path, data in found.items() if path.endswith(TEXTS) and not _is_hidden(path)}
    if named and named not in texts:
        raise _no_text(named, named)
    left = tuple(path for path in found if path not in texts and path != RECORD)
    return OldCopy(place="", files=texts, is_folder=True, left=left)


def _checked(copy: OldCopy, shown: str) -> OldCopy:
    if not copy.files:
        raise _no_text(shown, next(filter(_is_word, copy.left), ""))
    return copy


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _file(real: Path, status: os.stat_result, shown: str) -> bytes:
    if not stat.S_ISREG(status.st_mode):
        raise HostileContentError(f"{shown} is not a plain file", why="a link, pipe or device is not read: it could "
                                  "lead anywhere, or have no end", fix="name a copy of what it points to")
    if _is_word(real.name):
        raise _no_text(shown, real.name)
    if status.st_size > FILE_BYTES:
        raise HostileContentError(f"{shown} has {status.st_size:,} bytes, more than {FILE_BYTES:,}",
                                  why="no policy text is that long", fix="name the text itself, without attachments")
    # The file may have been exchanged since it was looked at.
    descriptor = os.open(real, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        data = stream.read(FILE_BYTES + 1)
    if len(data) > FILE_BYTES or b"\0" in data:
        raise _no_text(shown, real.name, data)
    return data


def _is_word(name: str, data: bytes = b"") -> bool:
    """Whether a file is Word's, by its name or by what is in it: an archive with a folder `word`, or the old form."""
    packed = data.startswith(b"PK\x03\x04") and b"word/" in data
    return name.lower().endswith(_WORD) or packed or data.startswith(b"\xd0\xcf\x11\xe0")


def _no_text(shown: str, name: str = "", data: bytes = b"") -> UsageError:
    if _is_word(name, data):
        what = "is a Word file" if shown.endswith(name) else "holds no text, but a Word file"
        return UsageError(f"{shown} {what}",
                          why="texts are Markdown or plain text files, saved as UTF-8",
                          fix="save it as plain text or Markdown first; Word can do it under 'Save as'")
    return UsageError(f"{shown} holds no text", why="texts are Markdown or plain text files, saved as UTF-8",
                      fix="save it as Markdown or plain text; Word can do it under 'Save as'")
