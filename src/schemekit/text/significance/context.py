"""The context of a change: the language and house style of the text, and the blanks that stand in the clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from schemekit.model.parameter import Effect, Parameter, Value, in_text, shown
from schemekit.model.signal import Direction

PRESENT = "present"
"""The house style that states duties in the present tense: The Secretariat records each complaint."""
_DIRECTIONS = {Effect.STRICTER: Direction.STRICTER, Effect.LOOSER: Direction.LOOSER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A blank that stands in a clause.

    Shape: `before` and `after` are its value on both sides as it reads in the text, the same where only the words
    changed; `direction` tells which way the value itself went, `stricter` (lower, higher) which way figures are.
    """

    name: str
    before: str
    after: str
    title: str = ""
    unit: str = ""
    reference: str = ""
    stricter: str = "none"
    direction: Direction = Direction.OTHER

    @classmethod
    def of(cls, parameter: Parameter, before: Value, after: Value, language: str = "en") -> Blank:
        """The blank that a parameter of a module leaves, with its value on both sides."""
        return cls(name=parameter.name, title=parameter.title, unit=parameter.unit, reference=parameter.reference,
                   stricter=parameter.stricter, before=_read(before, language), after=_read(after, language),
                   direction=direction_of(parameter, before, after))


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What has to be known of a text to judge a change of it.

    Shape: `house_style` is shall or present; `notes_before` and `notes_after` are the words of the text's footnotes on
    both sides, by their marks, and empty where nobody looked. `still_stands` tells of a blank whether its value stands
    anywhere in the clause as it reads now; where nobody looked, it does not.
    """

    language: str = "en"
    house_style: str = "shall"
    notes_before: Mapping[str, str] = field(default_factory=dict)
    notes_after: Mapping[str, str] = field(default_factory=dict)
    blanks: tuple[Blank, ...] = ()
    still_stands: Callable[[Blank], bool] = field(default=lambda blank: False, compare=False)  # noqa: ARG005

    @property
    def is_plain_present(self) -> bool:
        """Whether a sentence without a binding verb states a duty."""
        return self.house_style == PRESENT


def direction_of(parameter: Parameter, before: Value, after: Value) -> Direction:
    """Whether one value of a parameter is stricter or looser than another, as the module says."""
    return _DIRECTIONS.get(replace(parameter, default=before).effect(after), Direction.OTHER)


def _read(value: Value, language: str) -> str:
    """A value as it reads in a text; a yes or no stands in none."""
    return "" if isinstance(value, bool) else str(in_text(value, language)) or shown(value)
