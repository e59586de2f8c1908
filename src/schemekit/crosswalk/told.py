"""How relations and what a scheme made of a clause are told in words, the same on the screen, on pages and in files."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.crosswalk.coverage import ClauseState, ItemCoverage
from schemekit.model.crosswalk import Relation

RELATIONS: Mapping[Relation, str] = {
    Relation.EQUAL: "asks the same", Relation.EQUIVALENT: "asks the same in other words",
    Relation.SUPERSET: "asks all of it and more", Relation.SUBSET: "asks part of it",
    Relation.INTERSECTS: "asks part of it, and other things", Relation.SUPPORTS: "supports it",
    Relation.NONE: "has nothing to do with it",
}
STATES: Mapping[ClauseState, str] = {
    ClauseState.KEPT: "", ClauseState.LOOSENED: "with a looser value", ClauseState.ADAPTED: "in words of its own",
    ClauseState.DROPPED: "dropped",
}
"""What stands behind a clause that is not as it was judged."""
NOT_JUDGED = "nobody has judged this"
DISCLAIMER = ("Each line is somebody's judgement of a clause on a day, with the reason. It says what a clause "
              "addresses; whether a framework's owner sees it so, only the owner can say. It is no legal advice.")


def standing_words(item: ItemCoverage) -> str:
    """What an item stands at, or that nobody said."""
    return item.standing.value if item.is_judged else NOT_JUDGED
