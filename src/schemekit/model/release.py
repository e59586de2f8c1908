"""A release and the ledger of releases: what a library has published, and can never change.

Reading and writing the file is the outside world's; here is what the entries mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from schemekit.model.version import Version, VersionRange


class Standing(Enum):
    """What a library says of a release after it came out."""

    CURRENT = "current"
    YANKED = "yanked"
    SUPERSEDED = "superseded"
    ERRATUM = "erratum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One released version of one module.

    Units: `tree` is git's 40 hex digit id of the module's folder; `sha256` is over its files, see `files.digest`;
    `date` is YYYY-MM-DD.
    """

    module: str
    version: Version
    date: str
    tree: str
    sha256: str
    bump: str
    note: str
    standing: Standing = Standing.CURRENT
    standing_reason: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Release:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            **{
                **data,
                "version": Version(data["version"]),
                "standing": Standing(data.get("standing", "current")),
            }
        )

    def to_mapping(self) -> dict[str, Any]:
        """The entry as releases.yaml holds it."""
        entry: dict[str, Any] = {
            "module": self.module,
            "version": str(self.version),
            "date": self.date,
            "tree": self.tree,
            "sha256": self.sha256,
            "bump": self.bump,
            "note": self.note,
        }
        if self.standing is not Standing.CURRENT:
            entry |= {"standing": self.standing.value, "standing_reason": self.standing_reason}
        return entry

    @property
    def name(self) -> str:
        """`grievance 1.0.0`."""
        return f"{self.module} {self.version}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """All releases of a library, oldest first.

    Shape: the `releases` list of policies/releases.yaml.
    """

    releases: tuple[Release, ...] = ()

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Ledger:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(tuple(Release.from_mapping(item) for item in data.get("releases", ())))

    def modules(self) -> tuple[str, ...]:
        """The names of the released modules, sorted."""
        return tuple(sorted({release.module for release in self.releases}))

    def of(self, module: str) -> tuple[Release, ...]:
        """The releases of one module, oldest version first."""
        return tuple(sorted((r for r in self.releases if r.module == module), key=lambda r: r.version))

    def find(self, module: str, version: Version) -> Release | None:
        """The release of exactly that version, or None."""
        return next((r for r in self.of(module) if r.version == version), None)

    def pick(self, module: str, wanted: VersionRange) -> Release | None:
        """The newest release in the range; a yanked one only if it is named exactly."""
        # Turned round, so that of two entries for one version the first stands: released is immutable.
        releases = {
            r.version: r
            for r in reversed(self.of(module))
            if r.standing is not Standing.YANKED or wanted.text.strip() == str(r.version)
        }
        newest = wanted.newest(releases)
        return releases[newest] if newest else None

    def newest(self, module: str) -> Release | None:
        """The newest release that is no candidate and not yanked, or None."""
        return self.pick(module, VersionRange())

    def with_release(self, release: Release) -> Ledger:
        """The ledger with one release more."""
        return Ledger((*self.releases, release))
