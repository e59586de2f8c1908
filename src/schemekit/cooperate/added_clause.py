"""A clause that only their text has. Whether it asks more or takes something away is for people: no rule can tell.

"The Board shall approve each complaint before it is registered" asks something of a body of the scheme alone, and shuts
complaints out by it.
Basis: docs/decisions/0034-stricter-is-what-can-be-shown.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.crosswalk.lined_up import Match, Way
from schemekit.model.signal import Direction, Signal, SignalKind


def added_clause(signals: Sequence[Signal], told: tuple[str, ...]) -> tuple[Match, Way, tuple[str, ...]]:
    """What a clause is that only they have, and what is told of it. Shape: `told` is what is told of its signals."""
    takes_back = any(signal.kind is SignalKind.NEGATION or signal.direction in (Direction.WEAKER, Direction.LOOSER)
                     or (signal.kind is SignalKind.FORCE and signal.direction is Direction.OTHER)
                     for signal in signals)
    does = "may take back what other clauses ask" if takes_back else "may ask more, or limit what others give"
    return Match.LOOK, Way.UNTOLD, (f"only theirs has it, and it {does}", *told)
