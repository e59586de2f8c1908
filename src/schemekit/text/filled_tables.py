"""Tables that a reader of Markdown fills up: under a wide head each short row gets all its cells, and a few thousand
bytes would come to gigabytes.
"""

from __future__ import annotations

import re

_MANY_CELLS = 100_000   # that nobody wrote, in one text
_RULE = re.compile(r"[\s>|:+*-]+")


def fills_up(text: str) -> bool:
    """Whether the tables of a text would get more cells than anybody writes: it is then read without tables."""
    filled = columns = 0
    for line in text.split("\n"):
        if not line.strip(" \t\r>"):
            columns = 0
        elif "|" in line and _RULE.fullmatch(line):
            columns = line.count("|") + 1
        elif columns:
            filled += max(0, columns - line.count("|"))
    return filled > _MANY_CELLS
