"""JSON of anybody: read without trust, asked for lists, mappings and words without knowing whether they are there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from schemekit.errors import UsageError

Json = dict[str, Any]
MOST_DEPTH = 60
_SIGNS = re.compile(r'\\.|["\[\]{}]', re.DOTALL)


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
    depth, inside = 0, False
    for match in _SIGNS.finditer(words):
        sign = match[0]
        if sign[0] == '"':
            inside = not inside
        elif not inside and sign in "[{":
            depth += 1
        elif not inside and sign in "]}":
            depth -= 1
        if depth > MOST_DEPTH:
            raise UsageError(f"{name} is nested too deep",
                             why=f"more than {MOST_DEPTH} levels, near character {match.start():,}",
                             fix="check that this is the file you meant")


def _once(pairs: Sequence[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key '{key[:60]}' stands twice in one place")
        found[key] = value
    return found


def _refuse_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
