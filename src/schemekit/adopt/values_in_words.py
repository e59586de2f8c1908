"""Whether a value stands in a text: the module's words are filled in with it and with another, and held together.

A parameter may be named in a clause and yet say nothing there, as where a condition on another value leaves its
sentence out.
"""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.rendering import TEXT_ENDINGS, template_values
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.finding import FindingsError
from schemekit.model.parameter import Value
from schemekit.text.template import Template, parameters_in
from schemekit.text.template_grammar import parse_template


def words_with(adoption: Adoption, template: Template, instead: Mapping[str, Value]) -> str:
    """A template with the scheme's values, but for those that are given instead."""
    return template.render(template_values(adoption.module, {**adoption.entry.parameters, **instead}))


def is_said_in(adoption: Adoption, raw: str, name: str, other: Value) -> bool:
    """Whether words of a module's template would be others with another value.

    Shape: `raw` is a template or one clause of it. Also where that cannot be told: words that the grammar does not
    take by themselves, as a condition begins or ends outside, and a value that the scheme does not have.
    """
    if name not in adoption.entry.parameters:
        return True
    try:
        template = parse_template(raw, adoption.main_file)
    except FindingsError:
        return True
    return words_with(adoption, template, {name: other}) != words_with(adoption, template, {})


def is_said(adoption: Adoption, name: str, other: Value) -> bool:
    """Whether any text or form of a module, as its source has it, would read otherwise with another value."""
    paths = {path: "" for path in adoption.entry.pulled
             if path.startswith(f"{TEMPLATE_FOLDER}/") and path.endswith(TEXT_ENDINGS)}
    texts = (data.decode("utf-8", "replace") for data in adoption.folder.pulled(adoption.id, paths).values())
    return any(name in parameters_in(text) and is_said_in(adoption, text, name, other) for text in texts)
