"""What a new version does to a module's parameters, and where the scheme's own values stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.adopt.values import Chosen
from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, Scope, Value, plain, shown
from schemekit.model.scheme import Scheme, SetValue

Edit = tuple[tuple[str, ...], object]


class ParameterFate(Enum):
    """What happened to one parameter."""

    NEW = "new"
    REMOVED = "removed"
    RENAMED = "renamed"
    RANGE = "range changed"
    DEFAULT = "default changed"
    TYPE = "kind changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterChange:
    """One parameter that a new version changed.

    Shape: `value` is what the text has after the update, None for a removed one; `words` say what changed,
    `standing` what that means for the scheme's value. `fits` is false where `check` will ask for another value or a
    reason.
    """

    name: str
    fate: ParameterFate
    words: str
    value: Value | None
    standing: str
    fits: bool = True

    def to_mapping(self) -> dict[str, object]:
        """The change as `--json` prints it."""
        return {"name": self.name, "fate": self.fate.value, "words": self.words,
                "value": None if self.value is None else plain(self.value), "standing": self.standing,
                "fits": self.fits}


def renamed_parameters(old: Module, new: Module) -> dict[str, str]:
    """Parameters that go on under another name: the only two that went and came with the same title, type and unit."""
    went = [item for item in old.parameters if new.parameter(item.name) is None]
    came = [item for item in new.parameters if old.parameter(item.name) is None]
    found = {}
    for item in went:
        alike = [other for other in came if _identity(other) == _identity(item)]
        if len(alike) == 1 and sum(_identity(other) == _identity(item) for other in went) == 1:
            found[item.name] = alike[0].name
    return found


def _identity(parameter: Parameter) -> tuple[object, ...]:
    return (parameter.title.casefold(), parameter.type, parameter.unit, parameter.scope)


def new_parameters(old: Module, new: Module, scheme: Scheme) -> tuple[Parameter, ...]:
    """The parameters that came and for which nothing speaks yet: no value of the scheme's, no older name."""
    known = set(renamed_parameters(old, new).values())
    return tuple(item for item in new.parameters
                 if old.parameter(item.name) is None and item.name not in known
                 and scheme.set_value(new, item.name) is None)


def shared_names(old: Module, new: Module, scheme: Scheme, used: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Renamed scheme-wide parameters whose value is not carried over, by their new names, with the old ones.

    Other modules use the new name already, and the scheme gave it no value: carried over, the value of one module
    would go into the texts of the others. Shape: `used` has the modules, by scheme-wide parameter, but for this one.
    """
    return {after: before for before, after in renamed_parameters(old, new).items()
            if (parameter := new.parameter(after)) is not None and parameter.scope is Scope.SCHEME and after in used
            and before in scheme.parameters and after not in scheme.parameters}


def manifest_edits(
    old: Module, new: Module, scheme: Scheme, chosen: Sequence[Chosen], shared: Collection[str] = ()
) -> list[Edit]:
    """What scheme.yaml gets besides the version: values under new names, and the ones that were chosen now.

    Shape: `shared` are new names to which nothing is carried over.
    """
    wanted = scheme.modules.get(new.id)
    own = wanted.parameters if wanted else {}
    edits: list[Edit] = []
    for before, after in renamed_parameters(old, new).items():
        parameter = new.parameter(after)
        if parameter is None or after in shared:
            continue
        place = ("modules", new.id, "parameters") if parameter.scope is Scope.MODULE else ("parameters",)
        value = own.get(before) if parameter.scope is Scope.MODULE else scheme.parameters.get(before)
        if value is not None and scheme.set_value(new, after) is None:
            edits.append(((*place, after), written(value)))
    return edits + [(choice.path, choice.written()) for choice in chosen if not choice.resets]


def idle_values(old: Module, new: Module, scheme: Scheme) -> tuple[str, ...]:
    """The module's own values in scheme.yaml that the new version has no parameter for."""
    wanted = scheme.modules.get(new.id)
    return tuple(name for name in (wanted.parameters if wanted else ())
                 if new.parameter(name) is None and old.parameter(name) is not None)


def parameter_changes(
    old: Module, new: Module, before: Mapping[str, Value], scheme: Scheme, after: Scheme
) -> tuple[ParameterChange, ...]:
    """Every parameter that changed. Shape: `before` the values of the lock; scheme.yaml before and after."""
    return tuple(_changes(old, new, before, scheme, after))


def _changes(
    old: Module, new: Module, before: Mapping[str, Value], scheme: Scheme, after: Scheme
) -> Iterator[ParameterChange]:
    renamed = renamed_parameters(old, new)
    names = {name: older for older, name in renamed.items()}
    values = after.values_for(new)
    for parameter in new.parameters:
        known = old.parameter(names.get(parameter.name, parameter.name))
        value = values[parameter.name]
        chosen = after.set_value(new, parameter.name)
        change = _came(parameter, value, chosen) if known is None else \
            _changed(known, parameter, before.get(known.name, known.default), value, chosen)
        if change is not None:
            yield change
    for parameter in old.parameters:
        if new.parameter(parameter.name) is None and parameter.name not in renamed:
            own = scheme.set_value(old, parameter.name)
            told = f"your value {shown(own.value)}{_because(own)} is used no longer" if own else "you had set no value"
            yield ParameterChange(name=parameter.name, fate=ParameterFate.REMOVED, words="removed", value=None,
                                  standing=told)


def _came(parameter: Parameter, value: Value, chosen: SetValue | None) -> ParameterChange:
    standing = "your value" if chosen else "the module's default; set your own with 'schemekit set'"
    return ParameterChange(name=parameter.name, fate=ParameterFate.NEW, words=f"new: {_told(parameter, value)}",
                           value=value, standing=standing, fits=_fits(parameter, value, chosen))


def _changed(
    known: Parameter, parameter: Parameter, before: Value, value: Value, chosen: SetValue | None
) -> ParameterChange | None:
    fate, words = None, []
    if known.name != parameter.name:
        fate, words = ParameterFate.RENAMED, [f"called {known.name} before"]
    if known.type is not parameter.type:
        fate, words = fate or ParameterFate.TYPE, [*words, f"{known.type.value} became {parameter.type.value}"]
    elif _range(known) != _range(parameter):
        fate, words = fate or ParameterFate.RANGE, [*words, f"range {_range(known)} became {_range(parameter)}"]
    if known.default != parameter.default:
        told = f"default {shown(known.default)} became {shown(parameter.default)}"
        fate, words = fate or ParameterFate.DEFAULT, [*words, told]
    if fate is None:
        return None
    return ParameterChange(name=parameter.name, fate=fate, words="; ".join(words), value=value,
                           standing=_standing(parameter, before, value, chosen),
                           fits=_fits(parameter, value, chosen))


def _standing(parameter: Parameter, before: Value, value: Value, chosen: SetValue | None) -> str:
    owner = f"your {_told(parameter, value)}" if chosen else f"you have the default, {_told(parameter, value)}"
    issues = parameter.issues(value)
    if any(not issue.outside_range for issue in issues):
        return f"{owner}, which it does not take any more"
    if issues:
        return f"{owner}, now outside the range" + ("" if chosen and chosen.reason else ", without a reason")
    if not chosen and before != value:
        return f"{owner} instead of {shown(before)}: the text follows"
    return f"{owner}, fits"


def _fits(parameter: Parameter, value: Value, chosen: SetValue | None) -> bool:
    issues = parameter.issues(value)
    return all(issue.outside_range for issue in issues) and (not issues or bool(chosen and chosen.reason))


def _range(parameter: Parameter) -> str:
    return parameter.range_text or "open"


def _told(parameter: Parameter, value: Value) -> str:
    return f"{shown(value)} {parameter.unit}".strip()


def _because(value: SetValue) -> str:
    return f" ({value.reason})" if value.reason else ""


def written(value: SetValue) -> object:
    """A value as scheme.yaml holds it."""
    return {"value": plain(value.value), "reason": value.reason} if value.reason else plain(value.value)
