"""The lock: exactly what was pulled into a scheme, and with which parameters it was last rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from schemekit.model.parameter import Value, frozen_values, plain
from schemekit.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an adopted module came from.

    Shape: the mapping `provenance` of a lock entry.
    Units: `commit` and `tree` are 40 hex digits (`commit` may be empty: the library was no git repository);
    `sha256` is over the module's files as released.
    """

    library: str
    url: str
    commit: str
    tree: str
    sha256: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedFile:
    """One file as it was pulled and rendered.

    Shape: `source` is the path inside the pulled module, `source_sha256` its content's digest,
    `rendered_sha256` the digest of what an untouched copy in the scheme would be.
    """

    source: str
    source_sha256: str
    rendered_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LockEntry:
    """One adopted module: its version, provenance, parameters as last rendered, and files.

    Shape: `files` maps the path below `policies/MODULE/` to its digests; `pulled` maps every path of the
    pulled module to the digest of its content.
    """

    module: str
    title: str
    version: Version
    provenance: Provenance
    parameters: Mapping[str, Value]
    files: Mapping[str, LockedFile]
    pulled: Mapping[str, str]

    @classmethod
    def from_mapping(cls, module: str, data: Mapping[str, Any]) -> LockEntry:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            module=module,
            title=data["title"],
            version=Version(data["version"]),
            provenance=Provenance(**data["provenance"]),
            parameters=frozen_values(data["parameters"]),
            files={path: LockedFile(**item) for path, item in data["files"].items()},
            pulled=dict(data["pulled"]),
        )

    def to_mapping(self) -> dict[str, Any]:
        """The entry as scheme.lock holds it, sorted, without any time."""
        provenance = self.provenance
        return {
            "title": self.title,
            "version": str(self.version),
            "provenance": {name: getattr(provenance, name) for name in Provenance.__slots__},
            "parameters": {name: plain(self.parameters[name]) for name in sorted(self.parameters)},
            "files": {
                path: {name: getattr(item, name) for name in LockedFile.__slots__}
                for path, item in sorted(self.files.items())
            },
            "pulled": dict(sorted(self.pulled.items())),
        }


@dataclass(frozen=True, slots=True)
class Lock:
    """Everything that was pulled into one scheme. Shape: scheme.lock."""

    entries: Mapping[str, LockEntry]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Lock:
        """Make the record from a mapping that the schema has already accepted."""
        return cls({name: LockEntry.from_mapping(name, item) for name, item in data["modules"].items()})

    def to_mapping(self) -> dict[str, Any]:
        """The whole lock as it is written."""
        return {
            "format": 1,
            "modules": {name: self.entries[name].to_mapping() for name in sorted(self.entries)},
        }

    def with_entry(self, entry: LockEntry) -> Lock:
        """The lock with one entry put in or replaced."""
        return Lock({**self.entries, entry.module: entry})

    def without(self, module: str) -> Lock:
        """The lock with one entry taken out."""
        return Lock({name: entry for name, entry in self.entries.items() if name != module})
