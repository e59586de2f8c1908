"""What stands in a clause's blanks: the template's words are laid beside the copy's, and what lies between is read.

One place at a time; which value a parameter has, once every place was read, is decided in `recovery`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.document import comparable
from schemekit.text.recovering.clause_template import ClauseTemplate
from schemekit.text.template import Blank, Literal, Values, filled, standing

# Letters and figures apart: the 5 of "5th" is a value.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
LONGEST = 60
"""Most words and marks that one blank can hold; what is longer is a passage that was rewritten."""
LANDMARK = 3
EFFORT_OF_ONE = 10_000_000
EFFORT_IN_ALL = 100_000_000
"""Most steps that comparisons may take, some seconds; what lies beyond that is left unread."""
LETTERS_IN_ALL = 20_000_000
"""Most letters that may be filled in to see which branch of a condition fits, some seconds likewise."""
_START, _END = -1, -2
Token = str | int


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in the place of one blank. Shape: `text` with its blanks collapsed; `clause` is the template's id."""

    blank: Blank
    text: str
    clause: str


class Effort:
    """What may still be spent on laying texts beside each other: one word over and over would take hours."""

    def __init__(self, left: int = EFFORT_IN_ALL, letters: int = LETTERS_IN_ALL) -> None:
        self._left, self._letters = left, letters

    def allows(self, first: Sequence[Token], second: Sequence[Token]) -> bool:
        """Whether two runs may be compared, which is then spent."""
        counts = Counter(second)
        cost = sum(counts[token] for token in first) * min(len(first), len(second)) + len(first) + len(second)
        if cost > min(EFFORT_OF_ONE, self._left):
            return False
        self._left -= cost
        return True

    def allows_letters(self, count: int) -> bool:
        """Whether so many letters may be filled in, which is then spent."""
        if count > self._letters:
            return False
        self._letters -= count
        return True


def read_blanks(
    clause: ClauseTemplate, values: Values, known: Collection[str], copy: str, effort: Effort
) -> Iterator[Reading]:
    """What the copy has in the clause's blanks, those between words that the copy still has on both sides.

    `known` are the parameters whose value is settled, so that their words help to find the place.
    """
    tokens, places = _laid_out(clause, values, known)
    marks = list(_TOKEN.finditer(copy)) if places else []
    theirs: list[Token] = [_START, *(_plain(mark[0]) for mark in marks), _END]
    if not marks:
        return
    pairs = _aligned(tokens, theirs, effort)
    for blank, start, end in places:
        left, right = pairs.get(start - 1), pairs.get(end)
        if left is None or right is None or not left + 1 < right <= left + 1 + LONGEST:
            continue
        if not (_holds(tokens, pairs, start - 1, -1) and _holds(tokens, pairs, end, 1)):
            continue
        words = copy[marks[left].start(): marks[right - 2].end()]
        if not re.search(r"\n\s*\n", words):
            yield Reading(blank, " ".join(words.split()), clause.id)


def _holds(tokens: list[Token], pairs: dict[int, int], place: int, outwards: int) -> bool:
    """Whether a word beside a blank is surely the same on both sides.

    A comma or a full stop is no landmark by itself: the blank may hold one too.
    """
    token = tokens[place]
    if isinstance(token, int) or any(char.isalnum() for char in token):
        return True
    return pairs.get(place + outwards) == pairs[place] + outwards


def _laid_out(
    clause: ClauseTemplate, values: Values, known: Collection[str]
) -> tuple[list[Token], list[tuple[Blank, int, int]]]:
    """The template's words, with a number for each blank that is not known, and where each blank is."""
    tokens: list[Token] = [_START]
    places = []
    for part in standing(clause.parts, values):
        if isinstance(part, Literal):
            tokens += map(_plain, _TOKEN.findall(part.text))
            continue
        start = len(tokens)
        if part.name in known:
            tokens += map(_plain, _TOKEN.findall(filled(part, values)))
        else:
            tokens.append(start)   # a number is no word of the copy
        places.append((part, start, len(tokens)))
    return [*tokens, _END], places


def _plain(token: str) -> str:
    return token if token.isascii() else comparable(token) or token


def _aligned(first: list[Token], second: list[Token], effort: Effort) -> dict[int, int]:
    """Which word is which: landmarks first, then what lies between two of them, as far as the effort allows."""
    pairs: dict[int, int] = {}
    before, before_other = 0, 0
    for place, other in [*_landmarks(first, second), (len(first), len(second))]:
        gap, theirs = first[before:place], second[before_other:other]
        if gap and theirs and effort.allows(gap, theirs):
            for start, found, size in SequenceMatcher(None, gap, theirs, autojunk=False).get_matching_blocks():
                pairs.update((before + start + step, before_other + found + step) for step in range(size))
        pairs[place] = other
        before, before_other = place + 1, other + 1
    return pairs


def _landmarks(first: list[Token], second: list[Token]) -> list[tuple[int, int]]:
    """The words in runs of three that stand once on each side and in the same order, each with its place there."""
    ours, theirs = _only_places(first), _only_places(second)
    both = [(place, theirs[run]) for run, place in ours.items() if run in theirs]
    rising = longest_rising(other for _, other in both)
    found: dict[int, int] = {}
    last = -1
    for index, (place, other) in enumerate(both):
        for step in range(LANDMARK if index in rising else 0):
            if place + step not in found and other + step > last:
                found[place + step] = last = other + step
    return sorted(found.items())


def _only_places(tokens: list[Token]) -> dict[tuple[Token, ...], int]:
    places: dict[tuple[Token, ...], int] = {}
    for place, run in enumerate(zip(tokens, tokens[1:], tokens[2:], strict=False)):
        places[run] = -1 if run in places else place
    return {run: place for run, place in places.items() if place >= 0}
