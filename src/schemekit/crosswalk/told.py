"""How relations and what a scheme made of a clause are told in words, the same on the screen, on pages and in files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemekit.crosswalk.coverage import ItemCoverage
from schemekit.crosswalk.evidence import ClauseState, Doubt, Evidence, Standing
from schemekit.model.crosswalk import Relation

RELATIONS: Mapping[Relation, str] = {
    Relation.EQUAL: "asks the same", Relation.EQUIVALENT: "asks the same in other words",
    Relation.SUPERSET: "asks all of it and more", Relation.SUBSET: "asks part of it",
    Relation.INTERSECTS: "asks part of it, and other things", Relation.SUPPORTS: "supports it",
    Relation.NONE: "has nothing to do with it",
}
STATES: Mapping[ClauseState, str] = {
    ClauseState.KEPT: "", ClauseState.LOOSENED: "asks less", ClauseState.TURNED: "other words by a value",
    ClauseState.ADAPTED: "in words of its own", ClauseState.TAKEN_BACK: "takes back what it asked",
    ClauseState.DROPPED: "dropped", ClauseState.OVERTAKEN: "in other words than were judged",
}
"""What stands behind a clause that is not as it was judged."""
ANEW = "to be judged anew"
"""What stands behind a standing or a clause of which nobody has judged the words that stand there."""
DOUBTED = "other words may take it back"
IN_DOUBT = "in doubt"
"""What stands behind each clause of a module where other words may take it back; which ones is told once."""
DOUBT_NOTE = ("A clause in doubt counts for part at most: words elsewhere in the same text may take back what it asks, "
              "and it is to be judged anew.")
OWN_NOTE = ("What the scheme judged itself is marked: its sources' maintainers did not look at it. Where both judged"
            " one clause, the less favourable judgement counts, unless the scheme changed the clause.")
NOT_JUDGED = "nobody has judged this"
OWN = "by its own judgement"
"""What stands behind a standing that rests on what the scheme judged itself, and nobody else."""
_DOUBTS = 3   # that are told of a module
DISCLAIMER = ("Each line is somebody's judgement of a clause on a day, with the reason. It says what a clause "
              "addresses; whether a framework's owner sees it so, only the owner can say. It is no legal advice.")


def doubts_told(module: str, doubts: Sequence[Doubt]) -> str:
    """Words of a module that put its other clauses in doubt, in a line, with where they stand."""
    told = "; ".join(f"{doubt.place}: {doubt.words}" for doubt in doubts[:_DOUBTS])
    more = f"; and {len(doubts) - _DOUBTS} more" if len(doubts) > _DOUBTS else ""
    return (f"words in {module} may take back what its other clauses ask, so that each counts for part at most and is "
            f"to be judged anew: {told}{more}")


def standing_words(item: ItemCoverage) -> str:
    """What an item stands at, or that nobody said; and whether that is so by the scheme's own judgement."""
    if not item.is_judged:
        return NOT_JUDGED
    return own_words(item.standing, is_own=item.is_own, is_anew=item.is_anew)


def own_words(standing: Standing, *, is_own: bool, is_anew: bool = False) -> str:
    """A standing, marked where it is to be judged anew, and where it rests on what the scheme judged itself."""
    return ", ".join(filter(None, (standing.value, ANEW if is_anew else "", OWN if is_own else "")))


def state_words(one: Evidence) -> str:
    """What became of a clause since it was judged, or nothing; a kept one may be in doubt by other words."""
    told = f"{STATES[one.state]}, {ANEW}" if one.state.is_other else STATES[one.state]
    return ", ".join(filter(None, (told, IN_DOUBT if one.is_doubted and not one.state.is_gone else "")))


def without_own_words(item: ItemCoverage) -> str:
    """What an item would stand at without what the scheme judged itself; nothing where that changes nothing."""
    if not item.is_own:
        return ""
    return item.by_others.value if item.by_others else NOT_JUDGED
