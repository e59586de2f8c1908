"""The release that a proposal is made against: the newest one where it is at hand, else the one that was adopted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemekit.adopt.outcome import Adoption
from schemekit.adopt.rendering import render_file, template_values
from schemekit.adopt.shelf import LibraryShelf
from schemekit.errors import IntegrityError, LibraryError, SchemekitError, UnknownNameError
from schemekit.files.digest import tree_id
from schemekit.library.library import Library
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """A release of a module, with the scheme's values for it.

    Shape: `files` by path in the module's folder. Units: `commit` and `tree` are 40 hex digits; `commit` may be empty.
    """

    module: Module
    files: Mapping[str, bytes]
    values: Mapping[str, Value]
    version: Version
    commit: str
    tree: str

    @property
    def name(self) -> str:
        """`grievance 1.0.0`."""
        return f"{self.module.id} {self.version}"

    @property
    def state(self) -> str:
        """Where a maintainer finds the release: its commit, else its tree."""
        return f"commit {self.commit}" if self.commit else f"tree {self.tree}"

    @property
    def template_values(self) -> dict[str, str | bool]:
        """The values as templates receive them."""
        return template_values(self.module, self.values)

    def template(self, file: str) -> str:
        """A document's template; empty where the release has no such document."""
        return self.files.get(f"{TEMPLATE_FOLDER}/{file}", b"").decode("utf-8")

    def rendered(self, file: str) -> str:
        """A document with the scheme's values filled in. Raises: FindingsError."""
        return render_file(self.module, file, self.files.get(f"{TEMPLATE_FOLDER}/{file}", b""), self.values).decode()


def adopted_base(adoption: Adoption) -> Base:
    """The release as it was pulled. Raises: IntegrityError when its copy in the scheme is not what was released."""
    entry = adoption.entry
    files = adoption.folder.pulled(adoption.id, entry.pulled)
    if tree_id(files) != entry.provenance.tree:
        raise IntegrityError(
            f"the copy of {adoption.id} {entry.version} in .schemekit/source is not what was released",
            why="a patch against it would fit no version of the library",
            fix="see which file differs with 'schemekit verify', and bring it back from your history",
        )
    return Base(module=adoption.module, files=files, values=entry.parameters, version=entry.version,
                commit=entry.provenance.commit, tree=entry.provenance.tree)


def library_at_hand(adoption: Adoption) -> tuple[Library | None, str]:
    """The library that the module came from, if a copy is on this computer; else why it cannot be asked."""
    try:
        return LibraryShelf(offline=True, base=adoption.folder.root).open(
            adoption.entry.provenance.library, adoption.scheme
        ), ""
    except (LibraryError, UnknownNameError) as error:
        return None, error.what


def newest_base(adoption: Adoption, library: Library, adopted: Base) -> tuple[Base | None, str]:
    """The newest release of the library, if it is newer than the adopted one; else why there is none to be had."""
    try:
        ledger = library.ledger()
        known = ledger.find(adoption.id, adopted.version)
        if known is None or known.tree != adopted.tree:
            return None, f"the library {library.name} at hand is not the one that the module came from"
        release = ledger.newest(adoption.id)
        if release is None or release.version <= adopted.version:
            return None, ""
        pulled = library.pull(release)
    except SchemekitError as error:
        return None, f"the newest release cannot be read: {error.what}"
    values = {name: adoption.entry.parameters.get(name, default) for name, default in pulled.module.defaults().items()}
    return Base(module=pulled.module, files=pulled.files, values=values, version=release.version,
                commit=pulled.provenance.commit, tree=release.tree), ""
