"""JSON that a stranger wrote, read as plain data: no number that is none, no half characters, no depth without end."""

from __future__ import annotations

import json
import re
from typing import Any

from schemekit.errors import LibraryError

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")


def read_json(data: bytes, name: str) -> Any:
    """The data of a JSON text in UTF-8. Raises: LibraryError where it is none."""
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse, parse_float=_finite)
        if _HALF.search(data):
            json.dumps(found, ensure_ascii=False).encode()   # half a character cannot be written
    except RecursionError:
        raise _broken(name, "its parts lie in each other too deep") from None
    except UnicodeError:
        raise _broken(name, "it holds bytes or escapes that are no characters") from None
    except ValueError as error:
        raise _broken(name, f"it is no JSON: {str(error)[:120]}") from None
    return found


def _refuse(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("a number is too large")
    return number


def _broken(name: str, why: str) -> LibraryError:
    return LibraryError(f"{name} cannot be read", why=why, fix="see that it is the file you meant")
