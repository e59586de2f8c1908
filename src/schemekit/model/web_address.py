"""Addresses that run something or bring it with them, however they are written, in a link or as a whole value."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RUNNING = frozenset({"javascript", "vbscript", "livescript", "data", "file", "blob"})
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\ufeff]")
# As the target of a link any of them; as the beginning of a value only what is no label such as `Data: see annex 2`.
_IN_A_LINK = re.compile(rf"\][(:]<?(?:{'|'.join(sorted(_RUNNING))}):", re.IGNORECASE)
_AS_A_VALUE = re.compile(r"(?:javascript|vbscript|livescript):|data:(?:[a-z]+/|;)|(?:file|blob):/", re.IGNORECASE)


def plain_address(target: str) -> str:
    """The address as a browser would take it: entities and percent signs resolved, invisible characters dropped."""
    return _INVISIBLE.sub("", unescape(unquote(target)))


def is_running(address: str) -> bool:
    """Whether a plain address runs something, or brings it with it."""
    scheme = SCHEME.match(address)
    return scheme is not None and scheme[1].lower() in _RUNNING


def holds_running(value: str) -> bool:
    """Whether one line of text is such an address, or has a link to one."""
    if ":" not in value and "&" not in value and "%" not in value:
        return False
    flat = plain_address(value.replace("\\", ""))
    return bool(_AS_A_VALUE.match(flat) or _IN_A_LINK.search(flat))
