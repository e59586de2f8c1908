"""A template cut into its clauses: the words, blanks and conditions of each, so that one can be looked at by itself.

How a whole template is read and filled in is in `template`; what a copy's text tells of it is in `recovery`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from schemekit.text.document import PREAMBLE, Document
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
    Values,
    filled,
    standing,
)

_BLANK, _CONDITION = "\ue000", "\ue001"   # private use: neither a word nor a mark of Markdown


@dataclass(frozen=True)
class ClauseTemplate:
    """One clause of a template. Shape: `id` is PREAMBLE for what stands before the first heading."""

    id: str
    parts: tuple[Part, ...]

    def render(self, values: Values) -> str:
        """The clause with every blank filled in."""
        return "".join(part.text if isinstance(part, Literal) else filled(part, values)
                       for part in standing(self.parts, values))

    def without(self, names: frozenset[str]) -> ClauseTemplate:
        """The clause less every condition that asks for one of the parameters."""
        return ClauseTemplate(self.id, tuple(_without(self.parts, names)))

    @cached_property
    def has_blanks(self) -> bool:
        """Whether a value is filled in anywhere."""
        return any(isinstance(part, Blank) for part in walk(self.parts))

    @cached_property
    def letters(self) -> int:
        """How much text it has, in both branches of its conditions."""
        return sum(len(part.text) for part in walk(self.parts) if isinstance(part, Literal))

    @cached_property
    def tests(self) -> tuple[Test, ...]:
        """What its conditions ask, those inside each other too."""
        return tuple(part.test for part in walk(self.parts) if isinstance(part, Condition))


def walk(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Every part, those of both branches of a condition too."""
    for part in parts:
        yield part
        if isinstance(part, Condition):
            yield from walk(part.then)
            yield from walk(part.otherwise)


def operands(test: Test) -> Iterator[Blank | Comparison]:
    """What a test comes down to: bare parameters, and parameters compared with something."""
    if isinstance(test, Negation):
        yield from operands(test.test)
    elif isinstance(test, Junction):
        yield from operands(test.left)
        yield from operands(test.right)
    elif not isinstance(test, Constant):
        yield test


def names_in_test(test: Test) -> frozenset[str]:
    """The parameters that a test asks for."""
    sides = [side for found in operands(test)
             for side in ((found.left, found.right) if isinstance(found, Comparison) else (found,))]
    return frozenset(side.name for side in sides if isinstance(side, Blank))


def cut(template: Template) -> tuple[ClauseTemplate, ...]:
    """The template's clauses in order, the words before the first one as PREAMBLE.

    A heading inside a condition does not begin a clause of its own: whether it stands is for the values to say.
    """
    marks = [_mark(part) for part in template.parts]
    document = Document.parse("".join(marks))
    starts = list(accumulate((len(clause.raw) for clause in document.clauses), initial=len(document.preamble)))
    ids = [PREAMBLE, *(clause.id for clause in document.clauses)]
    bounds = [0, *starts]
    pieces: list[list[Part]] = [[] for _ in ids]
    at, place = 0, 0
    for part, mark in zip(template.parts, marks, strict=True):
        end = at + len(mark)
        while at < end:
            while place + 1 < len(ids) and bounds[place + 1] <= at:
                place += 1
            stop = min(end, bounds[place + 1])
            pieces[place].append(Literal(part.text[len(mark) - (end - at): len(mark) - (end - stop)])
                                 if isinstance(part, Literal) else part)
            at = stop
    return tuple(ClauseTemplate(name, tuple(found)) for name, found in zip(ids, pieces, strict=True))


def _mark(part: Part) -> str:
    if isinstance(part, Literal):
        return part.text
    if isinstance(part, Blank):
        return _BLANK
    ends = [branch[-1] for branch in (part.then, part.otherwise) if branch]
    # What follows a condition on whole lines begins a line, and may be a heading.
    is_lines = any(isinstance(last, Literal) and last.text.endswith("\n") for last in ends)
    return "\n" if is_lines else _CONDITION


def _without(parts: tuple[Part, ...], names: frozenset[str]) -> Iterator[Part]:
    for part in parts:
        if not isinstance(part, Condition):
            yield part
        elif not names_in_test(part.test) & names:
            yield Condition(part.test, tuple(_without(part.then, names)), tuple(_without(part.otherwise, names)))
