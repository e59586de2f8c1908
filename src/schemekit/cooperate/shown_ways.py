"""Which way theirs differs from ours, as far as a machine can show it; of all else people decide.

A rule of signals tells how far words bind, and not whom they serve: "shall tell the respondent who complained" binds
more, and takes something away. Only a value whose module names the direction, and one body's duty put as a duty instead
of a recommendation, are shown here.
Basis: docs/decisions/0034-stricter-is-what-can-be-shown.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from schemekit.adopt.outcome import Adoption
from schemekit.cooperate.own_names import is_own_name
from schemekit.crosswalk.lined_up import Match, Way, of_directions
from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.rules import rules

_BODIES = ("secretariat", "scheme", "board", "certification body", "audit team", "complaints officer",
           "complaints panel", "appeals panel", "impartiality committee")
_SHUTS = re.compile(
    r"\b(refus|reject|exclu|inadmiss|ineligib|dismiss|den(y|ie)|declin|barred|bars?\b|clos(e|es|ed|ing)\b|suspend|"
    r"withdraw|limit|restrict|reserv|terminat|delet|waiv|only\b|except|unless|outside\b|fees?\b|charg|pay|paid|"
    r"not\b|never\b|no\b|nobody\b|none\b|before\b)",
    re.IGNORECASE)
_DUTY, _ADVICE = ("shall", "must"), ("should",)


def result(signals: Iterable[Signal], sides: Sequence[Adoption]) -> tuple[Match, Way]:
    """What a clause of theirs is to ours. Shape: `sides` are the adoptions whose own names may stand in its words."""
    bodies = _names(sides)
    known: list[Direction] = []
    seeming: list[Direction] = []
    for signal in signals:
        (known if _is_shown(signal, bodies) else seeming).append(_direction(signal, bodies))
    return of_directions(known, seeming)


def _is_shown(signal: Signal, bodies: str) -> bool:
    """Whether nobody can read a signal's direction the other way."""
    if not (signal.before and signal.after):
        return False
    if signal.kind is SignalKind.PARAMETER:
        return True
    if signal.kind is not SignalKind.FORCE:
        return False   # a figure in the words: nobody said which way is stricter
    verbs = signal.before.lower(), signal.after.lower()
    is_one_duty = any((verbs[0] in one and verbs[1] in other) for one, other in ((_DUTY, _ADVICE), (_ADVICE, _DUTY)))
    return is_one_duty and _is_else_the_same(signal) and all(
        _begins(passage, bodies) and not _SHUTS.search(passage)
        for passage in (signal.passage_before, signal.passage_after))


def _is_else_the_same(signal: Signal) -> bool:
    before = signal.passage_before.replace(signal.before, signal.after, 1)
    return before.split() == signal.passage_after.split()


def _direction(signal: Signal, bodies: str) -> Direction:
    """The direction of a signal, that of a permission that came or went by whose it is.

    Who is no body of the scheme loses something with a permission, and gets something by one.
    """
    is_whole = bool(signal.passage_before) != bool(signal.passage_after)
    if signal.kind is not SignalKind.FORCE or not is_whole or signal.rule not in _permissions():
        return signal.direction
    is_gone, is_of_body = bool(signal.passage_before), _begins(signal.passage_before or signal.passage_after, bodies)
    return Direction.OTHER if is_gone is is_of_body else Direction.WEAKER


def _begins(passage: str, bodies: str) -> bool:
    """Whether a passage begins with a body of a scheme and its verb: it speaks of nobody else's duty or freedom."""
    return re.match(rf"\W*(the\s+)?({bodies})\s+(shall|must|should|may)\b", passage, re.IGNORECASE) is not None


def _names(sides: Sequence[Adoption]) -> str:
    """What bodies are called, each side's own names too, as a pattern."""
    return "|".join(sorted((re.escape(name) for name in {*_BODIES, *_filled_in(sides)}), key=len, reverse=True))


def _filled_in(sides: Sequence[Adoption]) -> Iterator[str]:
    for side in sides:
        for parameter in side.module.parameters:
            value = side.entry.parameters.get(parameter.name)
            if is_own_name(parameter) and isinstance(value, str) and value.strip():
                yield value.strip()


@cache
def _permissions() -> frozenset[str]:
    return frozenset(rule.name for rule in rules() if rule.says == "permission")
