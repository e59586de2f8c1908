"""Blanks that a scheme filled by hand: its name and numbers where the source has others.

The source's texts are given the scheme's words first, where the scheme put them, so that what the source changes beside
or over a filled blank is a change of its words alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.alignment import Effort
from schemekit.text.merging.word_edits import Comparison, compared
from schemekit.text.merging.words import Words

FILLED = "\ufdd0"
"""Stands behind a number that the scheme filled in: if the source puts another number there, a person decides."""
DOUBTFUL = "\ufdd1"
"""Stands behind a number in new words of the source that may be the blank, or any other number."""
_MARKS = str.maketrans({FILLED: None, DOUBTFUL: None})
_JOINS_BEFORE = frozenset("/@.-_#\\")
_JOINS_AFTER = frozenset("/@_\\")


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """A blank that was filled: the words that stood for it in the source, and the scheme's."""

    source: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The three texts with the scheme's words in all of them, and marks behind numbers that are to be asked about."""

    base: str
    ours: str
    source: str


def is_marked(*texts: str) -> bool:
    """Whether a text holds a mark that `filled` put in: then even what only one side changed may have to be asked."""
    return any(mark in text for text in texts for mark in (FILLED, DOUBTFUL))


def without_marks(text: str) -> str:
    """A text without the marks that `filled` put in."""
    return text.translate(_MARKS)


def filled(base: str, ours: str, source: str, substitutions: Sequence[Substitution]) -> Filled:
    """Put the scheme's words where it filled a blank, and into new words of the source that plainly mean it.

    A place that the scheme left as it was (an address, a word with hyphens) stays as it is.
    """
    for substitution in sorted(substitutions, key=lambda item: -len(item.source)):
        if _is_usable(substitution, base, ours, source):
            base, ours, source = _Filling(base, ours, source, substitution).texts()
    return Filled(base=base, ours=ours, source=source)


def _is_usable(substitution: Substitution, *texts: str) -> bool:
    words = substitution.source.strip()
    if not words or words == substitution.ours.strip() or words not in texts[0]:
        return False
    # Texts that hold our marks already are merged without knowing the number: that asks more, and is never wrong.
    return not (_is_number(words) and any(mark in text for mark in (FILLED, DOUBTFUL) for text in texts))


def _is_number(words: str) -> bool:
    return any(character.isdigit() for character in words)


class _Filling:
    """One blank in three texts."""

    def __init__(self, base: str, ours: str, source: str, substitution: Substitution) -> None:
        self._old, self._mine, self._its = Words.of(base), Words.of(ours), Words.of(source)
        effort = Effort()
        self._my_changes = compared(self._old, self._mine, effort)
        self._its_changes = compared(self._old, self._its, effort)
        self._blank = Words.of(substitution.source).keys
        self._words = substitution.ours.strip()
        self._is_number = _is_number(substitution.source)

    def texts(self) -> tuple[str, str, str]:
        """The three texts with the blank filled in."""
        places = list(_places(self._old, self._blank))
        filled = {place for place in places if _touches(self._my_changes, place, place + len(self._blank))}
        alone = [place for place in places if _stands_alone(self._old, place, len(self._blank))]
        is_usual = 2 * sum(place in filled for place in alone) > len(alone)
        mark = FILLED if self._is_number else ""
        base = _replaced(self._old, dict.fromkeys(filled, self._words + mark), len(self._blank))
        source = _replaced(self._its, dict(self._in_source(filled, mark, is_usual=is_usual)), len(self._blank))
        return base, self._marked() if mark else self._mine.text, source

    def _in_source(self, filled: set[int], mark: str, *, is_usual: bool) -> Iterator[tuple[int, str]]:
        size = len(self._blank)
        old_place = _old_places(self._its_changes)
        for place in _places(self._its, self._blank):
            before = {old_place.get(at, -1) - at for at in range(place, place + size)}
            known = old_place.get(place, -1) if len(before) == 1 else -1
            alone = _stands_alone(self._its, place, size)
            if known in filled:
                yield place, self._words + mark
            elif known >= 0 and (not alone or _stands_alone(self._old, known, size)):
                continue
            elif is_usual and alone:
                spelt = "".join(map("".join, zip(self._its.texts[place:place + size],
                                                 self._its.spaces[place:place + size], strict=True)))
                yield place, spelt.rstrip() + DOUBTFUL if self._is_number else self._words

    def _marked(self) -> str:
        """Our text with marks behind the numbers that we put where the blank was."""
        keys = Words.of(self._words).keys
        old_starts = set(_places(self._old, self._blank))
        marks = {}
        for edit in self._my_changes.edits:
            if any(edit.start <= place < edit.end for place in old_starts):
                for place in range(edit.place, edit.place + len(edit.keys) - len(keys) + 1):
                    if self._mine.keys[place:place + len(keys)] == keys:
                        marks[place] = self._words + FILLED
        return _replaced(self._mine, marks, len(keys))


def _places(words: Words, blank: tuple[str, ...]) -> Iterator[int]:
    """Where the words of a blank stand, one after the other and never overlapping."""
    free = 0
    for place, key in enumerate(words.keys):
        if place >= free and key == blank[0] and words.keys[place:place + len(blank)] == blank:
            yield place
            free = place + len(blank)


def _stands_alone(words: Words, place: int, size: int) -> bool:
    """Whether words are not part of an address, a file name or a word with hyphens."""
    end = place + size
    if place and not words.spaces[place - 1] and words.keys[place - 1] in _JOINS_BEFORE:
        return False
    if end >= len(words) or words.spaces[end - 1]:
        return True
    if words.keys[end] in _JOINS_AFTER:
        return False
    joined = words.keys[end] in (".", "-") and end + 1 < len(words) and not words.spaces[end]
    return not (joined and words.is_word(end + 1))


def _touches(changes: Comparison, low: int, high: int) -> bool:
    at = bisect_right(changes.edits, low, key=lambda edit: edit.end)
    return at < len(changes.edits) and changes.edits[at].start < high and changes.edits[at].end > low


def _old_places(changes: Comparison) -> dict[int, int]:
    """For each word of the new text that stayed, or was moved with its whole passage, its place in the old one."""
    found = dict(_moved_places(changes.old, changes.new))
    at = there = 0
    for edit in changes.edits:
        found |= zip(range(there, edit.place), range(at, edit.start), strict=True)
        at, there = edit.end, edit.place + len(edit.keys)
    found |= zip(range(there, len(changes.new)), range(at, len(changes.old)), strict=True)
    return found


def _moved_places(old: Words, new: Words) -> Iterator[tuple[int, int]]:
    """The words of passages that stand once in each text, word for word."""
    olds, news = _passages(old), _passages(new)
    for keys, start in news.items():
        if keys in olds and start >= 0 and olds[keys] >= 0:
            yield from zip(range(start, start + len(keys)), range(olds[keys], olds[keys] + len(keys)), strict=True)


def _passages(words: Words) -> dict[tuple[str, ...], int]:
    """Where each passage starts; -1 where it stands more than once."""
    found: dict[tuple[str, ...], int] = {}
    for start, end in zip((0, *words.passage_ends), words.passage_ends, strict=False):
        keys = words.keys[start:end]
        found[keys] = -1 if keys in found else start
    return found


def _replaced(words: Words, places: dict[int, str], size: int) -> str:
    if not places:
        return words.text
    pieces = [words.lead]
    at = 0
    while at < len(words):
        if at in places:
            pieces += [places[at], words.spaces[at + size - 1]]
            at += size
            continue
        pieces += [words.texts[at], words.spaces[at]]
        at += 1
    return "".join(pieces) + words.tail
