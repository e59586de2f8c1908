"""The texts that went out in a Word file, word for word: what comes back is compared with them, and not with guesses.

They lie in the scheme, under `.schemekit/sent/MODULE/KEY/`, so that a colleague who pulled the scheme can receive what
you sent. A file that comes back carries the key in its properties.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, fields

from schemekit.errors import SchemekitError
from schemekit.files.journal import STATE, Step
from schemekit.files.paths import check_path
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.returned import SentAround

SENT = f"{STATE}/sent"

SentText = tuple[str, str]
"""A file below policies/MODULE/, and its words."""

_ORDER, _AROUND = "files.json", "around.json"
_KEY = re.compile(r"[0-9a-f]{16}")
_MODULE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_MOST, _MOST_ROUNDS = 500, 50


def sent_key(texts: Sequence[SentText]) -> str:
    """The name under which some texts are kept: it follows from their files, their words and their order.

    Shape: the first 16 hex digits of the SHA-256 over each file and its words, each with a zero byte after it.
    """
    digest = hashlib.sha256()
    for file, words in texts:
        digest.update(f"{file}\0{words}\0".encode())
    return digest.hexdigest()[:16]


def sent_step(module: str, texts: Sequence[SentText]) -> Step:
    """What is to be written so that texts are known again when they come back, in the order of the Word file."""
    place = f"{SENT}/{module}/{sent_key(texts)}"
    order = json.dumps({"format": 1, "files": [file for file, _ in texts]}, ensure_ascii=False, indent=2)
    return Step(changes={f"{place}/{_ORDER}": f"{order}\n".encode(),
                         **{f"{place}/{file}": words.encode() for file, words in texts}})


def around_step(module: str, texts: Sequence[SentText], rounds: Sequence[SentAround]) -> Step:
    """What is to be written so that title block, heads and registers are known again, each time the texts went out."""
    told = {"format": 1, "rounds": [asdict(one) for one in list(dict.fromkeys(rounds))[-_MOST_ROUNDS:]]}
    data = json.dumps(told, ensure_ascii=False, indent=2)
    return Step(changes={f"{SENT}/{module}/{sent_key(texts)}/{_AROUND}": f"{data}\n".encode()})


def sent_around(folder: SchemeFolder, module: str, key: str) -> tuple[SentAround, ...]:
    """What stood around the texts each time they went out, the last one at the end; empty where that is not kept.

    Raises: SchemekitError where what is kept is not what was written.
    """
    place = _place_of(module, key)
    told = folder.text(f"{place}/{_AROUND}") if place else None
    if told is None:
        return ()
    try:
        rounds = json.loads(told)["rounds"]
        return tuple(_round(one) for one in rounds[-_MOST_ROUNDS:])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _changed(place) from None


def _round(told: dict[str, object]) -> SentAround:
    held: dict[str, tuple[str, ...]] = {}
    for name in (item.name for item in fields(SentAround) if item.name != "language"):
        lines = told.get(name, []) if name == "shown" else told[name]   # rounds of older versions have none
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise ValueError(name)
        held[name] = tuple(lines)
    return SentAround(language=str(told["language"]), titles=held["titles"], front=held["front"], end=held["end"],
                      heads=held["heads"], shown=held["shown"])


def sent_texts(folder: SchemeFolder, module: str, key: str) -> tuple[SentText, ...]:
    """The texts that went out, in the order of the Word file: the document itself first, then its annexes.

    Shape: the place of a text is the part that bookmarks name. Empty where nothing was sent under that key from here,
    or the key is none. Raises: SchemekitError where what is kept is not what was sent.
    """
    place = _place_of(module, key)
    listed = folder.text(f"{place}/{_ORDER}") if place else None
    if listed is None:
        return ()
    found = [(file, _exact(folder.data(f"{place}/{file}"))) for file in _files(listed, place)]
    texts = tuple((file, words) for file, words in found if words is not None)
    if len(texts) != len(found) or sent_key(texts) != key:
        raise _changed(place)
    return texts


def _place_of(module: str, key: str) -> str:
    """Where the texts of a round are kept; empty for what is no module or no key: both become a path."""
    return f"{SENT}/{module}/{key}" if _MODULE.fullmatch(module) and _KEY.fullmatch(key) else ""


def _exact(data: bytes | None) -> str | None:
    """Words as they were written, a byte order mark at the beginning too."""
    return None if data is None else data.decode("utf-8", "replace")


def _files(listed: str, place: str) -> list[str]:
    try:
        files = json.loads(listed)["files"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _changed(place) from None
    if not isinstance(files, list) or len(files) > _MOST or not all(isinstance(file, str) for file in files):
        raise _changed(place)
    return [check_path(file) for file in files]


def _changed(place: str) -> SchemekitError:
    return SchemekitError(
        f"{place} is not what was sent",
        why="its files were changed or are missing, so what comes back cannot be compared with them",
        fix="bring them back from a copy or from the scheme's history; no text was touched",
    )
