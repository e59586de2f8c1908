"""A scheme's site: the handbook of what it has approved, as far as it wants that public."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from schemekit.adopt.outcome import adoptions
from schemekit.adopt.writing import reading
from schemekit.site.docs_pages import docs_pages
from schemekit.site.look import look_files
from schemekit.site.page import NavEntry, Page, Site
from schemekit.site.settings import SiteSettings
from schemekit.text.web.page_text import page_text


def scheme_site(root: Path, settings: SiteSettings, today: date) -> Site:  # noqa: ARG001  # stages need the day
    """The whole site of the scheme in a folder."""
    folder = reading(root)
    docs = docs_pages(root, settings)
    pages = []
    for adoption in adoptions(folder):
        words = folder.own_text(adoption.id, adoption.main_file) or ""
        page = page_text(words, title=adoption.module.title)
        pages.append(Page(path=f"{adoption.id}/index.md", title=adoption.module.title, markdown=page.markdown))
    home = () if docs.home else (Page(path="index.md", title=settings.name, markdown=f"# {settings.name}\n"),)
    nav = (*docs.nav, NavEntry("Policies", entries=tuple(NavEntry(page.title, page.path) for page in pages)))
    return Site(pages=(*home, *docs.pages, *pages), nav=nav, files={**docs.files, **look_files(settings.colour)})
