"""Ids for a text that carries none: made from its headings, kept from an earlier version where a clause is the same.

What a clause is called may change, where it stands and how it is worded too; its id may not. Ids that the earlier
version has and this one has not are never given to another clause here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from schemekit.text.diff import ALIKE
from schemekit.text.document import PREAMBLE, ClauseText, Document, comparable
from schemekit.text.import_ids import FreeIds, bare_heading, is_valid_id, with_heading_ids
from schemekit.text.imported import likeness

_WORD = re.compile(r"\w+")
_ENOUGH_WORDS = 8       # a body of fewer could be anybody's ("See below.")
_CANDIDATES = 12        # clauses that share rare words with one, looked at more closely
_COMMON = 40            # a word that so many clauses have says nothing of which is which
_COMPARISONS = 20_000
_HALF = 0.5


def proposed_ids(text: str, earlier: Document | None = None) -> tuple[str, ...]:
    """An id for each clause of a text, in its order: its own, that of the same clause before, or a new one.

    Shape: unique, valid for module.yaml, and the same on every run; `earlier` is the text's last version with its ids.
    A new id is none that `earlier` uses.
    """
    clauses = Document.parse(text).clauses
    own = {clause.id: place for place, clause in reversed(list(enumerate(clauses)))
           if clause.has_own_id and is_valid_id(clause.id)}
    chosen = {place: name for name, place in own.items()}
    before = () if earlier is None else earlier.clauses
    chosen |= kept_ids(before, clauses, chosen)
    free = FreeIds({PREAMBLE, *chosen.values(), *(clause.id for clause in before)})
    above = headings_above(clauses)
    return tuple(
        chosen[place] if place in chosen else free.made_from(clause.heading, above[place])
        for place, clause in enumerate(clauses)
    )


def with_ids(text: str, ids: Sequence[str]) -> str:
    """The text with these ids in its headings, and everything else letter by letter.

    Raises: ValueError when there are not as many ids as clauses.
    """
    return with_heading_ids(text, ids)


def headings_above(clauses: Sequence[ClauseText]) -> tuple[str, ...]:
    """For each clause the heading that it stands under; empty for one at the top."""
    open_headings: list[ClauseText] = []
    found = []
    for clause in clauses:
        while open_headings and open_headings[-1].level >= clause.level:
            open_headings.pop()
        found.append(open_headings[-1].heading if open_headings else "")
        open_headings.append(clause)
    return tuple(found)


def kept_ids(
    before: Sequence[ClauseText], now: Sequence[ClauseText], own: dict[int, str] | None = None
) -> dict[int, str]:
    """Which clauses are clauses of before, and by which id: places in `now` to ids.

    `own` are those that are settled already. Equal words first, then an equal body, an equal heading in its place, and
    mostly equal words; each clause of before is found once.
    """
    keeping = _Keeping(before, now, own or {})
    keeping.match(lambda clause, _: clause.comparable)
    keeping.match(_long_body)
    keeping.match(lambda clause, above: (_title(above), _title(clause.heading)))
    keeping.match(lambda clause, _: _title(clause.heading), only_unique=True)
    keeping.match_alike()
    keeping.match_between()
    keeping.match(lambda clause, _: _title(clause.heading))
    return keeping.found


Key = Callable[[ClauseText, str], Hashable]
"""What a clause is known by, from itself and the heading above it; None where it cannot be told."""


class _Keeping:
    """Finds pairs step by step; what one step has paired is out of the next."""

    def __init__(self, before: Sequence[ClauseText], now: Sequence[ClauseText], own: dict[int, str]) -> None:
        self._before, self._now = before, now
        self._own = own
        used = set(own.values())
        self._free_before = [place for place, clause in enumerate(before) if clause.id not in used]
        self._free_now = [place for place in range(len(now)) if place not in own]
        self.found: dict[int, str] = {}

    def match(self, key: Key, *, only_unique: bool = False) -> None:
        """Pair the clauses with equal keys, the first with the first."""
        olds, news = self._keyed(key, self._before, self._free_before), self._keyed(key, self._now, self._free_now)
        for name, places in news.items():
            others = olds.get(name, [])
            if only_unique and (len(places) > 1 or len(others) > 1):
                continue
            for place, other in zip(places, others, strict=False):
                self._pair(place, other)
        self._forget_paired()

    def match_alike(self) -> None:
        """Pair the clauses whose words are mostly the same, the most alike first, wherever they stand."""
        bags = {place: _bag(self._before[place]) for place in self._free_before}
        holders: dict[str, list[int]] = defaultdict(list)
        for place, bag in bags.items():
            for word in bag:
                holders[word].append(place)
        likenesses: list[tuple[float, int, int, int]] = []
        for place in self._free_now if bags else ():
            bag = _bag(self._now[place])
            shared = Counter(
                other for word in bag if len(holders.get(word, ())) <= _COMMON for other in holders.get(word, ())
            )
            for other, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]:
                if len(likenesses) < _COMPARISONS:
                    likenesses.append((-likeness(bags[other], bag), abs(place - other), place, other))
        used: set[int] = set()
        for negative, _, place, other in sorted(likenesses):
            if -negative >= ALIKE and place not in self.found and other not in used:
                self._pair(place, other)
                used.add(other)
        self._forget_paired()

    def match_between(self) -> None:
        """Pair a clause with the only one between the same neighbours, if half of the heading's words are left."""
        places = {name: place for place, name in self.found.items()} | {name: p for p, name in self._own.items()}
        free_before, free_now = set(self._free_before), set(self._free_now)
        for other in self._free_before:
            if {other - 1, other + 1} & free_before:
                continue
            ends = [len(self._now) if beside == len(self._before) else -1 if beside < 0
                    else places.get(self._before[beside].id) for beside in (other - 1, other + 1)]
            start, stop = ends
            if start is not None and stop == start + 2 and start + 1 in free_now:
                old, new = self._before[other].heading, self._now[start + 1].heading
                if likeness(_words(bare_heading(old)), _words(bare_heading(new))) >= _HALF:
                    self._pair(start + 1, other)
        self._forget_paired()

    def _keyed(self, key: Key, clauses: Sequence[ClauseText], free: list[int]) -> dict[Hashable, list[int]]:
        keyed: dict[Hashable, list[int]] = defaultdict(list)
        above = headings_above(clauses) if free else ()
        for place in free:
            if (name := key(clauses[place], above[place])) is not None:
                keyed[name].append(place)
        return keyed

    def _pair(self, place: int, other: int) -> None:
        self.found[place] = self._before[other].id

    def _forget_paired(self) -> None:
        used = set(self.found.values())
        self._free_before = [place for place in self._free_before if self._before[place].id not in used]
        self._free_now = [place for place in self._free_now if place not in self.found]


def _bag(clause: ClauseText) -> Counter[str]:
    return _words(clause.comparable)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _long_body(clause: ClauseText, above: str) -> str | None:  # noqa: ARG001  # a Key
    body = comparable(clause.body)
    return body if len(_WORD.findall(body)) >= _ENOUGH_WORDS else None


def _title(heading: str) -> str:
    return bare_heading(heading).casefold()
