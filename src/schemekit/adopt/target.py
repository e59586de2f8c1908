"""The release that an update goes to, module by module: the newest in the range, or the one that was named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemekit.adopt.outcome import not_adopted
from schemekit.adopt.outdated import ReleaseStanding, release_standing
from schemekit.adopt.plan import Skipped
from schemekit.adopt.shelf import LibraryShelf
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import MANIFEST, SchemeFolder
from schemekit.model.lock import LockEntry
from schemekit.model.release import Ledger, Release
from schemekit.model.scheme import Scheme
from schemekit.model.version import VERSION_PATTERN, ModuleRef, Version


@dataclass(frozen=True, slots=True)
class Wish:
    """A module that is to be updated. Shape: `version` is None for the newest in the range of scheme.yaml."""

    module: str
    version: Version | None = None

    @classmethod
    def parse(cls, text: str) -> Wish:
        """Read `grievance` or `grievance@1.1.0`. Raises: UsageError."""
        ref = ModuleRef.parse(text)
        if ref.library is not None:
            raise UsageError(
                f"'{text[:80]}' names a library",
                why="a module is updated from the library it was taken from",
                fix=f"write {ref.module}; to take it from another library, remove it and add it again",
            )
        return cls(ref.module, Version(ref.range.text) if ref.range.text else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The release that a module goes to. Shape: `range` is the range that scheme.yaml gets, empty where it stays."""

    entry: LockEntry
    release: Release
    standing: ReleaseStanding
    range: str = ""


def targets(
    folder: SchemeFolder, wishes: Sequence[Wish], shelf: LibraryShelf
) -> tuple[tuple[Target, ...], tuple[Skipped, ...]]:
    """Where each module goes, and those that stay with the reason; all adopted modules where none is named.

    Raises: UnknownNameError for a module or version that is not there; UsageError; what libraries raise.
    """
    scheme, lock = folder.scheme(), folder.lock()
    _refuse_twice(wish.module for wish in wishes)
    for wish in wishes:
        if wish.module not in lock.entries:
            raise not_adopted(wish.module, lock)
    found: list[Target] = []
    skipped: list[Skipped] = []
    for wish in wishes or [Wish(name) for name in sorted(lock.entries)]:
        entry = lock.entries[wish.module]
        _refuse_other_library(scheme, entry)
        ledger = shelf.open(entry.provenance.library, scheme).ledger()
        standing = release_standing(entry, scheme, folder.record(wish.module), ledger)
        target = _named(standing, entry, ledger, wish.version) if wish.version else _newest(standing, entry)
        if isinstance(target, Target):
            found.append(target)
        else:
            skipped.append(target)
    return tuple(found), tuple(skipped)


def _newest(standing: ReleaseStanding, entry: LockEntry) -> Target | Skipped:
    if standing.offered is not None:
        return Target(entry=entry, release=standing.offered, standing=standing)
    module = entry.module
    if standing.beyond is not None:
        newest = standing.beyond.version
        return _stays(entry, f"{newest} is out, outside the range {standing.range} in {MANIFEST}",
                      f"schemekit update {module} --to {newest}")
    if standing.refusal is not None and standing.newest is not None:
        refusal = standing.refusal
        return _stays(entry, f"{refusal.version} was declined on {refusal.date}: {refusal.reason}",
                      f"schemekit update {module} --to {standing.newest.version}")
    if standing.standing:
        return _stays(entry, f"its library marked {entry.version} as {standing.standing}, and nothing newer is out",
                      f"schemekit update {module} --to VERSION")
    return _stays(entry, "is the newest")


def _named(standing: ReleaseStanding, entry: LockEntry, ledger: Ledger, version: Version) -> Target | Skipped:
    release = ledger.find(entry.module, version)
    if release is None:
        known = [str(item.version) for item in ledger.of(entry.module)]
        raise UnknownNameError(
            f"there is no {entry.module} {version}",
            why=f"the library {entry.provenance.library} has {', '.join(known) or 'no release of it'}",
            fix=f"name one of them, for example --to {known[-1]}" if known else "see 'schemekit library list'",
        )
    if version == entry.version:
        return _stays(entry, "is what you have")
    fits = bool(standing.range.text) and standing.range.accepts(version)
    return Target(entry=entry, release=release, standing=standing, range="" if fits else _range_for(standing, version))


def _range_for(standing: ReleaseStanding, version: Version) -> str:
    """The range that takes a version in: pinned stays pinned, and so does a release candidate; else from there on."""
    is_pinned = re.fullmatch(VERSION_PATTERN, standing.range.text.strip()) is not None
    return str(version) if is_pinned or version.is_prerelease else f"^{version}"


def _stays(entry: LockEntry, words: str, fix: str = "") -> Skipped:
    return Skipped(module=entry.module, version=entry.version, words=words, fix=fix)


def _refuse_twice(modules: Iterable[str]) -> None:
    names = list(modules)
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise UsageError(f"{', '.join(twice)} is named twice", fix="name each module once")


def _refuse_other_library(scheme: Scheme, entry: LockEntry) -> None:
    wanted = scheme.modules.get(entry.module)
    if wanted is None or wanted.library != entry.provenance.library:
        raise UsageError(
            f"{MANIFEST} names {f'the library {wanted.library}' if wanted else 'no library'} for {entry.module}",
            why=f"its text was taken from {entry.provenance.library}, and an update goes on from there",
            fix=f"write the library back into {MANIFEST}, or remove {entry.module} and add it from the other one",
        )
