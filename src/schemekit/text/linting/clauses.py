"""What can be wrong with clauses as things: their ids, their order, their headings, and those that retired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from schemekit.model.finding import Finding, Severity
from schemekit.text.document import ClauseText, after_front_matter, made_id
from schemekit.text.linting.draft import Draft, DraftText, at_line

_CONDITION = re.compile(r"\{%[-+]?\s*(if|endif)\b")
_TYPED_NUMBER = re.compile(
    r"^(?:\d+(?:\.\d+)+\.?|\d+[.)]|(?:Article|Clause|Section)\s+\d+(?:\.\d+)*[.:)]?|\d+(?=\s+[A-Z]))\s"
)


def lint_clauses(draft: Draft) -> Iterator[Finding]:
    """Every finding about the clauses' ids, order and headings."""
    yield from _declared(draft)
    yield from _in_text(draft)
    yield from _order(draft)
    yield from _retired(draft)
    for text in draft.texts:
        if text.is_markdown:
            yield from _title(text)
        if text.has_clauses:
            yield from _headings(text)


def _declared(draft: Draft) -> Iterator[Finding]:
    in_text = {clause.id for _, clause in draft.clause_texts()}
    seen: set[str] = set()
    for index, clause in enumerate(draft.module.clauses):
        if clause.id in seen:
            yield draft.at_key("clause-twice", ("clauses", index, "id"), found=f"'{clause.id}' a second time",
                               wanted="each id once", fix="take one of the two entries out")
        elif clause.id not in in_text:
            yield draft.at_key("clause-missing", ("clauses", index, "id"),
                               found=f"the clause '{clause.id}', which is in no text",
                               wanted=f"a heading with {{ #{clause.id} }}",
                               fix="write the clause, or move its id to retired: with the reason")
        seen.add(clause.id)


def _in_text(draft: Draft) -> Iterator[Finding]:
    seen: set[str] = set()
    for text, clause in draft.clause_texts():
        if not clause.has_own_id:
            continue
        if clause.id in seen:
            yield at_line("clause-twice", text, clause.line, path=clause.id,
                          found=f"a second heading with '{clause.id}'", wanted="each id once in a module",
                          fix="give one of the two another id")
        elif draft.module.clause(clause.id) is None:
            yield at_line("clause-undeclared", text, clause.line, path=clause.id,
                          found=f"the clause '{clause.id}', which module.yaml does not name",
                          wanted="an entry under clauses: with force and tailoring",
                          fix="add the entry, at the place where the clause stands in the text")
        seen.add(clause.id)


def _order(draft: Draft) -> Iterator[Finding]:
    text_ids = list(dict.fromkeys(clause.id for _, clause in draft.clause_texts()))
    listed = [(index, clause.id) for index, clause in enumerate(draft.module.clauses) if clause.id in text_ids]
    known = {clause_id for _, clause_id in listed}
    wanted = [clause_id for clause_id in text_ids if clause_id in known]
    for (index, found), expected in zip_longest(listed, wanted, fillvalue=(0, "")):
        if found != expected and isinstance(expected, str) and expected:
            yield draft.at_key("clause-order", ("clauses", index, "id"), found=f"'{found}' at this place",
                               wanted=f"'{expected}', as in the text",
                               fix="put the entries in the order of the text")
            return


def _retired(draft: Draft) -> Iterator[Finding]:
    in_text = {clause.id: (text, clause) for text, clause in draft.clause_texts()}
    known = {clause.id for clause in draft.module.clauses} | {clause.id for clause in draft.module.retired}
    for index, retired in enumerate(draft.module.retired):
        if retired.id in in_text:
            text, clause = in_text[retired.id]
            yield at_line("clause-retired", text, clause.line, path=retired.id, found=f"the retired id '{retired.id}'",
                          wanted="an id that was never used", fix="give the clause a new id")
        elif draft.module.clause(retired.id) is not None:
            yield draft.at_key("clause-retired", ("retired", index, "id"),
                               found=f"'{retired.id}' both in use and retired", wanted="one of the two",
                               fix="take it out of clauses:")
        for target in (retired.replaced_by, *retired.split_into):
            if target and target not in known:
                yield draft.at_key("retired-target", ("retired", index), found=f"'{retired.id}' leads to '{target}'",
                                   wanted="a clause of this module", fix="correct the id it leads to")


def _title(text: DraftText) -> Iterator[Finding]:
    above = after_front_matter(text.text)
    first = "".join(text.text.split("\n")[above : above + 1])
    if not re.match(r"#[ \t]+\S", first):
        yield at_line("heading-title", text, above + 1, found=f"a first line '{first[:60]}'",
                      wanted="# {{ cookiecutter.scheme_name }}: and the title of the document",
                      fix="begin the document with its title, on the first line")
    for clause in text.document.clauses:
        if clause.level == 1:
            yield at_line("heading-level", text, clause.line, found=f"'# {clause.heading[:60]}'",
                          wanted="## or ### for every heading but the title", fix="write ## in front of it")


def _headings(text: DraftText) -> Iterator[Finding]:
    depths = _condition_depths(text.text)
    for clause in text.document.clauses:
        if not clause.has_own_id:
            yield at_line("heading-id", text, clause.line, found=f"the heading '{clause.heading[:60]}' without an id",
                          wanted=f"{'#' * clause.level} {clause.heading[:60]} {{ #{made_id(clause.heading)} }}",
                          fix="add an id that can stay, and an entry in module.yaml")
        yield from _typed_number(text, clause)
        if depths[clause.line - 1]:
            yield at_line("heading-condition", text, clause.line, path=clause.id,
                          found=f"the heading '{clause.heading[:60]}' inside a condition",
                          wanted="headings in every rendering, conditions inside their bodies",
                          fix="close the condition before the heading and open it again below")


def _typed_number(text: DraftText, clause: ClauseText) -> Iterator[Finding]:
    if number := _TYPED_NUMBER.match(clause.heading):
        yield at_line("heading-number", text, clause.line, path=clause.id, severity=Severity.WARNING,
                      found=f"the typed number '{number[0].strip()}'",
                      wanted=f"{'#' * clause.level} {clause.heading[number.end():][:60]}",
                      fix="take the number out; it is computed where the text is shown")


def _condition_depths(text: str) -> list[int]:
    """How many conditions are open where each line begins."""
    depths, depth = [], 0
    for line in text.split("\n"):
        depths.append(depth)
        for mark in _CONDITION.findall(line):
            depth += 1 if mark == "if" else -1
    return depths
