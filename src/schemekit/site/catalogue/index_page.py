"""The catalogue's first page, every module in a table, and the pages by topic, kind, licence and language."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.catalogue import CATALOGUE_FILE
from schemekit.model.module import Module
from schemekit.site.catalogue.offer import Offer, OfferedModule
from schemekit.site.catalogue.places import FEED_FILE, module_place, text_place
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.document import made_id
from schemekit.text.web.words import link, written

TAGS = "tags/index.md"


def index_page(offer: Offer, here: str, *, has_feed: bool = False) -> Page:
    """The table of modules; each word in the last column leads to all modules that have it."""
    rows = [_row(module, here) for module in offer.modules]
    listed = table(("Module", "For", "Version", "Clauses", "Marks"), rows) or "Nothing was released yet."
    count = len(offer.modules)
    words = f"{count} {'module' if count == 1 else 'modules'}, ready to be taken over."
    also = [link("everything as data", link_to(CATALOGUE_FILE, here)),
            *([link("news of releases (RSS)", link_to(FEED_FILE, here))] if has_feed else [])]
    foot = f"*Also:* {' · '.join(also)}\n"
    return Page(path=here, title="All modules", markdown=f"# All modules\n\n{words}\n\n{listed}\n\n{foot}",
                description="All modules of this library, with version, licence, language and topics")


def tags_page(offer: Offer) -> Page:
    """Every topic, kind, licence and language, with the modules that have it."""
    found: dict[tuple[str, str], list[OfferedModule]] = {}
    for module in offer.modules:
        for tag in tags_of(module.newest.module):
            found.setdefault(tag, []).append(module)
    blocks, kind = ["# Modules by topic, kind, licence and language"], ""
    for (group, word), modules in sorted(found.items()):
        if group != kind:
            blocks.append(f"## {group.capitalize()}")
            kind = group
        blocks.append(f"### {written(word)} {{ #{tag_anchor(group, word)} }}")
        blocks.append("\n".join(
            f"- {link(written(item.newest.module.title), link_to(module_place(item.id), TAGS))}: "
            f"{written(item.newest.module.summary)}" for item in modules))
    return Page(path=TAGS, title="By topic", markdown="\n\n".join(blocks) + "\n", is_searched=False)


def tags_of(module: Module) -> Iterator[tuple[str, str]]:
    """The marks of a module, each with its group."""
    for topic in module.topics:
        yield "topic", topic
    yield "kind", module.type
    yield "licence", module.licence
    yield "language", module.language


def tag_anchor(group: str, word: str) -> str:
    """Where a mark stands on the page of all."""
    return f"{group}-{made_id(word)}"


def _row(module: OfferedModule, here: str) -> tuple[str, ...]:
    newest = module.newest
    marks = " ".join(f"[{written(word)}]({link_to(TAGS, here)}#{tag_anchor(group, word)}){{ .tag .{group} }}"
                     for group, word in tags_of(newest.module))
    return (f"**{link(written(newest.module.title), link_to(module_place(module.id), here))}**",
            written(newest.module.summary),
            link(newest.version, link_to(text_place(module.id, newest.version), here)),
            str(len(newest.module.clauses)), marks)
