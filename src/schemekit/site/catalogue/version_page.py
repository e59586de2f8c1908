"""The page of one release: its text with computed clause numbers, and an address and the marks of each clause."""

from __future__ import annotations

from schemekit.model.module import Clause
from schemekit.site.catalogue.offer import OfferedRelease
from schemekit.site.page import Page
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import written


def version_page(offered: OfferedRelease, folder: str) -> Page:
    """The page, at `folder`: the release's own, or that of the newest."""
    module = offered.module
    main = module.text_files[0]
    text = offered.documents()[main].decode()
    page = page_text(text, title=f"{module.title} {offered.version}",
                     under={clause.id: clause_marks(clause) for clause in module.clauses})
    return Page(path=f"{folder}/index.md", title=f"{module.title} {offered.version}", markdown=page.markdown,
                description=module.summary)


def clause_marks(clause: Clause) -> str:
    """The line under a clause's heading: its force, what an adopter may do to it, what it refers to."""
    told = [clause.force.value, clause.tailoring.value, *clause.references]
    return f"*{written(' · '.join(told))}*{{ .marks }}"
