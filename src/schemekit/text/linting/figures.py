"""Bare figures in clauses: a duration, count or share that an adopter should be able to set.

A figure counts when it stands before a unit of time, people or share. Numbers of articles, standards, steps and lists
do not. English in full, with number words; French, Spanish and Portuguese with digits only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.model.finding import Finding
from schemekit.model.module import Clause, Force
from schemekit.text.document import ClauseText, prose_lines
from schemekit.text.linting.draft import BLANK, Draft, DraftText, at_line, masked

_ONES = "two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ABOVE_ONE = rf"(?:a |one )?hundred|(?:{_TENS})(?:[- ](?:one|{_ONES}))?|{_TEENS}|{_ONES}"
_DIGITS = r"\d+(?:[.,]\d+)?"
_TIME = r"minutes?|hours?|days?|weeks?|fortnights?|months?|quarters?|years?"
_PEOPLE = r"persons?|people|members?|auditors?|reviewers?|experts?|representatives?|assessors?|delegates?|seats?|votes?"
_COUNTS = r"times|rounds?|meetings?|occasions?|reminders?|visits?|audits?"
_SHARE = r"percent|per cent|%|thirds?|fifths?|tenths?"
_TIME_ADJECTIVES = (
    r"(?:working|business|calendar|consecutive|full|further|more|additional|whole|clear|successive|following|previous|"
    r"preceding|last|next|other)"
)
# Between a count and those counted one describing word may stand (two competent auditors), but no joining word.
_ADJECTIVE = r"(?!(?:of|in|and|or|to|for|by|the|a|an|is|are|per|on|at|with|from)\b)[a-z]+(?:-[a-z]+)*"
_SEPARATOR = r"(?:\s+|-)"
_ENGLISH = re.compile(
    rf"(?<![\w.,:/#-])(?:"
    rf"(?:{_DIGITS}|{_ABOVE_ONE})(?:{_SEPARATOR}(?:or more|or fewer|to {_DIGITS}))?"
    rf"(?:(?:{_SEPARATOR}{_TIME_ADJECTIVES}){{0,2}}{_SEPARATOR}(?:{_TIME})"
    rf"|(?:{_SEPARATOR}(?:of (?:the|its|their) )?(?:{_ADJECTIVE}\s+)?)(?:{_PEOPLE}|{_COUNTS})"
    rf"|[- ]?(?:{_SHARE}))"
    rf"|one(?:{_SEPARATOR}{_TIME_ADJECTIVES})?{_SEPARATOR}(?:{_TIME})"
    rf"|half (?:(?:a|an|of the|of its|of their|of all|the|of)\s+)?(?:{_TIME}|{_PEOPLE})"
    rf")(?![\w])",
    re.IGNORECASE,
)
_OTHERS = {
    "fr": r"minutes?|heures?|jours?|semaines?|mois|trimestres?|ans?|années?|personnes?|membres?|%|pour cent|fois",
    "es": r"minutos?|horas?|días?|semanas?|mes|meses|trimestres?|años?|personas?|miembros?|%|por ciento|veces",
    "pt": r"minutos?|horas?|dias?|semanas?|mês|meses|trimestres?|anos?|pessoas?|membros?|%|por cento|vezes",
}
_PATTERNS = {"en": _ENGLISH} | {
    language: re.compile(rf"(?<![\w.,:/#-]){_DIGITS}\s*(?:{units})(?![\w])", re.IGNORECASE)
    for language, units in _OTHERS.items()
}
# What a number belongs to when it only names something: Article 3, ISO 10002, step 2.
_NAMING = re.compile(
    r"(?:\b(?:articles?|art\.|annex|chapters?|class|clauses?|criteri(?:on|a)|directive|figures?|forms?|goals?|grades?|"
    r"guides?|items?|levels?|no\.|nos\.|number|options?|paragraphs?|parts?|phases?|pillars?|principles?|questions?|rows?|"
    r"rules?|sections?|sheets?|stages?|steps?|tables?|targets?|tiers?|versions?))[ ]$",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[/-][A-Z]+)*[ ]$")
_NAME_BEFORE = 80  # characters before a number that can name it
_LIST_NUMBER = re.compile(r"^(\s*)(\d+)([.)]\s)")
_BINDING = (Force.REQUIREMENT, Force.RECOMMENDATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A bare figure with its unit. Units: `line` counts from the first line of the text it was found in."""

    line: int
    column: int
    words: str


def lint_figures(draft: Draft) -> Iterator[Finding]:
    """Bare figures in clauses that bind or recommend, and excuses for figures that are gone."""
    indices = {clause.id: index for index, clause in enumerate(draft.module.clauses)}
    for text, clause in draft.clause_texts():
        declared = draft.module.clause(clause.id)
        if declared is None:
            continue
        yield from _stale(draft, indices[clause.id], declared, clause)
        if declared.force in _BINDING:
            yield from _bare(draft, text, declared, clause)


def figures_in(text: str, language: str = "en") -> tuple[Figure, ...]:
    """The bare figures of a text: not in notes, code or blanks, and not those that only name something."""
    pattern = _PATTERNS.get(language)
    if pattern is None:
        return ()
    found = []
    for number, line in prose_lines(masked(text)):
        if line.lstrip().startswith(">"):
            continue
        line = _LIST_NUMBER.sub(lambda match: f"{match[1]}{BLANK * len(match[2])}{match[3]}", line)
        line = re.sub(r"`[^`]*`|\]\([^)]{0,500}\)", lambda match: BLANK * len(match[0]), line)
        for match in pattern.finditer(line):
            before = line[max(0, match.start() - _NAME_BEFORE) : match.start()]
            if not _NAMING.search(before) and not _CAPITALS.search(before):
                found.append(Figure(line=number, column=match.start() + 1, words=match[0]))
    return tuple(found)


def _bare(draft: Draft, text: DraftText, declared: Clause, clause: ClauseText) -> Iterator[Finding]:
    body = clause.raw.partition("\n")[2]
    for fixed in declared.fixed:
        body = body.replace(fixed.text, BLANK * len(fixed.text))
    for figure in figures_in(body, draft.module.language):
        yield at_line("figure", text, clause.line + figure.line, column=figure.column, path=clause.id,
                      found=f"the bare figure '{figure.words}'", wanted="a parameter",
                      fix=f"write {{{{ cookiecutter.NAME }}}} and declare it, or list '{figure.words}' under fixed: "
                      f"of the clause with the reason")


def _stale(draft: Draft, index: int, declared: Clause, clause: ClauseText) -> Iterator[Finding]:
    for place, fixed in enumerate(declared.fixed):
        if fixed.text not in clause.raw:
            yield draft.at_key("figure-fixed", ("clauses", index, "fixed", place, "text"),
                               found=f"'{fixed.text}', which no longer stands in '{clause.id}'",
                               wanted="words of the clause, letter by letter", fix="take the entry out, or correct it")
