"""Whether a statement says that something is, or that it is not; and whether two of them name one thing.

Two statements with the same words are no agreement where one of them denies, and a wish for more of one thing quarrels
with a wish for less only where it is the same thing. Words show that often and not always, so that what they leave
open is asked. Basis: docs/theory-of-change.md, "How two steps are compared".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import sqrt

from schemekit.model.theory_of_change import Direction, Step
from schemekit.theory.stemming import stem, stems

_DENIALS = frozenset((   # in the four languages in which we expect theories
    "no", "not", "non", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "lack",
    "lacks", "lacking", "sin", "nunca", "ningun", "ninguna", "ninguno", "nadie", "ni", "ne", "pas", "sans", "aucun",
    "aucune", "jamais", "nao", "sem", "nenhum", "nenhuma", "ninguem"))
_WORD = re.compile(r"[^\W_]*n['’]t\b|[^\W_]+")
_LESS = frozenset(map(stem, ("less", "end", "stop", "prevent", "avoid", "eliminate", "abolish", "halt", "cease")))
_HOW_MUCH = frozenset(map(stem, ("less", "more")))
_ONE_THING, _WORDS_OF_ONE = 0.15, 2
"""How alike two statements are without actors and amounts, and how many words they share, where they name one thing."""


@lru_cache(maxsize=20_000)
def denies(statement: str) -> bool:
    """Whether it says that something is not so."""
    return any(map(_is_denial, _WORD.findall(_plain(statement))))


@lru_cache(maxsize=20_000)
def denied_words(statement: str) -> frozenset[str]:
    """The stem that comes next after each denial: what is said not to be."""
    words = _WORD.findall(_plain(statement))
    after = (stems(" ".join(words[place + 1:])) for place, word in enumerate(words) if _is_denial(word))
    return frozenset(next((word for word in found if word not in _HOW_MUCH), "") for found in after) - {""}


def _is_denial(word: str) -> bool:
    return word in _DENIALS or word.endswith(("n't", "n’t"))


def _plain(statement: str) -> str:
    parted = unicodedata.normalize("NFKD", statement.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def is_denied_by_one(one: Step, other: Step) -> bool:
    """Whether one of them denies and the other does not.

    Shape: a denial that is the step's own direction is none. "No forest is cleared" and "less forest is cleared" go the
    same way, and "mines take no water" against "farms take more" is told by the directions.
    """
    if denies(one.statement) == denies(other.statement):
        return False
    denying, plain = (one, other) if denies(one.statement) else (other, one)
    if denying.direction is not Direction.DECREASE:
        return True
    return plain.direction is not Direction.INCREASE and not (
        plain.direction is Direction.DECREASE and _LESS & frozenset(stems(plain.statement)))


def is_shared_denied(one: Step, other: Step) -> bool:
    """Whether what one of them says is not so is a thing that both name.

    "Take more water and lose no harvest" denies nothing of "take less water".
    """
    both = frozenset(stems(one.statement)) & frozenset(stems(other.statement))
    return bool(both & (denied_words(one.statement) ^ denied_words(other.statement)))


def name_one_thing(one: Mapping[str, float], other: Mapping[str, float], actors: Iterable[str]) -> bool:
    """Whether two statements, as weighted words, speak of one thing: who does it and how much of it is left out."""
    aside = _HOW_MUCH.union(*(stems(actor) for actor in actors))
    mine, theirs = ({word: weight for word, weight in words.items() if word not in aside} for words in (one, other))
    shared = mine.keys() & theirs.keys()
    if not shared or (len(shared) < _WORDS_OF_ONE and len(shared) < min(len(mine), len(theirs))):
        return False
    lengths = [sqrt(sum(sorted(weight * weight for weight in words.values()))) for words in (mine, theirs)]
    return sum(sorted(mine[word] * theirs[word] for word in shared)) / (lengths[0] * lengths[1]) >= _ONE_THING
