"""What can be wrong with parameters: unused, unknown, badly tested, defaults that do not fit, rules that fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from schemekit.model.finding import Finding
from schemekit.model.module import Rule, RuleKind
from schemekit.model.parameter import NONE, Parameter, ParameterType, Scope, plain, shown
from schemekit.text.linting.draft import Draft, DraftText, at_line
from schemekit.text.template import Blank, Comparison, Constant
from schemekit.text.uses import Use, is_reachable, uses_in

ALWAYS_KNOWN = frozenset({"module"})
_EQUALITY = ("eq", "ne")
_DAYS = frozenset({"day", "days", "working day", "working days", "calendar day", "calendar days"})


def lint_parameters(draft: Draft) -> Iterator[Finding]:
    """Every finding about parameters and the rules between them."""
    yield from _repeated(draft)
    for index, parameter in enumerate(draft.module.parameters):
        yield from _values(draft, index, parameter)
        yield from _shared(draft, index, parameter)
    yield from _unused(draft)
    for index, rule in enumerate(draft.module.rules):
        yield from _rule(draft, index, rule)
    for text in draft.texts:
        if text.template is not None:
            for use in uses_in(text.text, text.template):
                yield from _use(draft, text, use)


def _repeated(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, parameter in enumerate(draft.module.parameters):
        if parameter.name in seen:
            yield draft.at_key("parameter-twice", ("parameters", index, "name"),
                               found=f"'{parameter.name}' a second time", wanted="each name once",
                               fix="rename one of the two, in the texts as well")
        seen.add(parameter.name)


def _values(draft: Draft, index: int, parameter: Parameter) -> Iterator[Finding]:
    for issue in parameter.issues(parameter.default):
        yield draft.at_key("parameter-default", ("parameters", index, "default"),
                           found=f"the default {issue.found} for '{parameter.name}'", wanted=issue.wanted,
                           fix="choose a default that fits, or widen what is allowed")
    low, high = parameter.minimum, parameter.maximum
    if low is not None and high is not None and low > high:
        yield draft.at_key("parameter-range", ("parameters", index, "minimum"),
                           found=f"a minimum of {low} and a maximum of {high}", wanted="a minimum below the maximum",
                           fix="exchange the two figures")


def _shared(draft: Draft, index: int, parameter: Parameter) -> Iterator[Finding]:
    for sibling in draft.siblings.values():
        other = sibling.parameter(parameter.name)
        if other is None or other == parameter or Scope.SCHEME not in (parameter.scope, other.scope):
            continue
        for field in fields(Parameter):
            mine, theirs = getattr(parameter, field.name), getattr(other, field.name)
            if mine != theirs:
                yield draft.at_key("parameter-shared", ("parameters", index, field.name),
                                   found=f"{field.name} of '{parameter.name}' is {_told(mine)}",
                                   wanted=f"{_told(theirs)}, as in the module '{sibling.id}'",
                                   fix="write the same in both modules, or give one of them its own name")


def _told(value: object) -> str:
    if isinstance(value, (bool, int, float, str, tuple)) and not (value and isinstance(value, tuple)):
        return f"'{shown(value)}'"
    return str(plain(value))[:100] if isinstance(value, tuple) else str(getattr(value, "value", value))


def _unused(draft: Draft) -> Iterator[Finding]:
    if any(text.template is None for text in draft.texts):
        return  # what cannot be read may use it
    used = frozenset[str]().union(*(text.template.names for text in draft.texts if text.template))
    for index, parameter in enumerate(draft.module.parameters):
        if parameter.name not in used:
            yield draft.at_key("parameter-unused", ("parameters", index, "name"),
                               found=f"'{parameter.name}', which no document uses",
                               wanted=f"{{{{ cookiecutter.{parameter.name} }}}} or a condition over it in a document",
                               fix="use it in the text, or take it out of module.yaml")


def _rule(draft: Draft, index: int, rule: Rule) -> Iterator[Finding]:
    names = [*rule.parameters, *([rule.at_most] if rule.at_most else [])]
    unknown = [name for name in names if draft.module.parameter(name) is None]
    for name in unknown:
        yield draft.at_key("rule-name", ("rules", index, rule.kind.value),
                           found=f"a rule about '{name}'", wanted="a parameter of this module",
                           fix="declare the parameter, or take it out of the rule")
    if unknown:
        return
    breach = rule.breach(draft.module.defaults())
    if breach:
        first, second = (draft.module.parameter(name) for name in breach)
        assert first is not None
        assert second is not None
        yield draft.at_key("rule-default", ("rules", index, rule.kind.value),
                           found=f"defaults {first.name} = {shown(first.default)}, {second.name} = "
                           f"{shown(second.default)}, which break the rule", wanted="defaults that keep the rule",
                           fix="change one of the defaults, or the rule")
    units = {_unit(draft, name) for name in names}
    if rule.kind is not RuleKind.DISTINCT and len(units) > 1:
        yield draft.at_key("rule-units", ("rules", index, rule.kind.value),
                           found=f"figures in {' and '.join(sorted(units))}", wanted="figures of one unit",
                           fix="give the parameters the same unit, or take the rule out")


def _unit(draft: Draft, name: str) -> str:
    parameter = draft.module.parameter(name)
    unit = parameter.unit if parameter else ""
    return "days" if unit in _DAYS else unit or "no unit"


def _use(draft: Draft, text: DraftText, use: Use) -> Iterator[Finding]:
    unknown = [name for name in use.names if draft.module.parameter(name) is None and name not in ALWAYS_KNOWN]
    for name in unknown:
        yield at_line("parameter-unknown", text, use.line, column=use.column, path=name,
                      found=f"'{name}', which module.yaml does not declare", wanted="a declared parameter",
                      fix="declare it under parameters:, or correct the name")
    if unknown:
        return
    if use.printed is not None:
        yield from _printed(draft, text, use, use.printed)
    elif use.test is not None:
        yield from _tested(draft, text, use, use.test)


def _printed(draft: Draft, text: DraftText, use: Use, blank: Blank) -> Iterator[Finding]:
    parameter = draft.module.parameter(blank.name)
    if parameter is None:
        return
    if parameter.type is ParameterType.BOOLEAN:
        yield at_line("parameter-printed", text, use.line, column=use.column, path=blank.name,
                      found=f"the yes-or-no value '{blank.name}' as words",
                      wanted="a yes-or-no value in a condition only",
                      fix=f"write {{% if cookiecutter.{blank.name} %}} … {{% endif %}} with the words inside")
    if "int" in blank.filters:
        yield at_line("parameter-printed", text, use.line, column=use.column, path=blank.name,
                      found=f"'{blank.name}' printed through |int", wanted="|int in conditions only",
                      fix=f"write {{{{ cookiecutter.{blank.name} }}}}")
    if parameter.none_label and is_reachable(use, blank.name, NONE):
        yield at_line("parameter-none", text, use.line, column=use.column, path=blank.name,
                      found=f"'{blank.name}' printed where it may be none ({parameter.none_label})",
                      wanted=f'the blank inside {{% if cookiecutter.{blank.name} != "none" %}} … {{% endif %}}',
                      fix="put a condition around it, and words for none in its else")


def _tested(draft: Draft, text: DraftText, use: Use, test: Comparison | Blank | Constant) -> Iterator[Finding]:
    wanted = _wanted_test(draft, test)
    if wanted:
        names = " and ".join(f"'{name}'" for name in use.names) or "nothing but constants"
        yield at_line("parameter-test", text, use.line, column=use.column, path=", ".join(use.names),
                      found=f"a condition over {names} that does not fit its kind", wanted=wanted,
                      fix="write the condition as shown")


def _wanted_test(draft: Draft, test: Comparison | Blank | Constant) -> str:
    """What should stand instead of a test; empty when it is right."""
    if isinstance(test, Constant):
        return "a condition over a parameter"
    if isinstance(test, Blank):
        if test.name in ALWAYS_KNOWN and not test.filters:
            return ""   # it always holds, which is how a text says braces that are no blank (`escape`)
        parameter = draft.module.parameter(test.name)
        is_yes_or_no = parameter is not None and parameter.type is ParameterType.BOOLEAN and not test.filters
        return "" if is_yes_or_no else f"a comparison, such as {_example(parameter, test.name)}"
    left, right = test.left, test.right
    if isinstance(left, Constant) and isinstance(right, Blank):
        left, right = right, left
    if isinstance(left, Blank) and isinstance(right, Constant):
        return _wanted_comparison(draft.module.parameter(left.name), left, test.operator, right)
    if isinstance(left, Blank) and isinstance(right, Blank):
        numbers = [draft.module.parameter(side.name) for side in (left, right) if side.filters == ("int",)]
        whole = len(numbers) == 2 and all(number and number.is_numeric for number in numbers)
        return "" if whole else "two numbers, both with |int"
    return "a condition over a parameter"


def _wanted_comparison(parameter: Parameter | None, blank: Blank, operator: str, constant: Constant) -> str:
    if parameter is None:
        return "a condition over a parameter of module.yaml"
    value, fits = constant.value, False
    if parameter.is_numeric:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        is_none = value == NONE and bool(parameter.none_label) and operator in _EQUALITY and not blank.filters
        fits = is_none or (is_number and blank.filters == ("int",))
    elif parameter.type is ParameterType.CHOICE:
        fits = operator in _EQUALITY and value in parameter.option_values and not blank.filters
    elif parameter.type is ParameterType.TEXT:
        fits = operator in _EQUALITY and isinstance(value, str)
    return "" if fits else _example(parameter, blank.name)


def _example(parameter: Parameter | None, name: str) -> str:
    if parameter is None or parameter.type is ParameterType.BOOLEAN:
        return f"{{% if cookiecutter.{name} %}}"
    if parameter.is_numeric:
        none = f' or {{% if cookiecutter.{name} != "none" %}}' if parameter.none_label else ""
        return f"{{% if cookiecutter.{name}|int > 1 %}}{none}"
    if parameter.type is ParameterType.CHOICE:
        return " or ".join(f'{{% if cookiecutter.{name} == "{value}" %}}' for value in parameter.option_values)
    if parameter.is_several:
        return "a list only printed, never tested: make a yes-or-no parameter for it"
    return f'{{% if cookiecutter.{name} == "text" %}}'
