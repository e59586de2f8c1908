"""Marking a release: what a library says of it after it came out. The release itself never changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.journal import Commit, Step
from schemekit.git.repository import Repository
from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.version import Version
from schemekit.publish.checkout import LEDGER, Checkout
from schemekit.publish.ledger import refuse_unsaved, with_standing
from schemekit.publish.writing import finish_interrupted, library_writing, write_step


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A release with its new standing. `commit` is empty where it had that standing already."""

    release: Release
    commit: str


def mark(root: Path, module_id: str, version: Version, standing: Standing, reason: str) -> Marked:
    """Mark a release as yanked, superseded or erratum, with the reason that adopters will see; or current again.

    Raises: UnknownNameError when there is no such release; UsageError without a reason. All is as before on failure.
    """
    checkout, repository = Checkout(root), Repository(root)
    reason = " ".join(reason.split())
    if standing is not Standing.CURRENT and not reason:
        raise UsageError(
            f"marking {module_id} {version} needs a reason",
            why="adopters are told it, and decide by it what to do",
            fix="add --reason 'what is wrong, and what to take instead'",
        )
    finish_interrupted(root)
    ledger = checkout.ledger()
    release = _found(ledger, module_id, version)
    marked = replace(release, standing=standing, standing_reason=reason if standing is not Standing.CURRENT else "")
    if marked == release:
        return Marked(release=release, commit="")
    words = f"Mark {release.name} as {standing.value}" + (f"\n\n{reason}" if reason else "")
    commit = Commit(message=words, trailers=(("Marked", f"{release.name} {standing.value}"),), paths=(LEDGER,))
    with library_writing(root):
        refuse_unsaved(checkout, repository)
        after = with_standing(checkout, marked)
        made = write_step(root, Step(changes={LEDGER: after.encode()}, commit=commit))
    return Marked(release=marked, commit=made)


def _found(ledger: Ledger, module_id: str, version: Version) -> Release:
    release = ledger.find(module_id, version)
    if release is None:
        there = ", ".join(str(past.version) for past in ledger.of(module_id))
        raise UnknownNameError(
            f"{module_id[:60]} {version} was never released",
            why=f"the releases of {module_id[:60]} are {there}" if there else f"the ledger names {_names(ledger)}",
            fix="check the name and the version",
        )
    return release


def _names(ledger: Ledger) -> str:
    return ", ".join(ledger.modules()) or "no module"
