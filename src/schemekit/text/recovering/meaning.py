"""What a passage means as a value: the other way of `parameter.in_text`, from prose to numbers, choices and lists."""

from __future__ import annotations

import re

from schemekit.model.parameter import Parameter, ParameterType, Value, prose_list
from schemekit.text.document import comparable

_JOINED = re.compile(r",? (?:and|et|y|e|und) ")


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
    known = _known(parameter)
    # The module's own spelling: quotes and dashes may have become typographic on the way.
    items = tuple(known.get(comparable(item), item) for item in _items(parameter, text, language))
    if not parameter.options:
        return items
    options = tuple(_option(parameter, item) for item in items)
    return None if None in options else tuple(option for option in options if option is not None)


def _known(parameter: Parameter) -> dict[str, str]:
    default = parameter.default if isinstance(parameter.default, tuple) else ()
    return {comparable(item): item for item in (*default, *parameter.option_values)}


def _option(parameter: Parameter, text: str) -> str | None:
    words = comparable(text).casefold()
    return next((value for value in parameter.option_values if comparable(value).casefold() == words), None)


def _items(parameter: Parameter, text: str, language: str) -> tuple[str, ...]:
    """`a, b and c` as three items; of several ways to part the last two, the one whose items the module knows."""
    *first, last = [part.strip() for part in text.split(",")]
    known = _known(parameter)
    ways = [(last[: found.start()], last[found.end():]) for found in _JOINED.finditer(last)]
    ways = [way for way in ways if prose_list(way, language) == last]
    if not ways or (comparable(last) in known and not first):
        return tuple(part for part in (*first, last) if part)
    best = max(ways, key=lambda way: sum(comparable(item) in known for item in way))
    return (*(part for part in first if part), *best)
