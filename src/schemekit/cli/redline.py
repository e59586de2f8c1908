"""A redline on the screen: what went is red and struck through, what came is green and underlined.

Without colour the two stand in `[-…-]` and `{+…+}`. Lines are folded to the width and never cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from schemekit.cli.table import cell_width, wrapped
from schemekit.cli.terminal import style, visible
from schemekit.text.comparing.words_diff import ChangeKind, WordChange, word_changes

_WORD = re.compile(r"\S+")
_MARKS = {ChangeKind.REMOVED: ("[-", "-]"), ChangeKind.ADDED: ("{+", "+}"), ChangeKind.SAME: ("", "")}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word on the screen: `kind` as in a word change, whether a blank stands before it, or a line begins with it."""

    text: str
    kind: ChangeKind
    has_blank: bool = False
    begins_line: bool = False


def redline(before: str, after: str, width: int, *, colours: bool) -> list[str]:
    """The lines of a redline, ready to print."""
    return redline_of(word_changes(before.strip(), after.strip()), width, colours=colours)


def redline_of(changes: tuple[WordChange, ...], width: int, *, colours: bool) -> list[str]:
    """Likewise of words that are compared already."""
    words = list(_words(changes, colours=colours))
    return [_painted(line) if colours else _plain(line) for line in _folded(words, max(width, 20))]


def _words(changes: tuple[WordChange, ...], *, colours: bool) -> Iterator[_Word]:
    has_blank = begins_line = False
    before = ChangeKind.SAME
    for change in changes:
        text = visible(change.text)
        opening, closing = ("", "") if colours else _MARKS[change.kind]
        found = list(_WORD.finditer(text))
        # What came is put a blank away from what went, or the two would read as one word.
        has_blank = has_blank or (before == ChangeKind.REMOVED and change.kind == ChangeKind.ADDED)
        end = 0
        for at, match in enumerate(found):
            gap = text[end : match.start()]
            has_blank = has_blank or bool(gap)
            begins_line = begins_line or ("\n" in gap and (at > 0 or change.kind != ChangeKind.REMOVED))
            shown = (opening if at == 0 else "") + match[0] + (closing if at == len(found) - 1 else "")
            yield _Word(shown, change.kind, has_blank, begins_line)
            has_blank = begins_line = False
            end = match.end()
        has_blank = has_blank or bool(text[end:])
        begins_line = begins_line or ("\n" in text[end:] and change.kind != ChangeKind.REMOVED)
        before = change.kind


def _folded(words: list[_Word], width: int) -> Iterator[list[_Word]]:
    """The words in lines that fit; a word that fits no line is broken."""
    line: list[_Word] = []
    taken = 0
    for word in words:
        size = cell_width(word.text)
        blank = 1 if word.has_blank and line else 0
        if line and (word.begins_line or taken + blank + size > width):
            yield line
            line, taken, blank = [], 0, 0
        *full, last = wrapped(word.text, width) if size > width else [word.text]
        yield from ([_Word(piece, word.kind)] for piece in full)
        line.append(_Word(last, word.kind, has_blank=bool(blank)))
        taken += blank + cell_width(last)
    if line:
        yield line


def _plain(line: list[_Word]) -> str:
    return "".join((" " if word.has_blank else "") + word.text for word in line)


def _painted(line: list[_Word]) -> str:
    told = ""
    for kind, group in groupby(line, key=lambda word: word.kind):
        words = list(group)
        blank = " " if words[0].has_blank else ""
        text = _plain(words)[len(blank) :]
        if kind == ChangeKind.SAME:
            told += blank + text
        else:
            is_gone = kind is ChangeKind.REMOVED
            told += blank + style(text, fg="red" if is_gone else "green", underline=not is_gone or None,
                                  strikethrough=is_gone or None)
    return told
