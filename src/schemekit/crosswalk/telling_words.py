"""Which words of a clause tell what it is about: those it says often, its neighbours rarely, and every text seldom.

The figures were chosen on one half of the labelled clauses (docs/suggesting.md), and measured on the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

HEADING = 5
"""A word in the heading counts as if it stood so many times in the body."""
MOST = 200
"""Words of a clause that are asked for, the most telling first."""
_ENGLISH = (
    "a an the and or of to in on at by for from with without as is are was were be been it its this that these those "
    "which who whom whose what when where how if then than not no nor so such any each every all some own other "
    "others may shall should can must will would has have had do does did under over into onto out up about between "
    "within before after during while until since there here their they them he she his her one two also only both "
    "either more most less least very "
)
_FRENCH = (
    "le la les un une des du de et ou en au aux dans sur par pour avec sans que qui est sont être doit doivent peut "
    "ce cette ces son sa ses leur leurs il elle ils elles ne pas plus "
)
_SPANISH = (
    "el los las una unos unas del y o con sin por para en al se su sus lo que es son debe deben puede pueden este esta "
    "estos estas no más "
)
_PORTUGUESE = (
    "os as um uma uns umas da do das dos e ou com sem por para em no na nos nas seu sua seus suas que é são deve devem "
    "pode podem este esta não mais"
)
FUNCTION_WORDS = frozenset(" ".join((_ENGLISH, _FRENCH, _SPANISH, _PORTUGUESE)).split())
"""Words that every text has."""


def telling(heading: Sequence[str], body: Sequence[str]) -> Counter[str]:
    """How often a clause says each word. Shape: words in small letters; figures are left out."""
    found: Counter[str] = Counter()
    for words, weight in ((heading, HEADING), (body, 1)):
        for word in words:
            if len(word) > 1 and not word.isdigit() and word not in FUNCTION_WORDS:
                found[word] += weight
    return found


def commonness(clauses: Sequence[Mapping[str, int]]) -> Counter[str]:
    """In how many clauses of a text each word stands."""
    return Counter(word for clause in clauses for word in clause)


def weights(said: Mapping[str, int], common: Mapping[str, int], clauses: int) -> dict[str, float]:
    """What each word of a clause counts: how often it says it, times how rare it is among `clauses` of its text.

    Shape: at most MOST words, the heaviest first, of equal ones in the order of the alphabet.
    """
    weighed = {word: times * log((clauses + 1) / max(common.get(word, 1), 1)) for word, times in said.items()}
    ordered = sorted(weighed.items(), key=lambda pair: (-pair[1], pair[0]))
    return {word: weight for word, weight in ordered[:MOST] if weight > 0}
