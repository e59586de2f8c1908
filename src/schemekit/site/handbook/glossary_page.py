"""The glossary: what terms mean in the policies that are in force, gathered from their clauses of definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.model.paper import PaperPart
from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page, link_to
from schemekit.text.document import Document
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.page_text import anchors_of, page_text
from schemekit.text.web.words import written

GLOSSARY = "glossary/index.md"
_IDS = frozenset({"definitions", "terms", "glossary", "terms-and-definitions"})
_HEADING = re.compile(r"\b(?:definitions?|glossary|définitions?|glossaire|definici(?:ón|ones)|glosario"
                      r"|definiç(?:ão|ões)|glossário)\b|^terms?$", re.IGNORECASE)
_ITEM = re.compile(r"[-*+] {1,3}\*\*([^*\n]{1,120})\*\*\s{0,2}(?:\([^()\n]{0,80}\))?\s{0,2}[:—–-]\s{1,3}(\S[^\n]*)")
_ROW = re.compile(r"\|([^|\n]{1,160})\|([^|\n]{2,2000})\|")
_RULE = re.compile(r"[\s:|-]+")
_TERMS = 2_000


@dataclass(frozen=True, slots=True)
class _Term:
    term: str
    meaning: str
    source: str


def glossary_page(policies: Sequence[Policy], mains: Mapping[str, PaperPart], language: str) -> Page | None:
    """The terms by the alphabet, or None where no policy defines one. Shape: `mains` are the main texts, by module."""
    terms = [term for policy in policies if policy.shown and policy.id in mains
             for term in _terms(policy, mains[policy.id])]
    if not terms:
        return None
    by_term: dict[str, list[_Term]] = {}
    for term in terms[:_TERMS]:
        by_term.setdefault(" ".join(term.term.casefold().split()), []).append(term)
    lines = [line for name in sorted(by_term) for line in _lines(by_term[name])]
    title = labels(language)("Glossary")
    blocks = [f"# {title}", "What terms mean in the policies, each with the place where it is defined.", *lines]
    return Page(path=GLOSSARY, title=title, markdown="\n\n".join(blocks) + "\n",
                description="What terms mean in the policies")


def _lines(terms: Sequence[_Term]) -> Iterator[str]:
    """A term with each of its meanings; the same words from several policies stand there once."""
    meanings: dict[str, list[str]] = {}
    for term in terms:
        meanings.setdefault(term.meaning, []).append(term.source)
    for number, (meaning, sources) in enumerate(meanings.items()):
        name = f"**{terms[0].term}**" if not number else "Or"
        yield f"{name}: {meaning} *{' · '.join(sources)}*{{ .marks }}"


def _terms(policy: Policy, part: PaperPart) -> Iterator[_Term]:
    document, known = Document.parse(part.markdown), frozenset(anchors_of(part.markdown))
    defining = {clause.id for clause in document.clauses if clause.id in _IDS or _HEADING.search(clause.heading)}
    for clause in document.clauses:
        if not defining.intersection((clause.id, *clause.ancestors)):   # a clause under one of definitions is one too
            continue
        anchor = f"#{clause.id}" if clause.id in known else ""
        target = link_to(f"{policy.path}{anchor}", GLOSSARY)
        source = f"[{written(f'{part.title}, {clause.label}')}]({target})"
        for term, meaning in _read(clause.body):
            yield _Term(term=written(term.strip()), meaning=_inline(meaning), source=source)


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


def _inline(meaning: str) -> str:
    """Words of a text as they go onto the page: links to elsewhere as words, everything else as it is."""
    return " ".join(page_text(meaning, has_numbers=False).body.split())
