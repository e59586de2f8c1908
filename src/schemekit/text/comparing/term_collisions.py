"""Glossaries laid beside each other: one word with two meanings, two words that are nearly one, two for one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.text.comparing.likeness import Wording, likely
from schemekit.text.document import comparable
from schemekit.text.inline import plain

_WORD = re.compile(r"\w+")
_SAME_THING = 0.8    # share of words from which two meanings are told as one thing under two names
_FEWEST = 5          # words of a meaning, below which that would be chance
_MOST = 2_000        # terms of all glossaries


class Collision(Enum):
    """How terms of several glossaries meet; the words are those that are shown.

    NEAR: the words differ in number, order, hyphens or small words only.
    """

    OTHER_MEANING = "same term, other meaning"
    NEAR = "nearly the same term"
    OTHER_TERM = "other term, nearly the same meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryTerm:
    """A term in one scheme's text. Shape: `meaning` in plain words; `place` as people cite it."""

    scheme: str
    term: str
    meaning: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermCollision:
    """Terms that meet, of two schemes or more."""

    kind: Collision
    terms: tuple[GlossaryTerm, ...]

    @property
    def name(self) -> str:
        """The terms that meet, each once."""
        return " / ".join(dict.fromkeys(item.term for item in self.terms))


def plain_meaning(meaning: str) -> str:
    """A meaning without markup, on one line."""
    return " ".join(plain(meaning).split())


def collisions(terms: Sequence[GlossaryTerm]) -> tuple[TermCollision, ...]:
    """Where glossaries of different schemes collide: other meanings first, then near terms, then other terms.

    Shape: a term that means the same everywhere collides with nothing.
    """
    known = terms[:_MOST]
    return (*_other_meanings(known), *_near(known), *_other_terms(known))


def _other_meanings(terms: Sequence[GlossaryTerm]) -> Iterator[TermCollision]:
    by_name: dict[str, list[GlossaryTerm]] = {}
    for item in terms:
        by_name.setdefault(_name(item.term), []).append(item)
    for found in by_name.values():
        distinct = _distinct(found)
        if len(distinct) > 1 and len({item.scheme for item in distinct}) > 1:
            yield TermCollision(kind=Collision.OTHER_MEANING, terms=distinct)


def _distinct(found: Sequence[GlossaryTerm]) -> tuple[GlossaryTerm, ...]:
    """One for each scheme and meaning; nothing where all schemes mean one thing."""
    meanings = {comparable(item.meaning).lower() for item in found}
    if len(meanings) == 1:
        return ()
    once = {(item.scheme, comparable(item.meaning).lower()): item for item in reversed(found)}
    return tuple(reversed(once.values()))


def _near(terms: Sequence[GlossaryTerm]) -> Iterator[TermCollision]:
    by_trait: dict[str, list[GlossaryTerm]] = {}
    for item in terms:
        by_trait.setdefault(_trait(item.term), []).append(item)
    for trait, found in by_trait.items():
        names = {_name(item.term): item for item in reversed(found)}
        if trait and len(names) > 1 and len({item.scheme for item in names.values()}) > 1:
            yield TermCollision(kind=Collision.NEAR, terms=tuple(reversed(names.values())))


def _other_terms(terms: Sequence[GlossaryTerm]) -> Iterator[TermCollision]:
    schemes = list(dict.fromkeys(item.scheme for item in terms))
    sides = {name: [item for item in terms if item.scheme == name] for name in schemes}
    wordings = {name: [Wording.of(item.meaning) for item in side] for name, side in sides.items()}
    known = {name: {_trait(item.term) for item in side} for name, side in sides.items()}
    for at, first in enumerate(schemes):
        for second in schemes[at + 1 :]:
            for (mine, hers), _ in sorted(likely(wordings[first], wordings[second], _SAME_THING).items()):
                one, other = sides[first][mine], sides[second][hers]
                is_said = min(len(wordings[first][mine].words), len(wordings[second][hers].words)) >= _FEWEST
                is_shared = _trait(one.term) in known[second] or _trait(other.term) in known[first]
                if is_said and not is_shared:
                    yield TermCollision(kind=Collision.OTHER_TERM, terms=(one, other))


def _name(term: str) -> str:
    return " ".join(_WORD.findall(comparable(term).lower()))


_SMALL = frozenset({"a", "an", "the", "of", "and", "or", "for", "in", "to", "de", "la", "le", "les", "des", "du", "del",
                    "do", "da", "y", "e", "et"})


def _trait(term: str) -> str:
    """A term without number, order, hyphens and small words: `holder of certificates` is `certificate holder`."""
    words = {_singular(word) for word in _name(term).split() if word not in _SMALL}
    return "".join(sorted(words))


def _singular(word: str) -> str:
    for ending, single in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word.removesuffix(ending) + single
    return word
