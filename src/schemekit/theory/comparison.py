"""Two theories of change side by side: which steps are the same, what only one has, and where they pull apart.

Here are the records. How the pairs are found is in `pairing`, what follows from them (leads, gaps, suggestions) in
`leads` and `suggestion`. Basis: docs/theory-of-change.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from schemekit.model.match_answer import MatchAnswer
from schemekit.model.theory_of_change import Level, Step, TheoryOfChange
from schemekit.theory.likeness import Likeness


class Band(Enum):
    """What is made of a pair."""

    SAME = "same"
    POSSIBLE = "ask a person"
    TENSION = "tension"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPair:
    """A step of the one theory and a step of the other. Shape: `answer` is a person's word, which outranks the score.

    `reason` says in words why the band is not the one that the score alone would give; empty where it is.
    """

    left: Step
    right: Step
    likeness: Likeness
    band: Band
    answer: MatchAnswer | None = None
    reason: str = ""

    @property
    def told_score(self) -> str:
        """The score in its parts, and why it does not decide."""
        return self.likeness.sum_in_words + (f"; {self.reason}" if self.reason else "")

    @property
    def level(self) -> Level:
        """Where the pair stands: the later of the two levels."""
        return max(self.left.level, self.right.level, key=lambda level: level.rank)

    def to_mapping(self) -> dict[str, object]:
        """The pair as `--json` prints it."""
        return {"left": self.left.id, "left_statement": self.left.statement, "right": self.right.id,
                "right_statement": self.right.statement, "level": self.level.value, "band": self.band.value,
                **self.likeness.to_mapping(), "reason": self.reason,
                "answer": self.answer.to_mapping() if self.answer else None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How much of something two theories share. Shape: `total` is what either has, each shared thing counted once."""

    shared: int
    total: int

    @property
    def ratio(self) -> float:
        """From 0 to 1; 0 where there is nothing."""
        return round(self.shared / self.total, 4) if self.total else 0.0

    def to_mapping(self) -> dict[str, object]:
        """The overlap as `--json` prints it."""
        return {"shared": self.shared, "total": self.total, "ratio": self.ratio}


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How both get to an outcome that they share.

    Shape: `shared` are pairs of strategies that are the same and lead there in both; `left_only` and `right_only` the
    strategies that lead there in one of them.
    """

    outcome: StepPair
    shared: tuple[StepPair, ...]
    left_only: tuple[Step, ...]
    right_only: tuple[Step, ...]

    @property
    def is_complementary(self) -> bool:
        """Whether both get there, and each has a way that the other has not."""
        return bool(self.left_only and self.right_only)

    def to_mapping(self) -> dict[str, object]:
        """The route as `--json` prints it."""
        return {"left": self.outcome.left.id, "right": self.outcome.right.id,
                "shared": [[pair.left.id, pair.right.id] for pair in self.shared],
                "left_only": [step.id for step in self.left_only],
                "right_only": [step.id for step in self.right_only], "complementary": self.is_complementary}


@dataclass(frozen=True, kw_only=True)
class TheoryComparison:
    """What came of comparing two theories.

    Shape: `same` are pairs one to one; `asked` are one to one too, of what is left, and beside these every pair that
    goes opposite ways in one matter; `tensions` stand beside both.
    `stale` are answers about words that have changed since.
    """

    left: TheoryOfChange
    right: TheoryOfChange
    same: tuple[StepPair, ...]
    asked: tuple[StepPair, ...]
    tensions: tuple[StepPair, ...]
    stale: tuple[MatchAnswer, ...] = ()

    @cached_property
    def left_only(self) -> tuple[Step, ...]:
        """Steps of the left theory that are in no pair, neither as the same nor to be asked."""
        paired = {pair.left.id for pair in (*self.same, *self.asked)}
        return tuple(step for step in self.left.ordered if step.id not in paired)

    @cached_property
    def right_only(self) -> tuple[Step, ...]:
        """Likewise of the right one."""
        paired = {pair.right.id for pair in (*self.same, *self.asked)}
        return tuple(step for step in self.right.ordered if step.id not in paired)

    @cached_property
    def right_of(self) -> Mapping[str, str]:
        """For each step of the left theory the same one of the right theory."""
        return {pair.left.id: pair.right.id for pair in self.same}

    @cached_property
    def overlaps(self) -> Mapping[Level, Overlap]:
        """How many steps of each level are shared, of all that either has; a pair counts at the later level."""
        shared = [pair.level for pair in self.same]
        moved_left = {pair.left.id: pair.level for pair in self.same}
        moved_right = {pair.right.id: pair.level for pair in self.same}
        levels = [moved_left.get(step.id, step.level) for step in self.left.steps]
        levels += [moved_right.get(step.id, step.level) for step in self.right.steps]
        return {level: Overlap(shared=shared.count(level), total=levels.count(level) - shared.count(level))
                for level in Level if level in levels}

    @cached_property
    def overlap(self) -> Overlap:
        """How many steps are shared, of all that either has."""
        return Overlap(shared=len(self.same), total=len(self.left.steps) + len(self.right.steps) - len(self.same))

    @cached_property
    def arrows_shared(self) -> Overlap:
        """How many arrows between shared steps both draw, of those that either draws."""
        left, right = self._arrow_pairs
        return Overlap(shared=len(left & right), total=len(left | right))

    @cached_property
    def arrows_of_one(self) -> tuple[tuple[str, str, str], ...]:
        """Arrows between shared steps that one theory draws and the other does not: the side, from, to (left's ids)."""
        left, right = self._arrow_pairs
        return tuple(sorted([("left", *arrow) for arrow in left - right]
                            + [("right", *arrow) for arrow in right - left]))

    @property
    def _arrow_pairs(self) -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
        left_of = {right: left for left, right in self.right_of.items()}
        left = {(arrow.source, arrow.target) for arrow in self.left.arrows
                if arrow.source in self.right_of and arrow.target in self.right_of}
        right = {(left_of[arrow.source], left_of[arrow.target]) for arrow in self.right.arrows
                 if arrow.source in left_of and arrow.target in left_of}
        return frozenset(left), frozenset(right)

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """For each shared outcome and impact, by which strategies each gets there."""
        return tuple(self._route(pair) for pair in self.same if pair.level.is_change)

    def _route(self, pair: StepPair) -> Route:
        left = self.left.actions_behind.get(pair.left.id, frozenset())
        right = self.right.actions_behind.get(pair.right.id, frozenset())
        shared = tuple(other for other in self.same if other.left.id in left and other.right.id in right)
        mine, theirs = {other.left.id for other in shared}, {other.right.id for other in shared}
        return Route(outcome=pair, shared=shared,
                     left_only=tuple(step for step in self.left.ordered if step.id in left - mine),
                     right_only=tuple(step for step in self.right.ordered if step.id in right - theirs))

    @cached_property
    def scope(self) -> Mapping[str, tuple[tuple[str, ...], bool]]:
        """For each part of the scope what both name, and whether both name anything."""
        found = {}
        for key in ("commodities", "stages", "places", "actors"):
            left, right = (_folded(theory.scope.get(key, ())) for theory in (self.left, self.right))
            found[key] = (tuple(left[word] for word in left if word in right), bool(left and right))
        return found

    @property
    def is_cross_sector(self) -> bool:
        """Whether both name commodities, and none in common: what they share is learning across sectors."""
        shared, both = self.scope["commodities"]
        return both and not shared


def _folded(words: Iterable[str]) -> dict[str, str]:
    return {word.casefold(): word for word in words}
