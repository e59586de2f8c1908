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
    redlines_anchor,
    redlines_place,
    text_place,
)
from schemekit.site.page import Page, link_to
from schemekit.site.table import table
from schemekit.text.web.words import code, link, written


def module_page(module: OfferedModule) -> Page:
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
        table(("Version", "Released", "Kind of release", "What changed", "Read", "Word by word"),
              reversed([_row(item, before, here) for before, item in
                        zip((None, *module.releases), module.releases, strict=False)])),
        *_redlines(module, here),
        *_retired(words.retired),
        *_related(module),
    ]
    return Page(path=here, title=words.title, markdown="\n\n".join(blocks) + "\n", description=words.summary)


def _row(item: OfferedRelease, before: OfferedRelease | None, here: str) -> tuple[str, ...]:
    release, name = item.release, item.module.id
    note = written(release.note)
    if release.standing is not Standing.CURRENT:
        note = f"**{release.standing.value}: {written(release.standing_reason)}** {note}"
    return (item.version, written(release.date), written(release.bump), note,
            link("text", link_to(text_place(name, item.version), here)),
            _changes(name, before.version, item.version, here) if before else "")


def _changes(module: str, before: str, after: str, here: str) -> str:
    since = link(f"since {before}", link_to(redline_place(module, before, after), here))
    others = link("from another", link_to(f"{redlines_place(module)}#{redlines_anchor(after)}", here))
    return f"{since} · {others}"


def _redlines(module: OfferedModule, here: str) -> Iterator[str]:
    if len(module.releases) > 1:
        yield "## What changed, word by word"
        newest, before = module.releases[-1].version, module.releases[-2].version
        last = link_to(redline_place(module.id, before, newest), here)
        yield (f"{link(f'{before} to {newest}', last)}, or "
               f"{link('between any two releases', link_to(redlines_place(module.id), here))}.")


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
