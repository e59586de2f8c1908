"""The values a scheme gives to parameters: reading what was typed, and holding values against their module."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemekit.errors import UnknownNameError, UsageError, ValueRefusedError
from schemekit.files.scheme_folder import MANIFEST
from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Module
from schemekit.model.parameter import Effect, Parameter, ParameterType, Scope, Value, plain, shown
from schemekit.model.said import says_why
from schemekit.model.scheme import Scheme
from schemekit.text.said_beside import said_beside

DEFAULT_WORD = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A typed `MODULE.PARAMETER=VALUE`, or `PARAMETER=VALUE` for a scheme-wide one (`module` is then empty)."""

    module: str
    parameter: str
    text: str

    @classmethod
    def parse(cls, typed: str) -> Assignment:
        """Read one assignment. Raises: UsageError."""
        target, equals, text = typed.partition("=")
        module, _, parameter = target.strip().rpartition(".")
        if not equals or not parameter:
            raise UsageError(
                f"'{typed[:80]}' does not say what to set",
                why="a value is given as MODULE.PARAMETER=VALUE, or PARAMETER=VALUE for one of the whole scheme",
                fix="for example: schemekit set grievance.acknowledge_days=10",
            )
        return cls(module=module, parameter=parameter, text=text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An assignment that found its parameter.

    Shape: `module` is empty for a scheme-wide value; `resets` means back to the module's default.
    """

    module: str
    parameter: Parameter
    value: Value
    reason: str
    resets: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """Where scheme.yaml keeps the value."""
        own = ("modules", self.module, "parameters", self.parameter.name)
        return own if self.module else ("parameters", self.parameter.name)

    def written(self) -> object:
        """The value as scheme.yaml holds it: bare, or with its reason."""
        value = plain(self.value)
        return {"value": value, "reason": self.reason} if self.reason else value


def choose(assignment: Assignment, modules: Mapping[str, Module], reason: str) -> Chosen:
    """Find the parameter that an assignment means and hold the value against it.

    Raises: UnknownNameError, ValueRefusedError (a value out of range without a reason included).
    """
    parameter = _parameter(assignment, modules)
    module = "" if parameter.scope is Scope.SCHEME else assignment.module
    resets = assignment.text == DEFAULT_WORD and DEFAULT_WORD not in parameter.option_values
    value = parameter.default if resets else parameter.read(assignment.text)
    refuse_unfit(assignment.module or MANIFEST, parameter, value, reason)
    return Chosen(module=module, parameter=parameter, value=value, reason=reason, resets=resets)


def refuse_unfit(owner: str, parameter: Parameter, value: Value, reason: str) -> None:
    """Raise ValueRefusedError when a value does not fit, or is out of range without a reason."""
    issues = parameter.issues(value)
    if not issues:
        return
    issue = next((issue for issue in issues if not issue.outside_range), issues[0])
    if issue.outside_range and says_why(reason):
        return
    name = f"{owner}.{parameter.name}" if owner != MANIFEST else parameter.name
    if issue.outside_range:
        raise ValueRefusedError(
            f"{name}: {issue.found} is outside the range the module gives",
            why=f"the range is {issue.wanted}" + (f" ({parameter.reference})" if parameter.reference else ""),
            fix="choose a value in the range, or say why yours is right with --reason \"...\"",
        )
    raise ValueRefusedError(
        f"{name} cannot be {issue.found}",
        why=f"wanted is {issue.wanted}",
        fix=f"{parameter.prompt} Give {parameter.range_text or parameter.type.value}",
    )


def refuse_unusable(module: Module, scheme: Scheme) -> None:
    """Refuse values, the module's defaults too, that no reason could justify; one that is out of range can wait.

    Raises: ValueRefusedError.
    """
    values = scheme.values_for(module)
    for parameter in module.parameters:
        value = values[parameter.name]
        issue = next((issue for issue in parameter.issues(value) if not issue.outside_range), None)
        if issue is not None:
            owner = "" if parameter.scope is Scope.SCHEME else f"{module.id}."
            whose = "your value" if scheme.set_value(module, parameter.name) else "the module's default"
            raise ValueRefusedError(
                f"{owner}{parameter.name} cannot be {issue.found}",
                why=f"that is {whose}, and wanted is {issue.wanted}",
                fix=f'give one that fits with --set {owner}{parameter.name}="...", or stay with the version you have',
            )


def _parameter(assignment: Assignment, modules: Mapping[str, Module]) -> Parameter:
    name = assignment.parameter
    if assignment.module:
        module = modules.get(assignment.module)
        if module is None:
            raise _unknown("module", assignment.module, modules, "see yours with 'schemekit list'")
        parameter = module.parameter(name)
        if parameter is None:
            names = [parameter.name for parameter in module.parameters]
            raise _unknown(f"parameter of {module.id}", name, names, f"see them with 'schemekit show {module.id}'")
        return parameter
    wide = {p.name: p for module in modules.values() for p in module.parameters if p.scope is Scope.SCHEME}
    if name in wide:
        return wide[name]
    owners = [module.id for module in modules.values() if module.parameter(name)]
    if owners:
        raise UnknownNameError(
            f"{name} belongs to a module",
            why=f"it is a parameter of {', '.join(owners)}, not of the whole scheme",
            fix=f"write {owners[0]}.{name}={assignment.text}",
        )
    raise _unknown("scheme-wide parameter", name, wide, "see the parameters of a module with 'schemekit show MODULE'")


def _unknown(kind: str, name: str, known: Mapping[str, object] | Sequence[str], otherwise: str) -> UnknownNameError:
    near = get_close_matches(name, list(known), n=1)
    return UnknownNameError(
        f"there is no {kind} '{name[:60]}'",
        why="nothing of that name is adopted here" if kind == "module" else "the names are those in module.yaml",
        fix=f"did you mean '{near[0]}'? Otherwise {otherwise}" if near else otherwise,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterStanding:
    """One parameter of an adopted module with the scheme's value and how it compares.

    Shape: `differs` tells where text, lock and scheme.yaml have different values; see `adopted_values`.
    """

    module: str
    parameter: Parameter
    value: Value
    reason: str
    is_set: bool
    in_range: bool
    effect: Effect
    differs: str = ""

    def to_mapping(self) -> dict[str, object]:
        """The standing as reports print it."""
        return {
            "name": self.parameter.name,
            "scope": self.parameter.scope.value,
            "title": self.parameter.title,
            "value": plain(self.value),
            "default": plain(self.parameter.default),
            "unit": self.parameter.unit,
            "range": self.parameter.range_text,
            "effect": self.effect.value,
            "in_range": self.in_range,
            "reason": self.reason,
            "differs": self.differs,
        }


def standings(module: Module, scheme: Scheme) -> tuple[ParameterStanding, ...]:
    """Every parameter of a module as scheme.yaml has it; what its text was filled in with is in `adopted_values`."""
    values = scheme.values_for(module)
    found = []
    for parameter in module.parameters:
        chosen = scheme.set_value(module, parameter.name)
        value = values[parameter.name]
        found.append(
            ParameterStanding(
                module=module.id,
                parameter=parameter,
                value=value,
                reason=chosen.reason if chosen else "",
                is_set=chosen is not None,
                in_range=not parameter.issues(value),
                effect=parameter.effect(value),
            )
        )
    return tuple(found)


def value_findings(module: Module, scheme: Scheme) -> Iterator[Finding]:
    """Values in scheme.yaml that do not fit, are out of range without a reason, name nothing, or break a rule."""
    for standing in standings(module, scheme):
        yield from _standing_findings(standing)
        yield from _more_than_a_name(standing, module.language)
    yield from unknown_findings(module, scheme)
    yield from rule_findings(module, scheme.values_for(module))


def unknown_findings(module: Module, scheme: Scheme) -> Iterator[Finding]:
    """Values in scheme.yaml for parameters that the module does not have, most often misspelt."""
    wanted = scheme.modules.get(module.id)
    for name in wanted.parameters if wanted else ():
        if module.parameter(name) is None:
            near = get_close_matches(name, [parameter.name for parameter in module.parameters], n=1)
            yield Finding(
                code="unknown-parameter", file=MANIFEST, path=f"modules.{module.id}.parameters.{name}",
                found=f"a value for '{name}'", wanted=f"a parameter of {module.id}",
                fix=f"did you mean '{near[0]}'?" if near else f"take it out, or see 'schemekit show {module.id}'",
            )


def _standing_findings(standing: ParameterStanding) -> Iterator[Finding]:
    parameter = standing.parameter
    own = parameter.scope is Scope.MODULE
    path = f"modules.{standing.module}.parameters.{parameter.name}" if own else f"parameters.{parameter.name}"
    for issue in parameter.issues(standing.value):
        justified = issue.outside_range and says_why(standing.reason)
        yield Finding(
            code="value-out-of-range" if issue.outside_range else "value-unfit",
            file=MANIFEST,
            path=path,
            found=f"{standing.module}.{parameter.name} is {issue.found}",
            wanted=issue.wanted,
            why=f"reason given: {standing.reason}" if justified else parameter.reference,
            fix="" if justified else "choose a value in the range, or give a reason beside the value",
            severity=Severity.NOTE if justified else Severity.ERROR,
        )


def _more_than_a_name(standing: ParameterStanding, language: str) -> Iterator[Finding]:
    """A value that binds, exempts or sets a condition, though it fills the blank of a name."""
    parameter, value = standing.parameter, standing.value
    words = says_more(parameter, value, language)
    if words:
        own = parameter.scope is Scope.MODULE
        yield Finding(
            code="value-says-more", file=MANIFEST, severity=Severity.WARNING,
            path=f"modules.{standing.module}.parameters.{parameter.name}" if own else f"parameters.{parameter.name}",
            found=f"{parameter.name} says more than a name: '{words}' in '{value}'", wanted="a name",
            why="whoever compares the text with its source looks at clauses, and not into a name",
            fix="give the name alone, and write the condition into the clause that it is about",
        )


def says_more(parameter: Parameter, value: Value, language: str) -> str:
    """The words by which a value says more than a name; empty where it does not, or where no name is wanted."""
    if parameter.type is not ParameterType.TEXT or value == parameter.default or not isinstance(value, str):
        return ""
    return said_beside(value, str(parameter.default), language)


def rule_findings(module: Module, values: Mapping[str, Value]) -> Iterator[Finding]:
    """Rules between parameters that the values break, naming both parameters."""
    for rule in module.rules:
        breach = rule.breach(values)
        if breach is None:
            continue
        first, second = breach
        how = {"ordered": "no larger than", "distinct": "another than", "sum": "together with the others at most"}
        yield Finding(
            code="rule-broken", file=MANIFEST, path=f"modules.{module.id}.parameters",
            found=f"{first} is {shown(values[first])} and {second} is {shown(values[second])}",
            wanted=f"{first} {how[rule.kind.value]} {second}",
            why=rule.reason, fix=f"set {first} or {second} with 'schemekit set'",
        )


def unknown_scheme_wide(scheme: Scheme, modules: Sequence[Module]) -> Iterator[Finding]:
    """Scheme-wide values that no adopted module uses; one that looks misspelt is an error."""
    known = {parameter.name for module in modules for parameter in module.scheme_wide()}
    for name in scheme.parameters.keys() - known if modules else ():
        near = get_close_matches(name, known - scheme.parameters.keys(), n=1, cutoff=0.8)
        if near:
            yield Finding(
                code="unknown-parameter", file=MANIFEST, path=f"parameters.{name}",
                found=f"a value for '{name}', which no module knows",
                wanted=f"'{near[0]}', which has no value of yours and falls back to the module's default",
                why="a name that is misspelt sets nothing, and the texts silently go back to the default",
                fix=f"write {near[0]}:",
            )
            continue
        yield Finding(
            code="unused-value", file=MANIFEST, path=f"parameters.{name}",
            found=f"'{name}' is set for the whole scheme, but no adopted module uses it", wanted="a parameter in use",
            fix="leave it for a module to come, or take it out", severity=Severity.NOTE,
        )
