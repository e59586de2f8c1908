"""Whether a licence that a cooperation names is one that others can rely on."""

from __future__ import annotations

from collections.abc import Iterator

from schemekit.cooperate.advice import field_at
from schemekit.cooperate.records import HeldCooperation
from schemekit.licence.licence import Kind, licence_of
from schemekit.model.finding import Finding, Severity


def licence_finding(held: HeldCooperation, path: tuple[str | int, ...], licence: str) -> Iterator[Finding]:
    """A finding for a licence that is unknown, or that keeps the parties from changing what they made together."""
    known = licence_of(licence)
    name = field_at(path)
    if known.kind in (Kind.NOT_IN_RULES, Kind.UNKNOWN):
        yield held.finding("cooperation-licence", path, found=f"'{licence}', which the licence rules do not know",
                           wanted="an SPDX id such as CC-BY-4.0", severity=Severity.WARNING,
                           why="nobody can tell what it permits",
                           fix=held.fill(f"{name}=CC-BY-4.0", "or the id of another"))
    elif not known.adaptations or known.kind is Kind.RESERVED:
        yield held.finding("cooperation-licence", path, found=f"{licence}, which permits no changes",
                           wanted="a licence under which each party may adapt the text", severity=Severity.WARNING,
                           why="each party will have to fit it to its own scheme", fix=held.fill(f"{name}=CC-BY-4.0"))
