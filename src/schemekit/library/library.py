"""A library: where released modules come from, whatever form it has, and what taking one out of it gives.

The forms are in files of their own: `embedded` (the one in the installed tool), `repository_library` (a git repository
on this computer) and `cached` (one on the network). `opening` chooses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from schemekit.model.finding import Finding
from schemekit.model.lock import Provenance
from schemekit.model.module import Module
from schemekit.model.release import Ledger, Release

if TYPE_CHECKING:
    from schemekit.library.frameworks import Frameworks  # few commands ask for them

LEDGER_PATH = "policies/releases.yaml"
MODULES_FOLDER = "policies"


@dataclass(frozen=True, slots=True, kw_only=True)
class PulledModule:
    """A released module as it was taken out of a library, checked against the ledger.

    Shape: `files` maps every path below the module's folder (`module.yaml`, `{{cookiecutter.module}}/policy.md`) to
    its bytes, sorted by path.
    """

    module: Module
    release: Release
    files: Mapping[str, bytes]
    provenance: Provenance


class Library(Protocol):
    """A place that releases come from.

    Shape: `commit` is the newest state it is known at (empty when it has no history at hand); `unreleased` names the
    modules whose text differs from their newest release; `notes` is what its user should know: warnings, never errors.
    """

    @property
    def name(self) -> str:
        """What it is called in scheme.yaml and the lock."""

    @property
    def url(self) -> str:
        """Its address, without user or password."""

    @property
    def commit(self) -> str:
        """The newest commit that is known, 40 hex digits, or empty."""

    @property
    def unreleased(self) -> tuple[str, ...]:
        """Modules whose text was edited after their newest release, or that were never released; sorted."""

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Warnings about its ledger or its copy here."""

    def ledger(self) -> Ledger:
        """Everything it has released. Raises: FindingsError for a ledger that is broken or contradicts itself."""

    def pull(self, release: Release) -> PulledModule:
        """One released module, from its ledger's entry.

        Raises: IntegrityError naming the file that is not as released, HostileContentError, FindingsError.
        """

    def frameworks(self) -> Frameworks:
        """The frameworks that the library lists itself. Raises: FindingsError, HostileContentError."""

    def close(self) -> None:
        """Let go of what was opened; done by itself when the library is no longer held."""
