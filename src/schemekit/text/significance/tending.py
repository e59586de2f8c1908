"""Tending: whether a larger figure or a longer time asks more of somebody, or whether nobody can tell from the words.

A time in which the Board has to answer is one thing; the time in which somebody may appeal is another, and to shorten
it takes something from them. Where a sentence does not say plainly which it is, no direction is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from schemekit.text.rules import helping
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.binding import DUTIES, binding_hits
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Amount, Hit

_NEAR = 4
_SUBJECT = 8
_FEW = 12
"""Words of a stretch beside a time from which it is more than a time that came or went."""
_CASE = 40
"""Words that are looked at for the beginning of a condition."""


@dataclass(frozen=True)
class Tendency:
    """What a sentence tells of its figures and times, worked out once for both sides."""

    pair: SentencePair

    def tells(self, old: Hit | None, new: Hit | None) -> bool:
        """Whether the words around a figure or time say which way is stricter, on each side that has it."""
        sides = [(side, hit) for side, hit in zip(self._sides, (old, new), strict=True) if hit is not None]
        return not self.pair.is_one_sided and all(side.tells(hit) for side, hit in sides)

    def is_alone(self, old: Hit | None, new: Hit | None) -> bool:
        """Whether a time came or went by itself: of `extended by ten days` nobody can tell what it asks."""
        hit = old or new
        gap = self.pair.gap_at(hit.first, is_old=old is not None) if hit is not None else None
        if hit is None or gap is None:
            return False
        mine, other = (gap.old, gap.new) if old is not None else (gap.new, gap.old)
        here, there = self._sides if old is not None else self._sides[::-1]
        if len(mine) > _FEW or len(other) > _FEW:
            return False
        rest = [at for at in mine if not hit.first <= at < hit.last and at not in here.cues]
        return here.are_small(rest) and there.are_small(other)

    @cached_property
    def _sides(self) -> tuple[_Side, _Side]:
        return _Side(self.pair.old), _Side(self.pair.new)


@dataclass(frozen=True)
class _Side:
    sentence: Sentence

    def are_small(self, places: range | list[int]) -> bool:
        """Whether some words name nothing."""
        return all(self.sentence.norms[at] in self.sentence.vocabulary.small for at in places)

    def tells(self, hit: Hit) -> bool:
        """Whether this side says which way is stricter."""
        return not (self._is_denied or self._is_right or _is_for(self.sentence, hit) or _is_case(self.sentence, hit)
                    or _looks_back(self.sentence, hit) or _is_range(self.sentence, hit))

    @cached_property
    def cues(self) -> frozenset[int]:
        """The places of words that say how a time or figure is meant."""
        return frozenset(at for cue in self.sentence.of("limit", "quantifier", "often", "prompt")
                         for at in range(cue.first, cue.last))

    @cached_property
    def _is_denied(self) -> bool:
        """Whether a not stands in the sentence, which turns round what a bound asks."""
        return bool(self.sentence.of("negation")) or any(hit.rule.negates for hit in self.sentence.of("force"))

    @cached_property
    def _is_right(self) -> bool:
        """Whether the time is given to somebody, who may appeal, object or comment in it."""
        norms, verbs = self.sentence.norms, binding_hits(self.sentence)
        duty = next((verb for verb in verbs if verb.rule.says in DUTIES), None)
        if _is_given(self.sentence):
            return True
        if duty is None:
            subject = norms[:_SUBJECT]
            is_others = helping("other_side").intersection(subject) or helping("own_time").intersection(subject)
            return bool(verbs) or (bool(is_others) and not helping("passive").intersection(subject))
        subject = norms[max(0, duty.first - _SUBJECT) : duty.first]
        is_passive = bool(helping("passive").intersection(norms[duty.last : duty.last + 2]))
        return not is_passive and bool(helping("other_side").intersection(subject))


def _is_given(sentence: Sentence) -> bool:
    """`The appeal shall be lodged within 30 days`."""
    norms, given = sentence.norms, helping("is_given")
    return any(norm in given and helping("passive").intersection(norms[max(0, at - 2) : at])
               for at, norm in enumerate(norms))


def _is_for(sentence: Sentence, hit: Hit) -> bool:
    """`30 days to appeal`, `60 days for comments`."""
    after = sentence.norms[hit.last : hit.last + _NEAR]
    for at, norm in enumerate(after[:-1]):
        if norm in helping("towards"):
            return bool((helping("own_time") | helping("own_act")).intersection(after[at + 1 : at + 3]))
    return False


def _is_case(sentence: Sentence, hit: Hit) -> bool:
    """Whether the figure stands in a condition: `if at least 3 members ask`."""
    for at in range(hit.first - 1, max(-1, hit.first - 1 - _CASE), -1):
        if sentence.has_comma(at + 1):
            return False
        if sentence.norms[at] in helping("cases"):
            return True
    return False


def _looks_back(sentence: Sentence, hit: Hit) -> bool:
    """`Within the 24 months before the complaint` says what may be complained of."""
    if not (isinstance(hit, Amount) and hit.is_time) or hit.way > 0:
        return False
    beside = (*sentence.norms[max(0, hit.first - 1) : hit.first], *sentence.norms[hit.last : hit.last + 1])
    return bool(helping("looking_back").intersection(beside))


def _is_range(sentence: Sentence, hit: Hit) -> bool:
    """`10-20 days`, `10 to 20 days`: one end of a range."""
    before = sentence.norms[max(0, hit.first - 2) : hit.first]
    if not before:
        return False
    between = sentence.text[sentence.tokens[hit.first - 1].end : sentence.tokens[hit.first].start]
    return (before[-1][:1].isdigit() and between.strip() in ("-", "–", "—")) or \
        (before[-1] in helping("ranging") and before[0][:1].isdigit())
