"""What can be wrong with a clause's words: a force that the verbs do not carry, a duty in a note, dates, long lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schemekit.model.finding import Finding, Severity
from schemekit.model.module import Clause, Force
from schemekit.text.document import ClauseText, prose_lines
from schemekit.text.force import LANGUAGES, force_of, outside_law_verbs, verbs_in
from schemekit.text.linting.draft import Draft, DraftText, at_line, masked, without_marks

PRESENT = "present"
_VERB = {
    Force.REQUIREMENT: "shall", Force.RECOMMENDATION: "should (and no shall)",
    Force.PERMISSION: "may (and no shall or should)", Force.CAPABILITY: "can (and no shall, should or may)",
    Force.INFORMATION: "no shall, should, may or can",
}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.|Feb\.|Aug\.|Sept?\.|Oct\.|Nov\.|Dec\.)"
)
_DATE = re.compile(
    rf"(?<![\w/-])(?:(?:19|20)\d\d-[01]\d-[0-3]\d|[0-3]?\d(?:st|nd|rd|th)? {_MONTH}(?: (?:19|20)\d\d)?"
    rf"|{_MONTH} (?:[0-3]?\d(?:st|nd|rd|th)?,? )?(?:19|20)\d\d)(?![\w-])"
)
_VERSION_LINE = re.compile(r"^\W*(?:version|revision|edition|date)\W{1,4}(?:v\.?)?\d", re.IGNORECASE)
_ABBREVIATIONS = (
    "e.g", "i.e", "etc", "cf", "vs", "v", "No", "Nos", "Art", "Arts", "Fig", "p", "pp", "approx", "incl", "ca",
    "Dr", "Mr", "Mrs", "Ms", "Prof", "St", "ed", "eds", "Ltd", "Inc", "Co", "Corp", "para", "paras", "sec", "ch", "vol",
)
_ABBREVIATION = re.compile(
    rf"(?:(?<![\w.])(?:{'|'.join(re.escape(word) for word in _ABBREVIATIONS)})|(?<![\w])[A-Z])\.$"
)
# The end of a sentence and the start of another; a closing * or _ ends a lead-in (**Cost.** Complaining is free).
_NEXT_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]*(?:[A-ZÀ-ÖØ-Þ]|▢))")
_LIST_MARK = re.compile(r"^\s*(?:>\s*)*(?:[-*+]\s+|\d+[.)]\s+)?")


def lint_words(draft: Draft) -> Iterator[Finding]:
    """Every finding about the words of clauses."""
    for text, clause in draft.clause_texts():
        declared = draft.module.clause(clause.id)
        if declared is not None:
            yield from _force(draft, text, clause, declared)
        yield from _notes(draft, text, clause)
        yield from _lines(text, clause)
    for text in draft.texts:
        if text.has_clauses and text.is_markdown:
            yield from _sentences(text)


def wanted_force(declared: Force, found: Force, house_style: str) -> str:
    """What is wanted of a clause's verbs; empty when they carry its force.

    In the present style a requirement is stated (the Secretariat acknowledges …), so the absence of verbs binds.
    """
    if house_style == PRESENT and declared is Force.REQUIREMENT and found is not Force.REQUIREMENT:
        return ""
    return "" if declared is found else f"{declared.value}: {_VERB[declared]}"


def _force(draft: Draft, text: DraftText, clause: ClauseText, declared: Clause) -> Iterator[Finding]:
    language, style = draft.module.language, draft.module.house_style
    if language not in LANGUAGES:
        return
    words = without_marks(clause.body)
    found = force_of(words, language)
    shalls = verbs_in(words, Force.REQUIREMENT, language)
    if style == PRESENT and shalls:
        yield at_line("force-style", text, _line_of(clause, shalls[0]), path=clause.id,
                      found=f"'{shalls[0]}' in a text whose house style states duties in the present",
                      wanted="the present, as in: the Secretariat acknowledges …",
                      fix="state the duty, or set house_style: shall in module.yaml")
    elif wanted := wanted_force(declared.force, found, style):
        verbs = verbs_in(words, found, language)
        told = f" ('{verbs[0]}')" if verbs else ""
        yield at_line("force", text, _line_of(clause, verbs[0]) if verbs else clause.line, path=clause.id,
                      found=f"words that carry {found.value}{told}", wanted=wanted,
                      fix=f"change the verbs, or write force: {found.value} in module.yaml")
    for verb in outside_law_verbs(words, language)[:1]:
        yield at_line("force-must", text, _line_of(clause, verb), path=clause.id, severity=Severity.WARNING,
                      found=f"'{verb}'", wanted="shall for a duty of this text",
                      fix="write shall, or name the law that binds and say 'is required to'")


def _line_of(clause: ClauseText, word: str) -> int:
    """The line of the first use of a word below the heading, notes left out."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
    for number, line in enumerate(clause.raw.split("\n")[1:], start=clause.line + 1):
        if not line.lstrip().startswith(">") and pattern.search(line):
            return number
    return clause.line


def _notes(draft: Draft, text: DraftText, clause: ClauseText) -> Iterator[Finding]:
    language = draft.module.language
    if language not in LANGUAGES:
        return
    for number, line in _body_lines(clause):
        if not line.lstrip().startswith(">"):
            continue
        words = line.lstrip(" \t>")
        for verb in (*verbs_in(words, Force.REQUIREMENT, language), *verbs_in(words, Force.RECOMMENDATION, language)):
            yield at_line("force-note", text, number, column=line.find(verb) + 1, path=clause.id,
                          found=f"'{verb}' in a note", wanted="notes that explain only",
                          fix="take the > away, or say it without the verb")


def _body_lines(clause: ClauseText) -> Iterator[tuple[int, str]]:
    for number, line in prose_lines(clause.raw.partition("\n")[2]):
        yield clause.line + number, masked(line.rstrip("\n"))


def _lines(text: DraftText, clause: ClauseText) -> Iterator[Finding]:
    for number, line in _body_lines(clause):
        match = _DATE.search(line) or _VERSION_LINE.search(line)
        if match:
            yield at_line("date", text, number, column=match.start() + 1, path=clause.id, severity=Severity.WARNING,
                          found=f"'{match[0].strip()}'", wanted="no dates or versions in a clause",
                          fix="take it out, or name the event it stands for")


def _sentences(text: DraftText) -> Iterator[Finding]:
    for number, line in prose_lines(text.text):
        if line.lstrip().startswith(("|", "#")):
            continue
        for words in _branches(line.rstrip("\n")):
            if place := second_sentence(words):
                yield at_line("sentence", text, number, column=place, severity=Severity.WARNING,
                              found="two sentences on one line", wanted="one sentence a line",
                              fix="break the line after the first sentence; Markdown joins the lines again")
                break


def _branches(line: str) -> list[str]:
    """The line cut where another branch begins, so that alternatives are not taken for a sequence."""
    alternatives = re.sub(r"\{%[-+]?\s*(?:else|elif)\b(?:(?!\{%).)*?%\}", lambda match: "\0" * len(match[0]), line)
    return re.split(r"\x00+", masked(alternatives))


def second_sentence(words: str) -> int:
    """The column after which a second sentence begins; 0 when there is none."""
    start = _LIST_MARK.match(words)
    for match in _NEXT_SENTENCE.finditer(words, start.end() if start else 0):
        before = words[: match.start() + 1]
        if not (before.endswith(".") and _ABBREVIATION.search(before)):
            return match.end() + 1
    return 0
