"""Values in lined-up clauses: which of them no rule may call stricter.

A module's range has two ends, because beyond either the value no longer does what it is for: seven days to reply where
the module wants ten at least ask no more of the scheme, they take the reply away. People look at those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.said_values import SaidValue, read_in
from schemekit.cooperate.told_words import OVER
from schemekit.crosswalk.side_by_side import outside_range
from schemekit.model.parameter import Parameter, Value
from schemekit.model.signal import Direction, Signal
from schemekit.review.comparison import ComparedValue
from schemekit.text.comparing.diff import ClauseChange

Named = Mapping[str, tuple[str, str]]
"""What either side calls itself and its bodies, by parameter."""
Said = Mapping[str, SaidValue]
"""What the words of one side say in the place of its values, by parameter."""
_UP, _DOWN = (Direction.STRICTER, Direction.STRONGER), (Direction.LOOSER, Direction.WEAKER)
_SIDES = ("ours", "theirs")


def unnamed(signals: Sequence[Signal], named: Named) -> list[Signal]:
    """The signals without those of names: each side fills in its own name and those of its bodies.

    Nobody can call that another provision.
    """
    return [signal for signal in signals
            if signal.parameter not in named and (signal.before, signal.after) not in named.values()]


def in_range(value: ComparedValue, sides: Sequence[Adoption]) -> tuple[ComparedValue, tuple[str, ...]]:
    """A value that differs, and what is told of one that is stricter and outside the module's range.

    Shape: such a value goes no way that a rule could tell.
    """
    at = _stricter_side(value.direction)
    parameter = _parameter(value.name, sides)
    held = sides[at].entry.parameters.get(value.name) if at is not None else None
    if at is None or parameter is None or held is None or not parameter.issues(held):
        return value, ()
    return replace(value, direction=Direction.OTHER), (_told_range(parameter, at, held),)


def signals_in_range(
    signals: Sequence[Signal], change: ClauseChange, sides: Sequence[Adoption], said: Sequence[Said]
) -> tuple[list[Signal], tuple[str, ...]]:
    """The signals of a clause, and what is told of figures that are stricter and outside the module's range.

    Shape: as `in_range`; also of figures that stand there by hand in the place of a value, on either side, which
    `said` tells of each (`said_values`, worked out once for all clauses).
    """
    by_hand = list(_by_hand(change, said))
    found, notes = [], []
    for signal in signals:
        at = _stricter_side(signal.direction)
        parameter = _parameter(signal.parameter, sides) if signal.parameter else None
        if at is not None and parameter is not None:
            value = _of_signal(signal, parameter, sides, at)
            beyond = [(parameter, value)] if value is not None and parameter.issues(value) else []
        else:
            words = (signal.before, signal.after)[at] if at is not None else ""
            beyond = [(known, value) for side, said, known, value in by_hand if side == at and said in words]
        for known, value in beyond[:1]:
            notes.append(_told_range(known, at or 0, value))
        found.append(replace(signal, direction=Direction.OTHER) if beyond else signal)
    return found, tuple(dict.fromkeys(notes))


def _by_hand(change: ClauseChange, said: Sequence[Said]) -> Iterator[tuple[int, str, Parameter, Value]]:
    """The figures outside the module's range that either side wrote into the clause in the place of a value."""
    for at, clause in enumerate((change.source, change.mine)):
        for one in said[at].values() if clause is not None else ():
            for item in one.instead:
                if clause is not None and item.place == f"#{clause.id}" and item.value is not None \
                        and one.parameter.issues(item.value):
                    yield at, item.words, one.parameter, item.value


def _of_signal(signal: Signal, parameter: Parameter, sides: Sequence[Adoption], at: int) -> Value | None:
    """The figure that one side says in the place of a value."""
    if signal.rule == OVER and at == 1:
        return read_in(parameter, signal.after, sides[1].module.language)
    return sides[at].entry.parameters.get(parameter.name)


def _stricter_side(direction: Direction) -> int | None:
    return 1 if direction in _UP else 0 if direction in _DOWN else None


def _parameter(name: str, sides: Sequence[Adoption]) -> Parameter | None:
    """The parameter as either module has it; ours first, since it is by ours that theirs is looked at."""
    return sides[0].module.parameter(name) or sides[1].module.parameter(name)


def _told_range(parameter: Parameter, at: int, value: Value) -> str:
    return f"{parameter.title}: {_SIDES[at]} {parameter.told(value)} is {outside_range(parameter)}"
