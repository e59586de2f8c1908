"""The words of a statement in one spelling, for comparing only: endings off, synonyms in one form, English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from schemekit.theory.vocabulary import vocabulary

_LONGEST_PHRASE = 5
_ENDINGS = ("ational", "isation", "ization", "fulness", "ments", "ation", "ings", "ment", "ness", "ing", "ies", "ers",
            "ed", "es", "er", "ly", "s")
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=20_000)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text in one spelling: small letters, synonyms in one form, endings off, stop words out."""
    known = vocabulary()
    words = [word for word in _WORD.findall(_plain(text)) if word]
    found: list[str] = []
    place = 0
    while place < len(words):
        length, word = _phrase(words, place, known.synonyms)
        place += length
        if word not in known.stop_words:
            found.append(stem(word))
    return tuple(found)


def stem(word: str) -> str:
    """A word without its ending, for comparing only."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4 - (ending == "s"):
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word


def _plain(text: str) -> str:
    """Small letters without accents."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def _phrase(words: Sequence[str], place: int, synonyms: Mapping[tuple[str, ...], str]) -> tuple[int, str]:
    """The longest known phrase that begins here: how many words it has, and what stands for it."""
    for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
        phrase = tuple(words[place : place + length])
        for form in (phrase, (*phrase[:-1], _singular(phrase[-1]))):
            if form in synonyms:
                return length, synonyms[form]
    return 1, words[place]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
