"""The library that comes with the tool: inside the installed package, or the checkout that the tool runs from.

Made by `embedding` when the package is built. Read without git when installed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.errors import LibraryError
from schemekit.files.digest import sha256_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.library.ledger import read_ledger
from schemekit.library.library import LEDGER_PATH, MODULES_FOLDER, Library, PulledModule
from schemekit.library.pulling import not_there, pulled_module
from schemekit.model.file_names import MODULE_FILE
from schemekit.model.finding import Finding
from schemekit.model.release import Ledger, Release
from schemekit.model.scheme import DEFAULT_LIBRARY

if TYPE_CHECKING:
    from schemekit.library.frameworks import Frameworks
    from schemekit.library.repository_library import RepositoryLibrary

LIBRARY_FOLDER = "_library"
RECORD = "embedded.json"
DIGESTS = "digests.json"
TREES = "trees"

_PACKAGE = Path(__file__).resolve().parent.parent


def embedded_library(package: Path = _PACKAGE) -> Library:
    """The library of the tool itself.

    Raises: LibraryError when the installation lacks it.
    """
    folder = package / LIBRARY_FOLDER
    if (folder / RECORD).is_file():
        return EmbeddedLibrary(folder)
    checkout = package.parent.parent
    if (checkout / ".git").exists() and (checkout / MODULES_FOLDER).is_dir():
        return checkout_library(checkout)
    raise LibraryError(
        "the library that comes with schemekit is missing",
        why="the installation is not complete",
        fix="install schemekit again",
    )


class EmbeddedLibrary:
    """The library inside an installed package; implements `Library`.

    Shape: `folder` holds embedded.json, the ledger and `trees/TREE/` with the files of every release.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._record: dict[str, object] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            self.name = DEFAULT_LIBRARY
            self.url, self.commit = str(self._record["url"]), str(self._record["commit"])
            self.is_from_clean_checkout = bool(self._record["built_from_clean"])
            self.unreleased = tuple(str(module) for module in _rows(self._record["unreleased"]))
            self._commits = {
                (row["module"], row["version"]): row["commit"]
                for row in _rows(self._record["releases"])
                if isinstance(row, dict)
            }
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise LibraryError(
                "the library that comes with schemekit cannot be read",
                why=f"{RECORD} of the installation is damaged: {error}",
                fix="install schemekit again",
            ) from error

    def ledger(self) -> Ledger:
        """See `Library.ledger`."""
        return self._read_ledger[0]

    @property
    def notes(self) -> tuple[Finding, ...]:
        """See `Library.notes`."""
        return self._read_ledger[1]

    def pull(self, release: Release) -> PulledModule:
        """See `Library.pull`."""
        files = read_folder(self._folder / TREES / release.tree)
        if not files:
            raise not_there(self.name, release, "the installation does not hold it")
        commit = self._commits.get((release.module, str(release.version)), "")
        return pulled_module(
            self.name, self.url, release, commit, files, lambda found: self._differing(release.tree, found)
        )

    def frameworks(self) -> Frameworks:
        """See `Library.frameworks`."""
        from schemekit.library.frameworks import frameworks_in

        return frameworks_in(self._folder)

    def close(self) -> None:
        """Nothing is held open."""

    @cached_property
    def _read_ledger(self) -> tuple[Ledger, tuple[Finding, ...]]:
        file = self._folder / LEDGER_PATH
        return read_ledger(file.read_bytes() if file.is_file() else None, self.name)

    def _differing(self, tree: str, found: Mapping[str, bytes]) -> list[str]:
        """The files that are not as they were when the package was built."""
        try:
            built = json.loads((self._folder / DIGESTS).read_text(encoding="utf-8"))[tree]
        except (OSError, ValueError, KeyError):
            return []
        now = {path: sha256_of(data) for path, data in found.items()}
        return sorted(path for path in built.keys() | now.keys() if built.get(path) != now.get(path))


def checkout_library(root: Path) -> RepositoryLibrary:
    """The library of a checkout: releases from its objects, what is unreleased from its working files."""
    from schemekit.git.objects import ObjectStore
    from schemekit.library.repository_library import RepositoryLibrary

    store = ObjectStore(root)
    return RepositoryLibrary(
        DEFAULT_LIBRARY,
        project_url(root),
        store,
        store.head(),
        unreleased=lambda ledger: unreleased_in(root, ledger),
    )


def unreleased_in(root: Path, ledger: Ledger) -> tuple[str, ...]:
    """The modules of a working copy whose text is not that of their newest release; sorted."""
    newest = {module: ledger.of(module)[-1].tree for module in ledger.modules()}
    modules = sorted(file.parent for file in (root / MODULES_FOLDER).glob(f"*/{MODULE_FILE}"))
    return tuple(folder.name for folder in modules if newest.get(folder.name) not in _trees_of(folder))


def _trees_of(folder: Path) -> tuple[str, str]:
    """The tree id of a folder as it stands, and as git stores it where a checkout on Windows turned the line ends."""
    files = read_folder(folder)
    return tree_id(files), tree_id({path: data.replace(b"\r\n", b"\n") for path, data in files.items()})


def project_url(root: Path) -> str:
    """The address of the project, from the one place it is written down: pyproject.toml."""
    import tomllib

    data = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return str(data["project"]["urls"]["Documentation"])


def _rows(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value
