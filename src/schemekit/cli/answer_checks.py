"""What is wrong with an answer about a new scheme, in words for whoever gave it; nothing where it fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemekit.model.module import Module

Check = Callable[[str], str]
"""From an answer to what is wrong with it, in a sentence or two."""


def fits(pattern: str, otherwise: str) -> Check:
    """A check that the answer has a form. Shape: `otherwise` is what is told of one that does not."""
    import re

    return lambda answer: "" if re.match(pattern, answer) else otherwise


def line_of_text(answer: str) -> str:
    """Whether it can stand in a text at all."""
    from schemekit.model.parameter import Parameter, ParameterType, Scope

    if not answer.strip():
        return "An answer is needed."
    free = Parameter(name="answer", scope=Scope.SCHEME, type=ParameterType.TEXT, title="", prompt="", help="",
                     default="")
    issues = free.issues(answer)
    return f"That holds {issues[0].found}. Wanted is {issues[0].wanted}." if issues else ""


def _licence(answer: str) -> str:
    from schemekit.licence.expression import findings_of

    found = findings_of(answer)
    return f"{found[0].found}: {found[0].fix}" if found else ""


def keeps_rules(modules: Sequence[Module], name: str, answers: Mapping[str, str]) -> Check:
    """A check that the answer, with those given before, keeps every rule between parameters."""
    from schemekit.adopt.new import SCHEME_WIDE_QUESTIONS

    def objection(answer: str) -> str:
        values = {p: answers[q] for p, q in SCHEME_WIDE_QUESTIONS.items() if q in answers} | {name: answer}
        for module in modules:
            for rule in module.rules:
                breach = rule.breach(values)
                if breach is not None and name in breach:
                    other = next(found for found in breach if found != name)
                    return f"'{answer}' is the {_named(module, other)} already: {rule.reason}"
        return ""

    return objection


def _named(module: Module, name: str) -> str:
    parameter = module.parameter(name)
    return parameter.title.lower() if parameter else name


EMAIL = fits(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", "An e-mail address looks like office@example.org.")
CHECKS: dict[str, Check] = {
    "licence": _licence,
    "contact_email": EMAIL,
    "website": fits(r"^https?://\S+$", "A web address begins with https://."),
}
