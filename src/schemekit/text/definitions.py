"""Definitions: the terms that a text defines, read from its clauses of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemekit.text.document import Document

_IDS = frozenset({"definitions", "terms", "glossary", "terms-and-definitions"})
_HEADING = re.compile(r"\b(?:definitions?|glossary|définitions?|glossaire|definici(?:ón|ones)|glosario"
                      r"|definiç(?:ão|ões)|glossário)\b|^terms?$", re.IGNORECASE)
_ITEM = re.compile(r"[-*+] {1,3}\*\*([^*\n]{1,120})\*\*\s{0,2}(?:\([^()\n]{0,80}\))?\s{0,2}[:—–-]\s{1,3}(\S[^\n]*)")
_ROW = re.compile(r"\|([^|\n]{1,160})\|([^|\n]{2,2000})\|")
_RULE = re.compile(r"[\s:|-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedTerm:
    """A term with what it means there. Shape: `clause` is the id of the clause it stands in, `label` how it is cited.

    `meaning` is Markdown as it stands.
    """

    term: str
    meaning: str
    clause: str
    label: str


def defined_terms(document: Document) -> Iterator[DefinedTerm]:
    """The terms that a text defines, in its order.

    Shape: those of clauses that are called definitions or terms, by id or heading, and of the clauses under them.
    """
    defining = {clause.id for clause in document.clauses if clause.id in _IDS or _HEADING.search(clause.heading)}
    for clause in document.clauses:
        if defining.intersection((clause.id, *clause.ancestors)):   # a clause under one of definitions is one too
            for term, meaning in _read(clause.body):
                yield DefinedTerm(term=term.strip(), meaning=meaning, clause=clause.id, label=clause.label)


def _read(body: str) -> Iterator[tuple[str, str]]:
    """The terms in a clause: items of a list that begin with one in bold, or rows of a table of two columns or more."""
    rows = 0
    for line in body.splitlines():
        item, row = _ITEM.match(line.strip()), _ROW.match(line.strip())
        if item:
            yield item[1].rstrip(": "), item[2]
        elif row:
            rows += 1
            if rows > 1 and not _RULE.fullmatch(line):   # the first row names the columns
                yield row[1].strip(" *"), row[2].strip()
        else:
            rows = 0
