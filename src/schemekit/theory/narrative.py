"""The text of a theory of change that people sign: what in it is still an instruction to whoever writes it.

An instruction is a comment, `<!-- … -->`, which no paper prints. A section with nothing else in it is still to be
written, and a paper says so instead of leaving a bare heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: +\{[^}]*\})? *#*")
_OPEN = "[Still to be written.]"
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPassage:
    """A place where something is still to be written. Shape: `words` name it. Units: `line` counts from 1."""

    line: int
    words: str


def open_passages(text: str) -> tuple[OpenPassage, ...]:
    """Instructions that still stand in a narrative, and sections in which nothing stands, in their order."""
    found = [OpenPassage(line=text.count("\n", 0, comment.start()) + 1,
                         words=f"the instruction “{_shortened(' '.join(comment[1].split()))}”")
             for comment in _COMMENT.finditer(text)]
    found += [OpenPassage(line=line, words=f"nothing under “{_shortened(heading)}”")
              for line, heading in _empty_sections(text)]
    return tuple(sorted(found, key=lambda passage: passage.line))


def printed_narrative(text: str) -> str:
    """A narrative without its instructions; a section in which nothing else stands says that it is to be written."""
    plain = _COMMENT.sub("", text)
    lines = plain.split("\n")
    for line, _ in sorted(_empty_sections(plain), reverse=True):
        lines[line:line] = ["", _OPEN]
    return "\n".join(lines)


def _empty_sections(text: str) -> Iterator[tuple[int, str]]:
    """The line and words of each heading, the title aside, under which nothing stands, not even a lower heading."""
    last: tuple[int, int, str] | None = None   # a heading without words so far: its line, level and words
    for number, line in enumerate((*text.split("\n"), "#"), 1):
        heading = _HEADING.fullmatch(line) if line != "#" else None
        if heading or line == "#":
            level = len(heading[1]) if heading else 0
            if last and last[1] > 1 and level <= last[1]:
                yield last[0], last[2]
            last = (number, level, heading[2]) if heading else None
        elif line.strip():
            last = None


def _shortened(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
