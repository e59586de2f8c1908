"""The page of a release's blanks: what each means, its default, range, reference and which way is stricter."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.module import Module, Rule, RuleKind
from schemekit.model.parameter import NONE, Parameter, Scope, Tailoring, in_text, measured, shown
from schemekit.site.catalogue.offer import OfferedRelease
from schemekit.site.catalogue.places import field_anchor, parameter_anchor, parameters_place, text_place, try_place
from schemekit.site.catalogue.text_links import link_to_text
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.web.words import code, link, written

_STRICTER = {
    "lower": "a lower number is stricter", "higher": "a higher number is stricter", "more": "more is stricter",
    "fewer": "fewer is stricter", "first": "the earlier in the list, the stricter",
    "last": "the later in the list, the stricter", "enabled": "yes is stricter", "disabled": "no is stricter",
}


def parameters_page(offered: OfferedRelease) -> Page:
    """The page."""
    module, here = offered.module, parameters_place(offered.module.id, offered.version)
    blocks = [
        f"# {written(module.title)}: blanks",
        f"What a scheme fills in when it adopts {link_to_text(offered, here)}. A number outside its range needs a "
        "reason.",
        _overview(module),
        *_rules(module.rules),
        *(block for parameter in module.parameters for block in _parameter(parameter, offered, here)),
    ]
    return Page(path=here, title=f"{module.title} {offered.version}: blanks", markdown="\n\n".join(blocks) + "\n",
                description=f"Every blank of {module.title} with its default and range", is_searched=False)


def _overview(module: Module) -> str:
    rows = [(link(code(item.name), f"#{parameter_anchor(item.name)}"), written(item.title),
             written(f"{shown(item.default)} {item.unit}".strip()), written(item.range_text))
            for item in module.parameters]
    return table(("Blank", "Meaning", "Default", "Range"), rows)


def _rules(rules: tuple[Rule, ...]) -> Iterator[str]:
    if not rules:
        return
    told = []
    for rule in rules:
        names = ", ".join(code(name) for name in rule.parameters)
        words = {RuleKind.ORDERED: f"{names}: each no larger than the next",
                 RuleKind.DISTINCT: f"{names}: each another one",
                 RuleKind.SUM: f"{names}: together at most {code(rule.at_most) if rule.at_most else 'the limit'}"}
        told.append(f"- {words[rule.kind]}" + (f" ({written(rule.reason)})" if rule.reason else ""))
    yield "**Rules between them**"
    yield "\n".join(told)


def _parameter(parameter: Parameter, offered: OfferedRelease, here: str) -> Iterator[str]:
    yield f"## {written(parameter.title)} {{ #{parameter_anchor(parameter.name)} }}"
    yield written(parameter.help)
    owner = "the whole scheme, set once for all modules" if parameter.scope is Scope.SCHEME else "this module"
    is_locked = parameter.tailoring is Tailoring.LOCKED
    form = link_to(try_place(offered.module.id, offered.version), here)
    facts = [
        ("Name", code(parameter.name)),
        ("Belongs to", owner),
        ("Default", written(measured(_labelled(parameter), parameter.unit))),
        ("Range", written(parameter.range_labels)),
        ("Stricter", _STRICTER.get(parameter.stricter, "")),
        ("Basis", written(parameter.reference)),
        ("An adopter may", "not change it" if is_locked else "choose another value"),
        ("Stands in", _clauses(parameter, offered, here)),
        ("Try it", "" if is_locked else link("with another value", f"{form}#{field_anchor(parameter.name)}")),
    ]
    yield table(("", ""), ((f"**{name}**", value) for name, value in facts if value))


def _labelled(parameter: Parameter) -> str:
    if parameter.default == NONE and parameter.none_label:
        return parameter.none_label
    return parameter.labelled(parameter.default) or str(in_text(parameter.default))


def _clauses(parameter: Parameter, offered: OfferedRelease, here: str) -> str:
    page = link_to(text_place(offered.module.id, offered.version), here)
    return ", ".join(link(written(clause.label), f"{page}#{clause.id}")
                     for clause in offered.clauses_with(parameter.name))
