"""What a cell of a sheet says, as the value of a theory's field. What it may not say is the schema's to tell."""

from __future__ import annotations

import re
from typing import Any

from schemekit.model.theory_of_change import Level, one_line
from schemekit.theory.sheet import LINES

_CODES = frozenset({"themes", "sdg_targets", "assumptions"})
_NUMBERS = frozenset({"years", "strength"})
_CHOICES = frozenset({"level", "direction", "kind", "evidence", "confidence", "likelihood", "impact"})
_OTHER_WORDS = {"activity": "strategy", "component": "strategy", "mid-term outcome": "outcome-mid",
                "intermediate outcome": "outcome-mid", "outcome": "outcome-mid",
                **{level.words: level.value for level in Level}}


def value_of(key: str, words: str) -> Any:
    """What a cell of a row says."""
    if key in LINES or key in _CODES or key == "leads_to":
        return listed(key, words)
    if key in _NUMBERS:
        return int(words) if re.fullmatch(r"\d{1,6}", words) else words
    if key in _CHOICES:
        told = one_line(words).casefold()
        return _OTHER_WORDS.get(told, told.replace(" ", "-"))
    return one_line(words)


def listed(key: str, words: str) -> list[str]:
    """The parts of a cell that names several, each once."""
    parts = words.split("\n") if key in LINES else re.split(r"[;,\n]", words)
    return list(dict.fromkeys(part for part in map(one_line, parts) if part))


def fact_value(key: str, words: str) -> Any:
    """What the cell beside a fact says."""
    if key.startswith("scope."):
        return listed("indicators", words)
    if key == "publish":
        return {"yes": True, "true": True, "no": False, "false": False}.get(words.casefold(), words)
    return one_line(words).casefold() if key == "status" else one_line(words)
