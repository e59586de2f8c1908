"""Pictures of hand-written pages: an SVG is a document of its own, so only one that does nothing but show is taken."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp")
_RUNS = frozenset({"script", "foreignObject", "iframe", "object", "embed", "image", "use", "a", "set", "animate",
                   "animateMotion", "animateTransform", "handler", "listener", "audio", "video"})
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REACHES_OUT = re.compile(r"url\s*\(\s*['\"]?(?!#)|@import|expression\s*\(|javascript:", re.IGNORECASE)
_SIZE = 5_000_000


def does_more_than_show(path: str, data: bytes) -> str:
    """Why a picture is left out of the site, in a few words; empty where nothing is wrong with it."""
    if not path.lower().endswith(".svg"):
        return ""
    if len(data) > _SIZE:
        return "it is larger than 5 MB"
    if _DECLARED.search(data):
        return "it declares entities"
    try:
        found = ET.fromstring(data)  # noqa: S314  # entities are refused above, and the size is bounded
    except ET.ParseError:
        return "it is no SVG that can be read"
    for element in found.iter():
        name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
        if name in _RUNS:
            return f"it holds <{name}>"
        if _REACHES_OUT.search(element.text or "") or any(_is_active(*item) for item in element.attrib.items()):
            return "it runs or fetches something"
    return ""


def _is_active(name: str, value: str) -> bool:
    local = name.rpartition("}")[2].lower()
    if local.startswith("on"):
        return True
    if local == "href":
        return not value.startswith("#")
    return bool(_REACHES_OUT.search(value))
