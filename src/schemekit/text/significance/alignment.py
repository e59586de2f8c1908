"""Alignment: which words of two wordings of a sentence are the same ones, and what was exchanged for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Hit

Exchange = tuple[Hit | None, Hit | None]
"""What stood there and what stands there now; None where it came or went."""


@dataclass(frozen=True)
class Gap:
    """A stretch that is not the same: tokens of the old sentence, tokens of the new one."""

    old: range
    new: range


@dataclass(frozen=True)
class SentencePair:
    """A sentence on both sides, one of them empty where it came or went.

    Shape: `lead` is the sentence ending in a colon that a list item stands under, empty without one.
    """

    old: Sentence
    new: Sentence
    effort: Effort
    lead: Sentence | None = None
    is_whole_clause: bool = False

    @property
    def is_one_sided(self) -> bool:
        """Whether the passage came or went."""
        return not self.old.tokens or not self.new.tokens

    @cached_property
    def _places(self) -> dict[int, int]:
        runs = equal_runs(self.old.norms, self.new.norms, self.effort)
        return {start + step: place + step for start, place, length in runs for step in range(length)}

    @cached_property
    def _back(self) -> dict[int, int]:
        return {new: old for old, new in self._places.items()}

    @property
    def same(self) -> list[tuple[int, int]]:
        """The tokens that are the same, old and new, in order."""
        return sorted(self._places.items())

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The stretches that are not the same, in order."""
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[Gap]:
        at = there = 0
        for old, new in (*sorted(self._places.items()), (len(self.old.norms), len(self.new.norms))):
            if old > at or new > there:
                yield Gap(range(at, old), range(there, new))
            at, there = old + 1, new + 1

    @cached_property
    def _gap_of(self) -> tuple[dict[int, int], dict[int, int]]:
        olds: dict[int, int] = {}
        news: dict[int, int] = {}
        for number, gap in enumerate(self.gaps):
            olds |= dict.fromkeys(gap.old, number)
            news |= dict.fromkeys(gap.new, number)
        return olds, news

    def gap_at(self, at: int, *, is_old: bool) -> Gap | None:
        """The stretch that a token of one side stands in; None where it is as it was."""
        number = self._gap_of[0 if is_old else 1].get(at)
        return None if number is None else self.gaps[number]

    def changed_old(self, first: int, last: int) -> bool:
        """Whether any of these tokens of the old sentence is not as it was."""
        return any(at not in self._places for at in range(first, last))

    def changed_new(self, first: int, last: int) -> bool:
        """Whether any of these tokens of the new sentence was not there before."""
        return any(at not in self._back for at in range(first, last))

    def exchanges(
        self, olds: Sequence[Hit], news: Sequence[Hit], *, far: bool = False,
        key: Callable[[Hit], str] = lambda hit: hit.key,
    ) -> list[Exchange]:
        """What came, went or was exchanged, in order; what means the same on both sides is left out.

        Words at one place are held against each other first, then those of one gap, then equal ones anywhere.
        `far` lets what is left be exchanged over any distance, in order.
        """
        if not olds and not news:
            return []
        left, right = dict(enumerate(olds)), dict(enumerate(news))
        found = [*self._at_one_place(left, right, key), *self._in_one_gap(left, right, key)]
        self._cancel(left, right, key, lambda _: 0, lambda _: 0)
        gone, come = [left[at] for at in sorted(left)], [right[at] for at in sorted(right)]
        if far:
            found += zip(gone, come, strict=False)
            gone, come = gone[len(come):], come[len(gone):]
        found += [(hit, None) for hit in gone] + [(None, hit) for hit in come]
        return sorted(found, key=lambda pair: (self._order(pair), pair[0] is None))

    def _order(self, pair: Exchange) -> int:
        """Where it stands in the new sentence, or would stand there."""
        old, new = pair
        if new is not None:
            return new.first
        assert old is not None
        gap = _first(self._gap_of[0], old)
        return self.gaps[gap].new.start if gap >= 0 else self._places[old.first]

    def _at_one_place(
        self, left: dict[int, Hit], right: dict[int, Hit], key: Callable[[Hit], str]
    ) -> Iterator[Exchange]:
        by_token = {token: at for at, hit in right.items() for token in range(hit.first, hit.last)}
        for at, hit in list(left.items()):
            partners = [by_token[place] for token in range(hit.first, hit.last)
                        if (place := self._places.get(token, -1)) in by_token]
            other = next((place for place in partners if place in right), None)
            if other is not None:
                del left[at]
                partner = right.pop(other)
                if key(hit) != key(partner):
                    yield hit, partner

    def _in_one_gap(self, left: dict[int, Hit], right: dict[int, Hit], key: Callable[[Hit], str]) -> Iterator[Exchange]:
        olds, news = self._gap_of
        self._cancel(left, right, key, lambda hit: _first(olds, hit), lambda hit: _first(news, hit))
        by_gap: dict[int, list[int]] = defaultdict(list)
        for at in sorted(right):
            by_gap[_first(news, right[at])].append(at)
        for at in sorted(left):
            gap = _first(olds, left[at])
            if gap >= 0 and by_gap.get(gap):
                yield left.pop(at), right.pop(by_gap[gap].pop(0))

    def _cancel(
        self, left: dict[int, Hit], right: dict[int, Hit], key: Callable[[Hit], str],
        where_old: Callable[[Hit], int], where_new: Callable[[Hit], int],
    ) -> None:
        """Take away what stands on both sides with the same meaning, at the same one of some places."""
        waiting: dict[tuple[int, str], list[int]] = defaultdict(list)
        for at in sorted(right):
            waiting[where_new(right[at]), key(right[at])].append(at)
        for at in sorted(left):
            if same := waiting.get((where_old(left[at]), key(left[at]))):
                del left[at], right[same.pop(0)]


def _first(gaps: dict[int, int], hit: Hit) -> int:
    """The gap that a phrase stands in, by its first word that changed; -1 where none did."""
    return next((gaps[at] for at in range(hit.first, hit.last) if at in gaps), -1)
