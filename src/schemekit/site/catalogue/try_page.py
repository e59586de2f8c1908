"""The page on which a module is tried before it is taken over: a form of its blanks, beside the text they stand in.

What the form works with is data: the checked tree of each template, and what module.yaml says of each parameter.
"""

from __future__ import annotations

import json

from schemekit.model.module import Rule
from schemekit.model.parameter import Parameter, Scope, Tailoring, in_text, plain
from schemekit.model.scheme import DEFAULT_LIBRARY
from schemekit.site.catalogue.adopting import listing
from schemekit.site.catalogue.offer import Offer, OfferedRelease
from schemekit.site.catalogue.places import (
    TRY_DATA,
    field_anchor,
    parameter_anchor,
    parameters_place,
    try_data_place,
    try_place,
)
from schemekit.site.catalogue.text_links import link_to_text
from schemekit.site.page import Page, link_to
from schemekit.text.template import (
    Blank,
    Comparison,
    Condition,
    Constant,
    Junction,
    Literal,
    Negation,
    Part,
    Test,
)
from schemekit.text.web.words import link, written


def try_page(offered: OfferedRelease) -> Page:
    """The page. Without JavaScript it says where the blanks are listed."""
    module, here = offered.module, try_place(offered.module.id, offered.version)
    blanks = link_to(parameters_place(module.id, offered.version), here)
    listed = link("the list of blanks", blanks)
    markdown = "\n\n".join([
        f"# Try {written(module.title)}",
        f"Fill in the blanks of {link_to_text(offered, here)} and see the text change. Nothing leaves your browser.",
        f"This form needs JavaScript. Without it, {listed} says all that it says.\n"
        f'{{ .schemekit-try data-module="{TRY_DATA}" }}',
        # Each stands where links to the form lead, until the form takes their place.
        "\n".join(f"- {link(written(item.title), f'{blanks}#{parameter_anchor(item.name)}')}"
                  f"{{ #{field_anchor(item.name)} .try-blank }}" for item in module.parameters),
    ])
    return Page(path=here, title=f"Try {module.title} {offered.version}", markdown=f"{markdown}\n", is_searched=False,
                description=f"Fill in the blanks of {module.title} and see the text change", hides=("toc",))


def try_data(offer: Offer, offered: OfferedRelease) -> tuple[str, bytes]:
    """Where the form's data stands, and the data."""
    module = offered.module
    data = {
        "id": module.id, "version": offered.version, "title": module.title, "language": module.language,
        "library": "" if offer.name == DEFAULT_LIBRARY else offer.name, "listing": listing(offer),
        "parameters": [_parameter(item) for item in module.parameters],
        "rules": [_rule(rule) for rule in module.rules],
        "documents": [
            {"file": item.file, "title": item.title, "parts": _parts(offered.parsed[item.file].parts)}
            for item in module.documents if item.file in offered.parsed
        ],
    }
    written_out = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return try_data_place(module.id, offered.version), written_out.encode()


def _parameter(item: Parameter) -> dict[str, object]:
    return {
        "name": item.name, "scope": "scheme" if item.scope is Scope.SCHEME else "module", "type": item.type.value,
        "title": item.title, "help": item.help, "unit": item.unit, "default": _default(item),
        "minimum": item.minimum, "maximum": item.maximum, "none_label": item.none_label, "none_is": item.none_is,
        "stricter": item.stricter, "reference": item.reference, "range": item.range_labels,
        "locked": item.tailoring is Tailoring.LOCKED,
        "options": [{"value": option.value, "label": option.label} for option in item.options],
    }


def _default(item: Parameter) -> object:
    """The default as it is typed: of a number its digits, since JavaScript does not know 1.0 from 1."""
    return in_text(item.default) if item.is_numeric else plain(item.default)


def _rule(rule: Rule) -> dict[str, object]:
    return {"kind": rule.kind.value, "parameters": list(rule.parameters), "at_most": rule.at_most,
            "reason": rule.reason}


def _parts(parts: tuple[Part, ...]) -> list[object]:
    return [_part(part) for part in parts]


def _part(part: Part) -> object:
    if isinstance(part, Literal):
        return part.text
    if isinstance(part, Condition):
        return {"if": _test(part.test), "then": _parts(part.then), "otherwise": _parts(part.otherwise)}
    return _operand(part)


def _test(test: Test) -> object:
    if isinstance(test, Negation):
        return {"not": _test(test.test)}
    if isinstance(test, Junction):
        return {"and" if test.both else "or": [_test(test.left), _test(test.right)]}
    if isinstance(test, Comparison):
        return {"operator": test.operator, "left": _operand(test.left), "right": _operand(test.right)}
    return _operand(test)


def _operand(operand: Blank | Constant) -> dict[str, object]:
    if isinstance(operand, Constant):
        return {"constant": operand.value}
    return {"blank": operand.name, "filters": list(operand.filters)}
