"""A parameter: a named blank a scheme fills in, with its unit, default, range and which way is stricter.

The record, the check of a value against it, and how a value reads in a text; nothing here asks or prints.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from schemekit.model.web_address import holds_running

NONE = "none"
TEXT_LIMIT = 500
LIST_LIMIT = 50
NUMBER_LIMIT = 10**12

Value = bool | int | float | str | tuple[str, ...]


class ParameterType(Enum):
    """What kind of value fills the blank."""

    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    LIST = "list"


class Scope(Enum):
    """Whether a parameter is the module's own or set once for the whole scheme."""

    MODULE = "module"
    SCHEME = "scheme"


class Tailoring(Enum):
    """What an adopter may do to a clause or parameter."""

    LOCKED = "locked"
    ADJUSTABLE = "adjustable"
    OPTIONAL = "optional"


class Effect(Enum):
    """How a value compares with the module's default."""

    DEFAULT = "default"
    STRICTER = "stricter"
    LOOSER = "looser"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One allowed value of a choice, with the words a person chooses it by."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueIssue:
    """Why a value does not fit its parameter.

    `outside_range` marks the one kind that a reason can justify.
    """

    found: str
    wanted: str
    outside_range: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A named blank of a module.

    Shape: one per `parameters` item of module.yaml. Units: `unit` is the word printed after numbers.
    `stricter` is lower, higher, more, fewer, first, last, enabled, disabled or none.
    Basis: `schemas/module.schema.json`, `$defs/parameter`.
    """

    name: str
    scope: Scope
    type: ParameterType
    title: str
    prompt: str
    help: str
    default: Value
    unit: str = ""
    minimum: int | float | None = None
    maximum: int | float | None = None
    none_label: str = ""
    none_is: str = ""
    stricter: str = "none"
    reference: str = ""
    tailoring: Tailoring = Tailoring.ADJUSTABLE
    options: tuple[Option, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Parameter:
        """Make the record from a mapping that the schema has already accepted."""
        kind = ParameterType(data["type"])
        fields = {key: data[key] for key in _PLAIN_FIELDS if key in data}
        return cls(
            **fields,
            type=kind,
            scope=Scope(data["scope"]),
            default=_frozen(data["default"]),
            tailoring=Tailoring(data.get("tailoring", "adjustable")),
            options=tuple(
                Option(value=option["value"], label=option["label"]) for option in data.get("options", ())
            ),
        )

    @property
    def is_numeric(self) -> bool:
        """Whether the value is a number (or the word none)."""
        return self.type in (ParameterType.INTEGER, ParameterType.NUMBER)

    @property
    def is_several(self) -> bool:
        """Whether the value is a list of texts."""
        return self.type in (ParameterType.LIST, ParameterType.CHOICES)

    @property
    def option_values(self) -> tuple[str, ...]:
        """The allowed values of a choice, in the module's order."""
        return tuple(option.value for option in self.options)

    @property
    def range_text(self) -> str:
        """The range in words: `1 to 10 working days`, `one of: a, b`, or empty."""
        if self.options:
            text = ("any of: " if self.is_several else "one of: ") + ", ".join(self.option_values)
            return f"{text} ({self._count_text})" if self.is_several and self._count_text else text
        if self.is_several:
            return self._count_text
        low = None if self.minimum is None else _digits(self.minimum)
        high = None if self.maximum is None else _digits(self.maximum)
        unit = f" {self.unit}" if self.unit else ""
        if low is not None and high is not None:
            text = f"{low} to {high}{unit}" if low != high else f"{low}{unit}"
        elif low is not None:
            text = f"{low}{unit} or more"
        elif high is not None:
            text = f"up to {high}{unit}"
        else:
            text = self.unit
        return f"{text}, or none ({self.none_label})" if self.none_label else text

    @property
    def range_labels(self) -> str:
        """The range in words for people who read no code: the options by their labels, `only 0` for one number."""
        if self.minimum is not None and self.minimum == self.maximum and self.is_numeric and not self.none_label:
            return f"only {measured(_digits(self.minimum), self.unit if self.minimum else '')}"
        if not self.options:
            return self.range_text
        text = ("any of: " if self.is_several else "one of: ") + "; ".join(option.label for option in self.options)
        return f"{text} ({self._count_text})" if self.is_several and self._count_text else text

    def labelled(self, value: Value) -> str:
        """A value as people read it: options by their labels."""
        labels = {option.value: option.label for option in self.options}
        if isinstance(value, tuple):
            return ("; " if self.options else ", ").join(labels.get(item, item) for item in value)
        return labels.get(value, shown(value)) if isinstance(value, str) else shown(value)

    def told(self, value: Value) -> str:
        """A value as people read it, with its unit."""
        return measured(self.labelled(value), self.unit)

    @property
    def _count_text(self) -> str:
        counts = (f"at least {self.minimum}" if self.minimum else "", f"at most {self.maximum}" if self.maximum else "")
        return " and ".join(count for count in counts if count)

    def issues(self, value: Value) -> tuple[ValueIssue, ...]:
        """Everything that keeps a value from fitting; empty when it fits.

        A number outside the range comes back with `outside_range`, which a reason can justify;
        a wrong type, an unknown choice or a changed locked value cannot be justified.
        """
        if self.tailoring is Tailoring.LOCKED and value != self.default:
            return (ValueIssue(found=_told(value), wanted=f"{shown(self.default)}: the module locks this value"),)
        if self.is_numeric:
            return self._number_issues(value)
        if self.type is ParameterType.BOOLEAN:
            return () if isinstance(value, bool) else (ValueIssue(found=_told(value), wanted="true or false"),)
        if self.is_several:
            return self._several_issues(value)
        if self.type is ParameterType.CHOICE:
            if value in self.option_values:
                return ()
            return (ValueIssue(found=_told(value), wanted=f"one of: {', '.join(self.option_values)}"),)
        return text_issues(value)

    def _number_issues(self, value: Value) -> tuple[ValueIssue, ...]:
        if value == NONE and self.none_label:
            return ()
        whole = self.type is ParameterType.INTEGER
        fits = isinstance(value, int) if whole else isinstance(value, (int, float))
        if isinstance(value, bool) or not fits or not isinstance(value, (int, float)):
            is_long = isinstance(value, str) and re.fullmatch(r"[+-]?\d{13,}(\.\d+)?", value)
            return (ValueIssue(found=_told(value), wanted="a number of at most 12 digits" if is_long else
                               "a whole number" if whole else "a number"),)
        if not (-NUMBER_LIMIT < value < NUMBER_LIMIT):   # infinite and not-a-number too
            return (ValueIssue(found=_told(value), wanted="a number of at most 12 digits"),)
        below = self.minimum is not None and value < self.minimum
        above = self.maximum is not None and value > self.maximum
        if below or above:
            return (ValueIssue(found=_told(value), wanted=self.range_text, outside_range=abs(value) < 10**9),)
        return ()

    def _several_issues(self, value: Value) -> tuple[ValueIssue, ...]:
        if not isinstance(value, tuple):
            return (ValueIssue(found=_told(value), wanted="a list"),)
        issues = [issue for item in value for issue in text_issues(item)]
        if not all(isinstance(item, str) for item in value):
            return tuple(issues)
        if len(value) > LIST_LIMIT:
            issues.append(ValueIssue(found=f"{len(value)} items", wanted=f"at most {LIST_LIMIT}"))
        if len(set(value)) != len(value):
            issues.append(ValueIssue(found=_told(value), wanted="each item once"))
        if self.options:
            unknown = tuple(item for item in value if item not in self.option_values)
            if unknown:
                issues.append(ValueIssue(found=_told(unknown), wanted=f"any of: {', '.join(self.option_values)}"))
        if len(value) < (self.minimum or 1) or (self.maximum is not None and len(value) > self.maximum):
            issues.append(ValueIssue(found=f"{len(value)} items", wanted=self._count_text or "at least 1",
                                     outside_range=bool(value)))
        return tuple(issues)

    def effect(self, value: Value) -> Effect:
        """Whether a value is stricter or looser than the module's default."""
        if value == self.default:
            return Effect.DEFAULT
        if value == NONE and self.none_is:
            return Effect.STRICTER if self.none_is == "stricter" else Effect.LOOSER
        if self.default == NONE and self.none_is:
            return Effect.LOOSER if self.none_is == "stricter" else Effect.STRICTER
        direction = _direction(self, value)
        if direction == 0 or self.stricter == "none":
            return Effect.DIFFERENT
        return Effect.STRICTER if direction > 0 else Effect.LOOSER

    def read(self, text: str) -> Value:
        """The value that a typed or written text stands for; what cannot be read comes back as text, for `issues`."""
        text = text.strip()
        if self.is_numeric:
            if text.lower() == NONE and self.none_label:
                return NONE
            if re.fullmatch(r"[+-]?\d{1,12}", text):
                return int(text)
            if self.type is ParameterType.NUMBER and re.fullmatch(r"[+-]?\d{1,12}\.\d{1,6}", text):
                return float(text)
            return text
        if self.type is ParameterType.BOOLEAN:
            return {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}.get(
                text.lower(), text
            )
        if self.is_several:
            return tuple(part.strip() for part in text.split(",") if part.strip())
        return text


_PLAIN_FIELDS = ("name", "title", "prompt", "help", "unit", "minimum", "maximum", "none_label", "none_is",
                 "stricter", "reference")


def _frozen(value: Any) -> Value:
    return tuple(value) if isinstance(value, (list, tuple)) else value


def frozen_values(values: Mapping[str, Any]) -> dict[str, Value]:
    """Values as YAML gives them, with lists made tuples."""
    return {name: _frozen(value) for name, value in values.items()}


# Of one, as English writes it; units of other languages stay as they are.
_OF_ONE = {
    "audits": "audit", "cycles": "cycle", "days": "day", "events": "event", "hours": "hour", "meetings": "meeting",
    "months": "month", "nonconformities": "nonconformity", "opportunities": "opportunity", "people": "person",
    "responses": "response", "rounds": "round", "sessions": "session", "sites": "site", "terms": "term",
    "units": "unit", "weeks": "week", "years": "year",
}


def measured(words: str, unit: str) -> str:
    """A value with its unit: `5 working days`, `1 working day`."""
    before, space, last = unit.rpartition(" ")
    return f"{words} {before}{space}{_OF_ONE.get(last, last) if words == '1' else last}".strip()


def plain(value: Value) -> Any:
    """A value as YAML and JSON write it: tuples become lists."""
    return list(value) if isinstance(value, tuple) else value


def shown(value: Value) -> str:
    """A value as people read it on screen."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(shown(item) for item in value)
    if isinstance(value, (int, float)):
        return _digits(value)
    return str(value)[:200]


def _told(value: Value) -> str:
    return shown(value) or "nothing"


def _digits(value: int | float) -> str:
    """A number as people write it: never 1e-05, which is how Python shows a small one."""
    if isinstance(value, int):
        # Python refuses to write out a number of more than 4300 digits.
        return str(value) if abs(value) < 10**100 else "a number of more than a hundred digits"
    return format(Decimal(repr(value)), "f") if math.isfinite(value) else str(value)


_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Unicode's embeddings, overrides and isolates: they can make a text read as another one than it is."""
_AND = {"en": "and", "fr": "et", "es": "y", "pt": "e", "de": "und"}


def in_text(value: Value, language: str = "en") -> str | bool:
    """A value as a template receives it: numbers as digits, lists as prose, booleans as they are.

    The same strings stand in cookiecutter.json, so that plain cookiecutter renders the same bytes.
    """
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return prose_list(value, language)
    return value if isinstance(value, str) else _digits(value)


def prose_list(items: Sequence[str], language: str = "en") -> str:
    """`a`, `a and b`, `a, b and c`, with the language's own word for and."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_AND.get(language, 'and')} {items[-1]}"


def _direction(parameter: Parameter, value: Value) -> int:
    """Positive when the value is stricter than the default, negative when looser, 0 when it cannot be said."""
    default, stricter = parameter.default, parameter.stricter
    order = parameter.option_values
    if isinstance(value, bool) and isinstance(default, bool):
        return _signed(int(value) - int(default), stricter, "enabled", "disabled")
    if isinstance(value, tuple) and isinstance(default, tuple):
        grows, shrinks = set(value) > set(default), set(value) < set(default)
        return _signed(int(grows) - int(shrinks), stricter, "more", "fewer")
    if isinstance(value, str) and isinstance(default, str) and {value, default} <= set(order):
        return _signed(order.index(value) - order.index(default), stricter, "last", "first")
    if isinstance(value, (int, float)) and isinstance(default, (int, float)):
        return _signed(int(value > default) - int(value < default), stricter, "higher", "lower")
    return 0


def _signed(step: int, stricter: str, up: str, down: str) -> int:
    """The step as it is where up is stricter, turned round where down is, 0 where stricter means another kind."""
    return step if stricter == up else -step if stricter == down else 0


def text_issues(value: Value) -> tuple[ValueIssue, ...]:
    """Everything that keeps a value from being one line of plain text, such as a name in a document can be."""
    if not isinstance(value, str):
        return (ValueIssue(found=_told(value), wanted="text"),)
    issues = []
    if not value.strip():
        issues.append(ValueIssue(found="nothing", wanted="some text"))
    if len(value) > TEXT_LIMIT:
        issues.append(ValueIssue(found=f"{len(value)} characters", wanted=f"at most {TEXT_LIMIT}"))
    # U+FFFE and U+FFFF are no characters: YAML readers refuse a file that holds one.
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") or char in "\ufffe\uffff" for char in value):
        issues.append(ValueIssue(found="a line break or control character", wanted="one line of text"))
    if any(char in _DIRECTIONS for char in value):
        issues.append(ValueIssue(found="a mark that turns the direction of writing", wanted="text that reads as it is"))
    if re.search(r"\{[{%#]|[%#}]\}", value):
        issues.append(ValueIssue(found="template marks such as {{", wanted="plain text: values are never templates"))
    if re.search(r"<[A-Za-z!/?]", value):
        issues.append(ValueIssue(found="an HTML tag", wanted="plain text: no HTML in values"))
    if holds_running(value):
        issues.append(ValueIssue(found="a link that runs something", wanted="plain text, or an https: address"))
    return tuple(issues)
