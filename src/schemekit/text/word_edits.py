"""What was exchanged between two wordings of one text: edits of words, and new spellings and spacing of what stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from schemekit.text.alignment import Effort, Run, equal_runs
from schemekit.text.words import Words

_ISLAND = 3
"""Most words that stay between two larger edits and are taken into them: they stayed by chance, not by intention."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the old text, from `start` up to `end`, with what stands there instead.

    Shape: `place` is where the new words begin in the new text.
    """

    start: int
    end: int
    place: int
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    spaces: tuple[str, ...]

    def is_same(self, other: Edit) -> bool:
        """Whether both do the same, whatever the spelling and spacing."""
        return (self.start, self.end, self.keys) == (other.start, other.end, other.keys)

    def meets(self, other: Edit) -> bool:
        """Whether no order of the two is certain, or one would be lost.

        New words just before or after exchanged ones do not meet them; beside a deletion they do, since they may
        have belonged to what is gone.
        """
        if self.start == self.end or other.start == other.end:
            added, place = (self, other) if self.start == self.end else (other, self)
            inside = place.start < added.start < place.end
            beside = added.start in (place.start, place.end)
            return inside or (beside and (not place.keys or place.start == place.end))
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Comparison:
    """One wording against an older one.

    Shape: `edits` in order and apart from each other; `texts` and `spaces` give, for a word of the old text that
    stayed, how it is now spelt and the white space that now follows it.
    """

    old: Words
    new: Words
    edits: tuple[Edit, ...]
    texts: dict[int, str]
    spaces: dict[int, str]

    def wording(self, start: int, end: int, edits: Sequence[Edit]) -> Iterator[tuple[str, str, int]]:
        """The new text of a part of the old one: words with their white space, and the old place or -1.

        Shape: `edits` are those within the part, in order.
        """
        at = start
        for edit in (*edits, None):
            upto = edit.start if edit else end
            for place in range(at, upto):
                yield self.texts.get(place, self.old.texts[place]), self.space(place), place
            if edit:
                yield from ((text, space, -1) for text, space in zip(edit.texts, edit.spaces, strict=True))
                at = edit.end

    def space(self, place: int) -> str:
        """The white space that now follows a word of the old text."""
        return self.spaces.get(place, self.old.spaces[place])


def compared(old: Words, new: Words, effort: Effort) -> Comparison:
    """What was exchanged, respelt and spaced anew. Of its last word a text does not say what should follow it."""
    edits: list[Edit] = []
    texts: dict[int, str] = {}
    spaces: dict[int, str] = {}
    said = len(new) - 1
    at = there = 0
    for start, place, length in (*_runs(old, new, effort), (len(old), len(new), 0)):
        if start > at or place > there:
            part = slice(there, place)
            edits.append(Edit(at, start, there, new.keys[part], new.texts[part], new.spaces[part]))
            if at < start and there < place <= said:
                spaces[start - 1] = new.spaces[place - 1]
        texts.update(zip(range(start, start + length), new.texts[place : place + length], strict=True))
        spaces.update(zip(range(start, start + length), new.spaces[place : min(place + length, said)], strict=False))
        at, there = start + length, place + length
    return Comparison(old, new, tuple(edits), texts, spaces)


def _runs(old: Words, new: Words, effort: Effort) -> list[Run]:
    """Runs of equal words: whole sentences, items and cells first, then words in those that differ."""
    olds, news = old.units(), new.units()
    old_starts = [0, *accumulate(map(len, olds))]
    new_starts = [0, *accumulate(map(len, news))]
    runs: list[Run] = []
    at = there = 0
    for start, place, length in (*equal_runs(olds, news, effort), (len(olds), len(news), 0)):
        first, second = old_starts[at], new_starts[there]
        left, right = old.keys[first : old_starts[start]], new.keys[second : new_starts[place]]
        inner = equal_runs(left, right, effort, (first, second))
        runs += _without_islands(inner, (first, second), (old_starts[start], new_starts[place]), old)
        if length:
            runs.append((old_starts[start], new_starts[place], old_starts[start + length] - old_starts[start]))
        at, there = start + length, place + length
    return runs


def _without_islands(runs: Sequence[Run], begin: tuple[int, int], end: tuple[int, int], old: Words) -> Iterator[Run]:
    """The runs without the few words that stand between two larger edits: they were kept by chance.

    Two sentences that were written for different ends have words such as `the` in common; an edit of such a word by
    the other side must not slip into a sentence that nobody wrote.
    """
    kept: list[Run] = []
    for index, run in enumerate(runs):
        before = kept[-1] if kept else (*begin, 0)
        after = runs[index + 1] if index + 1 < len(runs) else (*end, 0)
        words = sum(old.is_word(at) for at in range(run[0], run[0] + run[2]))
        if words > _ISLAND or words >= min(_gap(before, run), _gap(run, after)):
            kept.append(run)
    yield from kept


def _gap(before: Run, after: Run) -> int:
    """How many words were exchanged between two runs: the more of those that went and those that came."""
    return max(after[0] - before[0] - before[2], after[1] - before[1] - before[2])
