"""The fields that are open while a Word file is read: whether their words are shown, and where those lead."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(slots=True)
class _Field:
    """A field that is open. Shape: `link` is where the words that it shows lead, None where nowhere of its own."""

    instruction: str = ""
    shows: bool = False
    is_contents: bool = False
    link: str | None = None


class Fields:
    """Fields inside one another. What is asked of them for each run is known without looking through them."""

    def __init__(self) -> None:
        self._open: list[_Field] = []
        self._asking = self._contents = 0   # open ones whose instruction goes on, and tables of contents

    @property
    def hide(self) -> bool:
        """Whether words are part of an instruction, and none of the text."""
        return self._asking > 0

    @property
    def is_contents(self) -> bool:
        """Whether words are shown by a field for a table of contents."""
        return self._contents > 0

    @property
    def link(self) -> str | None:
        """Where words lead by the innermost field that leads somewhere, None without one."""
        return self._open[-1].link if self._open else None

    def add(self, words: str) -> None:
        """More of the innermost instruction."""
        if self._open and not self._open[-1].shows:
            self._open[-1].instruction += words

    def mark(self, kind: str) -> None:
        """A field begins, begins to show something, or ends."""
        if kind == "begin":
            self._open.append(_Field(link=self.link))
            self._asking += 1
        elif kind == "separate" and self._open and not self._open[-1].shows:
            self._show(self._open[-1])
        elif kind == "end" and self._open:
            field = self._open.pop()
            self._asking -= not field.shows
            self._contents -= field.is_contents

    def _show(self, field: _Field) -> None:
        field.shows = True
        self._asking -= 1
        name = "".join(field.instruction.split(maxsplit=1)[:1])
        field.is_contents = name == "TOC"
        self._contents += field.is_contents
        if name == "HYPERLINK":
            field.link = _target(field.instruction)


def _target(instruction: str) -> str:
    place = re.search(r'\\l\s+"?([^"\s]+)', instruction)
    address = re.match(r'\s*HYPERLINK\s+"?(?!\\)([^"\s]+)', instruction)
    return (address[1] if address else "") + (f"#{place[1]}" if place else "")
