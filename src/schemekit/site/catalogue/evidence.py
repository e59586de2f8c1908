"""A library's evidence pages: what its modules, taken over as they are, have on each item of a framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from schemekit.crosswalk.coverage import coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.library.frameworks import Frameworks
from schemekit.site.catalogue.offer import Offer, OfferedModule, OfferedRelease
from schemekit.site.catalogue.places import history_place, text_place
from schemekit.site.evidence import Evidenced, Spot, SpotOf, evidence_place
from schemekit.site.page import link_to
from schemekit.site.table import table
from schemekit.text.document import ClauseText
from schemekit.text.web.words import link, written


def library_evidence(offer: Offer, frameworks: Frameworks) -> Evidenced:
    """Each framework that a module is mapped to, in its newest version, with what the newest releases have on it."""
    crosswalks = [crosswalk for module in offer.modules for crosswalk in module.newest.crosswalks]
    named = {crosswalk.framework for crosswalk in crosswalks}
    adopted = [_kept(module) for module in offer.modules]
    newest = [frameworks[name][-1] for name in sorted(named) if name in frameworks]
    return tuple((framework, coverage(framework, crosswalks, adopted)) for framework in newest)


def mapped(offered: OfferedRelease, here: str) -> Iterator[str]:
    """The part of a release's page that says what it is mapped to. Shape: blocks of Markdown."""
    rows = []
    for crosswalk in offered.crosswalks:
        clauses = {row.clause for row in crosswalk.rows if not row.is_gap}
        page = link_to(evidence_place(crosswalk.framework), here)
        mapped_clauses = "1 clause" if len(clauses) == 1 else f"{len(clauses)} clauses"
        rows.append((link(written(f"{crosswalk.framework} {crosswalk.framework_version}"), page), mapped_clauses,
                     written(f"{crosswalk.judge}, {crosswalk.date}")))
    if rows:
        yield "## What it is mapped to { #page-evidence }"
        yield table(("Framework", "Mapped", "As judged by"), rows)


def library_spots(offer: Offer) -> SpotOf:
    """Where each clause of the newest releases is read."""
    modules: Mapping[str, OfferedModule] = {module.id: module for module in offer.modules}
    clauses = {module.id: {clause.id: clause for clause in module.newest.clauses} for module in offer.modules}
    since = {module.id: since_of(module.releases) for module in offer.modules}

    def spot(module: str, clause: str) -> Spot | None:
        found = clauses.get(module, {}).get(clause)
        if found is None:
            return None
        newest, first = modules[module].newest, since[module][clause]
        return Spot(label=found.label, place=f"{text_place(module, newest.version)}#{clause}",
                    since=f"{first.version}, {first.release.date}", history=f"{history_place(module)}#{clause}")

    return spot


def _kept(module: OfferedModule) -> AdoptedClauses:
    return AdoptedClauses(module=module.id, version=module.newest.version,
                          states={clause.id: ClauseState.KEPT for clause in module.newest.clauses})


class _WithClauses(Protocol):
    """A release with its text."""

    @property
    def clauses(self) -> Sequence[ClauseText]:
        """The clauses of its texts."""


_Release = TypeVar("_Release", bound=_WithClauses)


def since_of(releases: Sequence[_Release]) -> dict[str, _Release]:
    """The release since which each clause of the newest reads as it does now: what stands is public since then.

    Shape: `releases` with the oldest first.
    """
    present = {clause.id: _words(clause) for clause in releases[-1].clauses}
    found = dict.fromkeys(present, releases[-1])
    same = set(present)
    for release in reversed(releases[:-1]):
        words = {clause.id: _words(clause) for clause in release.clauses}
        same = {name for name in same if words.get(name) == present[name]}
        found |= dict.fromkeys(same, release)
    return found


def _words(clause: ClauseText) -> str:
    """Its words; how they are wrapped, and where it stands, is no difference."""
    return " ".join(clause.raw.lstrip("#").split())



