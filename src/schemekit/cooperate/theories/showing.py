"""A theory of change as a file for people: a picture, Mermaid text, its words, or a paper that a board can sign."""

from __future__ import annotations

from schemekit.cooperate.theories.opening import OpenedTheory
from schemekit.model.paper import Paper, PaperPart
from schemekit.theory.mermaid import mermaid
from schemekit.theory.narrative import printed_narrative
from schemekit.theory.outline import outline
from schemekit.theory.svg import picture, svg

FORMATS = ("svg", "mmd", "md", "docx", "pdf")


def lacks_picture(ending: str) -> bool:
    """Whether a Word file will have the words only, as nothing here draws pictures for one."""
    if ending != "docx":
        return False
    from schemekit.word.typst import is_here

    return not is_here()


def shown_as(opened: OpenedTheory, ending: str) -> bytes:
    """The theory as a file. Raises: MissingPartError for a paper; SchemekitError where it cannot be set."""
    if ending in ("docx", "pdf"):
        from schemekit.word.paper import paper_as

        return paper_as(_paper(opened, has_picture=not lacks_picture(ending)), ending)
    return {"svg": svg, "mmd": mermaid, "md": outline}[ending](opened.theory).encode()


def _paper(opened: OpenedTheory, *, has_picture: bool) -> Paper:
    """The narrative, if there is one, and behind it the diagram and all that it shows, in words."""
    theory = opened.theory
    words, narrative = outline(theory), printed_narrative(opened.narrative)
    parts = [PaperPart(title=theory.title, markdown=narrative or words)]
    if has_picture and theory.steps:
        parts.append(PaperPart(title="Diagram", markdown="", picture=picture(theory)))
    if narrative:
        parts.append(PaperPart(title="Steps, assumptions and risks", markdown=words))
    facts = (("Organisation", theory.organisation_name), ("Version", theory.version), ("Status", theory.status),
             ("Date", theory.date), ("Review due", theory.review_due))
    return Paper(title=theory.title, owner=theory.organisation_name, facts=tuple(fact for fact in facts if fact[1]),
                 parts=tuple(parts), is_numbered=False)
