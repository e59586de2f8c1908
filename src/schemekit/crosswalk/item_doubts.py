"""Why an item of a framework is no match though theirs stands as high as ours: what was lost, and what nobody judged.

A standing has three steps. Two that both stand at partly may be as far apart as one clause of five and four of five.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import ClauseState, Evidence, Standing
from schemekit.crosswalk.told import ANEW, state_words

_MOST_TOLD = 4


def lost_evidence(ours: ItemCoverage, theirs: ItemCoverage) -> tuple[str, ...]:
    """The clauses that ask an item and that theirs dropped or loosened, and ours did not, with what became of each."""
    return tuple(f"theirs: {one.name} {state_words(one)}" for one in _weaker(ours, theirs)
                 if one.asks and (one.state.is_gone or one.state is ClauseState.LOOSENED))


def open_evidence(ours: ItemCoverage, theirs: ItemCoverage) -> tuple[str, ...]:
    """What people have to look at: what is to be judged anew on either side, and support that theirs lost."""
    told = [f"{side} {ANEW}" for side, one in (("ours", ours), ("theirs", theirs)) if one.is_anew or _in_doubt(one)]
    lost = lost_evidence(ours, theirs)
    told += [words for one in _weaker(ours, theirs)
             if (words := f"theirs: {one.name} {state_words(one)}") not in lost]
    return tuple(dict.fromkeys(told))


def shortened(told: Sequence[str]) -> tuple[str, ...]:
    """The first few of many reasons, with how many more there are."""
    more = len(told) - _MOST_TOLD
    return (*told[:_MOST_TOLD], f"and {more} more") if more > 1 else tuple(told)


def _weaker(ours: ItemCoverage, theirs: ItemCoverage) -> Iterator[Evidence]:
    """Evidence of theirs that counts for less than the same clause of ours does."""
    strengths = {one.name: one.strength for one in ours.evidence}
    yield from (one for one in theirs.evidence if one.strength < strengths.get(one.name, 0))


def _in_doubt(one: ItemCoverage) -> bool:
    """Whether an item stands at partly, and not all that it stands at is sure."""
    return one.standing is Standing.PARTLY and any(found.asks and found.is_doubted for found in one.evidence)
