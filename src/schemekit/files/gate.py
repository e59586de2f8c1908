"""The gate: a JSON Schema made into plain Python checks that say yes or no, fast and without an import.

It answers only whether data is valid. What is wrong, in words and with places, is `schemas.py`'s to find, with
jsonschema; a schema with a keyword this file does not know has no gate, and jsonschema judges alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], bool]

ANNOTATIONS = frozenset({"$schema", "$id", "$defs", "$comment", "title", "description", "examples", "default"})


class UnknownKeywordError(Exception):
    """A schema says something that the gate cannot check, so that it must not be asked."""


def gate(schema: Mapping[str, Any]) -> Check:
    """The check of a schema whose references have been put in place (`schemas.inlined`).

    Raises: UnknownKeywordError for a keyword, or a shape of one, that is not known here.
    """
    return _check(schema)


def _check(schema: Any) -> Check:
    """One function for one schema: every keyword has to hold."""
    if schema is True or schema == {}:
        return lambda _: True
    if schema is False:
        return lambda _: False
    checks: list[Check] = []
    for keyword in schema:
        if keyword not in ANNOTATIONS and keyword not in _HANDLED_BESIDE:
            if keyword not in _KEYWORDS:
                raise UnknownKeywordError(keyword)
            checks.append(_KEYWORDS[keyword](schema[keyword], schema))
    return checks[0] if len(checks) == 1 else _all(checks)


def _all(checks: list[Check]) -> Check:
    if len(checks) == 2:
        first, second = checks
        return lambda value: first(value) and second(value)

    def holds(value: Any) -> bool:
        for check in checks:   # noqa: SIM110 - a generator costs as much again
            if not check(value):
                return False
        return True

    return holds


# --- what a value is ---------------------------------------------------------------------------------

_PLAIN_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "boolean": (bool,), "null": (type(None),), "array": (list,), "object": (dict,),
    "integer": (int,), "number": (int, float),
}


def _type(names: Any, _: Mapping[str, Any]) -> Check:
    wanted = [names] if isinstance(names, str) else names
    # The exact class decides (True is no number here); 5.0 counts as an integer, as JSON Schema has it.
    classes = frozenset(kind for name in wanted for kind in _PLAIN_TYPES[name])
    if "integer" in wanted and "number" not in wanted:
        return lambda value: type(value) in classes or (type(value) is float and value.is_integer())
    if len(classes) == 1:
        (only,) = classes
        return lambda value: type(value) is only
    return lambda value: type(value) in classes


def _key(value: Any) -> Any:
    """A value as something that can stand in a set, equal where JSON has it equal: true is not 1, but 1.0 is."""
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, list):
        return (list, *map(_key, value))
    if isinstance(value, dict):
        return (dict, frozenset((name, _key(item)) for name, item in value.items()))
    return value


def _enum(values: Any, _: Mapping[str, Any]) -> Check:
    allowed = frozenset(map(_key, values))
    return lambda value: (value if type(value) is str else _key(value)) in allowed


def _const(wanted: Any, _: Mapping[str, Any]) -> Check:
    return _enum([wanted], _)


# --- texts and numbers -------------------------------------------------------------------------------

def to_the_end(pattern: str) -> str:
    """A schema's pattern as Python's `re` has to be told it: `$` is the very end, not before a last line break."""
    return pattern[:-1] + r"\Z" if pattern.endswith("$") and not pattern.endswith(r"\$") else pattern


def _pattern(pattern: Any, _: Mapping[str, Any]) -> Check:
    search = re.compile(to_the_end(pattern)).search
    return lambda value: type(value) is not str or search(value) is not None


def _min_length(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) is not str or len(value) >= limit


def _max_length(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) is not str or len(value) <= limit


def _minimum(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) not in (int, float) or value >= limit


def _maximum(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) not in (int, float) or value <= limit


# --- lists -------------------------------------------------------------------------------------------

def _items(schema: Any, _: Mapping[str, Any]) -> Check:
    check = _check(schema)
    return lambda value: type(value) is not list or all(map(check, value))


def _contains(schema: Any, _: Mapping[str, Any]) -> Check:
    check = _check(schema)
    return lambda value: type(value) is not list or any(map(check, value))


def _min_items(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) is not list or len(value) >= limit


def _max_items(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) is not list or len(value) <= limit


def _unique(wanted: Any, _: Mapping[str, Any]) -> Check:
    if not wanted:
        return lambda _: True
    return lambda value: type(value) is not list or len(value) < 2 or len(set(map(_key, value))) == len(value)


# --- mappings ----------------------------------------------------------------------------------------

def _properties(schemas: Any, parent: Mapping[str, Any]) -> Check:
    """`properties` and `additionalProperties` in one walk over the keys that are there."""
    checks = {name: _check(schema) for name, schema in schemas.items()}
    other = _check(parent.get("additionalProperties", True))
    find = checks.get

    def holds(value: Any) -> bool:
        if type(value) is not dict:
            return True
        for key, item in value.items():   # noqa: SIM110 - as above
            if not find(key, other)(item):
                return False
        return True

    return holds


def _additional(_: Any, parent: Mapping[str, Any]) -> Check:
    return (lambda _: True) if "properties" in parent else _properties({}, parent)


def _required(names: Any, _: Mapping[str, Any]) -> Check:
    wanted = frozenset(names)
    return lambda value: type(value) is not dict or wanted <= value.keys()


def _property_names(schema: Any, _: Mapping[str, Any]) -> Check:
    check = _check(schema)
    return lambda value: type(value) is not dict or all(map(check, value))


def _max_properties(limit: Any, _: Mapping[str, Any]) -> Check:
    return lambda value: type(value) is not dict or len(value) <= limit


# --- put together ------------------------------------------------------------------------------------

def _if(test: Any, parent: Mapping[str, Any]) -> Check:
    applies, then, otherwise = _check(test), _check(parent.get("then", True)), _check(parent.get("else", True))
    return lambda value: then(value) if applies(value) else otherwise(value)


def _all_of(schemas: Any, _: Mapping[str, Any]) -> Check:
    return _all([_check(schema) for schema in schemas])


def _any_of(schemas: Any, _: Mapping[str, Any]) -> Check:
    checks = [_check(schema) for schema in schemas]
    return lambda value: any(check(value) for check in checks)


def _one_of(schemas: Any, _: Mapping[str, Any]) -> Check:
    checks = [_check(schema) for schema in schemas]
    return lambda value: sum(check(value) for check in checks) == 1


def _not(schema: Any, _: Mapping[str, Any]) -> Check:
    check = _check(schema)
    return lambda value: not check(value)


_HANDLED_BESIDE = frozenset({"then", "else"})

_KEYWORDS: dict[str, Callable[[Any, Mapping[str, Any]], Check]] = {
    "type": _type, "enum": _enum, "const": _const,
    "pattern": _pattern, "minLength": _min_length, "maxLength": _max_length,
    "minimum": _minimum, "maximum": _maximum,
    "items": _items, "contains": _contains, "minItems": _min_items, "maxItems": _max_items, "uniqueItems": _unique,
    "properties": _properties, "additionalProperties": _additional, "required": _required,
    "propertyNames": _property_names, "maxProperties": _max_properties,
    "if": _if, "allOf": _all_of, "anyOf": _any_of, "oneOf": _one_of, "not": _not,
}
