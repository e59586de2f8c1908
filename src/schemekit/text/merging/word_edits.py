"""What was exchanged between two wordings of one text: edits of words, and new spellings and spacing of what stayed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemekit.text.comparing.alignment import Effort, Run, equal_runs
from schemekit.text.comparing.likeness import shared_words
from schemekit.text.merging.words import LINE_KEYS, Words

Stretch = tuple[int, int]
_SLIDE = 200
"""Most places that a gap is moved; texts that repeat one word could take for ever."""
_PAIRS = 400
"""Most pairs of sentences that are held against each other in one changed part; longer ones are compared by words."""
_ALIKE = 0.4
_SENTENCE = 3
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
            edits += _edits(old, new, (at, start), (there, place))
            if at < start and there < place <= said:
                spaces[start - 1] = new.spaces[place - 1]
        texts.update(zip(range(start, start + length), new.texts[place : place + length], strict=True))
        spaces.update(zip(range(start, start + length), new.spaces[place : min(place + length, said)], strict=False))
        at, there = start + length, place + length
    return Comparison(old, new, tuple(edits), texts, spaces)


def _edits(old: Words, new: Words, gone: Stretch, come: Stretch) -> Iterator[Edit]:
    """One edit, or for passages that were only taken out one for each: the other side may have taken out some."""
    part = slice(*come)
    if come[0] < come[1]:
        yield Edit(*gone, come[0], new.keys[part], new.texts[part], new.spaces[part])
        return
    ends = [end for end in old.passage_ends[bisect_right(old.passage_ends, gone[0]):] if end < gone[1]]
    for start, end in zip([gone[0], *ends], [*ends, gone[1]], strict=True):
        yield Edit(start, end, come[0], (), (), ())


def _runs(old: Words, new: Words, effort: Effort) -> list[Run]:
    """Runs of equal words: whole sentences, items and rows first, then cells and parts, then words in what differs."""
    runs: list[Run] = []
    whole = (0, len(old)), (0, len(new))
    for length, gone, come in _by_unit(old, new, old.passage_ends, new.passage_ends, *whole, effort):
        for same, low, high in _by_unit(old, new, old.ends, new.ends, gone, come, effort):
            runs += _in_stretches(old, new, low, high, effort)
            if same:
                runs.append((low[1], high[1], same))
        if length:
            runs.append((gone[1], come[1], length))
    return list(_slid(runs, old, new))


def _by_unit(
    old: Words, new: Words, old_ends: Sequence[int], new_ends: Sequence[int], gone: Stretch, come: Stretch,
    effort: Effort,
) -> Iterator[tuple[int, Stretch, Stretch]]:
    """The parts of two stretches between equal units, each with the number of equal words that follow it."""
    olds, news = _cut(gone, old_ends), _cut(come, new_ends)
    units = [old.keys[start:end] for start, end in olds], [new.keys[start:end] for start, end in news]
    at, there = gone[0], come[0]
    for start, place, length in equal_runs(*units, effort):
        first, second = olds[start][0], news[place][0]
        size = olds[start + length - 1][1] - first
        yield size, (at, first), (there, second)
        at, there = first + size, second + size
    yield 0, (at, gone[1]), (there, come[1])


def _cut(part: Stretch, ends: Sequence[int]) -> list[Stretch]:
    """The units of a stretch, each from where it starts to where it ends."""
    inside = ends[bisect_right(ends, part[0]) : bisect_right(ends, part[1])]
    return [unit for unit in pairwise((part[0], *inside)) if unit[0] < unit[1]]


def _in_stretches(old: Words, new: Words, gone: Stretch, come: Stretch, effort: Effort) -> Iterator[Run]:
    """Runs of equal words in a stretch where no unit is the same on both sides."""
    olds, news = _cut(gone, old.ends), _cut(come, new.ends)
    bags = [old.keys[slice(*unit)] for unit in olds], [new.keys[slice(*unit)] for unit in news]
    starts = [start for start, _ in olds] + [gone[1]], [start for start, _ in news] + [come[1]]
    for (low, left), (second, right) in _stretches(*bags, (0, len(olds)), (0, len(news))):
        begin, end = (starts[0][low], starts[1][second]), (starts[0][left], starts[1][right])
        inner = [(begin[0] + at, begin[1] + there, size) for at, there, size in
                 equal_runs(old.keys[begin[0] : end[0]], new.keys[begin[1] : end[1]], effort)]
        yield from _without_islands(inner, begin, end, old)
        yield (*end, 0)  # no edit goes on from a sentence into the next


def _stretches(
    olds: Sequence[tuple[str, ...]], news: Sequence[tuple[str, ...]], old: Stretch, new: Stretch
) -> Iterator[tuple[Stretch, Stretch]]:
    """Parts of two texts to compare word by word: sentences that were reworded, each with its new wording.

    Without this, the words of a new sentence could be taken for the end of the one before it.
    """
    at, there = old[0], new[0]
    for first, second in _reworded(olds, news, old, new):
        yield (at, first), (there, second)
        yield (first, first + 1), (second, second + 1)
        at, there = first + 1, second + 1
    yield (at, old[1]), (there, new[1])


def _reworded(
    olds: Sequence[tuple[str, ...]], news: Sequence[tuple[str, ...]], old: Stretch, new: Stretch
) -> Iterator[tuple[int, int]]:
    """Sentences of which each is like the other and like no second one, in order. One that was split is like two."""
    if (old[1] - old[0]) * (new[1] - new[0]) > _PAIRS or (old[1] - old[0], new[1] - new[0]) == (1, 1):
        return
    firsts, seconds = ([Counter(filter(str.isalnum, unit)) for unit in units[slice(*part)]]
                       for units, part in ((olds, old), (news, new)))
    like = [(first, second) for first, bag in enumerate(firsts) for second, other in enumerate(seconds)
            if _likeness(bag, other) >= _ALIKE and _begin_alike(olds[old[0] + first], news[new[0] + second])]
    once = [Counter(pair[side] for pair in like) for side in (0, 1)]
    last = -1
    for first, second in like:
        if once[0][first] == once[1][second] == 1 and second > last:
            yield old[0] + first, new[0] + second
            last = second


def _begin_alike(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Whether both or none begin an item or a heading."""
    return (old[0] in LINE_KEYS) == (new[0] in LINE_KEYS)


def _likeness(first: Counter[str], second: Counter[str]) -> float:
    return shared_words(first, second) if min(first.total(), second.total()) >= _SENTENCE else 0.0


def _slid(runs: Sequence[Run], old: Words, new: Words) -> Iterator[Run]:
    """The runs with each gap where a sentence, an item or a cell ends, if the words allow it.

    Of `one. two.` against `one. new. two.` the new words may be `new.` or `. new`; only the first is the same sentence
    as somebody else's.
    """
    whole = frozenset(old.passage_ends)
    kept = list(runs)
    for index in range(1, len(kept)):
        (start, place, length), (after, beside, more) = kept[index - 1], kept[index]
        gone, come = after - start - length, beside - place - length
        if (gone == 0) == (come == 0):
            continue
        keys, at, size = (new.keys, place + length, come) if come else (old.keys, start + length, gone)
        left = _steps(keys, at - 1, at + size - 1, -1, length)
        right = _steps(keys, at, at + size, 1, more)
        shift = next((step for step in (0, *range(1, right + 1), *range(-1, -left - 1, -1))
                      if start + length + step in whole or start + length + step == 0), 0)
        kept[index - 1], kept[index] = (start, place, length + shift), (after + shift, beside + shift, more - shift)
    yield from kept


def _steps(keys: Sequence[str], first: int, second: int, way: int, most: int) -> int:
    """How far a gap can be moved one way with the same words gone or come."""
    steps = 0
    while steps < min(most, _SLIDE) and keys[first + way * steps] == keys[second + way * steps]:
        steps += 1
    return steps


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
