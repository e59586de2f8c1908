"""Where a text uses its parameters: every blank and every condition, with its place and what guards it.

A template's checked tree has no line numbers, so places come from the text: the blanks and conditions of both stand
in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

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

_BLANK_MARK = re.compile(r"\{\{")
_CONDITION_MARK = re.compile(r"\{%[-+]?\s*(?:el)?if\b")
Guard = tuple[Test, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place where a text prints or tests parameters.

    Shape: `printed` is set for a blank, `test` for one test of a condition (a comparison, or a parameter by itself);
    `guards` are the conditions around it, each with whether it has to hold. Units: `line` and `column` count from 1.
    """

    line: int
    column: int
    printed: Blank | None = None
    test: Comparison | Blank | Constant | None = None
    guards: tuple[Guard, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The parameters it reads."""
        sides = (self.test.left, self.test.right) if isinstance(self.test, Comparison) else (self.printed or self.test,)
        return tuple(side.name for side in sides if isinstance(side, Blank))


def uses_in(text: str, template: Template) -> tuple[Use, ...]:
    """Every use of a parameter in a text, in its order."""
    blanks = (match.start() for match in _BLANK_MARK.finditer(text))
    conditions = (match.start() for match in _CONDITION_MARK.finditer(text))
    return tuple(_walk(template.parts, (), _Places(text, blanks, conditions)))


def is_reachable(use: Use, name: str, value: str) -> bool:
    """Whether the place can be reached while one parameter has a given value, whatever the others are."""
    return all(wanted in _outcomes(test, name, value) for test, wanted in use.guards)


@dataclass(frozen=True, slots=True)
class _Places:
    text: str
    blanks: Iterator[int]
    conditions: Iterator[int]

    def next(self, marks: Iterator[int]) -> tuple[int, int]:
        offset = next(marks, 0)
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)


def _walk(parts: tuple[Part, ...], guards: tuple[Guard, ...], places: _Places) -> Iterator[Use]:
    for part in parts:
        if isinstance(part, Literal):
            continue
        if isinstance(part, Blank):
            line, column = places.next(places.blanks)
            yield Use(line=line, column=column, printed=part, guards=guards)
            continue
        line, column = places.next(places.conditions)
        for test in _single_tests(part.test):
            yield Use(line=line, column=column, test=test, guards=guards)
        yield from _walk(part.then, (*guards, (part.test, True)), places)
        yield from _walk(part.otherwise, (*guards, (part.test, False)), places)


def _single_tests(test: Test) -> Iterator[Comparison | Blank | Constant]:
    if isinstance(test, Negation):
        yield from _single_tests(test.test)
    elif isinstance(test, Junction):
        yield from _single_tests(test.left)
        yield from _single_tests(test.right)
    else:
        yield test


def _outcomes(test: Test, name: str, value: str) -> frozenset[bool]:
    """What a test can come to when only one parameter's value is known."""
    if isinstance(test, Negation):
        return frozenset(not outcome for outcome in _outcomes(test.test, name, value))
    if isinstance(test, Junction):
        pairs = product(_outcomes(test.left, name, value), _outcomes(test.right, name, value))
        return frozenset((a and b) if test.both else (a or b) for a, b in pairs)
    sides = (test.left, test.right) if isinstance(test, Comparison) else (test,)
    if any(isinstance(side, Blank) and side.name != name for side in sides):
        return frozenset({True, False})
    asked = Template((Condition(test, (Literal("held"),), ()),), frozenset({name}))
    return frozenset({asked.render({name: value}) == "held"})
