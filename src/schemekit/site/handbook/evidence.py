"""A scheme's evidence pages: what its public policies have on each item of a framework, where, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from schemekit.adopt.crosswalks import MappedModule, coverage_of
from schemekit.adopt.own_crosswalks import mapped_with_own, own_crosswalks
from schemekit.crosswalk.evidence import ClauseState
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import Frameworks
from schemekit.site.evidence import Evidenced, Spot, SpotOf
from schemekit.site.handbook.front import VERSIONS
from schemekit.site.handbook.policy import Policy
from schemekit.text.document import Document


def scheme_evidence(folder: SchemeFolder, policies: Sequence[Policy], frameworks: Frameworks) -> Evidenced:
    """Each framework that a policy is mapped to, by its source or the scheme, with what the policies shown have on it.

    Shape: what the scheme judged itself is as it stands now, and only as far as it is about the words that are shown.
    Raises: FindingsError for a crosswalk that breaks its schema.
    """
    shown = [_without_others(mapped_with_own(policy.shown.adoption, own_crosswalks(folder, policy.id)))
             for policy in policies if policy.shown]
    named = {(walk.framework, walk.framework_version) for module in shown for walk in module.crosswalks}
    return tuple((framework, coverage_of(framework, shown))
                 for name in sorted({name for name, _ in named})
                 for framework in frameworks.get(name, ()) if (framework.id, framework.version) in named)


def _without_others(module: MappedModule) -> MappedModule:
    """It without what the scheme judged of words that are not shown: those may be a draft, and drafts stay inside."""
    return replace(module, crosswalks=tuple(
        replace(walk, rows=tuple(row for row in walk.rows if not row.is_own or row.is_gap
                                 or module.clauses.state_of(row) is ClauseState.KEPT))
        for walk in module.crosswalks))


def scheme_spots(policies: Sequence[Policy]) -> SpotOf:
    """Where each clause of the policies that are shown is read."""
    found: dict[tuple[str, str], Spot] = {}
    for policy in policies:
        text = policy.shown
        for part in text.paper.parts[:1] if text else ():
            for clause in Document.parse(part.markdown).clauses:
                found[policy.id, clause.id] = Spot(
                    label=clause.label, place=f"{policy.path}#{clause.id}", since=text.words if text else "",
                    history=f"{policy.id}/{VERSIONS}" if policy.approved else "")
    return lambda module, clause: found.get((module, clause))
