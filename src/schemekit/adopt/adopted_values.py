"""The values of an adopted module: the one place that says what a value is, for every screen.

What counts is the lock, since the text was filled in with it. Where scheme.yaml says another value, or the words of a
clause do, each is told with its number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.values import ParameterStanding, standings
from schemekit.adopt.written_over import written_over
from schemekit.files.scheme_folder import MANIFEST
from schemekit.model.parameter import Effect, Value, shown


def standings_of(adoption: Adoption) -> tuple[ParameterStanding, ...]:
    """Every parameter of an adopted module with the value that its text was filled in with."""
    locked = adoption.entry.parameters
    return tuple(_held(adoption, item, locked.get(item.parameter.name, item.value))
                 for item in standings(adoption.module, adoption.scheme))


def value_notices(adoption: Adoption) -> Iterator[str]:
    """Where text, lock and scheme.yaml do not have the same value, in words."""
    wanted, locked = adoption.scheme.values_for(adoption.module), adoption.entry.parameters
    if any(wanted[name] != locked.get(name, wanted[name]) for name in wanted):
        yield from (item.differs for item in standings_of(adoption) if item.differs)


def _held(adoption: Adoption, item: ParameterStanding, value: Value) -> ParameterStanding:
    if item.value == value:
        return item
    issues = item.parameter.issues(value)
    is_fit = all(issue.outside_range for issue in issues)
    return replace(
        item, value=value, reason="", in_range=not issues, differs=_differs(adoption, item, value),
        effect=item.parameter.effect(value) if is_fit else Effect.DIFFERENT,
    )


def _differs(adoption: Adoption, item: ParameterStanding, locked: Value) -> str:
    """`text, lock and scheme.yaml differ: fee_days is 5 in scheme.yaml (the default), 40 in the lock and the text`."""
    name = item.parameter.name
    own = "" if item.is_set else " (the default)"
    over = next((one.after for one in written_over(adoption) if one.parameter == name), "")
    text = f"{shown(locked)} in the lock and {over + ' in ' if over else ''}the text"
    return f"text, lock and {MANIFEST} differ: {adoption.id}.{name} is {shown(item.value)} in {MANIFEST}{own}, {text}"
