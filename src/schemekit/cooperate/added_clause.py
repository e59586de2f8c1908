"""A clause that only their text has: whether it only asks more of the scheme's own bodies, or is for people to look at.

A new clause may as well take away what the others give: shut complaints out, set those who complain a deadline, ask a
fee. It is called stricter only where all that it asks is asked of a body of the scheme; in doubt, people look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemekit.adopt.outcome import Adoption
from schemekit.cooperate.own_names import is_own_name
from schemekit.crosswalk.lined_up import Match, Way
from schemekit.model.signal import Direction, Signal, SignalKind

_BODIES = ("secretariat", "scheme", "board")
_SHUTS = re.compile(
    r"\b(refus|reject|exclu|inadmiss|ineligib|dismiss|den(y|ie)|declin|barred|bars?\b|clos(e|es|ed|ing)\b|suspend|"
    r"withdraw|limit|restrict|reserv|terminat|delet|waiv|only\b|except|unless|outside\b|fees?\b|charg|pay|paid)",
    re.IGNORECASE)
_ASKS_NOTHING = (SignalKind.WORDING, SignalKind.STRUCTURE, SignalKind.EDITORIAL)


def added_clause(
    body: str, signals: Sequence[Signal], told: tuple[str, ...], sides: Sequence[Adoption]
) -> tuple[Match, Way, tuple[str, ...]]:
    """What a clause is that only they have, and what is told of it.

    Shape: `body` are its words, `told` what is told of its signals; `sides` are the adoptions whose own names may stand
    in it. The words by which a clause shuts out are known in English; in other languages people look.
    """
    takes_back = any(signal.kind is SignalKind.NEGATION or signal.direction in (Direction.WEAKER, Direction.LOOSER)
                     or (signal.kind is SignalKind.FORCE and signal.direction is Direction.OTHER)
                     for signal in signals)
    if takes_back:
        return Match.LOOK, Way.UNTOLD, ("only theirs has it, and it may take back what other clauses ask", *told)
    is_plain = all(_only_asks(signal) for signal in signals)
    is_english = all(side.module.language.partition("-")[0] == "en" for side in sides)
    if not (is_plain and is_english) or _SHUTS.search(body) or not _binds_bodies(signals, sides):
        return Match.LOOK, Way.UNTOLD, ("only theirs has it, and it may limit what others give", *told)
    return Match.BEYOND, Way.STRICTER, ("only theirs has it",)


def _only_asks(signal: Signal) -> bool:
    """Whether a signal is a new duty, or says nothing of what the clause does. A condition, a figure or a term does."""
    if signal.kind is SignalKind.FORCE:
        return signal.direction is Direction.STRONGER
    return signal.kind in _ASKS_NOTHING


def _binds_bodies(signals: Sequence[Signal], sides: Sequence[Adoption]) -> bool:
    """Whether each sentence that binds begins with a body of a scheme and its verb: nobody else is asked anything."""
    names = "|".join(sorted((re.escape(name) for name in {*_BODIES, *_names(sides)}), key=len, reverse=True))
    begins = re.compile(rf"\W*(the\s+)?({names})\s+(shall|must|should)\b", re.IGNORECASE)
    return all(begins.match(signal.passage_after) for signal in signals if signal.kind is SignalKind.FORCE)


def _names(sides: Sequence[Adoption]) -> Iterator[str]:
    """What either side calls its bodies: the words of its own that it filled in."""
    for side in sides:
        for parameter in side.module.parameters:
            value = side.entry.parameters.get(parameter.name)
            if is_own_name(parameter) and isinstance(value, str) and value.strip():
                yield value.strip()
