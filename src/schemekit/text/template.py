"""A template: text with blanks, checked and as data, and filled in by walking the checked tree.

Nothing of a template is ever compiled or run. The result is byte for byte what plain cookiecutter gives (tests hold it
for every module). How one is read is in `template_grammar`. See docs/decisions/0002-templates-are-data.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

Values = Mapping[str, str | bool]
SIZE_LIMIT = 1_000_000
_NAMED = re.compile(r"\bcookiecutter\.(\w+)")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A parameter's place, with the filters its value goes through."""

    name: str
    filters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Constant:
    """A word or number that a parameter is compared with."""

    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """A parameter compared with a constant."""

    left: Blank | Constant
    operator: str
    right: Blank | Constant


@dataclass(frozen=True, slots=True)
class Negation:
    """The opposite of a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class Junction:
    """Two tests joined by and, or or."""

    left: Test
    right: Test
    both: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """Text that stands only if a test over parameters holds."""

    test: Test
    then: tuple[Part, ...]
    otherwise: tuple[Part, ...]


Test = Blank | Constant | Comparison | Negation | Junction
Part = Literal | Blank | Condition


@dataclass(frozen=True, slots=True)
class Template:
    """A checked template.

    Shape: `parts` in the order of the text. `names` are the parameters it uses.
    """

    parts: tuple[Part, ...]
    names: frozenset[str]

    def render(self, values: Values) -> str:
        """The text with every blank filled in. Values are put in as they are and never read as templates.

        Raises: KeyError for a name that has no value; callers check `names` first.
        """
        return "".join(part.text if isinstance(part, Literal) else filled(part, values)
                       for part in standing(self.parts, values))


def standing(parts: tuple[Part, ...], values: Values) -> Iterator[Literal | Blank]:
    """The words and blanks that stand under the values: of each condition, the branch that holds."""
    waiting = list(reversed(parts))
    while waiting:
        part = waiting.pop()
        if isinstance(part, Condition):
            waiting += reversed(part.then if _holds(part.test, values) else part.otherwise)
        else:
            yield part


def filled(blank: Blank, values: Values) -> str:
    """What stands in a blank's place under the values."""
    return str(_value(blank, values))


@lru_cache(maxsize=32)   # a text that was just filled in is soon asked for again, with other values or to compare
def parameters_in(piece: str) -> tuple[str, ...]:
    """The parameters that a piece of a template names, sorted; a clause need be no whole template by itself."""
    return tuple(sorted(set(_NAMED.findall(piece))))


def jinja_newlines(text: str) -> str:
    """A template's text with the line ends that Jinja gives it, a line feed each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _int(value: str | bool | int | float) -> int:
    """What Jinja's `int` filter gives: the number, or 0 where there is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        try:
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            return 0


def _filtered(name: str, value: str | bool | int) -> str | bool | int:
    if name == "int":
        return _int(value)
    if name == "title":
        from jinja2.filters import do_title

        return do_title(str(value))
    return {"lower": str.lower, "upper": str.upper, "capitalize": str.capitalize}[name](str(value))


OPERATORS: Mapping[str, Callable[[object, object], bool]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,  # type: ignore[operator]  # kinds are checked by _compared
    "lteq": lambda a, b: a <= b,  # type: ignore[operator]  # as above
    "gt": lambda a, b: a > b,  # type: ignore[operator]  # as above
    "gteq": lambda a, b: a >= b,  # type: ignore[operator]  # as above
}


def _value(operand: Blank | Constant, values: Values) -> str | bool | int | float:
    if isinstance(operand, Constant):
        return operand.value
    value: str | bool | int = values[operand.name]
    for name in operand.filters:
        value = _filtered(name, value)
    return value


def _holds(test: Test, values: Values) -> bool:
    if isinstance(test, Negation):
        return not _holds(test.test, values)
    if isinstance(test, Junction):
        left = _holds(test.left, values)
        return (left and _holds(test.right, values)) if test.both else (left or _holds(test.right, values))
    if isinstance(test, Comparison):
        left_value, right_value = _value(test.left, values), _value(test.right, values)
        if test.operator not in ("eq", "ne") and isinstance(left_value, str) != isinstance(right_value, str):
            # Jinja would stop here; lint has told the author to write |int. A false test keeps rendering whole.
            return False
        return OPERATORS[test.operator](left_value, right_value)
    return bool(_value(test, values))
