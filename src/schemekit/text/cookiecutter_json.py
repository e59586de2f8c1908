"""The cookiecutter.json of a module: its parameters as plain cookiecutter asks for them.

Made from module.yaml and never edited, so that `cookiecutter LIBRARY --directory policies/MODULE` works without
schemekit and gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Any

from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, ParameterType, in_text

_MADE_BY = "schemekit module lint --write makes this file from module.yaml; edit that one"


def cookiecutter_json(module: Module) -> str:
    """The text of cookiecutter.json: the module's name, then its parameters in order, then the questions.

    Shape: numbers, texts and lists as the text that is filled in, true/false, a choice as a list with the default
    first. Basis: cookiecutter 2.7, "human readable prompts" and "choice variables".
    """
    questions: dict[str, Any] = {"module": module.id}
    questions |= {parameter.name: _default(parameter, module.language) for parameter in module.parameters}
    questions["__prompts__"] = {
        "module": "Name of the folder that is made",
        **{parameter.name: _prompt(parameter) for parameter in module.parameters},
    }
    questions["_made_by"] = _MADE_BY
    return json.dumps(questions, ensure_ascii=False, indent=2) + "\n"


def _default(parameter: Parameter, language: str) -> str | bool | list[str]:
    if parameter.type is ParameterType.CHOICE:
        default = str(parameter.default)
        return [default, *(value for value in parameter.option_values if value != default)]
    return in_text(parameter.default, language)


def _prompt(parameter: Parameter) -> str | dict[str, str]:
    question = _question(parameter)
    if parameter.type is not ParameterType.CHOICE:
        return question
    return {"__prompt__": question, **{option.value: option.label for option in parameter.options}}


def _question(parameter: Parameter) -> str:
    """The question in one line: what is asked, what is allowed, what to think of."""
    allowed = "" if parameter.type is ParameterType.CHOICE else parameter.range_text
    if parameter.is_several:
        allowed = f"{allowed}; as words: a, b and c" if allowed else "as words: a, b and c"
    parts = [parameter.prompt, f"({allowed})" if allowed else "", parameter.help]
    # cookiecutter prints questions with rich, which would read [..] as a style.
    return " ".join(part for part in parts if part).replace("[", "(").replace("]", ")")
