"""What a library offers: every module with its releases, read and checked, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemekit.adopt.rendering import document_files, render_module
from schemekit.library.library import Library, PulledModule
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.release import Release, Standing

LATEST = "latest"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedRelease:
    """One release as the catalogue shows it."""

    pulled: PulledModule

    @property
    def module(self) -> Module:
        """What its module.yaml says."""
        return self.pulled.module

    @property
    def release(self) -> Release:
        """Its entry in the ledger."""
        return self.pulled.release

    @property
    def version(self) -> str:
        """`1.0.0`."""
        return str(self.pulled.release.version)

    @property
    def folder(self) -> str:
        """Where its pages lie, `grievance/1.0.0`. It never changes."""
        return f"{self.module.id}/{self.version}"

    def templates(self) -> Mapping[str, bytes]:
        """What an adopter receives, blanks unfilled, by path below `policies/MODULE/`."""
        return document_files(self.pulled.files)

    def defaults(self) -> dict[str, Value]:
        """Each parameter with the module's default."""
        return {parameter.name: parameter.default for parameter in self.module.parameters}

    def documents(self) -> dict[str, bytes]:
        """What an adopter receives, filled in with the defaults."""
        return render_module(self.module, self.pulled.files, self.defaults())


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModule:
    """A module with its releases, oldest first; there is at least one."""

    releases: tuple[OfferedRelease, ...]

    @property
    def id(self) -> str:
        """The module's name."""
        return self.releases[0].module.id

    @property
    def newest(self) -> OfferedRelease:
        """The newest release that is not taken back; the newest of all where every one was."""
        standing = [item for item in self.releases if item.release.standing is not Standing.YANKED]
        return (standing or list(self.releases))[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All of a library. Shape: `unreleased` names modules that stand in it and have no release yet."""

    name: str
    url: str
    modules: tuple[OfferedModule, ...]
    unreleased: tuple[str, ...] = ()


def read_offer(library: Library) -> Offer:
    """Everything a library has released. Raises: as `Library.pull` for a release that is not as its ledger says."""
    ledger = library.ledger()
    modules = tuple(
        OfferedModule(releases=tuple(OfferedRelease(pulled=library.pull(release)) for release in ledger.of(name)))
        for name in ledger.modules()
    )
    known = {module.id for module in modules}
    return Offer(name=library.name, url=library.url, modules=modules,
                 unreleased=tuple(name for name in library.unreleased if name not in known))
