"""Two theories of change side by side: which steps are the same, what only one has, and where they pull apart.

Deterministic, without a language model: the same two theories and answers give the same comparison. What follows from
it (leads, gaps, suggestions) is in `leads` and `suggestion`. Basis: docs/theory-of-change.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from schemekit.model.match_answer import MatchAnswer, Verdict
from schemekit.model.theory_of_change import Level, Step, TheoryOfChange
from schemekit.theory.assignment import best_pairs
from schemekit.theory.likeness import POSSIBLE, SAME, Corpus, Likeness, likeness

_WHOLE = 1_000   # scores as whole numbers, so that sums are exact
_OTHER_LEVEL = 30   # of two partners that are nearly as like, the one of the same level is taken


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

    Shape: `same` are pairs one to one; `asked` are one to one too, of what is left; `tensions` stand beside both.
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


def compare_theories(
    left: TheoryOfChange, right: TheoryOfChange, answers: Sequence[MatchAnswer] = ()
) -> TheoryComparison:
    """Compare two theories. Shape: of several answers about one pair the last one counts."""
    given, stale = _answers(left, right, answers)
    scored = _scored(left, right, given)
    said_same = {pair: item for pair, item in given.items() if item.verdict is Verdict.SAME and pair in scored}
    fixed = _one_to_one(said_same, {pair: 2 * _WHOLE + _weight(scored[pair]) for pair in said_same})
    tensions = [_pair(left, right, pair, scored, Band.TENSION, given)
                for pair, item in sorted(scored.items()) if _is_tension(pair, item, given)]
    free = {pair: item for pair, item in scored.items()
            if item.score >= POSSIBLE and (pair not in given) and not item.is_opposed}
    taken_left, taken_right = {pair[0] for pair in fixed}, {pair[1] for pair in fixed}
    chosen = best_pairs({pair: _weight(item) - _OTHER_LEVEL * _is_neighbour(left, right, pair)
                         for pair, item in free.items()
                         if pair[0] not in taken_left and pair[1] not in taken_right})
    same, asked = [_pair(left, right, pair, scored, Band.SAME, given) for pair in fixed], []
    for pair in chosen:
        if _is_sure(scored[pair]):
            same.append(_pair(left, right, pair, scored, Band.SAME, given))
        else:
            asked.append(_pair(left, right, pair, scored, Band.POSSIBLE, given))
    return TheoryComparison(left=left, right=right, same=_told(same), asked=_told(asked), tensions=_told(tensions),
                            stale=stale)


def _scored(
    left: TheoryOfChange, right: TheoryOfChange, given: Mapping[tuple[str, str], MatchAnswer]
) -> dict[tuple[str, str], Likeness]:
    """The pairs of same and neighbouring levels, and those of which a person has spoken."""
    mine, theirs = left.by_id.values(), right.by_id.values()
    corpus = Corpus.of(sorted(step.statement for step in (*mine, *theirs)))
    return {(one.id, other.id): likeness(one, other, corpus) for one in mine for other in theirs
            if abs(one.level.rank - other.level.rank) <= 1 or (one.id, other.id) in given}


def _is_sure(item: Likeness) -> bool:
    """Whether a score is enough by itself: words alone are not, where nobody named a theme."""
    return item.score >= SAME and (item.parts["theme"] is not None or item.has_same_words)


def _is_tension(pair: tuple[str, str], item: Likeness, given: Mapping[tuple[str, str], MatchAnswer]) -> bool:
    if pair in given:
        return given[pair].verdict is Verdict.TENSION
    return item.is_opposed and item.score >= POSSIBLE


def _answers(
    left: TheoryOfChange, right: TheoryOfChange, answers: Sequence[MatchAnswer]
) -> tuple[dict[tuple[str, str], MatchAnswer], tuple[MatchAnswer, ...]]:
    """The answers about these two that still hold, by pair, and those whose words have changed or gone."""
    mine = {(left.key, step.id): step.statement for step in left.by_id.values()}
    theirs = {(right.key, step.id): step.statement for step in right.by_id.values()}
    latest = {answer.pair: answer for answer in answers
              if {side.theory for side in (answer.left, answer.right)} == {left.key, right.key}}
    given, stale = {}, []
    for answer in latest.values():
        one, other = (answer.left, answer.right) if answer.left.theory == left.key else (answer.right, answer.left)
        if mine.get(one.key) == one.statement and theirs.get(other.key) == other.statement:
            given[one.step, other.step] = answer
        else:
            stale.append(answer)
    return given, tuple(sorted(stale, key=lambda answer: sorted(answer.pair)))


def _one_to_one(
    said: Mapping[tuple[str, str], MatchAnswer], weights: Mapping[tuple[str, str], int]
) -> tuple[tuple[str, str], ...]:
    """Pairs that people called the same; where they named one step twice, the likelier."""
    return best_pairs(weights) if said else ()


def _is_neighbour(left: TheoryOfChange, right: TheoryOfChange, pair: tuple[str, str]) -> bool:
    return left.by_id[pair[0]].level is not right.by_id[pair[1]].level


def _weight(item: Likeness) -> int:
    return round(item.score * _WHOLE)


def _pair(
    left: TheoryOfChange, right: TheoryOfChange, pair: tuple[str, str],
    scored: Mapping[tuple[str, str], Likeness], band: Band, given: Mapping[tuple[str, str], MatchAnswer],
) -> StepPair:
    item, answer = scored[pair], given.get(pair)
    reason = ""
    if answer is not None:
        reason = f"{answer.judge} said so on {answer.date}"
    elif band is Band.TENSION:
        reason = "the one wants more of what the other wants less"
    elif band is Band.POSSIBLE and item.score >= SAME:
        reason = "neither names a theme, and words alone do not decide"
    return StepPair(left=left.by_id[pair[0]], right=right.by_id[pair[1]], likeness=item, band=band, answer=answer,
                    reason=reason)


def _told(pairs: Iterable[StepPair]) -> tuple[StepPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.level.rank, -pair.likeness.score, pair.left.id, pair.right.id)))


def _folded(words: Iterable[str]) -> dict[str, str]:
    return {word.casefold(): word for word in words}
