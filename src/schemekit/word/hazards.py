"""Hazards: what a part of a Word file may not ask for, since it would run something or fetch something.

Each function says why a part is not taken and what its sender can do, or None. Sizes, names and XML are `package`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

Hazard = tuple[str, str]
"""Why a file is not taken, and what its sender can do."""

_MACROS: Hazard = ("the file contains macros, which are programs that run when it is opened",
                   "save it as .docx without macros, and try again")
_CONTROLS: Hazard = ("the file contains a control that runs a program (ActiveX, or a button of its own in the ribbon)",
                     "take it out, save as .docx, and try again")
_EMBEDDED: Hazard = ("another file is embedded in it (a table or an object of another program)",
                     "replace it by a picture or by a table in Word, and try again")
_PACKED: Hazard = ("another packed file lies inside it", "take it out, save as .docx, and try again")

_NAMES = (
    (re.compile(r"vba(?:project|data)|/macros?/|\.(?:docm|dotm|xlsm)$", re.IGNORECASE), _MACROS),
    (re.compile(r"(?:^|/)(?:activex|customui|ctrlprops)(?:/|\d*\.)|attachedtoolbars", re.IGNORECASE), _CONTROLS),
    (re.compile(r"(?:^|/)embeddings/|oleobject", re.IGNORECASE), _EMBEDDED),
    (re.compile(r"\.(?:zip|7z|rar|docx|xlsx|pptx|exe|dll|js|vbs|bat|cmd|ps1|lnk|hta|jar)$", re.IGNORECASE), _PACKED),
)
_ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf", b"Rar!", b"MZ")
_LINK_KINDS = {
    "vbaProject": _MACROS, "wordVbaData": _MACROS, "keyMapCustomizations": _CONTROLS, "attachedToolbars": _CONTROLS,
    "control": _CONTROLS, "activeXControlBinary": _CONTROLS, "extensibility": _CONTROLS,
    "oleObject": _EMBEDDED, "package": _EMBEDDED,
    "aFChunk": ("a piece of another file is to be put in when it is opened",
                "open it in Word, save it again as .docx, and try again"),
    "subDocument": ("it is put together of several files (a master document)",
                    "put the texts into one file, and try again"),
    "frame": ("it shows other files in frames", "save the text alone as .docx, and try again"),
    "mailMergeSource": ("it is a form letter with a data source", "finish the form letter, and send its text alone"),
}
_OUTSIDE = {
    "attachedTemplate": ("it fetches a template from elsewhere when it is opened",
                         "choose the template Normal in Word, save it, and try again"),
    "image": ("it fetches a picture from elsewhere when it is opened",
              "put the picture itself into the file, or take it out, and try again"),
}
_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_NO_PLACE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|%5c|%2f", re.IGNORECASE)
_TO_A_FILE = "take the link out, or let it lead to a web page, and try again"
_FIELDS = frozenset({
    "INCLUDETEXT", "INCLUDE", "INCLUDEPICTURE", "IMPORT", "LINK", "DDE", "DDEAUTO", "EMBED", "DATABASE", "MACROBUTTON",
    "GOTOBUTTON", "RD", "PRINT", "AUTOTEXT", "HTMLCONTROL", "PRIVATE",
})
"""Fields that fetch, run or send something. Basis: ISO/IEC 29500-1, 17.16.5."""
_ELEMENTS = {"altChunk": _LINK_KINDS["aFChunk"], "subDoc": _LINK_KINDS["subDocument"], "OLEObject": _EMBEDDED,
             "control": _CONTROLS, "objectEmbed": _EMBEDDED, "objectLink": _EMBEDDED, "frameset": _LINK_KINDS["frame"],
             "externalData": _EMBEDDED}
_FILE = re.compile(r"\s*(?:file:|\\\\|//|[a-z]:[\\/])", re.IGNORECASE)


def hazard_of_name(name: str, content: bytes) -> Hazard | None:
    """What a part's name or first bytes give away."""
    for pattern, hazard in _NAMES:
        if pattern.search(name):
            return hazard
    return _PACKED if content.startswith(_ARCHIVES) else None


def hazard_of_content_types(types: etree._Element) -> Hazard | None:
    """What the list of contents gives away: that the file may run macros, whatever its name ends with."""
    for kind in types:
        told = str(kind.get("ContentType", "")).lower()
        if "macroenabled" in told or "vbaproject" in told:
            return _MACROS
        if "activex" in told:
            return _CONTROLS
    return None


def hazard_of_links(links: etree._Element) -> Hazard | None:
    """What a part links to: web pages and e-mail addresses only, and parts of the file itself."""
    for link in links:
        kind, target = str(link.get("Type", "")).rpartition("/")[2], str(link.get("Target", ""))
        is_outside = str(link.get("TargetMode", "")).lower() == "external"
        if kind in _LINK_KINDS:
            return _LINK_KINDS[kind]
        if is_outside and kind in _OUTSIDE:
            return _OUTSIDE[kind]
        if is_outside and kind != "hyperlink":
            return f"it fetches something from elsewhere when it is opened ({_shown(target)})", _TO_A_FILE
        # Whether it is said to be outside or not: a reader that believes the address would follow it.
        if _leads_to_a_file(target) if is_outside else ":" in target or "\\" in target:
            return f"it links to a file or a program on a computer ({_shown(target)})", _TO_A_FILE
    return None


def hazard_of_part(root: etree._Element) -> Hazard | None:
    """What the text of a part asks for: fields that fetch or run, pieces of other files, links to files."""
    for element in root.iter(*(f"{{*}}{name}" for name in _ELEMENTS)):
        return _ELEMENTS[str(element.tag).rpartition("}")[2]]
    for drawn in root.iter("{*}imagedata", "{*}shape", "{*}fill"):
        if ":" in str(drawn.get("src", "")) or _FILE.match(str(drawn.get("src", "")) + _attribute(drawn, "href")):
            return _OUTSIDE["image"]
    return next((hazard for told in _instructions(root) if (hazard := _hazard_of_field(told))), None)


def _leads_to_a_file(target: str) -> bool:
    return not _WEB.match(target.strip()) and _NO_PLACE.match(target.strip()) is not None


def _hazard_of_field(instruction: str) -> Hazard | None:
    words = instruction.split(maxsplit=1)
    name = words[0].upper().strip('"') if words else ""
    if name in _FIELDS:
        return (f"it holds a field that fetches or runs something when it is opened ({name})",
                "turn the field into plain text (in Word: click it, then Ctrl+Shift+F9), save, and try again")
    if name == "HYPERLINK" and len(words) > 1:
        target = next(iter(re.findall(r'"([^"]*)"|(?<!\\)\b(\S+)', words[1])), ("", ""))
        where = "".join(target)
        if _FILE.match(where) or (_NO_PLACE.match(where) and not _WEB.match(where) and "\\l" not in words[1][:3]):
            return f"it links to a file or a program on a computer ({_shown(where)})", _TO_A_FILE
    return None


def _instructions(root: etree._Element) -> Iterator[str]:
    """What each field of a part is to do. An instruction may be cut into runs, and hold other fields."""
    open_fields: list[list[str]] = []
    for element in root.iter("{*}fldChar", "{*}instrText", "{*}delInstrText", "{*}fldSimple"):
        if str(element.tag).endswith("fldSimple"):
            yield _attribute(element, "instr")
            continue
        if str(element.tag).endswith("nstrText"):
            if not open_fields:
                open_fields.append([])
            open_fields[-1].append(element.text or "")
            continue
        kind = _attribute(element, "fldCharType")
        if kind == "begin":
            open_fields.append([])
        elif open_fields and kind == "separate":
            yield "".join(open_fields[-1])
        elif open_fields and kind == "end":
            yield "".join(open_fields.pop())
    for field in open_fields:
        yield "".join(field)


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its namespace: strict and usual files differ in it."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _shown(target: str) -> str:
    return "".join(sign for sign in target[:80] if sign.isprintable())
