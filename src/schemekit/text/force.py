"""Force: which verb of a clause binds its reader most.

Basis: ISO/IEC Directives Part 2 clause 7 for English; the usual forms of the same verbs for French, Spanish and
Portuguese. Notes (lines that start with `>`), code, link targets and the month May do not count. MUST in capitals is a
requirement, as in texts that follow RFC 2119 and RFC 8174; in small letters it is kept for law.
"""

from __future__ import annotations

import re
import unicodedata

from schemekit.model.module import Force
from schemekit.text.document import prose_lines

_VERBS: dict[str, tuple[tuple[Force, str], ...]] = {
    "en": (
        (Force.REQUIREMENT, r"shall|(?-i:MUST)"),
        (Force.RECOMMENDATION, r"should"),
        (Force.PERMISSION, r"may"),
        (Force.CAPABILITY, r"can|cannot"),
    ),
    "fr": (
        (Force.REQUIREMENT, r"doit|doivent|devra|devront"),
        (Force.RECOMMENDATION, r"devrait|devraient|il convient"),
        (Force.PERMISSION, r"(?:est|sera|sont|seront) (?:autorisée?s?|admise?s?|permise?s?)|pourra|pourront"),
        (Force.CAPABILITY, r"peut|peuvent"),
    ),
    "es": (
        (Force.REQUIREMENT, r"debe|deben|deberá|deberán"),
        (Force.RECOMMENDATION, r"debería|deberían|conviene"),
        (Force.PERMISSION, r"está permitid[oa]|están permitid[oa]s|se permite|podrá|podrán"),
        (Force.CAPABILITY, r"puede|pueden"),
    ),
    "pt": (
        (Force.REQUIREMENT, r"deve|devem|deverá|deverão"),
        (Force.RECOMMENDATION, r"deveria|deveriam|convém"),
        (Force.PERMISSION, r"é permitid[oa]|são permitid[oa]s|poderá|poderão"),
        (Force.CAPABILITY, r"pode|podem"),
    ),
}
_PATTERNS = {
    language: tuple((force, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)) for force, words in verbs)
    for language, verbs in _VERBS.items()
}
LANGUAGES = frozenset(_VERBS)
"""The languages whose verbs are known; for others the force stands on the author's word."""
_OUTSIDE_LAW = {"en": re.compile(r"(?<![\w-])(?!(?-i:MUST))must(?![\w-])", re.IGNORECASE)}
# A link target is looked for in a few hundred characters only, or a line of nothing but brackets would take for ever.
_NOTE_OR_CODE = re.compile(r"`[^`\n]*`|\]\([^)\n]{0,500}\)|^[ \t]*>[^\n]*$", re.MULTILINE)
_MONTH = re.compile(r"(?<=[\w,(]\s)May\b|\bMay(?=\s+\d)")


def binding_words(text: str) -> str:
    """The text without what cannot bind: notes, code, link targets and the month May."""
    if "```" in text or "~~~" in text or "<!--" in text:
        text = "".join(line for _, line in prose_lines(text))
    return _MONTH.sub(" ", _NOTE_OR_CODE.sub(" ", unicodedata.normalize("NFC", text)))


def force_of(text: str, language: str = "en") -> Force:
    """The strongest force that the words of a clause carry; information where no such verb stands."""
    words = binding_words(text)
    for force, pattern in _patterns(language):
        if pattern.search(words):
            return force
    return Force.INFORMATION


def _patterns(language: str) -> tuple[tuple[Force, re.Pattern[str]], ...]:
    """The verbs of a language, whatever country its code names (pt-BR); English where they are not known."""
    return _PATTERNS.get(language.partition("-")[0], _PATTERNS["en"])


def verbs_in(text: str, force: Force, language: str = "en") -> tuple[str, ...]:
    """The verbs of one force as they stand in a text, in order."""
    for candidate, pattern in _patterns(language):
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


_NEGATIONS = frozenset({
    "not", "never", "no", "neither", "nor", "none", "nobody", "nothing", "cannot", "without", "unless", "except",
    "only",
    # the halves of contractions: isn't, shan't
    "isn", "aren", "wasn", "weren", "doesn", "don", "didn", "won", "wouldn", "shan", "shouldn", "mustn", "needn",
    "couldn", "hasn", "haven", "hadn",
    "pas", "jamais", "aucun", "aucune", "rien", "personne", "sans", "sauf", "nunca", "jamás", "ningún", "ninguna",
    "nadie", "nada", "sin", "salvo", "não", "nenhum", "nenhuma", "ninguém", "sem", "exceto",
    "nicht", "kein", "keine", "keinen", "keiner", "nie", "niemand", "ohne", "nur", "außer",
    "muss", "müssen", "soll", "sollen", "sollte", "sollten", "darf", "dürfen", "kann", "können",
})
_BINDING = _NEGATIONS | {
    word for verbs in _VERBS.values() for _, pattern in verbs for word in pattern.split("|") if word.isalpha()
} | {"must"}


def is_binding_word(word: str) -> bool:
    """Whether a word alone says how far its sentence binds: a verb of force or a negation, in any known language."""
    return word.lower() in _BINDING


def is_stronger(first: Force, second: Force) -> bool:
    """Whether the first force asks more of its reader than the second."""
    return _STRENGTH[first] > _STRENGTH[second]
