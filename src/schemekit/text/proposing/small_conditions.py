"""Conditions that choose among words of one sentence (`day` or `days`), not among sentences.

Such a choice means something only beside the words it was made for. A condition around sentences stands by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.text.proposing.pieces import Piece

_NAME = re.compile(r"cookiecutter\.(\w+)")
_SENTENCE_END = re.compile(r"[.!?:;|]\W*$|\n")


@dataclass(frozen=True, slots=True)
class SmallCondition:
    """A condition inside a sentence, and none inside it.

    Shape: `places` are its pieces from `if` to `endif`. `is_word` says that each branch is one word at most; `name` is
    the one parameter that it tests, else empty.
    """

    places: range
    is_word: bool
    name: str


def small_conditions(pieces: Sequence[Piece]) -> tuple[SmallCondition, ...]:
    """Those of a template, in its order."""
    found: list[SmallCondition] = []
    begun: int | None = None
    for place, piece in enumerate(pieces):
        if piece.kind == "if":
            begun = place
        elif piece.kind == "endif":
            if begun is not None and (small := _small(pieces, range(begun, place + 1))):
                found.append(small)
            begun = None   # what is around it has a condition inside
    return tuple(found)


def _small(pieces: Sequence[Piece], places: range) -> SmallCondition | None:
    branches = [""]
    for place in places:
        if pieces[place].is_mark:
            branches.append("")
        else:
            branches[-1] += pieces[place].source
    if any(_SENTENCE_END.search(branch) for branch in branches):
        return None
    names = {name for place in places if pieces[place].is_mark for name in _NAME.findall(pieces[place].source)}
    is_word = all(len(branch.split()) < 2 for branch in branches)
    return SmallCondition(places, is_word, names.pop() if len(names) == 1 else "")
