"""A hint: what a clause that most adopters change may lack, in one sentence for its maintainer to look into.

It counts and points; whether the clause should change is for a person to say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemekit.model.adoption import Verb
from schemekit.model.signal import SignalKind
from schemekit.uptake.adopter import ChangedClause, Replaced

FEWEST = 3
"""Adopters who changed a clause before anything is made of it."""
_FIGURES = frozenset({SignalKind.NUMBER.value, SignalKind.TIME_LIMIT.value})
_TERMS = frozenset({SignalKind.ACTOR.value, SignalKind.DEFINITION.value})
_FORCE = frozenset({SignalKind.FORCE.value, SignalKind.NEGATION.value})


def hint(changed: Sequence[ChangedClause], adopters: int, *, is_optional: bool) -> str:
    """What at least half of a clause's adopters have in common, and three of them; empty where there is nothing.

    Shape: `adopters` are all who have the clause or dropped it.
    """
    adapted = [item for item in changed if item.verb is Verb.ADAPT]
    dropped = len(changed) - len(adapted)
    if _is_most(len(adapted), adopters):
        return f"adapted by {len(adapted)} of {adopters} adopters{_in_what(adapted)}"
    if _is_most(dropped, adopters):
        then = "" if is_optional else ": it may be meant to be optional"
        return f"dropped by {dropped} of {adopters} adopters{then}"
    if _is_most(len(changed), adopters):
        return f"adapted by {len(adapted)} and dropped by {dropped} of {adopters} adopters: it may ask what few can do"
    return ""


def _in_what(adapted: Sequence[ChangedClause]) -> str:
    over = Counter(name for item in adapted for name in {words.parameter for words in item.words if words.parameter})
    if over and 2 * max(over.values()) >= len(adapted):
        name = min(over, key=lambda one: (-over[one], one))
        return f", by hand over the value of {name}: it may be hard to find, or its range too narrow"
    for kinds, called in ((_FIGURES, "in numbers"), (_TERMS, "in who acts or what a term means")):
        if 2 * sum(bool(kinds.intersection(item.kinds)) for item in adapted) >= len(adapted):
            return f", most of them {called}: a parameter may be missing here"
    common = most_replaced(adapted, 1)
    if common and 2 * common[0][1] >= len(adapted):
        return ", most of them with the same words: they may be better ones"
    if 2 * sum(bool(_FORCE.intersection(item.kinds)) for item in adapted) >= len(adapted):
        return ", most of them in how far it binds: it may ask what few can do"
    return ": read what they wrote instead"


def most_replaced(changed: Sequence[ChangedClause], most: int) -> tuple[tuple[Replaced, int], ...]:
    """The words that came in the place of others, those of most adopters first, each counted once for an adopter."""
    counted = Counter(words for item in changed for words in set(item.words))
    order = sorted(counted, key=lambda words: (-counted[words], words.kind, words.before, words.after, words.parameter))
    return tuple((words, counted[words]) for words in order[:most])


def _is_most(number: int, adopters: int) -> bool:
    return number >= FEWEST and 2 * number >= adopters
