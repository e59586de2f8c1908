"""Names that each scheme fills in for itself: read as ours in their text, they are no difference between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from schemekit.adopt.outcome import Adoption
from schemekit.model.parameter import ParameterType
from schemekit.review.comparing.held import Held
from schemekit.review.comparison import ComparedValue

_SHORTEST = 3   # letters; what is shorter may stand for anything


@dataclass(frozen=True, slots=True)
class Blanks:
    """A scheme's own names, and the blanks of its module that they filled."""

    names: Mapping[str, str]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, side: Adoption, shortest: int = 4) -> Blanks:
        """The names of a scheme in one module. Shape: a name that fills two blanks stands for either, and is left."""
        names = dict(_filling(side, shortest))
        known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return cls(names, re.compile(rf"(?<!\w)(?:{known})(?!\w)") if names else None)

    def put_into(self, text: str) -> str:
        """A text with blanks in the place of the scheme's names, where they stand as whole words."""
        return self.pattern.sub(lambda at: self.names[at[0]], text) if self.pattern else text


def blank(name: str) -> str:
    """A blank as a module's text has it."""
    return "{{ cookiecutter." + name + " }}"


def _filling(side: Adoption, shortest: int) -> Iterator[tuple[str, str]]:
    found: dict[str, list[str]] = {}
    for parameter in side.module.parameters:
        value = side.entry.parameters.get(parameter.name, parameter.default)
        if parameter.type is ParameterType.TEXT and isinstance(value, str) and len(value) >= shortest:
            found.setdefault(value, []).append(parameter.name)
    yield from ((value, blank(names[0])) for value, names in found.items() if len(names) == 1)


def with_our_names(theirs: Held, values: Iterable[ComparedValue]) -> Held:
    """Their text with our names in the place of theirs, wherever one stands as a whole word.

    Shape: `values` are the values that differ; those that fill in a name count, and of these only the ones that mean
    one thing: where theirs calls two bodies alike that ours tells apart, the name stays.
    """
    names = _names(values)
    if not names:
        return theirs
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{known})(?!\w)")
    return replace(theirs, texts={file: pattern.sub(lambda at: names[at[0]], text)
                                  for file, text in theirs.texts.items()})


def called_as_ours(passage: str, named: Iterable[tuple[str, str]]) -> str:
    """A passage of theirs with our names in it, however short they are. Shape: `named` are ours beside theirs."""
    found: dict[str, set[str]] = {}
    for ours, theirs in named:
        if ours and theirs:
            found.setdefault(theirs, set()).add(ours)
    for theirs, names in found.items():
        if len(names) == 1:
            name = names.pop().replace("\\", r"\\")   # no sign of it means another thing than itself
            passage = re.sub(rf"(?<!\w){re.escape(theirs)}(?!\w)", name, passage)
    return passage


def _names(values: Iterable[ComparedValue]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for value in values:
        if value.is_filled_in and value.before and len(value.after) >= _SHORTEST:
            found.setdefault(value.after, set()).add(value.before)
    return {theirs: ours.pop() for theirs, ours in found.items() if len(ours) == 1}
