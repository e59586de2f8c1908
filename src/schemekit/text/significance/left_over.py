"""What a change leaves of what a clause asked: all of it, less of it, other words, or nothing.

Read off the signals of the change. Where they cannot tell, the words are other words, and somebody has to judge them.
Basis: docs/decisions/0032-changed-words-count-for-what-somebody-can-say.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cache

from schemekit.model.adoption import Verb
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.comparing.diff import SAME_WORDS, ClauseChange, Kind
from schemekit.text.comparing.sentences import sentences
from schemekit.text.force import binding_words
from schemekit.text.printed import printed
from schemekit.text.rules import helping, rules, vocabulary
from schemekit.text.significance.binding import DUTIES, binding_hits, is_plain_duty
from schemekit.text.significance.context import Context
from schemekit.text.significance.reading import Sentence


class LeftOver(Enum):
    """How much of what a clause asked is left. OTHER: nobody can tell without reading it."""

    ALL = "all"
    LESS = "less"
    OTHER = "other words"
    NOTHING = "nothing"


_LIGHT = (SignalKind.EDITORIAL, SignalKind.STRUCTURE)
_DOWN = (Direction.WEAKER, Direction.LOOSER)
_UP = (Direction.STRONGER, Direction.STRICTER)
_DENIALS = ("negation.not", "negation.never", "negation.none", "negation.free", "negation.bare-ne")
NO_WORDS = "no words are left in it"
_HIDDEN = "layout.hidden"
_NO_DUTY = ("hedge.advice-only", "hedge.no-consequence", "hedge.label")


def left_over(change: ClauseChange, signals: Sequence[Signal], context: Context) -> tuple[LeftOver, str]:
    """What is left of a clause of the source, and by which words it is less.

    Shape: `signals` are those of the change, and may be empty for one that is the same. A clause that another one is
    told with is at best other words: what became of its own stands there.
    """
    if change.verb is Verb.DROP or change.source is None or change.mine is None:
        return LeftOver.NOTHING, ""
    if change.verb is Verb.ADOPT or change.kinds <= SAME_WORDS:
        return LeftOver.ALL, ""
    if change.source.body.strip() and not says_anything(change.after):
        return LeftOver.NOTHING, NO_WORDS
    if change.told_with:
        return LeftOver.OTHER, f"joined into #{change.told_with}"
    back = next(takes_back(signals), None)
    if back is not None:
        return LeftOver.NOTHING, back.words
    if binds_no_more(change, context):
        weaker = next((one.words for one in signals if one.kind is SignalKind.FORCE), "no duty is left in it")
        return LeftOver.NOTHING, weaker
    less = [one for one in signals if one.direction in _DOWN or _limits(one)]
    told = less[0].bare_words if less else ""
    if Kind.RESHAPED not in change.kinds and all(_is_no_less(one) or one in less for one in signals):
        return (LeftOver.LESS if less else LeftOver.ALL), told
    return LeftOver.OTHER, told


def binds_no_more(change: ClauseChange, context: Context) -> bool:
    """Whether a clause laid a duty on somebody and no longer does."""
    return _binds(change.before, context) and not _binds(change.after, context)


def takes_back(signals: Sequence[Signal]) -> Iterator[Signal]:
    """The signals of words that came and may undo what stands beside them: no duty, an exemption, a not that came.

    A not that went out of a sentence turns it round as well. A new sentence with a not that lays a duty on somebody is
    none: `the panel shall not name the complainant`. A new permission is one where it speaks of the text itself: `the
    Board may waive any requirement`.
    """
    duties = {one.passage_after for one in signals
              if one.kind is SignalKind.FORCE and one.direction is Direction.STRONGER and not one.passage_before}
    for one in signals:
        denies = _denies(one) and (one.passage_before or one.passage_after not in duties)
        if one.passage_after and (_lifts(one) or denies):
            yield one


def _lifts(one: Signal) -> bool:
    """Words that came and free somebody of a duty, or of the text."""
    if one.kind is not SignalKind.FORCE or one.direction is Direction.STRONGER:
        return False
    frees = one.rule in _NO_DUTY or one.rule in _exemptions()
    waives = one.direction is Direction.WEAKER and not one.passage_before and speaks_of_text(one)
    return one.rule == _HIDDEN or (bool(one.after) and (frees or waives))


def _denies(one: Signal) -> bool:
    """A not that came or went, and not one that was put otherwise."""
    if one.kind is not SignalKind.NEGATION:
        return False
    return one.rule == _HIDDEN or (one.rule in _DENIALS and bool(one.before) != bool(one.after))


def undoes_others(signals: Sequence[Signal], context: Context) -> Iterator[Signal]:
    """The signals of words outside a clause that may take back what the clause asks.

    Besides `takes_back`: exceptions, what a term means, and a duty with a not in it that speaks of the text itself (`no
    clause shall bind`).
    """
    back = list(takes_back(signals))
    yield from back
    duties = {one.passage_after for one in signals
              if one.kind is SignalKind.FORCE and one.direction is Direction.STRONGER}
    for one in signals:
        if one in back or not one.passage_after:
            continue
        is_denial = one.kind is SignalKind.NEGATION and (one.passage_after not in duties or speaks_of_text(one))
        if is_denial or is_term(one, context) or undoes_text(one, context):
            yield one


def undoes_text(signal: Signal, context: Context) -> bool:
    """Whether a new sentence says of the text itself that it does not hold, be it a duty, a note or plain words.

    `No clause of this procedure shall bind`, `Status: draft`.
    """
    if not signal.passage_after or signal.passage_before or not speaks_of_text(signal):
        return False
    read = Sentence(signal.passage_after, vocabulary(context.language))
    is_draft = bool(helping("no_force").intersection(read.norms)) and not binding_hits(read)
    return is_draft or bool(read.of("negation"))


def is_term(signal: Signal, context: Context) -> bool:
    """Whether a signal is of a sentence that says near its beginning what a term means; `by any means` says nothing."""
    if signal.kind is not SignalKind.DEFINITION:
        return False
    read = Sentence(signal.passage_after or signal.passage_before, vocabulary(context.language))
    return any(0 < hit.first <= _TERM for hit in read.of("definition"))


_TERM = 6   # words before what it means


def speaks_of_text(signal: Signal) -> bool:
    """Whether the words of a signal are about the text as a whole, or its clauses: `nothing in this procedure`."""
    return bool(helping("the_text").intersection(re.findall(r"\w+", signal.passage_after.lower())))


def says_anything(raw: str) -> bool:
    """Whether a clause has words of its own that are printed; headings alone say nothing."""
    return bool(_prose(raw).strip(" \t\r\n-*+>|:_"))


def _prose(raw: str) -> str:
    """The words of a clause as they are printed, without headings, notes, code and comments."""
    lines = (line for line in binding_words(raw).split("\n") if not line.lstrip().startswith("#"))
    return printed("\n".join(lines))


def _limits(signal: Signal) -> bool:
    """An exception or condition that came in, or a sentence that denies and is gone."""
    if signal.kind is not SignalKind.NEGATION:
        return False
    return not signal.passage_after or (bool(signal.after) and not signal.before and signal.rule not in _DENIALS)


def _is_no_less(signal: Signal) -> bool:
    """Layout, spelling, and what asks more in a sentence that stays; a new sentence may ask it of somebody else."""
    if signal.kind in _LIGHT:
        return True
    return signal.direction in _UP and bool(signal.before and signal.after)


def _binds(text: str, context: Context) -> bool:
    """Whether any sentence lays a duty on somebody."""
    words = vocabulary(context.language)
    for sentence in sentences(_prose(text)):
        read = Sentence(sentence, words)
        if any(hit.rule.says in DUTIES for hit in binding_hits(read)):
            return True
        if context.is_plain_present and is_plain_duty(read):
            return True
    return False


@cache
def _exemptions() -> frozenset[str]:
    return frozenset(rule.name for rule in rules() if rule.says == "exemption") | {"force.need-not"}
