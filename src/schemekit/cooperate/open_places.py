"""What an agreement says nothing of yet: the places where its paper has "Not agreed yet", by what stands before them.

Read off the paper, and not off the record, so that no place is forgotten. Whether one has to be filled in says `check`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from schemekit.model.paper import PaperPart

OPEN = "Not agreed yet."
_LABEL = re.compile(r"\*\*(?P<label>.+?)\.\*\*")


def open_places(facts: Iterable[tuple[str, str]], annexes: Iterable[PaperPart]) -> tuple[str, ...]:
    """The open places of a paper, each once, in its order: `start`, `appeal`, `objectives`."""
    found = [name for name, words in facts if f"{words}." == OPEN]
    for part in annexes:
        found += _open_in(part)
    return tuple(dict.fromkeys(name[:1].lower() + name[1:] for name in found))


def _open_in(part: PaperPart) -> Iterator[str]:
    """Below a label in bold it is that one; in a table, or alone, it is the annex."""
    label = part.title
    for line in part.markdown.splitlines():
        if line.startswith("|"):
            label = part.title
        elif at := _LABEL.match(line):
            label = at["label"]
        if OPEN in line:
            yield label
