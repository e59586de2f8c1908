"""Redlines between the releases of a module: each pair compared once, and kept for the next build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property, partial
from itertools import combinations, pairwise

from schemekit.review.comparing.compared import About, compared
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import Held, held_release
from schemekit.review.comparison import Comparison
from schemekit.review.formats.page import html_of
from schemekit.site.catalogue.offer import OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import module_place, redline_place, redlines_place, text_place
from schemekit.site.kept import Kept
from schemekit.site.page import address_of, link_to

_LARGE = 200_000_000   # bytes; hosts of pages take a gigabyte for the whole of a site


def size_note(module: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Told of a module whose redlines take much room: their number grows with the square of its releases."""
    size = sum(map(len, files.values()))
    return (f"the {len(files):,} redlines of {module} take {size / 1_000_000:,.0f} MB: one between any two of its "
            "releases; hosts of pages often take 1,000 MB for a whole site",) if size > _LARGE else ()


class Redlines:
    """The comparisons of one module's releases."""

    def __init__(self, module: OfferedModule, library: str) -> None:
        self._module, self._library = module, library
        self._held: dict[str, Held] = {}   # by version: each is filled in once, and stands in a redline to each other

    def pairs(self) -> Iterator[tuple[OfferedRelease, OfferedRelease]]:
        """The pairs that have a redline, older first: any two releases. What this costs: docs/sites.md."""
        return combinations(self._module.releases, 2)

    @cached_property
    def steps(self) -> tuple[Comparison, ...]:
        """Each release compared with the one before it."""
        return tuple(self._compared(before, after) for before, after in pairwise(self._module.releases))

    def files(self, kept: Kept) -> Iterator[tuple[str, bytes]]:
        """Each redline's place and page."""
        for before, after in self.pairs():
            place = redline_place(self._module.id, before.version, after.version)
            # The releases by all that is in them: a page of the same address is another where a library was made anew.
            key = f"{place} {before.release.sha256} {after.release.sha256} {self._library}"
            yield place, kept.get(key, partial(self._page, before, after))

    def _page(self, before: OfferedRelease, after: OfferedRelease) -> bytes:
        module = self._module.id
        ways = ((f"{after.module.title}, all versions", module_place(module)),
                (f"text of {before.version}", text_place(module, before.version)),
                (f"text of {after.version}", text_place(module, after.version)),
                ("two other releases", redlines_place(module)))
        here = redline_place(module, before.version, after.version)
        # The address of a page, as it is shown: a redline is no page of the renderer's, who would see to that.
        back = tuple((words, link_to(address_of(path), here) + "/") for words, path in ways)
        pair = before.version, after.version
        step = next((step for step in self.steps if (step.before.version, step.after.version) == pair), None)
        return html_of(step or self._compared(before, after), back=back).encode()

    def _compared(self, before: OfferedRelease, after: OfferedRelease) -> Comparison:
        values = between_values(before.module, before.module.defaults(), after.module, after.module.defaults())
        return compared(self._side(before), self._side(after), About(values=values))

    def _side(self, offered: OfferedRelease) -> Held:
        if offered.version not in self._held:
            self._held[offered.version] = held_release(
                offered.module, offered.pulled.files, offered.module.defaults(), library=self._library,
                version=offered.version)
        return self._held[offered.version]
