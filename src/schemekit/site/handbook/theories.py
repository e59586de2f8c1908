"""The theories of change that a scheme shows: a page each, with the picture and the same in words.

Nothing is shown unless the theory says `publish: true`, and a draft only where the scheme shows drafts.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.theories.records import examined_theories
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import FindingsError
from schemekit.model.theory_of_change import TheoryOfChange
from schemekit.site.page import NavEntry, Page, Site, link_to
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import image, link
from schemekit.theory.outline import outline
from schemekit.theory.svg import description, svg

THEORIES = "theories-of-change"
_TITLE = "Theory of change"


def with_theories(site: Site, folder: SchemeFolder) -> Site:
    """The site with the theories that are shown. Raises: FindingsError for one that cannot be read."""
    found, unreadable = examined_theories(folder)
    if unreadable:
        raise FindingsError(unreadable)
    drafts = folder.scheme().publish.drafts
    public = [held.theory for held in found if held.theory.is_public]
    shown = [theory for theory in public if theory.status == "approved" or (drafts and theory.status == "draft")]
    if not public:
        return site
    pages = tuple(map(_page, shown))
    entries = tuple(NavEntry(page.title, page.path) for page in pages)
    nav = entries if len(entries) < 2 else (NavEntry("Theories of change", entries=entries),)
    return site.with_parts(pages=pages, nav=nav, notes=tuple(_left_out(public, shown)),
                           files={_picture_path(theory): svg(theory).encode() for theory in shown})


def _left_out(public: list[TheoryOfChange], shown: list[TheoryOfChange]) -> Iterator[str]:
    for theory in public:
        if theory not in shown:
            yield (f"the theory of change {theory.id} says 'publish', and is {theory.status}: it is not shown "
                   "before it is approved")


def _picture_path(theory: TheoryOfChange) -> str:
    return f"{THEORIES}/{theory.id}/diagram.svg"


def _page(theory: TheoryOfChange) -> Page:
    path = f"{THEORIES}/{theory.id}/index.md"
    title = theory.title or _TITLE
    picture = link_to(_picture_path(theory), path)
    shown = (image(description(theory), picture), link("The picture alone, for print", picture))
    words = page_text(outline(theory), title=title, has_numbers=False)
    return Page(path=path, title=title, markdown=words.under(shown),
                description=f"What {theory.organisation_name} does, and what should follow from it")
