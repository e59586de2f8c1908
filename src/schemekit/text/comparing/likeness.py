"""Likeness: how much two texts say the same, and which of many belong together though none is the same.

Here is the measure, and the choice among candidates, both in time that grows with the number of texts and not with
its square. What is compared (clauses, sentences, table rows) is for the callers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from schemekit.text.document import comparable

ALIKE = 0.6
"""Share of words two texts have in common to be taken for one; unrelated prose shares up to 0.45 of its words."""
_WORD = re.compile(r"\w+")
EACH_WITH_EACH = 400
"""Pairs up to which each text is held against each other one."""
_NEAR = 3
"""How far from its place a text is looked for among many that shares rare words with none."""
_RARE = 16
"""Most pairs of texts that a word may propose: a word that stands everywhere says nothing."""
_BEST = 6
"""Of the candidates that share rare words, so many are weighed for each text."""

Pair = tuple[int, int]


class Wording:
    """The words of a text as they are compared: without capitals, punctuation, wrapping and typography."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = tuple(words)

    @classmethod
    def of(cls, text: str) -> Wording:
        """The words of a text."""
        return cls(_WORD.findall(comparable(text).lower()))

    @cached_property
    def count(self) -> Counter[str]:
        """How often each word stands in it."""
        return Counter(self.words)

    @cached_property
    def traits(self) -> frozenset[str | tuple[str, ...]]:
        """By what it may be found among others: its words, and each two of them in a row."""
        return frozenset(self.words) | self.rows(2)

    def rows(self, length: int) -> frozenset[tuple[str, ...]]:
        """Each so many words that stand in a row."""
        return frozenset(zip(*(self.words[start:] for start in range(length)), strict=False))

    def likeness(self, other: Wording) -> float:
        """The share of the words that both have, from 0 to 1."""
        total = len(self.words) + len(other.words)
        if not total:
            return 0.0
        fewer, more = sorted((self.count, other.count), key=len)
        return 2 * sum(min(number, more[word]) for word, number in fewer.items() if word in more) / total

    def likeness_at_most(self, other: Wording) -> float:
        """A likeness that cannot be exceeded, told by the lengths alone."""
        total = len(self.words) + len(other.words)
        return 2 * min(len(self.words), len(other.words)) / total if total else 0.0


def shared_words(first: Counter[str], second: Counter[str]) -> float:
    """The share of the words that two counted texts have in common, from 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def likely(olds: Sequence[Wording], news: Sequence[Wording], least: float = ALIKE) -> dict[Pair, float]:
    """The pairs of places whose texts are alike, with how much. The same the other way round.

    Few texts are compared each with each; many only with those near their place, or with which they share rare words.
    """
    if len(olds) * len(news) <= EACH_WITH_EACH:
        pairs = {(at, there) for at in range(len(olds)) for there in range(len(news))}
    else:
        pairs = set(_sharing(olds, news))
        found_old, found_new = {at for at, _ in pairs}, {there for _, there in pairs}
        near = _near(len(olds), len(news))
        pairs |= {(at, there) for at, there in near if at not in found_old or there not in found_new}
    found = {}
    for at, there in pairs:
        old, new = olds[at], news[there]
        if old.likeness_at_most(new) >= least and (share := old.likeness(new)) >= least:
            found[at, there] = share
    return found


def best_pairs(shares: Mapping[Pair, float]) -> list[tuple[Pair, float]]:
    """Each place with one partner at most, the most alike first, whatever their order."""
    taken: tuple[set[int], set[int]] = set(), set()
    chosen = []
    for pair, share in sorted(shares.items(), key=lambda item: (-item[1], sum(item[0]), abs(item[0][0] - item[0][1]))):
        if pair[0] not in taken[0] and pair[1] not in taken[1]:
            taken[0].add(pair[0])
            taken[1].add(pair[1])
            chosen.append((pair, share))
    return chosen


def best_chain(shares: Mapping[Pair, float]) -> list[Pair]:
    """Pairs that rise on both sides and are most alike in all."""
    stairs = _Stairs()
    before: dict[Pair, Pair | None] = {}
    by_first: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(shares):
        by_first[pair[0]].append(pair)
    for pairs in by_first.values():
        # All pairs of one place first look back, and then join, or one would stand on another.
        grown = [(pair, *stairs.below(pair[1])) for pair in pairs]
        for pair, last, total in grown:
            before[pair] = last
            stairs.put(pair, total + shares[pair])
    found = []
    link = stairs.top()
    while link is not None:
        found.append(link)
        link = before[link]
    return found[::-1]


class _Stairs:
    """The best chains that end at or before a place of the second side: later ends only where the chain is better."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._totals: list[float] = []
        self._ends: list[Pair] = []

    def below(self, place: int) -> tuple[Pair | None, float]:
        index = bisect_left(self._places, place)
        return (self._ends[index - 1], self._totals[index - 1]) if index else (None, 0.0)

    def top(self) -> Pair | None:
        return self._ends[-1] if self._ends else None

    def put(self, end: Pair, total: float) -> None:
        start = bisect_right(self._places, end[1])
        if start and self._totals[start - 1] >= total:
            return
        start = bisect_left(self._places, end[1])
        stop = start
        while stop < len(self._totals) and self._totals[stop] <= total:
            stop += 1
        self._places[start:stop] = [end[1]]
        self._totals[start:stop] = [total]
        self._ends[start:stop] = [end]


def _near(olds: int, news: int) -> Iterator[Pair]:
    """The pairs about as far from the beginning on both sides."""
    longer, shorter = max(olds, news), min(olds, news)
    for place in range(longer):
        middle = place * shorter // longer
        for other in range(max(0, middle - _NEAR), min(shorter, middle + _NEAR + 1)):
            yield (place, other) if olds >= news else (other, place)


def _sharing(olds: Sequence[Wording], news: Sequence[Wording]) -> Iterator[Pair]:
    """For each text the others that share most of its rare traits."""
    votes: Counter[Pair] = Counter()
    first, second = _standing(olds), _standing(news)
    for trait, places in first.items():
        others = second.get(trait, ())
        if len(places) * len(others) <= _RARE:
            votes.update((at, there) for at in places for there in others)
    by_place: dict[tuple[int, int], list[tuple[int, Pair]]] = defaultdict(list)
    for pair, number in votes.items():
        by_place[0, pair[0]].append((-number, pair))
        by_place[1, pair[1]].append((-number, pair))
    for voted in by_place.values():
        # All with as many votes as the last one count, so that it is the same the other way round.
        last = sorted(voted)[_BEST - 1][0] if len(voted) > _BEST else 0
        yield from [pair for number, pair in voted if number <= last]


def _standing(texts: Sequence[Wording]) -> dict[object, list[int]]:
    """Where each trait stands."""
    places: dict[object, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for trait in text.traits:
            places[trait].append(place)
    return places
