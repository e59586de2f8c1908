"""How much a returned file may differ from what was sent, counted before the texts are compared word by word.

What differs more is no copy that somebody worked over, and nobody could answer its differences one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemekit.errors import HostileContentError
from schemekit.text.returning.unit import Unit

_MOST_UNITS = 5_000            # paragraphs and rows; as many as a record holds proposed changes
_MOST_SIGNS = 500_000          # characters of them all, some two hundred pages
_LONGEST_UNIT = 200_000        # characters of one; as many as a wording in a record has
_MOST_TOLD = 400_000_000       # characters of all texts as each edit alone makes them


def check_differences(sent: Sequence[Unit], come: Sequence[Unit]) -> None:
    """Refuse a file with more that is new than can be told. Raises: HostileContentError."""
    known = Counter(unit.keys for unit in sent)
    signs = units = 0
    for unit in come:
        if not unit.keys:
            continue
        if known[unit.keys] > 0:
            known[unit.keys] -= 1
            continue
        units, signs = units + 1, signs + len(unit.text)
        if len(unit.text) > _LONGEST_UNIT:
            raise _refused(f"a paragraph or row has more than {_LONGEST_UNIT:,} characters")
        if units > _MOST_UNITS:
            raise _refused(f"more than {_MOST_UNITS:,} paragraphs and rows are new or changed")
        if signs > _MOST_SIGNS:
            raise _refused(f"more than {_MOST_SIGNS:,} characters are new or changed")


def check_edits(number: int, text: str) -> None:
    """Refuse more edits than can be told, each with the whole text that it makes. Raises: HostileContentError."""
    if number > _MOST_UNITS:
        raise _refused(f"it makes more than {_MOST_UNITS:,} changes")
    if number * len(text) > _MOST_TOLD:
        raise _refused(f"it makes {number:,} changes, which are too many for so long a text")


def _refused(why: str) -> HostileContentError:
    return HostileContentError("the file was not read", why=f"{why}, too many to be answered one by one",
                               fix="compare the whole texts instead, or send the file back to be divided")
