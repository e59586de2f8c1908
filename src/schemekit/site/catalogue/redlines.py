"""Redlines between the releases of a module: each pair compared once, and kept for the next build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from itertools import combinations, pairwise

from schemekit.review.comparing.compared import About, compared
from schemekit.review.comparing.compared_values import between_values
from schemekit.review.comparing.held import Held, held_release
from schemekit.review.comparison import Comparison
from schemekit.review.formats.page import html_of
from schemekit.site.catalogue.offer import OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import redline_place
from schemekit.site.kept import Kept

ALL_PAIRS = 12
"""Releases of which every pair has a redline; of a module with more, each has one from the one before, and to the
newest."""


class Redlines:
    """The comparisons of one module's releases."""

    def __init__(self, module: OfferedModule, library: str) -> None:
        self._module, self._library = module, library

    def pairs(self) -> tuple[tuple[OfferedRelease, OfferedRelease], ...]:
        """The pairs that have a redline, older first."""
        releases = self._module.releases
        if len(releases) <= ALL_PAIRS:
            return tuple(combinations(releases, 2))
        newest = [(item, releases[-1]) for item in releases[:-2]]
        return (*pairwise(releases), *newest)

    @cached_property
    def steps(self) -> tuple[Comparison, ...]:
        """Each release compared with the one before it."""
        return tuple(self._compared(before, after) for before, after in pairwise(self._module.releases))

    def files(self, kept: Kept) -> Iterator[tuple[str, bytes]]:
        """Each redline's place and page."""
        for before, after in self.pairs():
            key = f"redline {before.release.sha256} {after.release.sha256} {self._library}"
            page = kept.get(key, partial(self._page, before, after))
            yield redline_place(self._module.id, before.version, after.version), page

    def _page(self, before: OfferedRelease, after: OfferedRelease) -> bytes:
        pair = before.version, after.version
        step = next((step for step in self.steps if (step.before.version, step.after.version) == pair), None)
        return html_of(step or self._compared(before, after)).encode()

    def _compared(self, before: OfferedRelease, after: OfferedRelease) -> Comparison:
        values = between_values(before.module, before.module.defaults(), after.module, after.module.defaults())
        return compared(self._sides[before.version], self._sides[after.version], About(values=values))

    @cached_property
    def _sides(self) -> dict[str, Held]:
        """Each release filled in with its defaults, by version: one side of many pairs."""
        return {item.version: held_release(item.module, item.pulled.files, item.module.defaults(),
                                           library=self._library, version=item.version)
                for item in self._module.releases}
