"""Remembered templates: what Jinja's parser made of a text, kept as JSON and found again by the text.

To tell what a scheme did to an edited text, the source's template is read on every `status` and `check`, and it is
the same each time. A cache like `remembered`: of public texts only, lost without harm. What is spoiled is read anew.
"""

from __future__ import annotations

import hashlib
from typing import Any

from schemekit.files.remembered import keep, kept_at, kept_data
from schemekit.files.renderings import code_digest
from schemekit.text.template import (
    Blank,
    Comparison,
    Condition,
    Constant,
    Junction,
    Literal,
    Negation,
    Part,
    Template,
    Test,
)
from schemekit.text.template_grammar import parse_template


def remembered_template(text: str, file: str) -> Template:
    """As `parse_template`, from what was remembered if it is. Raises: FindingsError."""
    place = kept_at(hashlib.sha256(f"{code_digest()} {text}".encode()).hexdigest())
    if place is None:
        return parse_template(text, file)
    data = kept_data(place)
    try:
        return Template(_parts(data["parts"]), frozenset(map(str, data["names"])))
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        made = parse_template(text, file)   # what is wrong with a text is told anew each time
        keep(place, {"parts": [_part_data(part) for part in made.parts], "names": sorted(made.names)})
        return made


def _part_data(part: Part) -> Any:
    if isinstance(part, Literal):
        return part.text
    if isinstance(part, Blank):
        return [part.name, *part.filters]
    return {"test": _test_data(part.test), "then": [_part_data(item) for item in part.then],
            "otherwise": [_part_data(item) for item in part.otherwise]}


def _test_data(test: Test) -> Any:
    if isinstance(test, Constant):
        return {"is": test.value}
    if isinstance(test, Blank):
        return [test.name, *test.filters]
    if isinstance(test, Negation):
        return {"not": _test_data(test.test)}
    if isinstance(test, Comparison):
        return {test.operator: [_test_data(test.left), _test_data(test.right)]}
    return {"and" if test.both else "or": [_test_data(test.left), _test_data(test.right)]}


def _parts(data: list[Any]) -> tuple[Part, ...]:
    return tuple(_part(item) for item in data)


def _part(data: Any) -> Part:
    if isinstance(data, str):
        return Literal(data)
    if isinstance(data, list):
        return _blank(data)
    return Condition(_test(data["test"]), _parts(data["then"]), _parts(data["otherwise"]))


def _blank(data: list[Any]) -> Blank:
    name, *filters = map(str, data)
    return Blank(name, tuple(filters))


def _test(data: Any) -> Test:
    if isinstance(data, list):
        return _blank(data)
    (kind, inside), = data.items()
    if kind == "is":
        return Constant(inside)
    if kind == "not":
        return Negation(_test(inside))
    left, right = map(_test, inside)
    if kind in ("and", "or"):
        return Junction(left, right, kind == "and")
    if isinstance(left, (Blank, Constant)) and isinstance(right, (Blank, Constant)):
        return Comparison(left, kind, right)
    raise ValueError(kind)
