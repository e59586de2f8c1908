"""Escaping: a text that means its braces as braces, written so that filling it in gives back the same bytes.

Somebody else's text may hold `{{`, `{%` or `{#`. The grammar of templates has no quoting, so the first of the two signs
stands in a condition that always holds: the minus sign of its end takes away the blank that keeps the signs apart.
"""

from __future__ import annotations

import re

_SIGN = re.compile(r"\{(?=[{%#])")
_ESCAPED_BRACE = "{% if cookiecutter.module %}{ {%- endif %}"
"""`module` is the name of the folder, which every rendering has and which is never empty."""


def escaped(text: str) -> str:
    """A template that gives this text, whatever stands in it. A text without such signs is its own template."""
    return _SIGN.sub(_ESCAPED_BRACE, text)


def signs_in(text: str) -> tuple[int, ...]:
    """The lines that hold signs that had to be escaped, from 1."""
    return tuple(number for number, line in enumerate(text.split("\n"), start=1) if _SIGN.search(line))
