"""The values of an adoption statement: those that are other than the source's, the names, and the rest in an annex."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.adopt.values import ParameterStanding, says_more
from schemekit.model.paper import PaperPart
from schemekit.model.parameter import Effect, ParameterType, Value
from schemekit.review.statement.statement import Statement
from schemekit.text.formatted.made_markdown import as_words, table


def told_values(item: Statement) -> Iterator[str]:
    """The values that are other than the source's default, in numbers and choices; then the names."""
    yield "## Values in the blanks"
    yield ""
    others = [value for value in _countable(item) if not _is_default(value)]
    if not others:
        yield "Every number and choice is the source's default."
        yield ""
    yield from table(
        ("Parameter", "Default of the source", "Here", "Compared", "Range, and who sets it", "Reason"),
        [(as_words(value.parameter.title), _value(value.parameter.default, value), _value(value.value, value),
          f"{value.effect.value}{'' if value.in_range else ', outside the range'}", _range(value),
          as_words(value.reason) or "-") for value in others])
    yield from _names(item)


def _names(item: Statement) -> Iterator[str]:
    """Names and addresses are the scheme's own; they are listed, since a name can hold a condition."""
    rows = [(as_words(value.parameter.title), _value(value.parameter.default, value), _value(value.value, value),
             _beside(item, value)) for value in item.values
            if value.parameter.type is ParameterType.TEXT and not _is_default(value)]
    if rows:
        yield "### Names and addresses filled in"
        yield ""
        yield from table(("Blank", "In the source", "Here", "Says more than a name"), rows)


def _beside(item: Statement, value: ParameterStanding) -> str:
    words = says_more(value.parameter, value.value, item.adoption.module.language)
    return f"yes: “{as_words(words)}”" if words else "no"


def unchanged_values(item: Statement) -> Iterator[PaperPart]:
    """The values that are as the source has them: many, and of interest to few, so they stand in an annex."""
    rows = [(as_words(value.parameter.title), _value(value.value, value), _range(value))
            for value in _countable(item) if _is_default(value)]
    if rows:
        lines = ("Blanks that hold a name or an address are not listed.", "",
                 *table(("Parameter", "Value", "Range, and who sets it"), rows))
        yield PaperPart(title="Values at the source's default", markdown="\n".join(lines))


def _countable(item: Statement) -> Iterator[ParameterStanding]:
    return (value for value in item.values if value.parameter.type is not ParameterType.TEXT)


def _is_default(value: ParameterStanding) -> bool:
    return value.effect is Effect.DEFAULT and value.in_range


def _value(value: Value, of: ParameterStanding) -> str:
    return as_words(of.parameter.told(value)) or "-"


def _range(of: ParameterStanding) -> str:
    words, reference = of.parameter.range_labels, of.parameter.reference
    return as_words(f"{words} ({reference})" if words and reference else words or reference) or "-"
