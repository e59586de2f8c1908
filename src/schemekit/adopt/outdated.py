"""What is newer than what a scheme has: per module its releases, the step to them, and what was declined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.writing import reading
from schemekit.errors import SchemekitError
from schemekit.model.adoption import AdoptionRecord, Refusal
from schemekit.model.lock import LockEntry
from schemekit.model.release import Ledger, Release, Standing
from schemekit.model.scheme import Scheme
from schemekit.model.version import Bump, Version, VersionRange


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseStanding:
    """One adopted module among the releases of its library.

    Shape: `in_range` is the newest release that scheme.yaml's range takes, `newest` the newest of all, both None where
    nothing is newer; `between` are all newer releases, oldest first; `refusal` is the newest one that still holds.
    `standing` is what the library said of the adopted release later, empty for a current one; `problem` is why the
    library could not be asked, empty where it was.
    """

    module: str
    version: Version
    library: str
    range: VersionRange
    standing: str = ""
    in_range: Release | None = None
    newest: Release | None = None
    between: tuple[Release, ...] = ()
    refusal: Refusal | None = None
    problem: str = ""

    @property
    def offered(self) -> Release | None:
        """What an update takes unasked: the newest in the range, unless it was declined."""
        if self.in_range is None or (self.refusal and self.in_range.version <= self.refusal.version):
            return None
        return self.in_range

    @property
    def beyond(self) -> Release | None:
        """A newer release that only `--to` takes, because scheme.yaml's range leaves it out; None where declined."""
        if self.newest is None or (self.in_range and self.in_range.version >= self.newest.version):
            return None
        return None if self.refusal and self.newest.version <= self.refusal.version else self.newest

    @property
    def step(self) -> str:
        """How far it is to the newest release: patch, minor or major; empty where nothing is newer."""
        return step_of(self.version, self.newest.version) if self.newest else ""

    @property
    def is_up_to_date(self) -> bool:
        """Whether there is nothing to take and nothing wrong with what is there."""
        return self.offered is None and self.beyond is None and not self.standing

    def to_mapping(self) -> dict[str, object]:
        """The standing as `--json` prints it."""
        return {
            "module": self.module,
            "library": self.library,
            "version": str(self.version),
            "range": self.range.text,
            "in_range": str(self.in_range.version) if self.in_range else None,
            "newest": str(self.newest.version) if self.newest else None,
            "step": self.step,
            "standing": self.standing,
            "notes": [{"version": str(item.version), "date": item.date, "note": item.note} for item in self.between],
            "declined": self.refusal.to_mapping() if self.refusal else None,
            "up_to_date": self.is_up_to_date,
            "problem": self.problem,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """Every adopted module among the releases of its library."""

    modules: tuple[ReleaseStanding, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "modules": [module.to_mapping() for module in self.modules],
            "outdated": sum(not module.is_up_to_date for module in self.modules),
        }


def outdated(root: Path, shelf: LibraryShelf, modules: Sequence[str] = ()) -> Outdated:
    """What is newer, for the named modules or for all. Reads only; the shelf decides whether libraries are fetched.

    Raises: UnknownNameError. A library that cannot be asked is told with its module and stops nothing.
    """
    folder = reading(root)
    scheme, lock = folder.scheme(), folder.lock()
    if unknown := [name for name in modules if name not in lock.entries]:
        from schemekit.adopt.outcome import not_adopted  # which reads texts, as `outdated` need not

        raise not_adopted(unknown[0], lock)
    ledgers: dict[str, Ledger | SchemekitError] = {}
    found = []
    for name in sorted(set(modules) or lock.entries):
        entry = lock.entries[name]
        library = entry.provenance.library
        if library not in ledgers:
            ledgers[library] = _ledger(library, scheme, shelf)
        ledger = ledgers[library]
        problem = ledger.what if isinstance(ledger, SchemekitError) else ""
        known = Ledger() if isinstance(ledger, SchemekitError) else ledger
        found.append(release_standing(entry, scheme, folder.record(name), known, problem=problem))
    return Outdated(modules=tuple(found))


def _ledger(library: str, scheme: Scheme, shelf: LibraryShelf) -> Ledger | SchemekitError:
    try:
        return shelf.open(library, scheme).ledger()
    except SchemekitError as error:
        return error


def release_standing(
    entry: LockEntry, scheme: Scheme, record: AdoptionRecord, ledger: Ledger, *, problem: str = ""
) -> ReleaseStanding:
    """Where an adopted release stands in its library's ledger; an empty one says nothing."""
    wanted = scheme.modules.get(entry.module)
    range_ = wanted.range if wanted else VersionRange()
    releases = [item for item in ledger.of(entry.module) if item.version > entry.version]
    newest = _newer(ledger.newest(entry.module), entry.version)
    present = ledger.find(entry.module, entry.version)
    refusals = sorted((item for item in record.declined if item.version > entry.version), key=lambda r: r.version)
    return ReleaseStanding(
        module=entry.module,
        version=entry.version,
        library=entry.provenance.library,
        range=range_,
        standing=standing_words(present),
        in_range=_newer(ledger.pick(entry.module, range_), entry.version),
        newest=newest,
        between=tuple(item for item in releases if newest and item.version <= newest.version
                      and item.standing is not Standing.YANKED and not item.version.is_prerelease),
        refusal=refusals[-1] if refusals else None,
        problem=problem,
    )


def standing_words(release: Release | None) -> str:
    """What a library said of a release after it came out, in words; empty for a current one."""
    if release is None or release.standing is Standing.CURRENT:
        return ""
    return f"{release.standing.value}: {release.standing_reason}"


def step_of(before: Version, after: Version) -> str:
    """The size of a step between two versions: patch, minor, major, or back."""
    if after < before:
        return "back"
    old, new = (version.text.split("-")[0].split(".") for version in (before, after))
    bump = Bump.MAJOR if old[0] != new[0] else Bump.MINOR if old[1] != new[1] else Bump.PATCH
    return bump.name.lower()


def _newer(release: Release | None, version: Version) -> Release | None:
    return release if release and release.version > version else None
