"""Hazards: what a part of a Word file may not ask for, since it would run something or fetch something.

Each function says why a part is not taken and what its sender can do, or None. Sizes, names and XML are `package`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemekit.word.docx_file import R_STRICT, W_STRICT, R, W
from schemekit.word.field_hazards import hazard_of_fields
from schemekit.word.listing import Link
from schemekit.word.targets import TO_A_FILE, Hazard, hazard_of_target, is_file, shown

if TYPE_CHECKING:
    from lxml import etree

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
_KINDS = {name.lower(): hazard for name, hazard in _LINK_KINDS.items()}
_OUTSIDE = {
    "attachedtemplate": ("it fetches a template from elsewhere when it is opened",
                         "choose the template Normal in Word, save it, and try again"),
    "image": ("it fetches a picture from elsewhere when it is opened",
              "put the picture itself into the file, or take it out, and try again"),
}
_ASKED = {"altChunk": _LINK_KINDS["aFChunk"], "subDoc": _LINK_KINDS["subDocument"], "OLEObject": _EMBEDDED,
          "control": _CONTROLS, "objectEmbed": _EMBEDDED, "objectLink": _EMBEDDED, "frameset": _LINK_KINDS["frame"],
          "externalData": _EMBEDDED}
_ELEMENTS = {name.lower(): hazard for name, hazard in _ASKED.items()}
_FOR_PROGRAMS = {name.lower(): (why, "copy the text into a new Word file, save that as .docx, and try again")
                 for name, why in {
    "mailMerge": "it is a form letter with a data source, which is asked when it is opened",
    "saveThroughXslt": "its settings name a program that is to write it (a transformation of XML)",
    "useXSLTWhenSaving": "its settings name a program that is to write it (a transformation of XML)",
    "attachedSchema": "its settings name a definition of XML elsewhere",
    "schemaLibrary": "its settings name a definition of XML elsewhere",
    "attachedTemplate": "its settings name a template elsewhere",
}.items()}
"""Settings that ask or run something when the file is opened or saved. Basis: ECMA-376, CT_Settings."""
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)
_FETCHED = frozenset({"src", "althref", "movie"})
"""Attributes, in any namespace, whose value is fetched as soon as the part is shown."""
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|gif|bmp);", re.IGNORECASE)
_READ = frozenset({"val", "type", "fldchartype", "instr", "name", "anchor", "author", "date", "char", "styleid", "id",
                   "ilvl", "numid", "abstractnumid", "vert", "done"})
"""Attributes of Word's own elements that say what the text is."""
_TEXTS = frozenset({"body", "p", "r", "t", "tbl", "tr", "tc", "ins", "del", "deltext", "movefrom", "moveto", "sdt",
                    "sdtcontent", "hyperlink", "fldsimple", "fldchar", "instrtext", "delinstrtext", "ppr", "rpr",
                    "comment", "footnote", "endnote", "style", "bookmarkstart", "commentrangestart", "commentrangeend",
                    "commentreference", "footnotereference", "endnotereference", "br", "tab", "sym", "cr"})
_KNOWN_SPACES = tuple(f"{{{start}" for start in ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/",
          "urn:schemas-microsoft-com:"))
_STRANGE: Hazard = ("it holds something that one program takes for text and another does not, as no Word file does",
                    "open it in Word or LibreOffice, save it as .docx (Word document), and try again")
_MIXED: Hazard = ("it is written in two kinds of Open XML at once, so that one program shows words that another hides",
                  "open it in Word, save it as .docx (Word document, not Strict), and try again")
_OWN = (W, W_STRICT)
_BESIDE = (R, R_STRICT)


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


def hazard_of_links(links: Iterable[Link]) -> Hazard | None:
    """What a part links to: web pages and e-mail addresses only, and parts of the file itself."""
    for link in links:
        kind, target = link.kind.lower(), link.target
        if kind in _KINDS:
            return _KINDS[kind]
        if link.is_outside and kind in _OUTSIDE:
            return _OUTSIDE[kind]
        if link.is_outside and link.kind != "hyperlink":
            return f"it fetches something from elsewhere when it is opened ({shown(target)})", TO_A_FILE
        # Whether it is said to be outside or not: a reader that believes the address would follow it.
        if (hazard := hazard_of_target(target)) and (link.is_outside or ":" in target or "\\" in target or "%" in target
                                                     or target.startswith("//")):
            return hazard
        if not link.is_outside and _SCHEME.match(target):
            return f"it calls something elsewhere a part of itself ({shown(target)})", TO_A_FILE
    return None


def hazard_of_part(root: etree._Element) -> Hazard | None:
    """What the text of a part asks for: fields that fetch or run, pieces of other files, links to files."""
    is_settings = str(root.tag).rpartition("}")[2].lower() == "settings"
    spaces = set[str]()
    for element in root.iter("*"):
        space, _, name = str(element.tag).rpartition("}")
        if (low := name.lower()) in _ELEMENTS:
            return _ELEMENTS[low]
        if is_settings and low in _FOR_PROGRAMS:
            return _FOR_PROGRAMS[low]
        if space[1:] in _OWN:
            spaces.add(space)
            if len(spaces) > 1:
                return _MIXED
        if element.attrib and (found := _hazard_of_attributes(element, is_own=space[1:] in _OWN)):
            return found
        if low in _TEXTS and space[1:] not in _OWN and (not space.startswith(_KNOWN_SPACES)) and _is_word(root):
            return _STRANGE
    return hazard_of_fields(root)


def _hazard_of_attributes(element: etree._Element, *, is_own: bool) -> Hazard | None:
    """Addresses wherever they stand, and marks that two readers would read in two ways."""
    for key, value in element.attrib.items():
        space, _, name = str(key).rpartition("}")
        low, told = name.lower(), str(value)
        if low in _FETCHED or low == "href":
            if _INSIDE.match(told):
                continue
            if is_file(told) or (":" in told and (low != "href" or str(element.tag).endswith("}imagedata"))):
                return _OUTSIDE["image"]
            if low == "href" and (hazard := hazard_of_target(told)):
                return hazard
        if space[1:] in _BESIDE and (is_file(told) or ":" in told or "\\" in told):
            return f"it fetches something from elsewhere when it is opened ({shown(told)})", TO_A_FILE
        if is_own and low in _READ and space[1:] not in _OWN and not (low == "id" and space[1:] in _BESIDE):
            return _STRANGE
    return None


def _is_word(root: etree._Element) -> bool:
    """Whether a part is one of Word's own, whose elements are read as its text."""
    return str(root.tag).rpartition("}")[0][1:] in _OWN
