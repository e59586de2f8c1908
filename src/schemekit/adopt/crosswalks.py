"""What a scheme can show for a framework: its sources' crosswalks, and what it made of each clause that they name.

What the scheme judged itself stands beside it, in `own_crosswalks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemekit.adopt.clause_states import adopted_clauses
from schemekit.adopt.outcome import Adoption
from schemekit.crosswalk.coverage import ItemCoverage, coverage
from schemekit.crosswalk.evidence import AdoptedClauses
from schemekit.library.crosswalks import crosswalk_files
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.framework import Framework


def source_crosswalks(adoption: Adoption) -> tuple[Crosswalk, ...]:
    """The crosswalks that came with a module's source, as it was pulled.

    Shape: only those about the module itself: a library has no say on the clauses of another's.
    Raises: FindingsError, HostileContentError.
    """
    found: list[Crosswalk] = []
    findings: list[Finding] = []
    for path in crosswalk_files(adoption.entry.pulled):
        try:
            walk = adoption.folder.source_crosswalk(adoption.id, path)
        except FindingsError as error:
            findings += error.findings
            continue
        if walk is not None and walk.module == adoption.module.id:
            found.append(walk)
    if findings:
        raise FindingsError(findings)
    return tuple(sorted(found, key=lambda walk: walk.framework))


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedModule:
    """A module's crosswalks beside what the scheme made of its clauses: read once for however many frameworks."""

    crosswalks: tuple[Crosswalk, ...]
    clauses: AdoptedClauses


def mapped(adoption: Adoption) -> MappedModule:
    """What a module is mapped to, and what the scheme has of it.

    Raises: FindingsError for a crosswalk that came with the source and breaks its schema.
    """
    return MappedModule(crosswalks=source_crosswalks(adoption), clauses=adopted_clauses(adoption))


def coverage_of(framework: Framework, modules: Sequence[MappedModule]) -> tuple[ItemCoverage, ...]:
    """What modules have on each item of a framework; see `schemekit.crosswalk.coverage`."""
    return coverage(framework, (walk for module in modules for walk in module.crosswalks),
                    (module.clauses for module in modules))


def scheme_coverage(framework: Framework, adoptions: Iterable[Adoption]) -> tuple[ItemCoverage, ...]:
    """What a scheme has on each item of one framework; of several, `mapped` once and `coverage_of`. Raises: as it."""
    return coverage_of(framework, [mapped(adoption) for adoption in adoptions])
