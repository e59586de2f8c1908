"""What a passage means as a value: the other way of `parameter.in_text`, from prose to numbers, choices and lists."""

from __future__ import annotations

import re

from schemekit.model.parameter import Parameter, ParameterType, Value, prose_list
from schemekit.text.document import comparable

_JOINED = re.compile(r",? +(?:and|et|y|e|und) +")


def meant(parameter: Parameter, text: str, language: str) -> Value | None:
    """The value that stands for a passage; None where there is none, or where the parameter could not take it.

    A number outside its range is given back: a reason can justify it.
    """
    value = _read(parameter, text, language)
    if value is None or any(not issue.outside_range for issue in parameter.issues(value)):
        return None
    return value


def _read(parameter: Parameter, text: str, language: str) -> Value | None:
    if parameter.type is ParameterType.CHOICE:
        return _option(parameter, text)
    if not parameter.is_several:
        return parameter.read(text)
    items = _items(parameter, text, language)
    if not parameter.options:
        return items
    options = tuple(_option(parameter, item) for item in items)
    return None if None in options else tuple(option for option in options if option is not None)


def _option(parameter: Parameter, text: str) -> str | None:
    words = comparable(text).casefold()
    return next((value for value in parameter.option_values if comparable(value).casefold() == words), None)


def _items(parameter: Parameter, text: str, language: str) -> tuple[str, ...]:
    """`a, b and c` as three items; of several ways to part the last two, the one whose items the module knows."""
    *first, last = [part.strip() for part in text.split(",")]
    default = parameter.default if isinstance(parameter.default, tuple) else ()
    known = {comparable(item).casefold() for item in (*default, *parameter.option_values)}
    ways = [(last[: found.start()], last[found.end():]) for found in _JOINED.finditer(f"{last}")]
    ways = [way for way in ways if prose_list(way, language) == last]
    if not ways:
        return tuple(part for part in (*first, last) if part)
    if {comparable(last).casefold()} <= known and not first:
        return (last,)
    best = max(ways, key=lambda way: sum(comparable(item).casefold() in known for item in way))
    return (*(part for part in first if part), *best)
