"""What all OSCAL files of ours share: ids that stay, days as moments, words as OSCAL's kinds of text, properties.

Basis: OSCAL 1.2, http://csrc.nist.gov/ns/oscal/1.2.3/
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from schemekit.interchange.exchanged import ADDRESS
from schemekit.interchange.json_data import Json, listed

VERSION = "1.2.0"
"""The oldest version that has control mappings, so that most programs read it."""
NS = f"{ADDRESS}/ns/oscal"
_BLANKS = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")


def uuid_of(*names: str) -> str:
    """An id that is the same for the same names on every computer and in every run."""
    return str(uuid5(NAMESPACE_URL, "/".join((NS, *(name.replace("/", "//") for name in names)))))


def moment(day: str) -> str:
    """A day as OSCAL has it, a moment; its beginning in UTC, as no record of ours has an hour."""
    found = _DAY.match(day)
    return f"{found[1] if found else '1970-01-01'}T00:00:00Z"


def day_of(moment_told: object) -> str:
    """The day of a moment."""
    found = _DAY.match(moment_told) if isinstance(moment_told, str) else None
    return found[1] if found else ""


def line(words: str) -> str:
    """Words as a property's value has them: one line without blanks at its ends."""
    return _BLANKS.sub(" ", words).strip() or "-"


def prop(name: str, value: str, remarks: str = "") -> Json:
    """A property of ours. Shape: words that are no line stand in `remarks`, letter by letter."""
    if not remarks and line(value) != value:
        return {"name": name, "ns": NS, "value": line(value), "remarks": value}
    return {"name": name, "ns": NS, "value": line(value), **({"remarks": remarks} if remarks else {})}


def props_of(holder: Mapping[str, Any], name: str) -> list[Json]:
    """The properties of ours of a name."""
    return [one for one in listed(holder, "props") if one.get("ns") == NS and one.get("name") == name]


def prop_of(holder: Mapping[str, Any], name: str) -> str | None:
    """What a property of ours says."""
    for one in props_of(holder, name):
        told = one.get("remarks", one.get("value"))
        if isinstance(told, str):
            return told
    return None
