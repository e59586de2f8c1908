"""What a value that fills a blank says beside a name: a name that binds, exempts or sets a condition is a clause.

A scheme fills "Complaints Officer" into a blank, and nobody looks there for "if the Board so wishes".
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from schemekit.text.rules import LANGUAGES, rules

_SECTIONS = frozenset({"negation", "force", "hedge"})
_CONDITIONS = frozenset({"scope.condition", "scope.coverage"})
_MORE = re.compile(r"[,;(\[:–—]\s*\w+(?:\s+\w+){2,}|[.!?]\s+\w")
"""A sign with three words or more behind it, or a second sentence."""

_DESCRIBED = 5
"""Words of a default from which it is no name, but says what counts."""


@lru_cache(maxsize=4_096)   # fifty modules share the names of one scheme
def said_beside(value: str, default: str, language: str) -> str:
    """The words of a value that say more than a name does, empty where there are none.

    What the module's default says too is no news: "Monday to Friday except public holidays". Where the default is no
    name but such a rule, a value that is much shorter leaves part of it out, and is told whole.
    """
    if "://" in value:
        return ""   # an address
    known = default.lower()
    if len(known.split()) >= _DESCRIBED and 2 * len(value.split()) < len(known.split()):
        return value.strip()   # "Mondays" for "Monday to Friday except public holidays" leaves most of a rule out
    if len(value.split()) < 2:
        return ""   # one word sets no condition
    for found in _pattern(language).finditer(value):
        if found[0].lower() not in known:
            return found[0]
    if value.rstrip().endswith((",", ";", ":")) and not default.rstrip().endswith((",", ";", ":")):
        return value.strip()   # what the sentence around it goes on with would be part of the name
    more = _MORE.search(value)
    return more[0].strip() if more and not _MORE.search(default) else ""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """The words that bind, negate or set a condition, the longest first where one begins another."""
    wanted = language.partition("-")[0]
    spoken = wanted if wanted in LANGUAGES else "en"
    found = {
        way.replace("' ", "'") for rule in rules() if rule.section in _SECTIONS or rule.name in _CONDITIONS
        for phrase in rule.phrases.get(spoken, ()) for way in _ways(phrase)
    }
    words = "|".join(re.escape(phrase) for phrase in sorted(found, key=lambda phrase: (-len(phrase), phrase)))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def _ways(phrase: str) -> list[str]:
    """`applies|apply to` as each of its spellings."""
    made = [""]
    for word in phrase.split():
        made = [f"{start} {form}".strip() for start in made for form in word.split("|")]
    return made
