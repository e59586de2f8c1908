"""The pages of a library's components: which there are, what each asks, the draft that people sign, how to start it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from schemekit.site.catalogue.components import FOLDER, Asked, Component, read_components
from schemekit.site.page import NavEntry, Page, Site, link_to
from schemekit.site.table import table
from schemekit.text.document import Document
from schemekit.text.web.page_text import page_text
from schemekit.text.web.words import code, fence, line_of, link, written

COMPONENTS = f"{FOLDER}/index.md"
_TITLE = "Components"
_SELF = frozenset({"our_id", "our_name", "today"})   # schemekit answers these itself


def with_components(site: Site, root: Path, url: str) -> Site:
    """The site with the components of a library's folder. Shape: `url` is where others get it, or empty."""
    found, notes = read_components(root)
    if not found:
        return site.with_parts(notes=notes)
    pages = [_index(found)]
    for component in found:
        pages.append(_page(component, url))
        pages += [_document_page(component, file) for file in component.documents]
    nav = NavEntry(_TITLE, entries=(NavEntry("All components", COMPONENTS),
                                    *(NavEntry(one.title, _place(one)) for one in found)))
    return site.with_parts(pages=pages, nav=(nav,), notes=notes)


def _place(component: Component) -> str:
    return f"{FOLDER}/{component.id}/index.md"


def _document_place(component: Component, file: str) -> str:
    return f"{FOLDER}/{component.id}/{file.removesuffix('.md').lower()}/index.md"


def _document_title(component: Component, file: str) -> str:
    return Document.parse(component.documents[file]).title or file.removesuffix(".md")


def _index(found: Sequence[Component]) -> Page:
    rows = [(f"**{link(written(one.title), link_to(_place(one), COMPONENTS))}**", written(one.purpose),
             ", ".join(link(written(_document_title(one, file)), link_to(_document_place(one, file), COMPONENTS))
                       for file in one.documents)) for one in found]
    above = ("For what schemes do together, beside taking over each other's texts: a record to fill in, and a draft of "
             "what the parties sign.")
    listed = table(("Component", "For", "Draft"), rows)
    return Page(path=COMPONENTS, title=_TITLE, description="Templates for what schemes agree on with each other",
                markdown=f"# {_TITLE}\n\n{above}\n\n{listed}\n")


def _page(component: Component, url: str) -> Page:
    here = _place(component)
    blocks = [f"# {line_of(written(component.title))}", line_of(written(component.purpose))]
    blocks += ["## What you get", _list(component, here), "## How to start it", *_starting(component, url)]
    blocks += ["## What it asks", "Any answer may stay open: the record is edited later.",
               table(("Question", "Answer that is there already"), map(_row, component.questions))]
    return Page(path=here, title=component.title, description=component.purpose,
                markdown="\n\n".join(block for block in blocks if block) + "\n")


def _list(component: Component, here: str) -> str:
    lines = [f"- {code(file)}: {link(written(_document_title(component, file)), link_to(target, here))}"
             if file in component.documents and (target := _document_place(component, file))
             else f"- {code(file)}: the record, which you fill in" for file in component.files]
    return "\n".join(lines)


def _starting(component: Component, url: str) -> Iterator[str]:
    if component.comes_with_the_tool:
        yield "In the folder of your scheme:"
        yield fence(f"schemekit cooperate new {component.id}")
    where = url or "ADDRESS-OF-THIS-LIBRARY"
    lead = "Without schemekit, with plain cookiecutter" if component.comes_with_the_tool else "With cookiecutter"
    yield f"{lead}, in the folder `cooperation` of your scheme:"
    yield fence(f"cookiecutter {where} --directory {FOLDER}/{component.id}")


def _row(question: Asked) -> tuple[str, str]:
    default = " or ".join(map(written, question.options)) or written(question.default) or "-"
    return written(question.words), "schemekit fills it in" if question.name in _SELF else default


def _document_page(component: Component, file: str) -> Page:
    here, title = _document_place(component, file), _document_title(component, file)
    above = (f"*Draft of the component* {link(written(component.title), link_to(_place(component), here))}. "
             "What it lists, the parties, the objectives and the means, is printed behind it from the record.")
    return Page(path=here, title=f"{title} (draft)", markdown=page_text(component.documents[file]).under([above]),
                description=f"{component.title}: what the parties sign", is_searched=False)   # it speaks of everything
