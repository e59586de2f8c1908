"""Tidying a text that comes from elsewhere: what no reader sees is brought into the shape that a module's text has.

Line ends, blanks and blank lines, and comments in HTML. Not a word that is shown changes, and no code block.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemekit.text.document import Document, prose_lines

_COMMENT_LINE = re.compile(r" {0,3}<!--")
_FENCE = re.compile(r"`{3,}|~{3,}")
_HARD_BREAK = re.compile(r" {2,}$")


@dataclass(frozen=True, slots=True)
class Tidied:
    """A text that was tidied. `lines` gives, for each of its lines, the line it was before, both from 1."""

    text: str
    lines: tuple[int, ...]


def tidied(text: str) -> Tidied:
    """The text with LF ends, no blanks at line ends, single blank lines, one before each heading, and no comments.

    Two blanks at the end of a line, which break it, become the backslash that does the same.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    prose = {number for number, _ in prose_lines(text)}
    headings = {clause.line for clause in Document.parse(text).clauses}
    kept: list[tuple[int, str]] = []
    in_comment, fence = False, ""
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        fence = "" if number in prose or in_comment else _fence_after(line, fence)
        opens = number not in prose and not in_comment and not fence and _COMMENT_LINE.match(line) is not None
        if in_comment or opens:
            rest = line.partition("-->")[2]
            in_comment = "-->" not in line
            if in_comment or not rest.strip():
                continue
            line = rest.lstrip()
        is_prose = number in prose
        words = _without_blanks_at_end(line, is_prose and number < len(lines) and bool(lines[number].strip()))
        last_is_blank = not kept or not kept[-1][1]
        if not words and (not kept or (last_is_blank and is_prose)):
            continue
        if number in headings and not last_is_blank:
            kept.append((number, ""))
        kept.append((number, words))
    while kept and not kept[-1][1]:
        kept.pop()
    return Tidied("".join(f"{line}\n" for _, line in kept), tuple(number for number, _ in kept))


def _fence_after(line: str, fence: str) -> str:
    """The marks of the code block that is open after a line that is no prose; empty where none is."""
    if not fence:
        opened = _FENCE.search(line)
        return opened[0] if opened else ""
    words = line.strip()
    return "" if words.startswith(fence) and not words.strip(fence[0]) else fence


def _without_blanks_at_end(line: str, breaks: bool) -> str:
    words = line.rstrip(" \t")
    return f"{words}\\" if breaks and words and _HARD_BREAK.search(line) else words
