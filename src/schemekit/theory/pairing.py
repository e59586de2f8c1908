"""Which steps of two theories of change stand in a pair: by their scores, one to one, and before these by what people
said.

Deterministic, without a language model: the same two theories and answers give the same comparison.
Basis: docs/theory-of-change.md, "How two steps are compared".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from schemekit.model.match_answer import MatchAnswer, Verdict
from schemekit.model.theory_of_change import Step, TheoryOfChange
from schemekit.theory.assignment import Pair, best_pairs
from schemekit.theory.comparison import Band, StepPair, TheoryComparison
from schemekit.theory.language import is_read
from schemekit.theory.likeness import POSSIBLE, SAME, Corpus, Likeness, likeness

_WHOLE = 1_000   # scores as whole numbers, so that sums are exact
_OTHER_LEVEL = 30   # of two partners that are nearly as like, the one of the same level is taken


def compare_theories(
    left: TheoryOfChange, right: TheoryOfChange, answers: Sequence[MatchAnswer] = ()
) -> TheoryComparison:
    """Compare two theories. Shape: of several answers about one pair the last one counts."""
    given, stale = _answers(left, right, answers)
    scored = _scored(left, right, given)
    said_same = {pair: item for pair, item in given.items() if item.verdict is Verdict.SAME and pair in scored}
    # Where people named one step twice, the likelier pair stands.
    fixed = best_pairs({pair: 2 * _WHOLE + _weight(scored[pair]) for pair in said_same})
    free = {pair: item for pair, item in scored.items()
            if item.score >= POSSIBLE and (pair not in given) and not item.is_opposed}
    taken_left, taken_right = {pair[0] for pair in fixed}, {pair[1] for pair in fixed}
    chosen = best_pairs({pair: _weight(item) - _OTHER_LEVEL * _is_neighbour(left, right, pair)
                         for pair, item in free.items()
                         if pair[0] not in taken_left and pair[1] not in taken_right})
    sure = [*fixed, *(pair for pair in chosen if _is_sure(scored[pair]))]
    settled_left, settled_right = {pair[0] for pair in sure}, {pair[1] for pair in sure}
    # Where both have found the step that they are the same as, nobody needs to be asked how they stand to each other.
    unclear = (pair for pair, item in scored.items() if pair not in given and _is_unclear(item)
               and not (pair[0] in settled_left and pair[1] in settled_right))
    bands = {
        Band.SAME: sure,
        Band.POSSIBLE: [*(pair for pair in chosen if not _is_sure(scored[pair])), *unclear],
        Band.TENSION: [pair for pair, item in scored.items() if _is_tension(pair, item, given)],
    }
    same, asked, tensions = (
        _in_order(_judged(left.by_id[one], right.by_id[other], scored[one, other], band, given.get((one, other)))
                  for one, other in pairs) for band, pairs in bands.items())
    return TheoryComparison(left=left, right=right, same=same, asked=asked, tensions=tensions, stale=stale)


def _scored(
    left: TheoryOfChange, right: TheoryOfChange, given: Mapping[Pair, MatchAnswer]
) -> dict[Pair, Likeness]:
    """The pairs of same and neighbouring levels, and those of which a person has spoken."""
    mine, theirs = left.by_id.values(), right.by_id.values()
    corpus = Corpus.of(sorted(step.statement for step in (*mine, *theirs)), is_read=is_read(left) and is_read(right))
    return {(one.id, other.id): likeness(one, other, corpus) for one in mine for other in theirs
            if abs(one.level.rank - other.level.rank) <= 1 or (one.id, other.id) in given}


def _is_sure(item: Likeness) -> bool:
    """Whether a score is enough by itself: words alone are not, where nobody named a theme or one of them denies."""
    return item.score >= SAME and not item.is_denied and (item.parts["theme"] is not None or item.has_same_words)


def _is_tension(pair: Pair, item: Likeness, given: Mapping[Pair, MatchAnswer]) -> bool:
    if pair in given:
        return given[pair].verdict is Verdict.TENSION
    return item.is_contrary and item.score >= POSSIBLE


def _is_unclear(item: Likeness) -> bool:
    """Whether they go opposite ways in one matter, and their words do not show that it is one thing they speak of.

    "Fewer accidents" and "work is safer" are the same; whether these are, or pull apart, people know.
    """
    return item.is_opposed and not item.is_contrary and item.score >= POSSIBLE


def _answers(
    left: TheoryOfChange, right: TheoryOfChange, answers: Sequence[MatchAnswer]
) -> tuple[dict[Pair, MatchAnswer], tuple[MatchAnswer, ...]]:
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


def _is_neighbour(left: TheoryOfChange, right: TheoryOfChange, pair: Pair) -> bool:
    return left.by_id[pair[0]].level is not right.by_id[pair[1]].level


def _weight(item: Likeness) -> int:
    return round(item.score * _WHOLE)


def _judged(left: Step, right: Step, item: Likeness, band: Band, answer: MatchAnswer | None) -> StepPair:
    reason = ""
    if answer is not None:
        reason = f"{answer.judge} said so on {answer.date}"
    elif band is Band.TENSION:
        reason = "the one wants more of what the other wants less"
    elif band is Band.POSSIBLE and item.is_opposed:
        reason = "one wants more and the other less: of one thing a tension, of a thing and its opposite the same"
    elif band is Band.POSSIBLE and item.is_denied:
        reason = "one of them says that something is not so"
    elif band is Band.POSSIBLE and item.score >= SAME:
        reason = "neither names a theme, and words alone do not decide"
    return StepPair(left=left, right=right, likeness=item, band=band, answer=answer, reason=reason)


def _in_order(pairs: Iterable[StepPair]) -> tuple[StepPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (pair.level.rank, -pair.likeness.score, pair.left.id, pair.right.id)))
