"""A proposed change in words for people who never saw Markdown: a new clause, an item left out, a row of a table.

The record keeps the Markdown; here it is only told.
"""

from __future__ import annotations

import re
from enum import Enum

_HEADING = re.compile(r"#{1,6}[ \t]+")
_ITEM = re.compile(r"([ \t]*)[-*+][ \t]+")
_CELLS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[ \t|:+-]+")


class Part(Enum):
    """What came or went as a whole: how it is called where it came, and where it went."""

    CLAUSE = ("New clause", "Clause left out")
    ITEM = ("New item", "Item left out")
    ROW = ("Table row", "Table row left out")


def part_of(words: str) -> Part | None:
    """What kind of part Markdown is, where all of it is one; None for sentences."""
    lines = [line for line in words.splitlines() if line.strip()]
    if not lines:
        return None
    if _HEADING.match(lines[0]):
        return Part.CLAUSE
    if all(_ITEM.match(line) for line in lines):
        return Part.ITEM
    return Part.ROW if all(line.lstrip().startswith("|") for line in lines) else None


def told_part(before: str, after: str) -> tuple[str, ...]:
    """What came or went as a whole, a line each ("New clause: Training of staff"); nothing for any other change."""
    old, new = before.strip(), after.strip()
    part = part_of(old or new)
    if (old and new) or part is None:
        return ()
    head = part.value[0 if new else 1]
    lines = [line for line in plain_marks(old or new).splitlines() if line.strip()]
    if part is Part.CLAUSE:
        return (f"{head}: {lines[0]}", *lines[1:])
    return tuple(f"{head}: {line.strip().removeprefix('• ')}" for line in lines)


def plain_marks(words: str) -> str:
    """Markdown without its marks of headings, items and tables; the words and the lines stay."""
    told = [line for line in map(_plain, words.splitlines()) if line is not None]
    return "\n".join(told) if len(told) != 1 else told[0].strip().removeprefix("• ")


def plain_pair(before: str, after: str) -> tuple[str, str]:
    """Two wordings without their marks; with them where nothing but marks differs (another level of a heading)."""
    pair = plain_marks(before), plain_marks(after)
    return pair if pair[0] != pair[1] else (before, after)


def _plain(line: str) -> str | None:
    """A line without its marks; None for one that is nothing else."""
    if heading := _HEADING.match(line):
        told = line[heading.end() :].rstrip()
        at = told.rfind("{") if told.endswith("}") else -1
        return told[:at].rstrip() if at > 0 else told
    if line.lstrip().startswith("|"):
        if _RULE.fullmatch(line):
            return None
        cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
        return " | ".join(" ".join(cell.split()) for cell in cells)
    return _ITEM.sub(r"\1• ", line, count=1) if _ITEM.match(line) else line
