"""Pictures of hand-written pages: an SVG is a document of its own, so only one that does nothing but show is taken."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_RUNS = frozenset({"script", "foreignObject", "iframe", "object", "embed", "image", "use", "a", "set", "animate",
                   "animateMotion", "animateTransform", "handler", "listener", "audio", "video"})
_OF_PAGES = ("{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/1998/Math/MathML}")
"""What belongs to pages shows, sends and fetches in a picture as it does there. Other foreign parts do nothing."""
_DECLARED = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_HEAD = re.compile(r"\ufeff?<\?xml\s[^?<>]*\?>")
_OTHER_CODING = re.compile(r"encoding\s*=\s*['\"](?!utf-8['\"])", re.IGNORECASE)
# Possessive, or a blank or quote that was passed would be taken for an address. A backslash could hide all of it.
_REACHES_OUT = re.compile(r"url\s*+\(\s*+['\"]?+(?!#)|(?:src|image|image-set|cross-fade)\s*\(|@import|\\",
                          re.IGNORECASE)
_RUNNING = re.compile(r"expression\s*\(|javascript:", re.IGNORECASE)
_SIZE = 5_000_000


def does_more_than_show(path: str, data: bytes) -> str:
    """Why a picture is left out of the site, in a few words; empty where nothing is wrong with it."""
    if not path.lower().endswith(".svg"):
        return ""
    if len(data) > _SIZE:
        return "it is larger than 5 MB"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "it is not in UTF-8"   # what a browser makes of its bytes need not be what is read here
    return _in_its_writing(text) or _in_its_parts(text)


def _in_its_writing(text: str) -> str:
    """What a reader of elements does not see: entities, and instructions, which can name a style or a program."""
    head = _HEAD.match(text)
    if head and _OTHER_CODING.search(head[0]):
        return "it is not in UTF-8"
    if _DECLARED.search(text):
        return "it declares entities"
    return "it holds an instruction" if "<?" in (text[head.end():] if head else text) else ""


def _in_its_parts(text: str) -> str:
    try:
        found = ET.fromstring(text)  # noqa: S314  # entities are refused above, and the size is bounded
    except ET.ParseError:
        return "it is no SVG that can be read"
    for element in found.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        name = tag.rpartition("}")[2]
        if name in _RUNS or tag.startswith(_OF_PAGES):
            return f"it holds <{name}>"
        if name == "style" and (len(element) or _REACHES_OUT.search(element.text or "")):
            return "it runs or fetches something"   # words around an element inside would be read as one
        if any(_is_active(*item) for item in element.attrib.items()):
            return "it runs or fetches something"
    return ""


def _is_active(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    if local.startswith("on") or _RUNNING.search(value):
        return True
    if local in ("href", "base"):
        return not value.startswith("#")
    return not name.startswith("{") and bool(_REACHES_OUT.search(value))
