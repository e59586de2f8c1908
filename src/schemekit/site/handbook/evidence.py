"""A scheme's evidence pages: what its public policies have on each item of a framework, where, and since when."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.adopt.crosswalks import coverage_of, mapped
from schemekit.library.frameworks import Frameworks
from schemekit.site.evidence import Evidenced, Spot, SpotOf
from schemekit.site.handbook.front import VERSIONS
from schemekit.site.handbook.policy import Policy
from schemekit.text.document import Document


def scheme_evidence(policies: Sequence[Policy], frameworks: Frameworks) -> Evidenced:
    """Each framework that a policy's source is mapped to, with what the policies that are shown have on it.

    Raises: FindingsError for a crosswalk that came with a source and breaks its schema.
    """
    shown = [mapped(policy.shown.adoption) for policy in policies if policy.shown]
    named = {(walk.framework, walk.framework_version) for module in shown for walk in module.crosswalks}
    return tuple((framework, coverage_of(framework, shown))
                 for name in sorted({name for name, _ in named})
                 for framework in frameworks.get(name, ()) if (framework.id, framework.version) in named)


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
