"""What was asked for: frameworks as ID or ID@VERSION, those that the modules are mapped to where none was named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from schemekit.errors import UnknownNameError
from schemekit.library.frameworks import Frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked for. Shape: `frameworks` as ID or ID@VERSION; all that are mapped to where there are none."""

    frameworks: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()


def frameworks_asked(
    names: Sequence[str], known: Frameworks, crosswalks: Iterable[Crosswalk]
) -> tuple[Framework, ...]:
    """The frameworks to show, each version once.

    Shape: of an id without a version those versions that something is mapped to, or the newest where nothing is.
    Raises: UnknownNameError for one that is not known here.
    """
    mapped = {(walk.framework, walk.framework_version) for walk in crosswalks}
    if not names:
        # By name, as each is read when it is asked for.
        return tuple(framework for name in sorted({name for name, _ in mapped}) for framework in known.get(name, ())
                     if (framework.id, framework.version) in mapped)
    found: dict[tuple[str, str], Framework] = {}
    for name in names:
        for framework in _named(name, known, mapped):
            found[framework.id, framework.version] = framework
    return tuple(found.values())


def _named(name: str, known: Frameworks, mapped: set[tuple[str, str]]) -> tuple[Framework, ...]:
    framework, _, version = name.strip().partition("@")
    versions = known.get(framework, ())
    if not versions:
        near = get_close_matches(framework, known, n=1, cutoff=0.4)
        raise UnknownNameError(f"the framework '{framework[:60]}' is not known here",
                               why=f"known are {', '.join(known)}",
                               fix=f"did you mean '{near[0]}'?" if near else "name one of them")
    if not version:
        return tuple(one for one in versions if (one.id, one.version) in mapped) or versions[-1:]
    found = tuple(one for one in versions if one.version == version)
    if not found:
        raise UnknownNameError(f"the version {version[:40]} of {framework} is not known here",
                               why=f"known are {', '.join(one.version for one in versions)}",
                               fix=f"name one of them, as in {framework}@{versions[-1].version}")
    return found
