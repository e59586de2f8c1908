"""Pairing: which clause of one document is which of another, and by what that is known.

By id, then alias, then equal words, heading, and likeness. What was done to a clause is for `diff`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.comparing.likeness import EACH_WITH_EACH, Wording, best_pairs, likely
from schemekit.text.document import Document, made_id

if TYPE_CHECKING:
    from schemekit.model.module import RetiredClause

Aliases = Mapping[str, tuple[str, ...]]
"""For the id of a clause that is gone, the ids of those that its words went to."""
NO_ALIASES: Aliases = MappingProxyType({})
_ALIKE_ELSEWHERE = 0.75
"""Share of words that two clauses must have in common to be taken for one where they do not stand at one place."""
_SAYS_SOMETHING = 8
"""Words, from which a clause is looked for elsewhere by them."""
_CHAIN = 20   # times that a clause may have been replaced by one that was replaced


class Match(Enum):
    """By what a clause is known to be the other side's."""

    ID = "id"
    ALIAS = "alias"
    WORDS = "words"
    HEADING = "heading"
    SIMILARITY = "similarity"


@dataclass(frozen=True, slots=True)
class Paired:
    """A clause's counterpart: its place among the other document's clauses, and by what it was found."""

    place: int
    match: Match


def aliases_of(retired: Iterable[RetiredClause]) -> dict[str, tuple[str, ...]]:
    """Where the words of each retired clause went, read from a module's `retired` list.

    Shape: a clause that was replaced by one that was replaced since is followed to the last; one that retired without
    a successor has no entry.
    """
    entries = {entry.id: entry for entry in retired}
    direct: dict[str, tuple[str, ...]] = {
        entry.id: entry.split_into or (entry.replaced_by,) for entry in entries.values()
        if entry.split_into or entry.replaced_by
    }
    # Before it retired, it had come from another clause, whose words then went the same way.
    for entry in entries.values():
        if entry.moved_from and entry.moved_from not in direct:
            direct[entry.moved_from] = (entry.id,)
    return {old: _followed(old, direct) for old in direct}


def _followed(old: str, direct: Aliases) -> tuple[str, ...]:
    current = direct[old]
    for _ in range(_CHAIN):
        following = tuple(dict.fromkeys(last for new in current for last in direct.get(new, (new,))))
        if following == current:
            break
        current = following
    return tuple(new for new in current if new != old)


def pairing(source: Document, mine: Document, aliases: Aliases = NO_ALIASES) -> dict[int, Paired]:
    """Which clause of the source each of `mine` is: places in `mine.clauses`, and what each was found by.

    Two clauses that both carry ids of their own are one only if the ids are the same, or an alias says so.
    Aliases aside, it is the same the other way round.
    """
    found = _Pairing(_Side(source), _Side(mine))
    found.by_own_id()
    if aliases:
        found.by_alias(aliases)
    if found.is_open:
        found.in_turn(lambda side, place: (side.path(place), side.clauses[place].comparable), Match.WORDS)
        found.in_turn(lambda side, place: side.clauses[place].comparable, Match.WORDS)
    if found.is_open:
        found.only_ones(_Side.path, Match.HEADING)
        found.only_ones(_Side.heading, Match.HEADING, among_all=True)
        found.only_ones(_Side.bare_id, Match.HEADING, among_all=True)
        found.by_likeness()
        found.under_one_parent()
    return found.pairs


class _Side:
    """A document's clauses as they are looked for; `free` are the places without a counterpart."""

    def __init__(self, document: Document) -> None:
        self.clauses = document.clauses
        self.parents = document.parents
        self.free = list(range(len(self.clauses)))
        self._paths: list[tuple[str, ...]] = []
        self._wordings: dict[int, Wording] = {}

    def heading(self, place: int) -> str:
        return self.clauses[place].name.casefold()

    def bare_id(self, place: int) -> str:
        """The clause's id, or the one its heading would give it, however often that stands."""
        clause = self.clauses[place]
        return clause.id if clause.has_own_id else made_id(clause.name)

    def path(self, place: int) -> tuple[str, ...]:
        """The headings above it and its own."""
        for at in range(len(self._paths), place + 1):
            above = self._paths[self.parents[at]] if self.parents[at] >= 0 else ()
            self._paths.append((*above, self.heading(at)))
        return self._paths[place]

    def wording(self, place: int) -> Wording:
        if place not in self._wordings:
            self._wordings[place] = Wording.of(self.clauses[place].comparable)
        return self._wordings[place]


Key = Callable[[_Side, int], Hashable]


class _Pairing:
    """Finds pairs step by step; what one step has paired is out of the next."""

    def __init__(self, source: _Side, mine: _Side) -> None:
        self._source, self._mine = source, mine
        self.pairs: dict[int, Paired] = {}

    @property
    def is_open(self) -> bool:
        """Whether there may be more pairs: clauses on both sides, and not all with ids of their own."""
        sides = (self._source, self._mine)
        return all(side.free for side in sides) and not all(
            side.clauses[place].has_own_id for side in sides for place in side.free
        )

    def by_own_id(self) -> None:
        places: dict[str, list[int]] = defaultdict(list)
        for place in reversed(self._source.free):
            if self._source.clauses[place].has_own_id:
                places[self._source.clauses[place].id].append(place)
        for place in self._mine.free:
            clause = self._mine.clauses[place]
            if clause.has_own_id and places.get(clause.id):
                self.pairs[place] = Paired(places[clause.id].pop(), Match.ID)
        self._forget_paired()

    def by_alias(self, aliases: Aliases) -> None:
        """Pair what was retired with what the alias names; of several, with the one that says most of it."""
        places = {self._mine.clauses[place].id: place for place in reversed(self._mine.free)}
        shares = {
            (place, places[new]): self._source.wording(place).likeness(self._mine.wording(places[new]))
            for place in self._source.free for new in aliases.get(self._source.clauses[place].id, ()) if new in places
        }
        for (place, other), _ in best_pairs(shares):
            self.pairs[other] = Paired(place, Match.ALIAS)
        self._forget_paired()

    def in_turn(self, key: Key, match: Match) -> None:
        """Pair the clauses with equal keys, the first with the first."""
        waiting: dict[Hashable, tuple[deque[int], deque[int]]] = {}
        for place in self._source.free:
            both = waiting.setdefault(key(self._source, place), (deque(), deque()))
            both[self._source.clauses[place].has_own_id].append(place)
        for place in self._mine.free:
            without, own = waiting.get(key(self._mine, place), (deque[int](), deque[int]()))
            # Of two ids of their own that differ, neither is the other.
            may_be = [without] if self._mine.clauses[place].has_own_id else [without, own]
            fitting = [places for places in may_be if places]
            if fitting:
                self.pairs[place] = Paired(min(fitting, key=lambda places: places[0]).popleft(), match)
        self._forget_paired()

    def only_ones(self, key: Key, match: Match, among_all: bool = False) -> None:
        """Pair the clauses whose key stands once on each side, among those still free or among all."""
        first, second = (
            _standing_once(side, key, range(len(side.clauses)) if among_all else side.free)
            for side in (self._source, self._mine)
        )
        free = set(self._source.free)
        for found, place in second.items():
            other = first.get(found)
            if other in free and place not in self.pairs and self._may_be_one(other, place):
                self.pairs[place] = Paired(other, match)
        self._forget_paired()

    def by_likeness(self) -> None:
        """Pair the clauses whose words are mostly the same: between the same neighbours, or clearly anywhere."""
        stretches = list(self._between_neighbours())
        stretch = {("old", place): at for at, (olds, _) in enumerate(stretches) for place in olds}
        stretch |= {("new", place): at for at, (_, news) in enumerate(stretches) for place in news}
        shares = {
            (place, other): share for (place, other), share in self._alike(self._source.free, self._mine.free).items()
            if self._is_clear(place, other, share) or stretch.get(("old", place), -1) == stretch.get(("new", other), -2)
        }
        for olds, news in stretches:
            if len(olds) * len(news) <= EACH_WITH_EACH:
                shares |= self._alike(olds, news)
        for (place, other), _ in best_pairs(shares):
            self.pairs[other] = Paired(place, Match.SIMILARITY)
        self._forget_paired()

    def under_one_parent(self) -> None:
        """Pair what is left by its heading, the first with the first, where the clauses above are one."""
        above = {place: found.place for place, found in self.pairs.items()} | {-1: -1}

        def key(side: _Side, place: int) -> Hashable:
            parent = side.parents[place]
            # Under a clause without a counterpart, nothing is known by its heading.
            return parent if side is self._source else above.get(parent, -2), side.heading(place)

        self.in_turn(key, Match.HEADING)

    def _is_clear(self, source: int, mine: int, share: float) -> bool:
        """Whether two clauses say so much that is the same that they are one wherever they stand."""
        fewer = min(len(self._source.wording(source).words), len(self._mine.wording(mine).words))
        return share >= _ALIKE_ELSEWHERE and fewer >= _SAYS_SOMETHING

    def _alike(self, olds: Sequence[int], news: Sequence[int]) -> dict[tuple[int, int], float]:
        shares = likely([self._source.wording(place) for place in olds], [self._mine.wording(place) for place in news])
        return {(olds[at], news[there]): share for (at, there), share in shares.items()
                if self._may_be_one(olds[at], news[there])}

    def _between_neighbours(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is free on both sides between two pairs that kept their order."""
        known = sorted(self.pairs)
        rising = longest_rising(self.pairs[place].place for place in known)
        mine = [place for index, place in enumerate(known) if index in rising]
        source = [self.pairs[place].place for place in mine]
        stretches: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for place in self._source.free:
            stretches[bisect_left(source, place)][0].append(place)
        for place in self._mine.free:
            stretches[bisect_left(mine, place)][1].append(place)
        return ((olds, news) for olds, news in stretches.values() if olds and news)

    def _may_be_one(self, source: int, mine: int) -> bool:
        return not (self._source.clauses[source].has_own_id and self._mine.clauses[mine].has_own_id)

    def _forget_paired(self) -> None:
        taken = {found.place for found in self.pairs.values()}
        self._source.free = [place for place in self._source.free if place not in taken]
        self._mine.free = [place for place in self._mine.free if place not in self.pairs]


def _standing_once(side: _Side, key: Key, places: Iterable[int]) -> dict[Hashable, int]:
    found: dict[Hashable, int] = {}
    repeated = set()
    for place in places:
        said = key(side, place)
        if said in found:
            repeated.add(said)
        found[said] = place
    return {said: place for said, place in found.items() if said not in repeated}
