"""A theory of change as a file for people: a picture, Mermaid text, its words, or a paper that a board can sign."""

from __future__ import annotations

from schemekit.cooperate.theories.opening import OpenedTheory
from schemekit.model.paper import Paper, PaperPart
from schemekit.theory.mermaid import mermaid
from schemekit.theory.outline import outline
from schemekit.theory.svg import svg

FORMATS = ("svg", "mmd", "md", "docx", "pdf")


def shown_as(opened: OpenedTheory, ending: str) -> bytes:
    """The theory as a file. Raises: MissingPartError for a paper; SchemekitError where it cannot be set."""
    if ending in ("docx", "pdf"):
        from schemekit.word.paper import paper_as

        return paper_as(_paper(opened), ending)
    return {"svg": svg, "mmd": mermaid, "md": outline}[ending](opened.theory).encode()


def _paper(opened: OpenedTheory) -> Paper:
    """The narrative, if there is one, and behind it what it is about."""
    theory = opened.theory
    parts = [PaperPart(title="Steps, assumptions and risks" if opened.narrative else theory.title,
                       markdown=outline(theory))]
    if opened.narrative:
        parts.insert(0, PaperPart(title=theory.title, markdown=opened.narrative))
    facts = (("Organisation", theory.organisation_name), ("Version", theory.version), ("Status", theory.status),
             ("Date", theory.date), ("Review due", theory.review_due))
    return Paper(title=theory.title, owner=theory.organisation_name, facts=tuple(fact for fact in facts if fact[1]),
                 parts=tuple(parts), is_numbered=False)
