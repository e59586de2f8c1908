"""Where a link may lead: to a page of the web, an e-mail address, or a text beside the file. Nowhere else."""

from __future__ import annotations

import re
from urllib.parse import unquote

Hazard = tuple[str, str]
"""Why a file is not taken, and what its sender can do."""

_WEB = re.compile(r"https?://[^/\\\s]|(?:mailto|tel):", re.IGNORECASE)
_NO_PLACE = re.compile(r"[:\\]|^//|\s/", re.IGNORECASE)
_FILE = re.compile(r"\s*(?:file:|\\\\|//|[a-z]:[\\/])", re.IGNORECASE)
_TEXTS = frozenset({"", "md", "markdown", "txt", "html", "htm", "pdf", "csv", "docx", "odt", "xlsx", "ods", "pptx",
                    "odp", "png", "jpg", "jpeg", "gif", "svg", "yaml", "yml", "json", "xml"})
"""Endings of the names of files that hold a text or a picture, and run nothing when they are opened."""
TO_A_FILE = "take the link out, or let it lead to a web page, and try again"


def hazard_of_target(target: str) -> Hazard | None:
    """Why a link that leads out of the file is not taken."""
    words = target.strip()
    if any(_is_wrong(form) for form in (words, unquote(words), unquote(unquote(words)))):
        return f"it links to a file or a program on a computer ({shown(target)})", TO_A_FILE
    return None


def is_file(target: str) -> bool:
    """Whether words name a file of a computer or of a network."""
    return _FILE.match(unquote(unquote(target))) is not None


def shown(target: str) -> str:
    """The beginning of an address as a message may show it."""
    return "".join(sign for sign in target[:80] if sign.isprintable())


def _is_wrong(target: str) -> bool:
    if _WEB.match(target):
        return False
    place = target.partition("#")[0].partition("?")[0]
    name = place.rpartition("/")[2]
    return bool(_NO_PLACE.search(place)) or any(ord(sign) < 32 for sign in target) or (
        name.strip(".") != "" and name.rpartition(".")[2 if "." in name else 0].strip().lower() not in _TEXTS)
