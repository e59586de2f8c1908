"""Force: which verb of a clause binds its reader most.

Basis: ISO/IEC Directives Part 2 clause 7 for English; the usual forms of the same verbs for French, Spanish and
Portuguese. The verbs are those of the table of rules (rules.toml) that bind. Notes (lines that start with `>`), code,
link targets and the month May do not count. MUST in capitals is a requirement, as in texts that follow RFC 2119 and
RFC 8174; in small letters it is kept for law.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from schemekit.model.module import Force
from schemekit.text import rules
from schemekit.text.document import prose_lines

LANGUAGES = frozenset(rules.LANGUAGES)
"""The languages whose verbs are known; for others the force stands on the author's word."""
_SAYS = {
    Force.REQUIREMENT: "requirement", Force.RECOMMENDATION: "recommendation", Force.PERMISSION: "permission",
    Force.CAPABILITY: "possibility",
}
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


@cache
def _patterns(language: str) -> tuple[tuple[Force, re.Pattern[str]], ...]:
    """The verbs of a language, whatever country its code names (pt-BR); English where they are not known."""
    code = language.partition("-")[0]
    code = code if code in LANGUAGES else "en"
    return tuple((force, re.compile(rf"(?<![\w-])(?:{'|'.join(_verbs(says, code))})(?![\w-])", re.IGNORECASE))
                 for force, says in _SAYS.items())


def _verbs(says: str, language: str) -> Iterator[str]:
    """The phrases of one force as patterns; one in capitals counts in capitals only."""
    for rule in rules.rules():
        if rule.binds and rule.says == says:
            for phrase in rule.phrases[language]:
                words = " ".join(f"(?:{word})" if "|" in word else word for word in phrase.split())
                yield f"(?-i:{words})" if phrase.isupper() else words


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


_CONTRACTED = "isn aren wasn weren doesn don didn won wouldn shan shouldn mustn needn couldn hasn haven hadn"
_GERMAN = "nicht kein keine keinen keiner nie niemand ohne nur außer muss müssen soll sollen sollte sollten darf " \
          "dürfen kann können"
_OTHER_BINDING = frozenset(f"cannot personne {_CONTRACTED} {_GERMAN}".split(" "))
"""Beside those of the table: halves of contractions (isn't), and German, which has no rules yet."""


@cache
def _binding() -> frozenset[str]:
    single = (word for rule in rules.rules() if rule.section == "negation" or rule.binds or rule.id == "must"
              for phrases in rule.phrases.values() for phrase in phrases if " " not in phrase
              for word in phrase.lower().split("|"))
    return _OTHER_BINDING | {word for word in single if word.isalpha()}


def is_binding_word(word: str) -> bool:
    """Whether a word alone says how far its sentence binds: a verb of force or a negation, in any known language."""
    return word.lower() in _binding()


def is_stronger(first: Force, second: Force) -> bool:
    """Whether the first force asks more of its reader than the second."""
    return _STRENGTH[first] > _STRENGTH[second]
