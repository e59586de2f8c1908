"""Comparing two schemes that were named, by folder or address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.crosswalks import source_crosswalks
from schemekit.adopt.other_scheme import other_scheme
from schemekit.adopt.outcome import adoptions
from schemekit.cooperate.two_schemes import line_up
from schemekit.crosswalk.lined_up import LinedUp
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparing:
    """What is to be compared. Shape: `frameworks` as ID or ID@VERSION; none means all that either is mapped to."""

    ours: str
    theirs: str
    frameworks: Sequence[str] = ()
    modules: Sequence[str] = ()
    offline: bool = False


def compare_schemes(here: Path, wanted: Comparing) -> LinedUp:
    """Line two schemes up.

    Raises: as `other_scheme`; UsageError for one scheme twice; UnknownNameError for a framework that is not known here.
    """
    with (other_scheme(wanted.ours, here, offline=wanted.offline) as ours,
          other_scheme(wanted.theirs, here, offline=wanted.offline) as theirs):
        if ours.root.resolve() == theirs.root.resolve():
            raise UsageError(f"{wanted.theirs[:100]} is {ours.scheme().name} itself",
                             why="nothing can differ between a scheme and itself",
                             fix="name the folder or the address of the other one; what you changed since a state of "
                                 "yours: schemekit review --since STATE")
        return line_up(ours, theirs, frameworks_of_both(ours, theirs, wanted.frameworks), wanted.modules)


def frameworks_of_both(ours: SchemeFolder, theirs: SchemeFolder, names: Sequence[str]) -> tuple[Framework, ...]:
    """The frameworks that were asked for; of none, those that a module of either side is mapped to."""
    from schemekit.review.coverage.asked import frameworks_asked

    walks = [walk for folder in (ours, theirs) for adoption in adoptions(folder)
             for walk in source_crosswalks(adoption)]
    return frameworks_asked(names, shipped_frameworks(), walks)
