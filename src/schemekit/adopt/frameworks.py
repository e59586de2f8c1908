"""The frameworks that a scheme knows: those that come with the tool, and those of the libraries of its modules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.shelf import LibraryShelf
from schemekit.errors import SchemekitError
from schemekit.library.frameworks import Frameworks, by_id, known_frameworks, shipped_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework


def frameworks_known_to(root: Path, adoptions: Sequence[Adoption], crosswalks: Sequence[Crosswalk]) -> Frameworks:
    """Those that come with the tool; where something is mapped to another, those of its library, if it is at hand."""
    known = shipped_frameworks()
    if not unknown_frameworks(known, crosswalks):
        return known
    shelf = LibraryShelf(offline=True, base=root)
    own: list[Framework] = []
    scheme_of = {adoption.entry.provenance.library: adoption.scheme for adoption in adoptions}
    for name, scheme in scheme_of.items():
        try:
            shelved = shelf.open(name, scheme).frameworks()
            own += [framework for versions in shelved.values() for framework in versions]
        except SchemekitError:
            continue   # a library that cannot be read now: its frameworks are told as not known
    return known_frameworks(by_id(own))


def unknown_frameworks(known: Frameworks, crosswalks: Iterable[Crosswalk]) -> tuple[str, ...]:
    """What modules are mapped to and is not known here, as ID VERSION, sorted."""
    named = {(walk.framework, walk.framework_version) for walk in crosswalks}
    there = {(one.id, one.version) for name, _ in named for one in known.get(name, ())}
    return tuple(f"{framework} {version}" for framework, version in sorted(named - there))
