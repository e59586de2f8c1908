"""The package of a Word file: a zip of parts, looked through before anything reads it.

Here is what holds for the file as a whole: which parts it has and which lead to which. How it is packed is in
`archive`, the XML of one part in `markup`. What a part may not ask for (macros, links to files, fields that fetch) is
in `hazards` and `field_hazards`; what the parts say is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemekit.errors import HostileContentError
from schemekit.word.archive import SAVE_AGAIN, Refusal, unpacked
from schemekit.word.docx_file import is_w, packed, parsed
from schemekit.word.hazards import hazard_of_content_types, hazard_of_links, hazard_of_name, hazard_of_part
from schemekit.word.listing import (
    CONTENT_TYPES,
    Link,
    is_links,
    is_media,
    is_xml,
    leads_to_media,
    linked_name,
    links_of,
    list_name,
    types_of,
)
from schemekit.word.markup import Counted
from schemekit.word.targets import Hazard

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Package", "parsed", "read_package", "read_workbook"]

_MAIN_TYPES = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
_SHEET_TYPES = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")
_ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "comments": "comments",
          "footnotes": "footnotes", "endnotes": "endnotes", "header": "hdr", "footer": "ftr"}
"""The first element of a part, by the kind of the link that leads to it."""
_MOST_COLUMNS = 16_384   # cells of a row. Basis: what Excel opens


@dataclass(frozen=True, kw_only=True)
class Package:
    """A Word file that was looked through. Shape: `parts` are its parts by name, unpacked."""

    parts: Mapping[str, bytes]

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text, empty where no link leads to it."""
        return next((name for kind, name in self.links("").values() if kind == "officeDocument"), "")

    def links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part links to inside the package, by the link's id: its kind, and the name of the part."""
        return {link.id: (link.kind, self._name(linked_name(part, link.target)))
                for link in self._list(part) if not link.is_outside}

    def addresses(self, part: str) -> dict[str, str]:
        """What a part links to outside the package, by the link's id."""
        return {link.id: link.target for link in self._list(part) if link.is_outside}

    def _list(self, part: str) -> Iterator[Link]:
        rels = self.parts.get(self._name(list_name(part)))
        return links_of(parsed(rels)) if rels else iter(())

    def _name(self, name: str) -> str:
        """A part's name as the package has it: small and capital letters are the same."""
        return self._names.get(name.casefold(), name)

    @cached_property
    def _names(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.parts}

    def linked(self, kind: str) -> str:
        """The name of the part of a kind that the text links to (`comments`, `footnotes`), empty without one."""
        return next((name for of, name in self.links(self.main).values() if of == kind and name in self.parts), "")

    def replaced(self, parts: Mapping[str, bytes]) -> Package:
        """The package with some parts exchanged."""
        return Package(parts=MappingProxyType({**self.parts, **parts}))

    def packed(self) -> bytes:
        """The parts as a Word file again: nothing but what was looked through, always the same bytes."""
        return packed(self.parts, level=1)   # for the next program, and not for a person to keep


def read_workbook(data: bytes, name: str) -> Package:
    """The parts of a spreadsheet (.xlsx) that holds nothing that could harm its reader. Raises: HostileContentError."""
    try:
        package = _package(data, _SHEET_TYPES)
        for part, content in package.parts.items():
            if part.casefold().startswith("xl/worksheets/") and part.casefold().endswith(".xml"):
                _refuse_wide(parsed(content))
        return package
    except Refusal as refusal:
        why, fix = (words.replace("Word document", "spreadsheet").replace("Word", "Excel").replace(".docx", ".xlsx")
                    .replace(".doc)", ".xls)").replace("(a table, slides", "(a text, slides")
                    for words in (refusal.why, refusal.fix))
        raise HostileContentError(f"{name} was not read", why=why, fix=fix) from None


def _refuse_wide(sheet: Element) -> None:
    if any(len(row) > _MOST_COLUMNS for row in sheet.iter("{*}row")):
        raise Refusal(why=f"a row of it has more than {_MOST_COLUMNS:,} cells, as no spreadsheet has",
                      fix="copy the comments into a new spreadsheet, save that, and try again")


def read_package(data: bytes, name: str) -> Package:
    """The parts of a Word file that holds nothing that could harm its reader.

    Shape: `name` is what messages call the file.
    Raises: HostileContentError.
    """
    try:
        return _package(data)
    except Refusal as refusal:
        raise HostileContentError(f"{name} was not read", why=refusal.why, fix=refusal.fix) from None


def _package(data: bytes, main_types: tuple[str, ...] = _MAIN_TYPES) -> Package:
    parts = unpacked(data)
    package, counted = Package(parts=MappingProxyType(parts)), Counted()
    if CONTENT_TYPES not in parts:
        raise Refusal(why="it is a zip file, but no Word file", fix=SAVE_AGAIN)
    contents = counted.part(CONTENT_TYPES, parts[CONTENT_TYPES])
    _refuse(hazard_of_content_types(contents))
    types = types_of(contents, {name.casefold(): name for name in parts if name != CONTENT_TYPES})
    if not any(kind.lower().endswith(main_types) for kind in (str(entry.get("ContentType", "")) for entry in contents)):
        raise Refusal(why="it is an office file, but no Word document (a table, slides or OpenDocument, perhaps)",
                      fix=SAVE_AGAIN)
    roots = {}
    for name, kind in types.items():
        _refuse(hazard_of_name(name, parts[name]))
        if (root := _looked_through(name, parts[name], kind, counted)) is not None:
            roots[name] = root
    _check_main(package, types, main_types)
    for name in roots:
        _check_leads(package, name, roots)
    if main_types is _MAIN_TYPES:
        _check_text(package, roots)
        _refuse_mixed(package, roots)
    return package


def _looked_through(name: str, content: bytes, kind: str, counted: Counted) -> Element | None:
    """The tree of a part, None for a picture or a font. Whatever its name and kind, it is one or the other."""
    is_marked_up = content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")
    if is_media(kind) and not is_links(name) and not is_marked_up:
        return None
    if is_xml(kind) or is_links(name) or is_marked_up:
        root = counted.part(name, content)
        _refuse(hazard_of_links(links_of(root)) if is_links(name) else hazard_of_part(root))
    if not is_xml(kind):
        raise Refusal(fix=SAVE_AGAIN, why="it holds a part of a kind that Word does not write"
                                          f" ('{name[:80]}', {kind[:80] or 'unnamed'})")
    return root


def _check_main(package: Package, types: Mapping[str, str], main_types: tuple[str, ...]) -> None:
    """Exactly one part holds the text, and both lists say so."""
    found = [name for name, kind in types.items() if kind.lower().endswith(main_types)]
    if package.main not in package.parts:
        raise Refusal(why="the part that should hold its text is missing; the file is damaged", fix=SAVE_AGAIN)
    if found != [package.main]:
        raise Refusal(why="it holds more than one text, or calls something its text that is none", fix=SAVE_AGAIN)


def _check_leads(package: Package, name: str, roots: Mapping[str, Element]) -> None:
    """A link leads to a part that was looked through, or to a picture."""
    part = _part_of_list(name)
    if part is None:
        return
    if list_name(part) != name or (part and part not in package.parts):
        raise Refusal(why=f"it holds a list of links that belongs to nothing ('{name[:80]}')", fix=SAVE_AGAIN)
    for link in links_of(roots[name]):
        target = package.links(part).get(link.id, ("", ""))[1]
        if not link.is_outside and target in package.parts and target not in roots and not leads_to_media(link):
            raise Refusal(why=f"it links to a picture as if that were a text ('{target[:80]}')", fix=SAVE_AGAIN)


def _check_text(package: Package, roots: Mapping[str, Element]) -> None:
    """The parts that are read hold what their names promise, in the namespace of Word."""
    root = roots[package.main]
    bodies = [child for child in root if str(child.tag).rpartition("}")[2] == "body"]
    if not is_w(root, "document") or len(bodies) != 1 or not is_w(bodies[0]):
        raise Refusal(why="the part that should hold its text holds no text of Word, or two of them", fix=SAVE_AGAIN)
    for kind, name in package.links(package.main).values():
        if kind not in _ROOTS:
            continue
        if name not in roots:
            raise Refusal(why=f"its {kind} are missing (part '{name[:80]}'); the file is damaged", fix=SAVE_AGAIN)
        if not is_w(roots[name], _ROOTS[kind]):
            raise Refusal(why=f"its {kind} are damaged: the part '{name[:80]}' holds something else", fix=SAVE_AGAIN)
        if kind in ("footnotes", "endnotes") and any(is_w(element, "footnoteReference", "endnoteReference")
                                                     for element in roots[name].iter("{*}footnoteReference",
                                                                                     "{*}endnoteReference")):
            raise Refusal(why="a footnote holds the sign of a footnote, as no Word file does", fix=SAVE_AGAIN)


def _refuse_mixed(package: Package, roots: Mapping[str, Element]) -> None:
    """All parts of Word's own are written in the same one of its two namespaces."""
    main = str(roots[package.main].tag).rpartition("}")[0]
    for name, root in roots.items():
        if is_w(root) and str(root.tag).rpartition("}")[0] != main:
            raise Refusal(why=f"the part '{name[:80]}' is written in another kind of Open XML than the text",
                          fix=SAVE_AGAIN)


def _part_of_list(name: str) -> str | None:
    """The part whose links a list holds, None where the name is none of a list. Shape: empty for the whole file."""
    if not is_links(name):
        return None
    folder, _, file = name.rpartition("/")
    above = folder.rpartition("/")[0]
    return f"{above}/{file[: -len('.rels')]}".lstrip("/")


def _refuse(hazard: Hazard | None) -> None:
    if hazard:
        raise Refusal(why=hazard[0], fix=hazard[1])
