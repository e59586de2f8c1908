"""The zip archive of an office file: its size, its names and how it is packed, looked through before it is unpacked."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib

_LONGEST_FILE = 60_000_000        # bytes as the file lies on the disk
_LONGEST_PART = 40_000_000        # bytes of one part, unpacked
_LONGEST = 150_000_000            # bytes of all parts together, unpacked
_MOST_PARTS = 3_000
_HIGHEST_RATIO = 200              # unpacked to packed; Word's own XML comes to some thirty
_RATIO_FROM = 5_000_000           # bytes, from which the ratio counts
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TWO_READINGS = re.compile(r"//|\.(?:/|$)|%(?:2[def]|3\d|4[1-9a-f]|5[0-9acf]|6[1-9a-f]|7[0-9ae])", re.IGNORECASE)
"""Names that one reader takes for another name: empty and dotted steps, plain letters written as %41."""
SAVE_AGAIN = "open it in Word or LibreOffice, save it as .docx (Word document), and try again"
ASK_SENDER = "do not open it; ask the person who sent it whether they meant to, and for a plain .docx"


class Refusal(Exception):
    """Why a file is not opened, and what its sender can do about it."""

    def __init__(self, *, why: str, fix: str = ASK_SENDER) -> None:
        self.why, self.fix = why, fix
        super().__init__(why)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of an office file by name. Raises: Refusal."""
    if len(data) > _LONGEST_FILE:
        raise Refusal(why=f"it is {len(data) // 1_000_000} MB large; at most {_LONGEST_FILE // 1_000_000} MB are read",
                      fix="take large pictures out of it, and save it again")
    if data.startswith(_OLD_OFFICE):
        raise _old_office(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            _check_entries(entries)
            return {entry.filename: _content(package, entry) for entry in entries}
    # What zipfile raises where the file is broken at one place or another.
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        raise Refusal(why="it is no Word file (.docx), or it is damaged", fix=SAVE_AGAIN) from error


def _old_office(data: bytes) -> Refusal:
    if _ENCRYPTED in data:
        return Refusal(why="it is locked with a password",
                       fix="open it with the password, save it without one, and try again")
    return Refusal(why="it is a file of an old Word (.doc), which may hold macros that cannot be seen", fix=SAVE_AGAIN)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_PARTS:
        raise Refusal(why=f"it holds {len(entries)} parts; a Word file has some dozens")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) != len(entries):
        raise Refusal(why="it holds two parts of one name, so that two readers would see two different texts")
    if sum(entry.file_size for entry in entries) > _LONGEST:
        raise Refusal(why=f"unpacked it would take more than {_LONGEST // 1_000_000} MB (a zip bomb)")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    shown = entry.filename[:80]
    if entry.flag_bits & 0x1:
        raise Refusal(why="it is locked with a password",
                      fix="open it with the password, save it without one, and try again")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refusal(why=f"the part '{shown}' is packed in a way that Word does not use", fix=SAVE_AGAIN)
    if _leaves(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
        raise Refusal(why=f"it holds a part that would be written outside of it ('{shown}')")
    if _TWO_READINGS.search(entry.filename):
        raise Refusal(why=f"it holds a part whose name can be read in two ways ('{shown}')")
    if entry.file_size > _LONGEST_PART:
        raise Refusal(why=f"the part '{shown}' would take more than {_LONGEST_PART // 1_000_000} MB unpacked"
                          " (a zip bomb)")
    if entry.file_size > _RATIO_FROM and entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1):
        raise Refusal(why=f"the part '{shown}' is packed more than {_HIGHEST_RATIO} times (a zip bomb)")


def _leaves(name: str) -> bool:
    """Whether a part's name would lead out of the package if it were unpacked."""
    parts = name.split("/")
    return "\\" in name or ":" in name or name.startswith("/") or ".." in parts or any(ord(sign) < 32 for sign in name)


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, unpacked: never more than its entry promised, whatever the packed bytes hold."""
    with package.open(entry) as part:
        return part.read(entry.file_size + 1)
