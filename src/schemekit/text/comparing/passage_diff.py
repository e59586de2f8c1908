"""What became of the passages of a clause: by sentence, list item, table row and cell, then by word.

The clauses are matched in `pairing`; here are two wordings of what is known to be one clause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.comparing.likeness import Pair, Wording, best_chain, likely
from schemekit.text.comparing.passages import PassageKind, Piece, pieces
from schemekit.text.comparing.words_diff import ChangeKind, WordChange, joined, word_changes

_ALIKE = 0.5
"""Share of words from which a passage is told as a change of another one at the same place."""
_SAME_ROW = 0.9
"""How alike two rows of a table count whose first cells say the same."""
_GAIN = 0.05
"""How much more alike a passage must be to two others together than to one, to have been split into them."""
_SAYS_SOMETHING = 3
"""Words, from which a passage that went here and came there has moved."""
_PROSE = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM, PassageKind.QUOTE, PassageKind.FOOTNOTE})
_MAY_BE_SPLIT = frozenset({PassageKind.SENTENCE, PassageKind.PARAGRAPH, PassageKind.ITEM})
_ONE_IN_A_CLAUSE = frozenset({PassageKind.HEADING, PassageKind.FRONT_MATTER})
_EFFORT_FOR_EACH_WORD = 500


class PassageChange(Enum):
    """What became of a passage. RE-WRAPPED: its words stay; wrapping, typography, or the number of an item changed."""

    SAME = "same"
    REWRAPPED = "re-wrapped"
    REWORDED = "reworded"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A passage on both sides.

    Shape: `olds` and `news` hold one piece each, none where it was added or removed, several where it was split or
    joined. `has_moved` on both ends of a passage that left one place of the clause for another.
    """

    kind: PassageKind
    change: PassageChange
    olds: tuple[Piece, ...]
    news: tuple[Piece, ...]
    has_moved: bool = False
    effort: Effort = field(repr=False, compare=False)

    @property
    def before(self) -> str:
        """What stood there, byte for byte."""
        return "".join(piece.text for piece in self.olds)

    @property
    def after(self) -> str:
        """What stands there now, byte for byte."""
        return "".join(piece.text for piece in self.news)

    @cached_property
    def parts(self) -> tuple[Passage, ...]:
        """What became of its sentences, cells or lines; empty for what was not reworded or is not cut further."""
        if self.change is not PassageChange.REWORDED or self.kind is PassageKind.SENTENCE:
            return ()
        olds = [part for piece in self.olds for part in piece.parts]
        news = [part for piece in self.news for part in piece.parts]
        return _compared(olds, news, self.effort) if olds and news else ()

    @cached_property
    def words(self) -> tuple[WordChange, ...]:
        """Its words, removed, added and the same; joined they are `before` and `after`."""
        if self.parts:
            return joined(word for part in self.parts for word in part.words)
        if self.change in _ONE_SIDED:
            return (WordChange(_ONE_SIDED[self.change], self.before + self.after),)
        return word_changes(self.before, self.after, self.effort)

    def to_mapping(self) -> dict[str, object]:
        """The passage as `--json` prints it."""
        return {
            "kind": self.kind.value, "change": self.change.value, "moved": self.has_moved,
            "before": self.before, "after": self.after,
            "words": [word.to_mapping() for word in self.words],
            "parts": [part.to_mapping() for part in self.parts],
        }


_ONE_SIDED = {PassageChange.REMOVED: ChangeKind.REMOVED, PassageChange.ADDED: ChangeKind.ADDED}


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """What became of each passage of a text, in the order of the new text, removed ones at their old place.

    Shape: `before` of all of them joined is the one text, `after` joined the other, byte for byte.
    """
    effort = Effort(1_000_000 + _EFFORT_FOR_EACH_WORD * (before.count(" ") + after.count(" ")))
    return _compared(pieces(before), pieces(after), effort)


def _compared(olds: Sequence[Piece], news: Sequence[Piece], effort: Effort) -> tuple[Passage, ...]:
    found: list[Passage] = []
    at = there = 0
    first, second = [_key(piece) for piece in olds], [_key(piece) for piece in news]
    for start, place, length in (*equal_runs(first, second, effort), (len(olds), len(news), 0)):
        found += _between(olds[at:start], news[there:place], effort)
        for old, new in zip(olds[start : start + length], news[place : place + length], strict=True):
            change = PassageChange.SAME if old.text == new.text else PassageChange.REWRAPPED
            found.append(Passage(kind=new.kind, change=change, olds=(old,), news=(new,), effort=effort))
        at, there = start + length, place + length
    return _with_moves(found)


def _key(piece: Piece) -> tuple[PassageKind, str]:
    return piece.kind, piece.words


def _between(olds: Sequence[Piece], news: Sequence[Piece], effort: Effort) -> Iterator[Passage]:
    """A stretch in which no passage is as it was: the rewritten ones in pairs, the others removed and added."""
    stretch = _Stretch(olds, news)
    at = there = 0
    for (start, end), (place, stop) in (*stretch.groups(), ((len(olds), len(olds)), (len(news), len(news)))):
        for old in olds[at:start]:
            yield Passage(kind=old.kind, change=PassageChange.REMOVED, olds=(old,), news=(), effort=effort)
        for new in news[there:place]:
            yield Passage(kind=new.kind, change=PassageChange.ADDED, olds=(), news=(new,), effort=effort)
        if start < end:
            yield Passage(kind=news[place].kind, change=PassageChange.REWORDED, olds=tuple(olds[start:end]),
                          news=tuple(news[place:stop]), effort=effort)
        at, there = end, stop


Span = tuple[int, int]


class _Stretch:
    """Passages of two texts none of which is the same: which became which."""

    def __init__(self, olds: Sequence[Piece], news: Sequence[Piece]) -> None:
        self._olds, self._news = olds, news
        self._old_words = [Wording.of(piece.words) for piece in olds] if news else []
        self._new_words = [Wording.of(piece.words) for piece in news] if olds else []

    def groups(self) -> list[tuple[Span, Span]]:
        """The spans that belong together, rising on both sides."""
        if not self._olds or not self._news:
            return []
        groups = [((at, at + 1), (there, there + 1)) for at, there in self._chain()]
        return self._grown(groups)

    def _chain(self) -> list[Pair]:
        olds, news = self._olds, self._news
        if olds[0].kind is news[0].kind is PassageKind.CELL and len(olds) == len(news):
            return [(at, at) for at in range(len(olds))]
        shares = likely(self._old_words, self._new_words, _ALIKE)
        shares = {pair: share for pair, share in shares.items() if _may_be_one(olds[pair[0]], news[pair[1]])}
        if olds[0].kind is news[0].kind and olds[0].kind in _ONE_IN_A_CLAUSE:
            shares[0, 0] = 1.0   # whatever it says now
        if olds[0].kind is PassageKind.ROW or news[0].kind is PassageKind.ROW:
            shares |= self._rows()
        return best_chain(shares)

    def _rows(self) -> dict[Pair, float]:
        """Rows with the same first cell, which is what a table is sorted by."""
        first, second = ([_first_cell(piece) for piece in side] for side in (self._olds, self._news))
        once, other = Counter(first), Counter(second)
        places = {words: place for place, words in enumerate(second) if words and other[words] == 1}
        return {(at, places[words]): _SAME_ROW for at, words in enumerate(first)
                if once[words] == 1 and words in places}

    def _grown(self, groups: list[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
        """The groups, each with the passage beside it that it was split into, or joined from."""
        grown: list[tuple[Span, Span]] = []
        at = there = 0
        for number, (old, new) in enumerate(groups):
            following = groups[number + 1] if number + 1 < len(groups) else None
            last = (following[0][0], following[1][0]) if following else (len(self._olds), len(self._news))
            best = (self._share(old, new) + _GAIN, old, new)
            for wider_old, wider_new in _wider(old, new, (at, there), last):
                if self._is_splittable(wider_old, wider_new):
                    share = self._share(wider_old, wider_new)
                    best = max(best, (share, wider_old, wider_new), key=lambda option: option[0])
            grown.append(best[1:])
            at, there = best[1][1], best[2][1]
        return grown

    def _is_splittable(self, old: Span, new: Span) -> bool:
        kinds = {piece.kind for piece in (*self._olds[slice(*old)], *self._news[slice(*new)])}
        return len(kinds) == 1 and kinds <= _MAY_BE_SPLIT

    def _share(self, old: Span, new: Span) -> float:
        first = [word for wording in self._old_words[slice(*old)] for word in wording.words]
        second = [word for wording in self._new_words[slice(*new)] for word in wording.words]
        return Wording(first).likeness(Wording(second))


def _wider(old: Span, new: Span, first: Span, last: Span) -> Iterator[tuple[Span, Span]]:
    """The same group with one more passage on one side: after it or before it, where that is free."""
    if old[1] < last[0]:
        yield (old[0], old[1] + 1), new
    if new[1] < last[1]:
        yield old, (new[0], new[1] + 1)
    if old[0] > first[0]:
        yield (old[0] - 1, old[1]), new
    if new[0] > first[1]:
        yield old, (new[0] - 1, new[1])


def _may_be_one(old: Piece, new: Piece) -> bool:
    return old.kind is new.kind or (old.kind in _PROSE and new.kind in _PROSE)


def _first_cell(piece: Piece) -> str:
    return piece.parts[0].words.strip("| ") if piece.kind is PassageKind.ROW else ""


def _with_moves(found: list[Passage]) -> tuple[Passage, ...]:
    """The passages with those marked that were taken out at one place and put in, word for word, at another."""
    gone = _alone(passage.olds[0] for passage in found if passage.change is PassageChange.REMOVED)
    come = _alone(passage.news[0] for passage in found if passage.change is PassageChange.ADDED)
    moved = gone & come
    if not moved:
        return tuple(found)
    return tuple(
        replace(passage, has_moved=True)
        if passage.change in _ONE_SIDED and _key((*passage.olds, *passage.news)[0]) in moved else passage
        for passage in found
    )


def _alone(pieces: Iterator[Piece]) -> set[tuple[PassageKind, str]]:
    counted = Counter(_key(piece) for piece in pieces if piece.words.count(" ") + 1 >= _SAYS_SOMETHING)
    return {key for key, number in counted.items() if number == 1}
