"""The values of two modules side by side: which is the stricter, and the value that meets both.

Which way is stricter is the module's own word (`stricter: lower`). Where it has none, a person decides; nothing is
guessed from a figure alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from schemekit.model.module import Rule
from schemekit.model.parameter import Effect, Parameter, ParameterType, Value


class Stricter(Enum):
    """Which side asks more; the words are those that are shown.

    OWN: it fills in a name or an address, which each side has its own. EACH: either asks something that the other does
    not, and a value that meets both is known. PERSON: both have it and no rule can tell. UNUSED: the two differ, and
    neither's words say it, as a choice leaves its sentence out.
    """

    SAME = "the same"
    OURS = "ours"
    THEIRS = "theirs"
    EACH = "each in part"
    PERSON = "a person decides"
    OWN = "each its own"
    ONLY_OURS = "only ours"
    ONLY_THEIRS = "only theirs"
    UNUSED = "not used by either text"


_RULES = {
    "lower": "lower is stricter", "higher": "higher is stricter", "more": "more is stricter",
    "fewer": "fewer is stricter", "first": "the earlier option is stricter", "last": "the later option is stricter",
    "enabled": "yes is stricter", "disabled": "no is stricter", "none": "the module names no direction",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SideValue:
    """A parameter as one side has it, with its value."""

    parameter: Parameter
    value: Value

    @property
    def words(self) -> str:
        """The value as people read it, without its unit."""
        return self.parameter.labelled(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One parameter on both sides.

    Shape: values in words, empty on the side that lacks it; `strictest` is the value that meets both, empty where a
    person decides or where each has its own; `rule` says what the module calls stricter; `note` what else to know.
    """

    name: str
    title: str
    ours: str
    theirs: str
    unit: str
    bounds: str
    stricter: Stricter
    strictest: str
    rule: str
    reference: str = ""
    note: str = ""
    value: Value | None = None

    def to_mapping(self) -> dict[str, str]:
        """The row as `--json` prints it."""
        names = ("name", "title", "ours", "theirs", "unit", "bounds", "strictest", "rule", "reference", "note")
        return {**{name: str(getattr(self, name)) for name in names}, "stricter": self.stricter.value}


def value_rows(ours: Sequence[SideValue], theirs: Sequence[SideValue]) -> tuple[ValueRow, ...]:
    """Each parameter with both values, in our order, what only they have after it."""
    other = {side.parameter.name: side for side in theirs}
    rows = [_row(side, other.pop(side.parameter.name, None)) for side in ours]
    return (*rows, *(_alone(side, Stricter.ONLY_THEIRS) for side in theirs if side.parameter.name in other))


def broken_rules(rows: Sequence[ValueRow], rules: Sequence[Rule]) -> tuple[str, ...]:
    """The module's rules between parameters that the strictest values break together, in words."""
    values: dict[str, Value] = {row.name: row.value for row in rows if row.value is not None}
    titles = {row.name: row.title for row in rows}
    return tuple(_broken(rule, pair, titles) for rule in rules if (pair := rule.breach(values)))


def met_by_all(parameter: Parameter, values: Sequence[Value]) -> Value | None:
    """The value that everybody meets who meets one of these: the loosest. None where no rule can tell."""
    return _furthest(parameter, values, Effect.LOOSER)


def meets_all(parameter: Parameter, values: Sequence[Value]) -> Value | None:
    """The value by which all of these are met: the strictest, or more than each. None where no rule can tell."""
    return _furthest(parameter, values, Effect.STRICTER)


def _furthest(parameter: Parameter, values: Sequence[Value], wanted: Effect) -> Value | None:
    best = values[0]
    for value in values[1:]:
        if value == best:
            continue
        effect = replace(parameter, default=best).effect(value)
        if effect is Effect.DIFFERENT:
            joined = _joined(parameter, best, value, wanted)
            if joined is None:
                return None
            best = joined
        elif effect is wanted:
            best = value
    return best


def _joined(parameter: Parameter, first: Value, second: Value, wanted: Effect) -> Value | None:
    """Two lists of which neither holds the other: all of both, or what both have, as the direction asks."""
    if not (isinstance(first, tuple) and isinstance(second, tuple)) or parameter.stricter not in ("more", "fewer"):
        return None
    is_all = (parameter.stricter == "more") is (wanted is Effect.STRICTER)
    order = parameter.option_values or (*first, *second)
    both = {*first, *second} if is_all else {*first} & {*second}
    found = tuple(dict.fromkeys(item for item in (*order, *first, *second) if item in both))
    is_fit = found and not any(not issue.outside_range for issue in parameter.issues(found))
    return found if is_fit else None


def _row(ours: SideValue, theirs: SideValue | None) -> ValueRow:
    if theirs is None:
        return _alone(ours, Stricter.ONLY_OURS)
    parameter = theirs.parameter
    frame = _frame(ours.parameter, ours=ours.words, theirs=theirs.words)
    is_alike = (parameter.type, parameter.unit) == (ours.parameter.type, ours.parameter.unit)
    if not is_alike:
        told = f"ours is counted in {ours.parameter.unit or 'words'}, theirs in {parameter.unit or 'words'}"
        return replace(frame, stricter=Stricter.PERSON, note=told)
    if ours.value == theirs.value:
        return replace(frame, stricter=Stricter.SAME, strictest=ours.words, value=ours.value)
    if ours.parameter.type is ParameterType.TEXT and ours.parameter.stricter == "none":
        return replace(frame, stricter=Stricter.OWN)
    if ours.parameter.stricter != parameter.stricter:
        return replace(frame, stricter=Stricter.PERSON, note="the two releases call another direction the stricter")
    return _of_values(frame, ours, theirs)


def _of_values(frame: ValueRow, ours: SideValue, theirs: SideValue) -> ValueRow:
    parameter = ours.parameter
    effect = replace(parameter, default=ours.value).effect(theirs.value)
    if effect is Effect.DIFFERENT:
        both = meets_all(parameter, (ours.value, theirs.value))
        if both is None:
            return replace(frame, stricter=Stricter.PERSON)
        return replace(frame, stricter=Stricter.EACH, strictest=parameter.labelled(both), value=both,
                       note="all that either asks")
    chosen, side = (theirs, Stricter.THEIRS) if effect is Effect.STRICTER else (ours, Stricter.OURS)
    if parameter.issues(chosen.value):
        # A range has two ends because beyond either the value stops doing what it is for: too short a time to reply
        # asks nothing more of the scheme, it takes the reply away.
        return replace(frame, stricter=Stricter.PERSON, note=f"{side.value} is {outside_range(parameter)}")
    return replace(frame, stricter=side, strictest=chosen.words, value=chosen.value)


def outside_range(parameter: Parameter) -> str:
    """`outside the module's range, 10 to 60 days`."""
    return f"outside the module's range{f', {parameter.range_labels}' if parameter.range_labels else ''}"


def with_unit(words: str, unit: str) -> str:
    """A value as it is told, with its unit; words that are no figure have theirs in them, or none."""
    return f"{words} {unit}".strip() if words[:1].isdigit() else words


def _alone(side: SideValue, stricter: Stricter) -> ValueRow:
    is_ours = stricter is Stricter.ONLY_OURS
    return replace(_frame(side.parameter, ours=side.words if is_ours else "", theirs="" if is_ours else side.words),
                   stricter=stricter)


def _frame(parameter: Parameter, *, ours: str, theirs: str) -> ValueRow:
    return ValueRow(
        name=parameter.name, title=parameter.title, ours=ours, theirs=theirs, unit=parameter.unit,
        bounds=parameter.range_labels, stricter=Stricter.PERSON, strictest="",
        rule=_RULES.get(parameter.stricter, parameter.stricter), reference=parameter.reference,
    )


def _broken(rule: Rule, pair: tuple[str, str], titles: Mapping[str, str]) -> str:
    first, second = (titles.get(name, name) for name in pair)
    because = f" ({rule.reason.rstrip('.')})" if rule.reason else ""
    return f"the strictest {first} and {second} do not go together: {rule.kind.value}{because}"


def counted(rows: Sequence[ValueRow]) -> Iterator[tuple[Stricter, int]]:
    """How many rows there are of each result, without what there is none of."""
    for stricter in Stricter:
        if number := sum(row.stricter is stricter for row in rows):
            yield stricter, number

