"""What has to be known of an adopted clause to judge a change of it: language, house style, and the values in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.text.significance.context import Blank, Context


def clause_context(
    module: Module, names: Iterable[str], before: Mapping[str, Value], after: Mapping[str, Value]
) -> Context:
    """The context of one clause.

    Shape: `names` are the parameters in it, `before` and `after` the values on both sides.
    A parameter that the other side does not have leaves no blank there: its words came or went with it.
    """
    blanks = []
    for name in sorted(names):
        parameter = module.parameter(name)
        if parameter is not None and name in before:
            blanks.append(Blank.of(parameter, before[name], after.get(name, before[name]), module.language))
    return Context(language=module.language, house_style=module.house_style, blanks=tuple(blanks))
