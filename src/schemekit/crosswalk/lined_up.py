"""Two schemes lined up: what theirs has for what ours asks, clause by clause and item by item.

The records, and how a result follows from what was found; nothing here decides that one scheme is as good as another.
A row says what lines up and what a person has to look at; whether that is enough is for the body that recognises.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import Doubt, Standing, rank
from schemekit.crosswalk.item_doubts import lost_evidence, open_evidence, shortened
from schemekit.crosswalk.told import IN_DOUBT
from schemekit.model.framework import Framework
from schemekit.model.signal import Direction
from schemekit.model.unconfirmed import Unconfirmed


class Match(Enum):
    """What theirs has for something that ours asks; the words are those that are shown.

    LOOK: both have it, in words of which no rule can tell which asks more. BEYOND: only theirs has it.
    """

    MATCHED = "matched"
    PARTLY = "partly"
    LOOK = "to look at"
    GAP = "gap"
    BEYOND = "beyond"

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wanting for what ours asks."""
        return self in (Match.MATCHED, Match.BEYOND)


class Way(Enum):
    """How theirs compares with ours, where it can be told.

    STRICTER, LOOSER: shown, and so the other way round from the other side. SEEMS_LOOSER: words of ours are wanting, or
    weaker, and whether that is a loss nobody judged. MIXED: in one place theirs asks less, and of another no rule can
    tell.
    """

    SAME = "the same"
    STRICTER = "theirs is stricter"
    LOOSER = "theirs is looser"
    SEEMS_LOOSER = "theirs seems looser"
    BOTH = "partly stricter, partly looser"
    MIXED = "partly looser, partly other words"
    UNTOLD = "differs"

    @property
    def is_open(self) -> bool:
        """Whether no rule tells which side asks more, so that people have to."""
        return self in (Way.SEEMS_LOOSER, Way.MIXED, Way.UNTOLD)


_UP = frozenset({Direction.STRONGER, Direction.STRICTER})
_DOWN = frozenset({Direction.WEAKER, Direction.LOOSER})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedClause:
    """One clause of a module that both schemes adopted.

    Shape: numbers are computed, empty on the side that lacks the clause; `told` says in words what differs, with the
    figures; `top_up` is what ours asks beyond theirs, as the words to add, empty where nothing is wanting;
    `their_clause` is the clause's id on their side where it is another one; `is_reworded` of one whose words are not
    the same, although no rule sees that they ask anything else; `has_words` is false of a heading under which neither
    side says anything: it asks nothing by itself. `other_forms` are the forms it refers to that read otherwise.
    """

    module: str
    clause: str
    heading: str
    our_number: str
    their_number: str
    match: Match
    way: Way = Way.SAME
    told: tuple[str, ...] = ()
    top_up: str = ""
    their_clause: str = ""
    is_reworded: bool = False
    has_words: bool = True
    other_forms: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`grievance#acknowledgement`."""
        return f"{self.module}#{self.clause}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedItem:
    """One item of a framework, as the clauses of each side address it.

    Shape: clauses are MODULE#CLAUSE; `told` says what theirs lost of what ours has, and what is to be judged anew.
    """

    framework: str
    item: str
    label: str
    depth: int
    ours: Standing
    theirs: Standing
    match: Match
    our_clauses: tuple[str, ...] = ()
    their_clauses: tuple[str, ...] = ()
    judges: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """`ungp-31 c`."""
        return f"{self.framework} {self.item}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged:
    """Items of a framework that are not lined up, as nobody judged what one side has on them.

    Shape: `is_ours` tells that it is our side; `items` are those on which the other side was judged, by id, none where
    neither was; `is_mapped` is false where nothing at all of that side was judged for the framework.
    """

    framework: str
    version: str
    is_ours: bool
    is_mapped: bool
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtedModule:
    """A module that both adopted, in which words of one side may take back what all its clauses ask."""

    module: str
    is_ours: bool
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinedUp:
    """Two schemes side by side.

    Shape: `clauses` are those of modules that both adopted, `items` those of the frameworks that were asked for on
    which both were judged, `not_judged` tells the others; `only_ours` and `only_theirs` are modules; `versions` maps
    each shared module to what either side has of it; `unconfirmed` are the modules whose source nobody could confirm;
    no clause of a module that is `doubted` on their side is matched.
    """

    ours: str
    theirs: str
    clauses: tuple[LinedClause, ...]
    items: tuple[LinedItem, ...] = ()
    only_ours: tuple[str, ...] = ()
    only_theirs: tuple[str, ...] = ()
    versions: tuple[tuple[str, str, str], ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    unconfirmed: tuple[Unconfirmed, ...] = ()
    doubted: tuple[DoubtedModule, ...] = ()

    def count(self, match: Match) -> int:
        """How many clauses and items have that result."""
        of_clauses = sum(row.match is match for row in self.clauses)
        return of_clauses + sum(row.match is match for row in self.items)

    @property
    def top_ups(self) -> tuple[LinedClause, ...]:
        """The clauses of ours that theirs does not have in full."""
        return tuple(row for row in self.clauses if row.top_up)


def of_directions(shown: Iterable[Direction], seeming: Iterable[Direction] = ()) -> tuple[Match, Way]:
    """What a clause of theirs is to ours, from the ways that the differences between them go, ours to theirs.

    Shape: `shown` are directions that nobody can read the other way, `seeming` those that rules tell of words whose
    meaning nobody judged: one of them that is down makes the clause partly theirs, and none makes it stricter.
    """
    sure, open_ = set(shown), set(seeming)
    is_up, is_down, seems_down = bool(sure & _UP), bool(sure & _DOWN), bool(open_ & _DOWN)
    is_other = Direction.OTHER in sure or bool(open_ - _DOWN)
    if seems_down:
        return Match.PARTLY, Way.MIXED if is_other or is_up else Way.SEEMS_LOOSER
    if is_down:
        # Where other words stand beside the looser ones, "looser" would say that nothing more is asked by them.
        return Match.PARTLY, Way.MIXED if is_other else Way.BOTH if is_up else Way.LOOSER
    if is_other:
        return Match.LOOK, Way.UNTOLD
    return Match.MATCHED, Way.STRICTER if is_up else Way.SAME


def in_doubt(rows: Iterable[LinedClause], doubts: Sequence[Doubt]) -> Iterator[LinedClause]:
    """The clauses of a module in which their words may take back what all of them ask: what matched is to look at."""
    for row in rows:
        if doubts and row.match is Match.MATCHED:
            told = f"{IN_DOUBT} by other words of theirs, {doubts[0].place}: {doubts[0].words}"
            row = replace(row, match=Match.LOOK, told=(*row.told, told))
        yield row


def of_standings(ours: Standing, theirs: Standing) -> Match:
    """What theirs is to ours on an item, as far as both were judged."""
    order = (Standing.NOT_ADDRESSED, Standing.PARTLY, Standing.ADDRESSES)
    if ours is Standing.NOT_ADDRESSED:
        return Match.MATCHED if theirs is ours else Match.BEYOND
    if order.index(theirs) >= order.index(ours):
        return Match.MATCHED
    return Match.GAP if theirs is Standing.NOT_ADDRESSED else Match.PARTLY


def lined_items(
    framework: str, ours: Iterable[ItemCoverage], theirs: Iterable[ItemCoverage], language: str = "en",
    left_out: Collection[str] = (),
) -> tuple[LinedItem, ...]:
    """The items of a framework with what either side has on each, without those that neither addresses.

    Shape: both coverages are of the same version of the framework, in its order; `left_out` are the ids of items that
    were not judged on both sides (see `not_judged`): that nobody looked is no gap. Of two that stand alike none is
    matched where theirs lost what ours has, where either is to be judged anew, or where an item below it is none.
    """
    found: list[LinedItem] = []
    below: dict[str, list[LinedItem]] = {}
    for own, other in reversed(tuple(zip(ours, theirs, strict=True))):
        is_addressed = (own.standing, other.standing) != (Standing.NOT_ADDRESSED, Standing.NOT_ADDRESSED)
        if is_addressed and own.item.id not in left_out:
            match, told = _item_match(own, other, below.get(own.item.id, ()))
            found.append(LinedItem(
                framework=framework, item=own.item.id, label=own.item.label(language), depth=own.depth,
                ours=own.standing, theirs=other.standing, match=match,
                our_clauses=_clauses(own), their_clauses=_clauses(other),
                judges=tuple(dict.fromkeys((*own.judges, *other.judges))), told=told,
            ))
            below.setdefault(own.item.parent, []).append(found[-1])
    return tuple(reversed(found))


def _item_match(own: ItemCoverage, other: ItemCoverage, below: Sequence[LinedItem]) -> tuple[Match, tuple[str, ...]]:
    """What theirs is to ours on an item, and why it is no match where the two stand alike."""
    match = of_standings(own.standing, other.standing)
    if match is Match.BEYOND:
        return match, ()
    lost, unsure = lost_evidence(own, other), open_evidence(own, other)
    if not any(one.asks for side in (own, other) for one in side.evidence):
        # A heading takes its standing from its items, and two may stand alike by different ones.
        lost += tuple(f"{row.item} {row.match.value}" for row in below if row.match in (Match.PARTLY, Match.GAP))
        unsure += tuple(f"{row.item} {row.match.value}" for row in below if row.match is Match.LOOK)
    if match is Match.MATCHED and (lost or unsure):
        match = Match.PARTLY if lost else Match.LOOK
    return match, shortened((*lost, *unsure))


def not_judged(
    framework: Framework, ours: Sequence[ItemCoverage], theirs: Sequence[ItemCoverage],
    unheard: tuple[Collection[str], Collection[str]] = ((), ()),
) -> tuple[NotJudged, ...]:
    """What of a framework is not lined up, ours first.

    Shape: coverages as of `lined_items`; `unheard` are modules that both have and that only the other side's release
    has judgements of, ours and theirs: what the other stands on there was never looked for on this side.
    """
    found = []
    for is_ours, side, other, modules in ((True, ours, theirs, unheard[0]), (False, theirs, ours, unheard[1])):
        items = _not_judged_on(side, other, modules)
        is_mapped = any(one.is_judged for one in side)
        if items or not is_mapped:
            found.append(NotJudged(framework=framework.id, version=framework.version, is_ours=is_ours,
                                   is_mapped=is_mapped, items=items))
    return tuple(found)


def _not_judged_on(
    side: Sequence[ItemCoverage], other: Sequence[ItemCoverage], modules: Collection[str]
) -> tuple[str, ...]:
    """The items on which the other side was judged and this one was not, or not on what the other stands on.

    Shape: a heading that takes its standing from its items is one where such an item makes the two differ.
    """
    found: list[str] = []
    above: set[str] = set()
    for one, judged in reversed(tuple(zip(side, other, strict=True))):
        is_heading = not (judged.evidence or judged.gaps or judged.joint)
        rests = any(row.module in modules for row in judged.evidence) or (is_heading and one.item.id in above)
        if (judged.is_judged and not one.is_judged) or (rests and rank(one.standing) < rank(judged.standing)):
            found.append(one.item.id)
            above.add(one.item.parent)
    return tuple(reversed(found))


def _clauses(coverage: ItemCoverage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.name for one in coverage.evidence
                               if one.relation.is_whole or one.relation.is_part))
