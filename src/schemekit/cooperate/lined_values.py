"""Values in lined-up clauses: what is told of them, and which of them no rule may call stricter.

A module's range has two ends, because beyond either the value no longer does what it is for: seven days to reply where
the module wants ten at least ask no more of the scheme, they take the reply away. People look at those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.said_values import read_in, said_values
from schemekit.crosswalk.side_by_side import outside_range, with_unit
from schemekit.model.parameter import Parameter, Value
from schemekit.model.signal import Direction, Signal
from schemekit.review.comparison import ComparedValue
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.quotation import contrasted

Named = Mapping[str, tuple[str, str]]
"""What either side calls itself and its bodies, by parameter."""
_MOST_TOLD = 4   # signals of one clause
_UP, _DOWN = (Direction.STRICTER, Direction.STRONGER), (Direction.LOOSER, Direction.WEAKER)
_DIGIT = re.compile(r"\d")
_SIDES = ("ours", "theirs")
_OVER, _GONE = "parameter.over", "parameter.gone"   # rules of text/significance


def told_value(value: ComparedValue) -> str:
    """`Time to acknowledge: ours 5 days, theirs 10 days`."""
    if not (value.before and value.after):
        side, words = ("ours", value.before) if value.before else ("theirs", value.after)
        return f"{value.title}: used by {side} only, {_with_unit(words, value)}"
    return f"{value.title}: ours {_with_unit(value.before, value)}, theirs {_with_unit(value.after, value)}"


def _told_of_signal(signal: Signal, value: ComparedValue) -> str:
    """The same of a clause in which theirs put other words over the value; empty where these are no figure.

    What the words say is told, and never the lock, which goes on saying what was filled in.
    """
    if signal.rule not in (_OVER, _GONE):
        return told_value(value)
    if signal.rule == _OVER and not _DIGIT.search(signal.after):
        return ""
    is_bare = signal.after.replace(".", "").replace(",", "").isdigit()
    theirs = with_unit(signal.after, value.unit) if is_bare else signal.after or "does not say it"
    return f"{value.title}: ours {_with_unit(value.before, value)}, theirs {theirs}"


def told_signals(signals: Sequence[Signal], values: Mapping[str, ComparedValue]) -> tuple[str, ...]:
    """What differs, told of two that stand side by side: neither became the other.

    Shape: a value with its figures; of words the part of the sentence they stand in, whatever number of rules found
    something in it.
    """
    lines = list(dict.fromkeys(line for signal in signals for line in _told_signal(signal, values)))
    more = len(lines) - _MOST_TOLD
    return (*lines[:_MOST_TOLD], f"and {more} more") if more > 0 else tuple(lines)


def _told_signal(signal: Signal, values: Mapping[str, ComparedValue]) -> Iterator[str]:
    if signal.parameter in values and (told := _told_of_signal(signal, values[signal.parameter])):
        yield told
        return
    phrases = contrasted(signal.passage_before, signal.passage_after)
    for ours, theirs in phrases or ((signal.before, signal.after),):
        sides = [f"{side} “{words}”" for side, words in (("ours", ours), ("theirs", theirs)) if words]
        yield ", ".join(sides) if len(sides) == 2 else f"only {sides[0]}" if sides else signal.words


def unnamed(signals: Sequence[Signal], named: Named) -> list[Signal]:
    """The signals without those of names: each side fills in its own name and those of its bodies.

    Nobody can call that another provision.
    """
    return [signal for signal in signals
            if signal.parameter not in named and (signal.before, signal.after) not in named.values()]


def as_our_value(value: ComparedValue) -> str:
    """What has to be added where only a value is looser."""
    return f"{value.title}: {_with_unit(value.before, value)}"


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
    signals: Sequence[Signal], change: ClauseChange, sides: Sequence[Adoption]
) -> tuple[list[Signal], tuple[str, ...]]:
    """The signals of a clause, and what is told of figures that are stricter and outside the module's range.

    Shape: as `in_range`; also of figures that stand there by hand in the place of a value, on either side.
    """
    by_hand = list(_by_hand(change, sides))
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


def _by_hand(change: ClauseChange, sides: Sequence[Adoption]) -> Iterator[tuple[int, str, Parameter, Value]]:
    """The figures outside the module's range that either side wrote into the clause in the place of a value."""
    for at, clause in enumerate((change.source, change.mine)):
        for said in said_values(sides[at]).values() if clause is not None else ():
            for item in said.instead:
                if clause is not None and item.place == f"#{clause.id}" and item.value is not None \
                        and said.parameter.issues(item.value):
                    yield at, item.words, said.parameter, item.value


def _of_signal(signal: Signal, parameter: Parameter, sides: Sequence[Adoption], at: int) -> Value | None:
    """The figure that one side says in the place of a value."""
    if signal.rule == _OVER and at == 1:
        return read_in(parameter, signal.after, sides[1].module.language)
    return sides[at].entry.parameters.get(parameter.name)


def _stricter_side(direction: Direction) -> int | None:
    return 1 if direction in _UP else 0 if direction in _DOWN else None


def _parameter(name: str, sides: Sequence[Adoption]) -> Parameter | None:
    """The parameter as either module has it; ours first, since it is by ours that theirs is looked at."""
    return sides[0].module.parameter(name) or sides[1].module.parameter(name)


def _told_range(parameter: Parameter, at: int, value: Value) -> str:
    return f"{parameter.title}: {_SIDES[at]} {parameter.told(value)} is {outside_range(parameter)}"


def _with_unit(words: str, value: ComparedValue) -> str:
    return f"{words} {value.unit}".strip()
