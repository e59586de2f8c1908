"""The glossary: what terms mean in the policies that are in force, gathered from their clauses of definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from schemekit.model.paper import PaperPart
from schemekit.site.handbook.policy import Policy
from schemekit.site.page import Page, link_to
from schemekit.text.definitions import defined_terms
from schemekit.text.document import Document
from schemekit.text.formatted.paper_labels import labels
from schemekit.text.web.page_text import anchors_of, page_text
from schemekit.text.web.words import written

GLOSSARY = "glossary/index.md"
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
    known = frozenset(anchors_of(part.markdown))
    for defined in defined_terms(Document.parse(part.markdown)):
        anchor = f"#{defined.clause}" if defined.clause in known else ""
        target = link_to(f"{policy.path}{anchor}", GLOSSARY)
        source = f"[{written(f'{part.title}, {defined.label}')}]({target})"
        yield _Term(term=written(defined.term), meaning=_inline(defined.meaning), source=source)


def _inline(meaning: str) -> str:
    """Words of a text as they go onto the page: links to elsewhere as words, everything else as it is."""
    return " ".join(page_text(meaning, has_numbers=False).body.split())
