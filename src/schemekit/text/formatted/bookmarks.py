"""Bookmarks: the names under which clause ids travel in a Word file, unseen."""

from __future__ import annotations

import hashlib
import re

_LONGEST = 40   # characters, which Word allows a bookmark's name
_PATTERN = re.compile(r"_sk\d+_\w+")


def bookmark_of(part: int, clause_id: str) -> str:
    """The bookmark of a clause. Shape: `part` is the place of its text in the paper, 0 for the document itself.

    A name that begins with an underscore is hidden in Word's list of bookmarks, so that nobody deletes it there.
    """
    plain = re.sub(r"\W", "_", clause_id, flags=re.ASCII)
    name = f"_sk{part}_{plain}"
    if len(name) <= _LONGEST and plain.replace("_", "-") == clause_id:
        return name
    # Too long, or with marks that a bookmark cannot have: its digest, so that two ids never share a name.
    return f"_sk{part}_{hashlib.sha256(clause_id.encode()).hexdigest()[:24]}"


def is_bookmark(name: str) -> bool:
    """Whether a bookmark of a Word file is one of ours."""
    return _PATTERN.fullmatch(name) is not None
