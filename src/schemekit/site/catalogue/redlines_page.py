"""The page on which two releases of a module are chosen: to each release, a redline from every one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemekit.site.catalogue.offer import OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import module_place, redline_place, redlines_anchor, redlines_place
from schemekit.site.page import Page, link_to
from schemekit.text.web.words import link, written


def redlines_page(module: OfferedModule) -> Page:
    """The page. The later release is a heading, the newest first; under it stand those before it, by first number."""
    here, title = redlines_place(module.id), module.newest.module.title
    blocks = [
        f"# {written(title)}: what changed between two releases",
        link("All versions", link_to(module_place(module.id), here)),
        "Choose the later release, and under it the earlier one: words that are gone are struck through, words that "
        "came are underlined.",
    ]
    for place in range(len(module.releases) - 1, 0, -1):
        later = module.releases[place]
        blocks.append(f"## To {written(later.version)} {{ #{redlines_anchor(later.version)} }}")
        blocks.append(f"Released {written(later.release.date)}. From:")
        blocks.append("\n".join(_earlier(module, later, module.releases[:place], here)))
    return Page(path=here, title=f"{title}: what changed between two releases", markdown="\n\n".join(blocks) + "\n",
                is_searched=False, description=f"Redlines between any two releases of {title}")


def _earlier(module: OfferedModule, later: OfferedRelease, earlier: Sequence[OfferedRelease],
             here: str) -> Iterator[str]:
    for _, group in groupby(reversed(earlier), key=lambda release: release.version.partition(".")[0]):
        links = (link(written(release.version), link_to(redline_place(module.id, release.version, later.version), here))
                 for release in group)
        yield f"- {' · '.join(links)}"
