"""Redlines between the releases of a module: each pair compared once, and kept for the next build."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
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
            versions = f"{before.version} {after.version}"   # two releases may have the same text
            key = f"redline {versions} {before.release.sha256} {after.release.sha256} {self._library}"
            page = kept.get(key, lambda pair=(before, after): html_of(self._compared(*pair)).encode())  # type: ignore[misc]
            yield redline_place(self._module.id, before.version, after.version), page

    def _compared(self, before: OfferedRelease, after: OfferedRelease) -> Comparison:
        values = between_values(before.module, before.module.defaults(), after.module, after.module.defaults())
        return compared(self._held(before), self._held(after), About(values=values))

    def _held(self, offered: OfferedRelease) -> Held:
        return held_release(offered.module, offered.pulled.files, offered.module.defaults(), library=self._library,
                            version=offered.version)
