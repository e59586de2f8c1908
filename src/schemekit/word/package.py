"""The package of a Word file: a zip of parts, looked through before anything reads it.

Here are its size, its names and its marks of XML. What a part may not ask for (macros, links to files, fields that
fetch) is in `hazards`; what the parts say is read elsewhere.
"""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemekit.errors import HostileContentError, MissingPartError
from schemekit.word.hazards import hazard_of_content_types, hazard_of_links, hazard_of_name, hazard_of_part

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_FILE = 60_000_000        # bytes as the file lies on the disk
_LONGEST_PART = 40_000_000        # bytes of one part, unpacked
_LONGEST = 150_000_000            # bytes of all parts together, unpacked
_MOST_PARTS = 3_000
_HIGHEST_RATIO = 200              # unpacked to packed; Word's own XML comes to some thirty
_RATIO_FROM = 5_000_000           # bytes, from which the ratio counts
_MOST_TAGS = 1_200_000            # of all parts of a spreadsheet; 20,000 rows of a comment log have some 1,000,000
_MOST_COLUMNS = 16_384            # cells of a row. Basis: what Excel opens
_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_SHEET_TYPES = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SAVE_AGAIN = "open it in Word or LibreOffice, save it as .docx (Word document), and try again"
_ASK_SENDER = "do not open it; ask the person who sent it whether they meant to, and for a plain .docx"
_FEWER_CELLS = "copy the comments into a new spreadsheet, save that, and try again"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class _Refusal(Exception):
    """Why a file is not opened, and what its sender can do about it."""

    def __init__(self, *, why: str, fix: str = _ASK_SENDER) -> None:
        self.why, self.fix = why, fix
        super().__init__(why)


@dataclass(frozen=True, kw_only=True)
class Package:
    """A Word file that was looked through. Shape: `parts` are its parts by name, unpacked."""

    parts: Mapping[str, bytes]

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        found = self.links("")
        return next((target for kind, target in found.values() if kind == "officeDocument"), "word/document.xml")

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part links to inside the package, by the link's id: its kind, and the name of the part."""
        folder, _, file = part.rpartition("/")
        rels = self.parts.get(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for link in parsed(rels) if rels else ():
            if link.get("TargetMode") == "External":
                continue
            target = link.get("Target", "")
            name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], name)
        return found

    def linked(self, kind: str) -> str:
        """The name of the part of a kind that the text links to (`comments`, `footnotes`), empty without one."""
        return next((name for of, name in self.links(self.main).values() if of == kind and name in self.parts), "")

    def replaced(self, parts: Mapping[str, bytes]) -> Package:
        """The package with some parts exchanged."""
        return Package(parts=MappingProxyType({**self.parts, **parts}))

    def packed(self) -> bytes:
        """The parts as a Word file again: nothing but what was looked through, always the same bytes."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                package.writestr(zipfile.ZipInfo(name, _FIXED_DATE), content, zipfile.ZIP_DEFLATED, 1)
        return file.getvalue()


def check_package(data: bytes, name: str) -> None:
    """Look a Word file through before it is read. Raises: HostileContentError, saying what in it is not taken."""
    read_package(data, name)


def check_workbook(data: bytes, name: str) -> bytes:
    """A spreadsheet (.xlsx) with nothing in it but what was looked through. Raises: HostileContentError."""
    try:
        _refuse_endless(data)
        package = _package(data, _SHEET_TYPES, "xl/workbook.xml")
        for part, content in package.parts.items():
            if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                _refuse_wide(parsed(content))
        return package.packed()
    except _Refusal as refusal:
        why, fix = (words.replace("Word document", "spreadsheet").replace("Word", "Excel").replace(".docx", ".xlsx")
                    .replace(".doc)", ".xls)").replace("(a table, slides", "(a text, slides")
                    for words in (refusal.why, refusal.fix))
        raise HostileContentError(f"{name} was not read", why=why, fix=fix) from None


def _refuse_endless(data: bytes) -> None:
    """Refuse a spreadsheet with more cells than a log has, before a tree is made of it: few bytes hold millions."""
    if sum(content.count(b"<") for content in _unpacked(data).values()) > _MOST_TAGS:
        raise _Refusal(why="it has more cells than any log of comments, most of them empty perhaps", fix=_FEWER_CELLS)


def _refuse_wide(sheet: etree._Element) -> None:
    if any(len(row) > _MOST_COLUMNS for row in sheet.iter("{*}row")):
        raise _Refusal(why=f"a row of it has more than {_MOST_COLUMNS:,} cells, as no spreadsheet has",
                       fix=_FEWER_CELLS)


def read_package(data: bytes, name: str) -> Package:
    """The parts of a Word file that holds nothing that could harm its reader.

    Shape: `name` is what messages call the file.
    Raises: HostileContentError.
    """
    try:
        return _package(data)
    except _Refusal as refusal:
        raise HostileContentError(f"{name} was not read", why=refusal.why, fix=refusal.fix) from None


def parsed(part: bytes) -> etree._Element:
    """A part as XML: nothing is fetched, no entity is filled in, and depth is bounded."""
    try:
        from lxml import etree
    except ImportError:
        raise MissingPartError("lxml, which looks through Word files", "word") from None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part, parser)


def _package(data: bytes, main_types: tuple[str, ...] = _MAIN_TYPES, main: str = "") -> Package:
    parts = _unpacked(data)
    if "[Content_Types].xml" not in parts:
        raise _Refusal(why="it is a zip file, but no Word file", fix=_SAVE_AGAIN)
    types = _checked_xml("[Content_Types].xml", parts["[Content_Types].xml"])
    _refuse(hazard_of_content_types(types))
    if not any(kind.get("ContentType", "").endswith(main_types) for kind in types):
        raise _Refusal(why="it is an office file, but no Word document (a table, slides or OpenDocument, perhaps)",
                       fix=_SAVE_AGAIN)
    for part, content in parts.items():
        _refuse(hazard_of_name(part, content))
        if _is_xml(part, content):
            root = _checked_xml(part, content)
            _refuse(hazard_of_links(root) if part.endswith(".rels") else hazard_of_part(root))
    package = Package(parts=MappingProxyType(parts))
    if (main or package.main) not in parts:
        raise _Refusal(why="the part that should hold its text is missing; the file is damaged", fix=_SAVE_AGAIN)
    return package


def _refuse(hazard: tuple[str, str] | None) -> None:
    if hazard:
        raise _Refusal(why=hazard[0], fix=hazard[1])


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > _LONGEST_FILE:
        raise _Refusal(why=f"it is {len(data) // 1_000_000} MB large; at most {_LONGEST_FILE // 1_000_000} MB are read",
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
        raise _Refusal(why="it is no Word file (.docx), or it is damaged", fix=_SAVE_AGAIN) from error


def _old_office(data: bytes) -> _Refusal:
    if _ENCRYPTED in data:
        return _Refusal(why="it is locked with a password",
                        fix="open it with the password, save it without one, and try again")
    return _Refusal(why="it is a file of an old Word (.doc), which may hold macros that cannot be seen",
                    fix=_SAVE_AGAIN)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _MOST_PARTS:
        raise _Refusal(why=f"it holds {len(entries)} parts; a Word file has some dozens")
    names = {entry.filename.casefold() for entry in entries}
    if len(names) != len(entries):
        raise _Refusal(why="it holds two parts of one name, so that two readers would see two different texts")
    if sum(entry.file_size for entry in entries) > _LONGEST:
        raise _Refusal(why=f"unpacked it would take more than {_LONGEST // 1_000_000} MB (a zip bomb)")
    for entry in entries:
        _check_entry(entry)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    shown = " ".join(entry.filename[:80].split())   # a line break in it would make lines of its own in what is told
    if entry.flag_bits & 0x1:
        raise _Refusal(why="it is locked with a password",
                       fix="open it with the password, save it without one, and try again")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise _Refusal(why=f"the part '{shown}' is packed in a way that Word does not use", fix=_SAVE_AGAIN)
    if _leaves(entry.filename) or stat.S_ISLNK(entry.external_attr >> 16):
        raise _Refusal(why=f"it holds a part that would be written outside of it ('{shown}')")
    if entry.file_size > _LONGEST_PART:
        raise _Refusal(why=f"the part '{shown}' would take more than {_LONGEST_PART // 1_000_000} MB unpacked"
                           " (a zip bomb)")
    if entry.file_size > _RATIO_FROM and entry.file_size > _HIGHEST_RATIO * max(entry.compress_size, 1):
        raise _Refusal(why=f"the part '{shown}' is packed more than {_HIGHEST_RATIO} times (a zip bomb)")


def _leaves(name: str) -> bool:
    """Whether a part's name would lead out of the package if it were unpacked."""
    parts = name.split("/")
    return "\\" in name or ":" in name or name.startswith("/") or ".." in parts or any(ord(sign) < 32 for sign in name)


def _content(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part, unpacked: never more than its entry promised, whatever the packed bytes hold."""
    with package.open(entry) as part:
        return part.read(entry.file_size + 1)


def _is_xml(name: str, content: bytes) -> bool:
    if name.lower().endswith((".xml", ".rels", ".svg", ".vml")):
        return True
    start = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return start.startswith((b"<?xml", b"<\x00?\x00x", b"<!DOCTYPE", b"<html", b"<w:", b"<svg"))


def _checked_xml(name: str, content: bytes) -> etree._Element:
    if _declares_types(content):
        raise _Refusal(why=f"the part '{name[:80]}' defines abbreviations or fetches a definition from elsewhere (a DTD"
                           " with entities), as no Word file does")
    try:
        root = parsed(content)
    except SyntaxError as error:   # lxml's error for XML is one
        if "depth" in str(error).lower():
            raise _Refusal(why=f"the part '{name[:80]}' is nested deeper than any text is") from error
        raise _Refusal(why=f"the part '{name[:80]}' is damaged", fix=_SAVE_AGAIN) from error
    if root.getroottree().docinfo.doctype:
        raise _Refusal(why=f"the part '{name[:80]}' has a document type, as no Word file does")
    return root


class _SeenEnough(Exception):
    """The words before the first element are read."""


def _declares_types(content: bytes) -> bool:
    """Whether a part has a DTD. Only what stands before its first element is read, so that no entity is ever filled."""
    from xml.parsers import expat

    found = False

    def declared(*_: object) -> None:
        nonlocal found
        found = True
        raise _SeenEnough

    def begun(*_: object) -> None:
        raise _SeenEnough

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = begun
    try:
        parser.Parse(content, True)
    except _SeenEnough:
        return found
    except (expat.ExpatError, ValueError) as error:
        raise _Refusal(why="a part of it is damaged", fix=_SAVE_AGAIN) from error
    return found
