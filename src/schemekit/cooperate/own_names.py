"""Names that each scheme fills in for itself: read as ours in their text, they are no difference between two texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from schemekit.adopt.outcome import Adoption
from schemekit.model.parameter import Parameter, ParameterType
from schemekit.review.comparing.held import Held
from schemekit.review.comparison import ComparedValue

_SHORTEST = 4   # letters of a name in small ones; what is shorter may be any word
_ACRONYM = 2    # letters of one with a capital, as SMC, which no other word is written like
_BLANK = re.compile(r"\{\{ cookiecutter\.(\w+) \}\}")


@dataclass(frozen=True, slots=True)
class Blanks:
    """A scheme's own names, each with the blanks of its module that it fills."""

    names: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, side: Adoption) -> Blanks:
        """The names of a scheme in one module."""
        names: dict[str, tuple[str, ...]] = {}
        for name, parameter in _filling(side):
            names[name] = (*names.get(name, ()), parameter)
        return cls(names, _any_of(names) if names else None)

    def put_into(self, text: str, used: Collection[str] = (), kept: Collection[str] | None = None) -> str:
        """A text with blanks in the place of the scheme's names, where they stand as whole words.

        Shape: `used` are the blanks that the source of the text has, which tell what a name means that fills two of
        them; where they do not, the name stays. `kept` are the only blanks to be made; None makes all.
        """
        def made(at: re.Match[str]) -> str:
            known = self.names[at[0]]
            meant = known if len(known) == 1 else [name for name in known if name in used]
            is_made = len(meant) == 1 and (kept is None or meant[0] in kept)
            return blank(meant[0]) if is_made else at[0]

        return self.pattern.sub(made, text) if self.pattern else text


def is_own_name(parameter: Parameter) -> bool:
    """Whether each scheme fills in its own words there, which nobody can call stricter."""
    return parameter.type is ParameterType.TEXT and parameter.stricter == "none"


def blank(name: str) -> str:
    """A blank as a module's text has it."""
    return "{{ cookiecutter." + name + " }}"


def blanks_in(text: str) -> frozenset[str]:
    """The names of the blanks in a text."""
    return frozenset(_BLANK.findall(text))


def with_readable_blanks(text: str, titles: Mapping[str, str], *, is_markdown: bool = False) -> str:
    """A text with its blanks as people read them: `[decision body]`.

    Shape: `titles` says what a blank is called; one without a title is called by its name. In Markdown (`is_markdown`)
    brackets are written so that no link is read out of them.
    """
    opened, closed = ("\\[", "\\]") if is_markdown else ("[", "]")
    return _BLANK.sub(lambda at: f"{opened}{_called(titles.get(at[1], at[1]))}{closed}", text)


def _called(title: str) -> str:
    words = " ".join(title.replace("_", " ").split())
    first, *_ = words.split(" ")
    return words if first[1:] != first[1:].lower() else words[:1].lower() + words[1:]


def _filling(side: Adoption) -> Iterator[tuple[str, str]]:
    for parameter in side.module.parameters:
        value = side.entry.parameters.get(parameter.name, parameter.default)
        if parameter.type is ParameterType.TEXT and isinstance(value, str) and _is_telling(value):
            yield value, parameter.name


def _is_telling(name: str) -> bool:
    """Whether a name is no word of the text by chance: long enough, or written with a capital."""
    return len(name) >= (_SHORTEST if name == name.lower() else _ACRONYM)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{known})(?!\w)")


def with_our_names(theirs: Held, values: Iterable[ComparedValue], alike: Iterable[str] = ()) -> Held:
    """Their text with our names in the place of theirs, wherever one stands as a whole word.

    Shape: `values` are the values that differ; those that fill in a name count, and of these only the ones that mean
    one thing: where theirs calls two bodies alike that ours tells apart, the name stays. `alike` are the names that
    both have for the same thing.
    """
    names = _names(values, alike)
    if not names:
        return theirs
    pattern = _any_of(names)
    return replace(theirs, texts={file: pattern.sub(lambda at: names[at[0]], text)
                                  for file, text in theirs.texts.items()})


def shared_names(ours: Adoption, theirs: Adoption) -> frozenset[str]:
    """The names that both have for the same thing."""
    return frozenset(name for name, _ in set(_filling(ours)) & set(_filling(theirs)))


def _names(values: Iterable[ComparedValue], alike: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {name: {name} for name in alike}
    for value in values:
        if value.is_filled_in and value.before and _is_telling(value.after):
            found.setdefault(value.after, set()).add(value.before)
    return {theirs: ours.pop() for theirs, ours in found.items() if len(ours) == 1 and theirs not in ours}
