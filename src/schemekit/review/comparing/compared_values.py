"""The values of two sides next to each other, each difference with its sign: stricter, looser, or only other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.parameter_changes import renamed_parameters
from schemekit.model.module import Module
from schemekit.model.parameter import Effect, Parameter, ParameterType, Value, in_text, shown
from schemekit.model.scheme import Scheme
from schemekit.model.signal import Direction
from schemekit.review.comparison import ComparedValue

_DIRECTIONS = {Effect.STRICTER: Direction.STRICTER, Effect.LOOSER: Direction.LOOSER}
_ORDER = (Direction.LOOSER, Direction.STRICTER, Direction.OTHER)


def against_defaults(adoption: Adoption) -> tuple[ComparedValue, ...]:
    """A scheme's values that are not the module's defaults, the looser first."""
    module, held = adoption.module, standings_of(adoption)
    values = {item.parameter.name: item.value for item in held}
    reasons = {item.parameter.name: item.reason for item in held}
    found = [
        _compared(parameter, parameter.default, values[parameter.name], module.language, reasons[parameter.name])
        for parameter in module.parameters if values.get(parameter.name, parameter.default) != parameter.default
    ]
    return _in_order(found)


def between_values(
    old: Module, before: Mapping[str, Value], new: Module, after: Mapping[str, Value], scheme: Scheme | None = None
) -> tuple[ComparedValue, ...]:
    """The values that are not the same on both sides; one that goes on under another name is the same parameter.

    Shape: `scheme` gives the reasons, where the later side has its values.
    """
    return _in_order(list(_between(old, before, new, after, scheme)))


def _between(
    old: Module, before: Mapping[str, Value], new: Module, after: Mapping[str, Value], scheme: Scheme | None
) -> Iterator[ComparedValue]:
    older = {name: was for was, name in renamed_parameters(old, new).items()}
    for parameter in new.parameters:
        was = before.get(older.get(parameter.name, parameter.name))
        value = after.get(parameter.name, parameter.default)
        if was != value:
            chosen = scheme.set_value(new, parameter.name) if scheme else None
            yield _compared(parameter, was, value, new.language, chosen.reason if chosen else "")
    kept = {*older.values(), *(parameter.name for parameter in new.parameters)}
    for parameter in old.parameters:
        if parameter.name not in kept:
            yield _compared(parameter, before.get(parameter.name, parameter.default), None, old.language, "")


def _compared(
    parameter: Parameter, before: Value | None, after: Value | None, language: str, reason: str
) -> ComparedValue:
    effect = Effect.DIFFERENT
    if before is not None and after is not None:
        effect = replace(parameter, default=before).effect(after)
    return ComparedValue(
        name=parameter.name, title=parameter.title, before=_words(parameter, before, language),
        after=_words(parameter, after, language),
        direction=_DIRECTIONS.get(effect, Direction.OTHER), unit=parameter.unit,
        default=_words(parameter, parameter.default, language), bounds=parameter.range_labels,
        reference=parameter.reference, reason=reason, is_in_range=after is None or not parameter.issues(after),
        is_text=parameter.type is ParameterType.TEXT,
    )


def _words(parameter: Parameter, value: Value | None, language: str) -> str:
    if value is None:
        return ""
    if parameter.options:
        return parameter.labelled(value)
    told = in_text(value, language)
    return shown(value) if isinstance(told, bool) else told


def _in_order(values: list[ComparedValue]) -> tuple[ComparedValue, ...]:
    return tuple(sorted(values, key=lambda value: _ORDER.index(value.direction)))
