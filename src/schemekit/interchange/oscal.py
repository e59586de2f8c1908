"""What all OSCAL files of ours share: ids that stay, days as moments, words as OSCAL's kinds of text, properties.

Basis: OSCAL 1.2, http://csrc.nist.gov/ns/oscal/1.2.3/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from schemekit.errors import UsageError
from schemekit.interchange.exchanged import ADDRESS

VERSION = "1.2.0"
"""The oldest version that has control mappings, so that most programs read it."""
NS = f"{ADDRESS}/ns/oscal"
MOST_DEPTH = 60
_BLANKS = re.compile(r"\s+")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")

Json = dict[str, Any]


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


def listed(holder: Mapping[str, Any], key: str) -> list[Json]:
    """The mappings in a list, or none where there is no such list."""
    found = holder.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def mapping(holder: Mapping[str, Any], key: str) -> Json:
    """The mapping under a key, or an empty one."""
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def text(holder: Mapping[str, Any], key: str) -> str:
    """The words under a key, or none."""
    found = holder.get(key)
    return found if isinstance(found, str) else ""


def json_bytes(data: Json) -> bytes:
    """A file; the same data gives the same bytes. Signs that no file can hold are written as escapes."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def read_json(data: bytes, name: str) -> Json:
    """A JSON file as data, whatever stands in it.

    Raises: UsageError for what is no JSON, is nested too deep, has a key twice or numbers that are none.
    """
    try:
        words = data.decode("utf-8-sig")
        _refuse_depth(words, name)
        found = json.loads(words, object_pairs_hook=_once, parse_constant=_refuse_number)
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not in UTF-8", why=f"the byte {error.start:,} is no character there",
                         fix="save it as UTF-8, then run the command again") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} is no JSON", why=str(error)[:200], fix="check that this is the file you meant") \
            from None
    if not isinstance(found, dict):
        raise UsageError(f"{name} is no OSCAL", why="it is a list or a single value",
                         fix="check that this is the file you meant")
    return found


def _refuse_depth(words: str, name: str) -> None:
    depth, deepest, inside, at = 0, 0, False, 0
    for match in _SIGNS.finditer(words):
        sign = match[0]
        at = match.start()
        if sign[0] == '"':
            inside = not inside
        elif not inside and sign in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif not inside and sign in "]}":
            depth -= 1
    if deepest > MOST_DEPTH:
        raise UsageError(f"{name} is nested too deep", why=f"more than {MOST_DEPTH} levels, near character {at:,}",
                         fix="check that this is the file you meant")


_SIGNS = re.compile(r'\\.|["\[\]{}]', re.DOTALL)


def _once(pairs: Sequence[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key[:60]}' stands twice in one place")
        found[key] = value
    return found


def _refuse_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
