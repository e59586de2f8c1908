"""The page of a module: all its versions with their notes, redlines between them, and ids that were given up."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.model.module import RetiredClause
from schemekit.model.release import Standing
from schemekit.site.catalogue.offer import OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import (
    CATALOGUE,
    LATEST,
    history_place,
    module_place,
    parameters_place,
    redline_place,
    text_place,
)
from schemekit.site.catalogue.redlines import Redlines
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.web.words import code, link, written


def module_page(module: OfferedModule, redlines: Redlines) -> Page:
    """The page."""
    here, newest = module_place(module.id), module.newest
    words = newest.module
    blocks = [f"# {written(words.title)}", written(words.summary)]
    if words.audience:
        blocks.append(f"*For:* {written(words.audience)}")
    blocks += [
        " · ".join([
            f"**{link(f'Read version {newest.version}', link_to(text_place(module.id, newest.version), here))}**",
            link("its blanks", link_to(parameters_place(module.id, newest.version), here)),
            link("always the newest", link_to(text_place(module.id, LATEST), here)),
            link("history by clause", link_to(history_place(module.id), here)),
            link("all modules", link_to(CATALOGUE, here)),
        ]),
        "## Versions",
        table(("Version", "Released", "Kind of release", "What changed", "Read"),
              (_row(item, here) for item in reversed(module.releases))),
        *_redlines(module, redlines, here),
        *_retired(words.retired),
        *_related(module),
    ]
    return Page(path=here, title=words.title, markdown="\n\n".join(blocks) + "\n", description=words.summary)


def _row(item: OfferedRelease, here: str) -> tuple[str, ...]:
    release = item.release
    note = written(release.note)
    if release.standing is not Standing.CURRENT:
        note = f"**{release.standing.value}: {written(release.standing_reason)}** {note}"
    return (item.version, written(release.date), written(release.bump), note,
            link("text", link_to(text_place(item.module.id, item.version), here)))


def _redlines(module: OfferedModule, redlines: Redlines, here: str) -> Iterator[str]:
    pairs = redlines.pairs()
    if pairs:
        yield "## What changed, word by word"
        yield "\n".join(
            f"- {link(f'{before.version} to {after.version}', link_to(_place(module, before, after), here))}"
            for before, after in pairs)


def _place(module: OfferedModule, before: OfferedRelease, after: OfferedRelease) -> str:
    return redline_place(module.id, before.version, after.version)


def _retired(retired: tuple[RetiredClause, ...]) -> Iterator[str]:
    rows = [(code(item.id), written(item.since), ", ".join(map(code, item.split_into or (
        [item.replaced_by] if item.replaced_by else []))), written(item.reason)) for item in retired]
    if rows:
        yield "## Clauses that were given up"
        yield table(("Id", "Since", "Now", "Why"), rows)


def _related(module: OfferedModule) -> Iterator[str]:
    related = module.newest.module.related
    if related:
        yield "## Goes with"
        # Of a module that this library does not have, only the name can be shown.
        yield "\n".join(f"- {code(item.module)}" + (f": {written(item.reason)}" if item.reason else "")
                        for item in related)
