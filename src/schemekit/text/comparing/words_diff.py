"""The words that two wordings of one passage share and do not share, told so that a person can read it.

Made for a sentence, a list item, a table cell; whole texts are better told passage by passage, see `passage_diff`.
Words are cut otherwise than in `merging.words`, since these are for reading and those for merging. A number (5.5) is
one word in both; an e-mail address, well-known or don't is one word here, where half of it told as changed would say
little, and is cut at its marks there, where a name that a scheme filled in has to be found inside it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import accumulate, groupby, takewhile

from schemekit.text.comparing.alignment import Effort, Run, equal_runs, runs_by_unit
from schemekit.text.comparing.sentences import sentences

# A word with what belongs inside it (7.13, don't, well-known, a@b.org), or one mark.
_TOKEN = re.compile(r"\w+(?:[.,:/@'’-]\w+)*+|[^\w\s]")
_SHARED_AT_LEAST = 0.34
"""Of two passages that share less than this of their words, neither is a change of the other."""
_LONG = 400   # words, from which whole sentences are found again first
_EVERYWHERE = """
    a an the of to in on and or by for at as is are be le la les de des du et ou à un une el los las y o en por para e
    da do das dos em
"""
_WEIGHTLESS = frozenset(_EVERYWHERE.split())
"""Words that stand everywhere: a span of nothing else does not hold two changes apart."""


class ChangeKind(Enum):
    """What became of a piece of a passage."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class WordChange:
    """A piece of a passage: words with the white space between and after them, as they stand."""

    kind: ChangeKind
    text: str

    def to_mapping(self) -> dict[str, str]:
        """The piece as `--json` prints it."""
        return {"kind": self.kind.value, "text": self.text}


def word_changes(before: str, after: str, effort: Effort | None = None) -> tuple[WordChange, ...]:
    """What was removed and added between two wordings, by whole words and in few pieces.

    Shape: the same and the removed pieces joined are `before`, the same and the added ones `after`, byte for byte; no
    two pieces of one kind stand side by side, and what was removed stands before what was added in its place.
    Wordings that share only stray words are one piece removed and one added.
    """
    if before == after:
        return _pieces([(ChangeKind.SAME, before)])
    old, new = _Tokens(before), _Tokens(after)
    runs = _without_strays(_aligned(old, new, effort), old, new)
    if not _is_one_passage(runs, old, new):
        return _pieces(_exchange(before, after))
    return _pieces(_told(runs, old, new))


def joined(changes: Iterable[WordChange]) -> tuple[WordChange, ...]:
    """The changes of passages that follow each other as the changes of one: in as few pieces, in the same order."""
    told: list[tuple[ChangeKind, str]] = []
    for is_same, run in groupby(changes, key=lambda change: change.kind is ChangeKind.SAME):
        if is_same:
            told += [(change.kind, change.text) for change in run]
        else:
            both = list(run)
            removed, added = ("".join(change.text for change in both if change.kind is kind)
                              for kind in (ChangeKind.REMOVED, ChangeKind.ADDED))
            told += _exchange(removed, added)
    return _pieces(told)


class _Tokens:
    """Words and marks of a text with where they stand; `spaces[i]` is what stands before token i."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.words = tuple(match[0] for match in found)
        self._starts = [*(match.start() for match in found), len(text)]
        self._ends = [0, *(match.end() for match in found)]
        self._weights = [0, *accumulate(map(_weight, self.words))]

    @cached_property
    def spaces(self) -> tuple[str, ...]:
        return tuple(self.text[end:start] for end, start in zip(self._ends, self._starts, strict=True))

    def __len__(self) -> int:
        return len(self.words)

    def up_to(self, start: int, end: int) -> str:
        """What stands after token `start - 1` and before token `end`."""
        return self.text[self._ends[start] : self._starts[end]]

    def across(self, start: int, end: int) -> str:
        """From the start of token `start` to the end of token `end - 1`."""
        return self.text[self._starts[start] : self._ends[end]]

    def by_sentence(self) -> list[tuple[str, ...]]:
        return [tuple(_TOKEN.findall(sentence)) for sentence in sentences(self.text)]

    def weight(self, start: int, end: int) -> int:
        return self._weights[end] - self._weights[start]


def _weight(word: str) -> int:
    """What a shared word says: nothing for a mark, little for one that stands everywhere."""
    if not (word[0].isalnum() or word[0] == "_"):
        return 0
    return 1 if word.lower() in _WEIGHTLESS else 3


def _aligned(old: _Tokens, new: _Tokens, effort: Effort | None) -> list[Run]:
    if max(len(old), len(new)) < _LONG:
        return equal_runs(old.words, new.words, effort)
    olds, news = old.by_sentence(), new.by_sentence()
    # A sentence end inside a word would count its halves otherwise than the text does.
    if sum(map(len, olds)) != len(old) or sum(map(len, news)) != len(new):
        return equal_runs(old.words, new.words, effort)
    return runs_by_unit(olds, news, effort)


def _without_strays(runs: Sequence[Run], old: _Tokens, new: _Tokens) -> list[Run]:
    """The runs without small ones between large changes: three words kept amid thirty exchanged only confuse.

    From the smallest to the largest, a run goes where the changes on both of its sides outweigh it.
    """
    kept = dict(enumerate(runs))
    order = sorted(kept, key=lambda at: (_weighs(kept[at], old), at))
    neighbours = _Neighbours(len(runs))
    for at in order:
        start, place, length = runs[at]
        weight = _weighs(runs[at], old)
        before, after = neighbours.before(at), neighbours.after(at)
        old_from, new_from = _end(runs[before]) if before >= 0 else (0, 0)
        old_to, new_to = runs[after][:2] if after < len(runs) else (len(old), len(new))
        left = max(old.weight(old_from, start), new.weight(new_from, place))
        right = max(old.weight(start + length, old_to), new.weight(place + length, new_to))
        at_edge = (before < 0 and not left) or (after >= len(runs) and not right)
        if not at_edge and weight * 2 <= min(left, right):
            del kept[at]
            neighbours.remove(at)
    return [kept[at] for at in sorted(kept)]


class _Neighbours:
    """Which of a row of things stand beside each other once some are taken away."""

    def __init__(self, number: int) -> None:
        self._before, self._after = list(range(-1, number - 1)), list(range(1, number + 1))

    def before(self, at: int) -> int:
        return self._before[at]

    def after(self, at: int) -> int:
        return self._after[at]

    def remove(self, at: int) -> None:
        before, after = self._before[at], self._after[at]
        if before >= 0:
            self._after[before] = after
        if after < len(self._before):
            self._before[after] = before


def _weighs(run: Run, old: _Tokens) -> int:
    start, _, length = run
    return old.weight(start, start + length)


def _end(run: Run) -> tuple[int, int]:
    start, place, length = run
    return start + length, place + length


def _is_one_passage(runs: Iterable[Run], old: _Tokens, new: _Tokens) -> bool:
    shared = 2 * sum(_weighs(run, old) for run in runs)
    total = old.weight(0, len(old)) + new.weight(0, len(new))
    fewer = min(old.weight(0, len(old)), new.weight(0, len(new)))
    # Words put into or taken out of a passage that else stays are a change of it, however many they are.
    return shared >= _SHARED_AT_LEAST * total or (shared > 0 and shared >= 2 * 0.8 * fewer)


def _told(runs: Sequence[Run], old: _Tokens, new: _Tokens) -> Iterator[tuple[ChangeKind, str]]:
    """The pieces in order, with each white space where it belongs."""
    at = there = 0
    for start, place, length in runs:
        yield from _exchange(old.up_to(at, start), new.up_to(there, place))
        at, there = start + length, place + length
        shared = old.across(start, at)
        if shared == new.across(place, there):
            yield ChangeKind.SAME, shared
            continue
        for index in range(length):
            if index:
                yield from _exchange(old.spaces[start + index], new.spaces[place + index])
            yield ChangeKind.SAME, old.words[start + index]
    yield from _exchange(old.up_to(at, len(old)), new.up_to(there, len(new)))


def _exchange(removed: str, added: str) -> Iterator[tuple[ChangeKind, str]]:
    """What stands between two shared words; the white space that both have at its ends is shared too."""
    if removed == added:
        yield ChangeKind.SAME, removed
        return
    lead = _shared_blanks(zip(removed, added, strict=False))
    blanks, removed, added = removed[:lead], removed[lead:], added[lead:]
    tail = _shared_blanks(zip(reversed(removed), reversed(added), strict=False))
    end = len(removed) - tail
    yield ChangeKind.SAME, blanks
    yield ChangeKind.REMOVED, removed[:end]
    yield ChangeKind.ADDED, added[: len(added) - tail]
    yield ChangeKind.SAME, removed[end:]


def _shared_blanks(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs))


def _pieces(told: Iterable[tuple[ChangeKind, str]]) -> tuple[WordChange, ...]:
    """The pieces with the empty ones left out and the neighbours of one kind joined."""
    found = []
    for kind, piece in groupby(((kind, text) for kind, text in told if text), key=lambda item: item[0]):
        found.append(WordChange(kind, "".join(text for _, text in piece)))
    return tuple(found)
