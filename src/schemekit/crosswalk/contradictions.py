"""Where a crosswalk judges a heading otherwise than what stands under it.

Only the judgements of one crosswalk are held against each other: what a source judged beside a scheme is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum

from schemekit.model.crosswalk import Crosswalk, CrosswalkRow, JointJudgement, Relation
from schemekit.model.framework import Framework

Contradiction = tuple[tuple[str | int, ...], str, str, str]
"""The path of a judgement in its file, what was found, what was wanted, and how to mend it."""


class _Answer(IntEnum):
    """How much of an item the crosswalk says is asked."""

    NOTHING = 0
    PART = 1
    WHOLE = 2


_SAID = {_Answer.NOTHING: "which no clause answers", _Answer.PART: "which is answered in part"}


def contradictions(crosswalk: Crosswalk, framework: Framework) -> Iterator[Contradiction]:
    """Each judgement that an item is wholly answered, or not at all, which one under it says otherwise.

    An item under it that is judged by nothing is looked through, to those that stand below that one.
    """
    answers = _answers(crosswalk)
    below = _judged_below(framework, answers)
    kinds: tuple[tuple[str, Sequence[CrosswalkRow | JointJudgement]], ...] = (
        ("rows", crosswalk.rows), ("together", crosswalk.together))
    for key, judgements in kinds:
        for index, judged in enumerate(judgements):
            under = below.get(judged.item, ())
            if judged.relation.is_whole:
                least = min(under, key=lambda item: answers[item], default="")
                if least and answers[least] is not _Answer.WHOLE:
                    yield ((key, index, "relation"),
                           f"{judged.relation.value} at '{judged.item}', over '{least}', {_SAID[answers[least]]}",
                           f"no more than what stands under '{judged.item}'",
                           "judge the item as a part, or correct the judgement below it")
            elif judged.relation is Relation.NONE:
                answered = next((item for item in under if answers[item] is not _Answer.NOTHING), "")
                if answered:
                    yield ((key, index, "relation"), f"a gap at '{judged.item}', over '{answered}', which is answered",
                           "a gap only where nothing under it is answered",
                           "take the gap out: a heading without a judgement takes that of its items")


def _answers(crosswalk: Crosswalk) -> Mapping[str, _Answer]:
    """What each item that is judged comes to: the best row, or all of them together."""
    found: dict[str, _Answer] = {}
    for judged in crosswalk.judgements:
        answer = _Answer.WHOLE if judged.relation.is_whole else \
            _Answer.PART if judged.relation.is_part else _Answer.NOTHING
        found[judged.item] = max(answer, found.get(judged.item, _Answer.NOTHING))
    return found


def _judged_below(framework: Framework, answers: Mapping[str, _Answer]) -> Mapping[str, tuple[str, ...]]:
    """The nearest judged items under each item. Shape: in the framework's order."""
    under = framework.below()
    found: dict[str, tuple[str, ...]] = {}
    for _, item in reversed(tuple(framework.walk())):
        found[item.id] = tuple(
            name for child in under.get(item.id, ())
            for name in ((child.id,) if child.id in answers else found[child.id]))
    return found
