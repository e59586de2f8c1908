"""Clauses of two schemes beside each other, with their words: the ground of supplements and joint checklists.

A pair is by the clauses of one module, or, where the two adopted different ones, through items of a framework that
people judged both to address. What somebody judged of two clauses each is no judgement of the one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.crosswalk.lined_up import Match, Way
from schemekit.model.module import Force


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that a clause asks: a sentence that binds, with the items or rows that stand under it.

    Shape: plain words; `key` is what it says whoever says it, with each scheme's own names taken out.
    """

    words: str
    points: tuple[str, ...] = ()
    is_recommended: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideClause:
    """A clause as one scheme has it. Shape: `body` as Markdown; `demands` in the order of the text."""

    module: str
    id: str
    number: str
    heading: str
    body: str
    force: Force
    demands: tuple[Demand, ...] = ()

    @property
    def label(self) -> str:
        """`4.2 Acknowledgement`."""
        return f"{self.number} {self.heading}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedClause:
    """A clause of ours, one of theirs, or both.

    Shape: `told` says in words what differs; `through` tells which clauses of the other side people judged to address
    the same items, for a clause that no clause of the other was held against; `is_reworded` as `LinedClause`.
    """

    ours: SideClause | None
    theirs: SideClause | None
    match: Match
    way: Way
    told: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    is_reworded: bool = False

    @property
    def is_to_decide(self) -> bool:
        """Whether both have it, in words of which no rule tells which ask more."""
        return self.ours is not None and self.theirs is not None and self.way.is_open

    @property
    def clause(self) -> SideClause:
        """The one there is; ours where there are both."""
        found = self.ours or self.theirs
        if found is None:
            raise ValueError("a pair without a clause")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClause:
    """That a clause addresses an item, wholly or in part, as somebody judged. Shape: `framework` as ID VERSION."""

    clause: str
    framework: str
    item: str
    judge: str
    is_changed: bool = False


def through_items(
    ours: Sequence[SideClause], theirs: Sequence[SideClause], our_judged: Sequence[JudgedClause],
    their_judged: Sequence[JudgedClause],
) -> tuple[PairedClause, ...]:
    """The clauses of two different modules, each by itself, with those of the other that address the same items.

    Shape: ours first. A clause for whose items the other has nothing is a gap, or beyond; all others are to look at,
    those too that are on no item.
    """
    own = list(_alone(ours, theirs, our_judged, their_judged, is_ours=True))
    return (*own, *_alone(theirs, ours, their_judged, our_judged, is_ours=False))


def _alone(
    clauses: Sequence[SideClause], others: Sequence[SideClause], judged: Sequence[JudgedClause],
    their_judged: Sequence[JudgedClause], *, is_ours: bool,
) -> Iterator[PairedClause]:
    by_clause = _grouped(judged, lambda one: one.clause)
    by_item = _grouped(their_judged, lambda one: f"{one.framework} {one.item}")
    frameworks = {one.framework for one in their_judged}
    labels = {clause.id: clause.label for clause in others}
    for clause in clauses:
        mapped = [one for one in by_clause.get(clause.id, ()) if one.framework in frameworks]
        through = [_told(one, found, labels[found.clause]) for one in mapped
                   for found in by_item.get(f"{one.framework} {one.item}", ()) if found.clause in labels]
        told: tuple[str, ...] = ()
        match = Match.LOOK
        if not mapped:
            told = ("on no item that both are mapped to: nobody judged whether the other has it",)
        elif not through:
            match = Match.GAP if is_ours else Match.BEYOND
            told = (f"nothing of the other addresses {_items(mapped)}",)
        way = (Way.LOOSER if is_ours else Way.STRICTER) if match is not Match.LOOK else Way.UNTOLD
        yield PairedClause(ours=clause if is_ours else None, theirs=None if is_ours else clause, match=match, way=way,
                           told=told, through=tuple(dict.fromkeys(through)))


def _grouped(
    judged: Sequence[JudgedClause], key: Callable[[JudgedClause], str]
) -> Mapping[str, list[JudgedClause]]:
    found: dict[str, list[JudgedClause]] = {}
    for one in judged:
        found.setdefault(key(one), []).append(one)
    return found


def _told(mine: JudgedClause, other: JudgedClause, label: str) -> str:
    judges = " and ".join(dict.fromkeys((mine.judge, other.judge)))
    changed = "; words changed since" if mine.is_changed or other.is_changed else ""
    return f"{label}, by {mine.framework} {mine.item}, as judged by {judges}{changed}"


def _items(mapped: Sequence[JudgedClause]) -> str:
    return ", ".join(dict.fromkeys(f"{one.framework} {one.item}" for one in mapped))
