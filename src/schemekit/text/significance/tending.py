"""Tending: whether a larger figure or a longer time asks more of somebody, or whether nobody can tell from the words.

A time in which the Board has to answer is one thing; the time in which somebody may appeal is another, and to shorten
it takes something from them. Where a sentence does not say plainly which it is, no direction is told.
"""

from __future__ import annotations

from schemekit.text.rules import helping
from schemekit.text.significance.alignment import SentencePair
from schemekit.text.significance.binding import DUTIES, binding_hits
from schemekit.text.significance.reading import Sentence
from schemekit.text.significance.token import Amount, Hit

_NEAR = 4


def tends(pair: SentencePair, old: Hit | None, new: Hit | None) -> bool:
    """Whether the words around a figure or time say which way is stricter, on each side that has it."""
    sides = [(side, hit) for side, hit in ((pair.old, old), (pair.new, new)) if hit is not None]
    return not pair.is_one_sided and all(_tends(side, hit) for side, hit in sides)


def _tends(sentence: Sentence, hit: Hit) -> bool:
    return not (_is_denied(sentence) or _is_right(sentence, hit) or _is_case(sentence, hit)
                or _looks_back(sentence, hit) or _is_range(sentence, hit))


def _is_range(sentence: Sentence, hit: Hit) -> bool:
    """`10-20 days`, `10 to 20 days`: one end of a range."""
    before, text = sentence.norms[max(0, hit.first - 2) : hit.first], sentence.text
    between = text[sentence.tokens[hit.first - 1].end : sentence.tokens[hit.first].start] if hit.first else ""
    return bool(before) and ((before[-1][:1].isdigit() and between.strip() in ("-", "–", "—"))
                             or (before[-1] in helping("ranging") and before[0][:1].isdigit()))


def _is_denied(sentence: Sentence) -> bool:
    """Whether a not stands in the sentence, which turns round what a bound asks."""
    return bool(sentence.of("negation")) or any(hit.rule.negates for hit in sentence.of("force"))


def _is_right(sentence: Sentence, hit: Hit) -> bool:
    """Whether the time is given to somebody, who may appeal, object or comment in it."""
    norms, verbs = sentence.norms, binding_hits(sentence)
    duty = next((verb for verb in verbs if verb.rule.says in DUTIES), None)
    if duty is None and any(verb.rule.says in ("permission", "exemption", "possibility") for verb in verbs):
        return True
    if _is_given(sentence) or _is_for(sentence, hit):
        return True
    if duty is None:
        subject = norms[: min(hit.first, _SUBJECT)]
        return bool(helping("other_side").intersection(subject) or helping("own_time").intersection(subject)) \
            if not helping("passive").intersection(norms[: hit.first]) else False
    subject = norms[max(0, duty.first - _SUBJECT) : duty.first]
    is_passive = bool(helping("passive").intersection(norms[duty.last : duty.last + 2]))
    return not is_passive and bool(helping("other_side").intersection(subject))


_SUBJECT = 8


def _is_given(sentence: Sentence) -> bool:
    """`The appeal shall be lodged within 30 days`."""
    norms, given = sentence.norms, helping("is_given")
    return any(norm in given and at and helping("passive").intersection(norms[max(0, at - 2) : at])
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
    for at in range(hit.first - 1, -1, -1):
        if sentence.has_comma(at + 1):
            return False
        if sentence.norms[at] in helping("cases"):
            return True
    return False


def _looks_back(sentence: Sentence, hit: Hit) -> bool:
    """`Within the 24 months before the complaint` says what may be complained of."""
    if not (isinstance(hit, Amount) and hit.is_time) or hit.way > 0:
        return False
    return bool(helping("looking_back").intersection(sentence.norms[hit.last : hit.last + 1])) or \
        bool(helping("looking_back").intersection(sentence.norms[max(0, hit.first - 1) : hit.first]) and hit.way <= 0)
