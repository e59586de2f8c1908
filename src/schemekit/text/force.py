"""Force: which verb of a clause binds its reader most.

Basis: ISO/IEC Directives Part 2 clause 7 for English; the usual forms of the same verbs for French, Spanish and
Portuguese. Notes (lines that start with `>`), code and link targets do not count.
"""

from __future__ import annotations

import re

from schemekit.model.module import Force

_VERBS: dict[str, tuple[tuple[Force, str], ...]] = {
    "en": (
        (Force.REQUIREMENT, r"shall"),
        (Force.RECOMMENDATION, r"should"),
        (Force.PERMISSION, r"may"),
        (Force.CAPABILITY, r"can|cannot"),
    ),
    "fr": (
        (Force.REQUIREMENT, r"doit|doivent"),
        (Force.RECOMMENDATION, r"devrait|devraient|il convient"),
        (Force.PERMISSION, r"est autorisée?|sont autorisée?s|est admise?"),
        (Force.CAPABILITY, r"peut|peuvent"),
    ),
    "es": (
        (Force.REQUIREMENT, r"debe|deben|deberá|deberán"),
        (Force.RECOMMENDATION, r"debería|deberían"),
        (Force.PERMISSION, r"está permitido|están permitidos"),
        (Force.CAPABILITY, r"puede|pueden"),
    ),
    "pt": (
        (Force.REQUIREMENT, r"deve|devem|deverá|deverão"),
        (Force.RECOMMENDATION, r"deveria|deveriam|convém"),
        (Force.PERMISSION, r"é permitido|são permitidos"),
        (Force.CAPABILITY, r"pode|podem"),
    ),
}
_PATTERNS = {
    language: tuple((force, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for force, words in verbs)
    for language, verbs in _VERBS.items()
}
LANGUAGES = frozenset(_VERBS)
"""The languages whose verbs are known; for others the force stands on the author's word."""
_OUTSIDE_LAW = {"en": re.compile(r"(?<![\w-])must(?![\w-])", re.IGNORECASE)}
_NOTE_OR_CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|^[ \t]*>[^\n]*$", re.MULTILINE)


def binding_words(text: str) -> str:
    """The text without what cannot bind: notes, code and link targets."""
    return _NOTE_OR_CODE.sub(" ", text)


def force_of(text: str, language: str = "en") -> Force:
    """The strongest force that the words of a clause carry; information where no such verb stands."""
    words = binding_words(text)
    for force, pattern in _PATTERNS.get(language, _PATTERNS["en"]):
        if pattern.search(words):
            return force
    return Force.INFORMATION


def verbs_in(text: str, force: Force, language: str = "en") -> tuple[str, ...]:
    """The verbs of one force as they stand in a text, in order."""
    for candidate, pattern in _PATTERNS.get(language, _PATTERNS["en"]):
        if candidate is force:
            return tuple(match[0] for match in pattern.finditer(binding_words(text)))
    return ()


def outside_law_verbs(text: str, language: str = "en") -> tuple[str, ...]:
    """Uses of `must`, which the Directives keep for outside constraints such as law."""
    pattern = _OUTSIDE_LAW.get(language)
    return tuple(match[0] for match in pattern.finditer(binding_words(text))) if pattern else ()


_STRENGTH = {
    Force.REQUIREMENT: 4,
    Force.RECOMMENDATION: 3,
    Force.PERMISSION: 2,
    Force.CAPABILITY: 1,
    Force.INFORMATION: 0,
}


def is_stronger(first: Force, second: Force) -> bool:
    """Whether the first force asks more of its reader than the second."""
    return _STRENGTH[first] > _STRENGTH[second]
