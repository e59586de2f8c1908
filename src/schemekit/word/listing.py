"""What an office file says of its own parts: of what kind each is (content types), and which leads to which (links).

Part names are compared without capitals, as Word compares them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from schemekit.word.archive import Refusal
from schemekit.word.docx_file import R_STRICT, R

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_XML = re.compile(
    r"(?:application|text)/xml|image/svg\+xml|application/inkml\+xml|application/vnd\.(?:openxmlformats|ms)-[\w.+-]*\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.vmldrawing", re.IGNORECASE)
_MEDIA = re.compile(
    r"image/(?!svg)[\w.+-]+|application/(?:x-font-ttf|x-fontdata|vnd\.openxmlformats-officedocument\.obfuscatedfont"
    r"|vnd\.openxmlformats-officedocument\.(?:wordprocessing|spreadsheet)ml\.printersettings"
    r"|vnd\.openxmlformats-package\.digital-signature-origin)", re.IGNORECASE)
_MEDIA_LINKS = frozenset({"image", "font", "thumbnail", "hdphoto", "printersettings", "origin"})
_KNOWN = (f"{R}/", f"{R_STRICT}/", "http://schemas.openxmlformats.org/package/2006/relationships/",
          "http://schemas.microsoft.com/office/",
          # Of the title and author LibreOffice's own filters have it so, with a small d.
          "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties")
_ONE = frozenset({"officedocument", "styles", "numbering", "settings", "comments", "commentsextended", "footnotes",
                  "endnotes", "custom-properties", "core-properties"})
"""Links of which a part has one at most: with two, two readers would see two different texts."""
MAIN = frozenset({f"{R}/officeDocument", f"{R_STRICT}/officeDocument"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A line of a part's list of links. Shape: `kind` is the last step of its type, `target` as it is written."""

    id: str
    type: str
    target: str
    is_outside: bool

    @property
    def kind(self) -> str:
        """What it leads to, such as `styles`."""
        return self.type.rpartition("/")[2]


def types_of(root: Element, names: Mapping[str, str]) -> dict[str, str]:
    """The content type of each part. Shape: `names` are the parts by their names without capitals."""
    endings, own = dict[str, str](), dict[str, str]()
    if root.tag != f"{_TYPES}Types":
        raise Refusal(why="it is a zip file, but no Word file")
    for entry in root:
        held = own if entry.tag == f"{_TYPES}Override" else endings
        key = str(entry.get("PartName" if held is own else "Extension", "")).casefold().removeprefix("/")
        if entry.tag not in (f"{_TYPES}Override", f"{_TYPES}Default") or key in held:
            raise Refusal(why=f"its list of contents says two things of one part ('{key[:80]}')")
        held[key] = str(entry.get("ContentType", "")).strip()
    return {name: own.get(key) or endings.get(key.rpartition("/")[2].rpartition(".")[2], "")
            for key, name in names.items()}


def is_xml(kind: str) -> bool:
    """Whether a content type is one of XML that Word and Excel write."""
    return _XML.fullmatch(kind.partition(";")[0].strip()) is not None


def is_media(kind: str) -> bool:
    """Whether a content type is one of a picture or a font."""
    return _MEDIA.fullmatch(kind.partition(";")[0].strip()) is not None


def is_links(name: str) -> bool:
    """Whether a part is a list of links by its name."""
    return name.casefold().endswith(".rels")


def links_of(root: Element) -> Iterator[Link]:
    """The lines of a list of links. Raises: Refusal where two readers would see two things in it."""
    if root.tag != f"{_LINKS}Relationships":
        raise Refusal(why="a list of its links is none")
    seen: set[str] = set()
    for entry in root:
        link = Link(id=str(entry.get("Id", "")), type=str(entry.get("Type", "")), target=str(entry.get("Target", "")),
                    is_outside=str(entry.get("TargetMode", "")) == "External")
        single = link.kind.casefold()
        if entry.tag != f"{_LINKS}Relationship" or str(entry.get("TargetMode", "Internal")) not in (
                "Internal", "External") or f"#{link.id}" in seen or (single in _ONE and single in seen):
            raise Refusal(why=f"it links twice to one thing, or in a way that Word does not ('{link.id[:40]}')")
        if single in _ONE and not link.type.startswith(_KNOWN):
            raise Refusal(why=f"it links to its text in a way that Word does not ('{link.type[:80]}')")
        if single == "officedocument" and link.type not in MAIN:
            raise Refusal(why=f"it links to its text in a way that Word does not ('{link.type[:80]}')")
        seen |= {f"#{link.id}", single}
        yield link


def linked_name(part: str, target: str) -> str:
    """The name of the part that a link leads to, as the link has it."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def list_name(part: str) -> str:
    """The name of the list that holds a part's links."""
    folder, _, file = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")


def leads_to_media(link: Link) -> bool:
    """Whether a link may lead to a picture or a font."""
    return link.kind.casefold() in _MEDIA_LINKS
