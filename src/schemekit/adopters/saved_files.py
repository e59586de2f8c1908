"""The files of one scheme as it was saved: read from its newest commit, or from the folder where there is no history.

Nothing is checked out, no link is followed, and every size is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

from schemekit.adopters.repository import Repository
from schemekit.errors import HostileContentError, SchemekitError
from schemekit.files.digest import digest_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.files.scheme_folder import SOURCE, TEXT_LIMIT, SchemeFolder
from schemekit.git.address import Address
from schemekit.git.objects import PLAIN_FILE, ObjectStore, TooLargeError, TreeEntry
from schemekit.uptake.adopter import ReleasedAs

_FILES = (PLAIN_FILE, "100755")   # some systems call every file a program
Sources: TypeAlias = dict[tuple[str, str], dict[str, bytes]]
"""Pulled modules that were read before, by the ids of their trees and their digests."""


class SavedFiles(Protocol):
    """A scheme's files. Shape: `commit` is the saved state, empty for a folder without a history."""

    commit: str

    def file(self, path: str) -> bytes | None:
        """One file, or None where there is none. Raises: SchemekitError."""

    def source(self, module: str, release: ReleasedAs) -> dict[str, bytes] | None:
        """A module as it was pulled, or None where it is not the release. Raises: SchemekitError."""


class InCommit:
    """The files as a commit has them; each of its folders is looked through once."""

    def __init__(self, store: ObjectStore, commit: str, sources: Sources) -> None:
        self.commit, self._store, self._sources = commit, store, sources
        self._root = store.tree_of(commit)
        self._entries: dict[str, dict[str, TreeEntry]] = {}

    def file(self, path: str) -> bytes | None:
        """See `SavedFiles.file`."""
        entry = self._entry(path)
        if entry is None or entry.mode not in _FILES:
            return None
        try:
            return self._store.blob(entry.id, TEXT_LIMIT)
        except TooLargeError as error:
            raise HostileContentError(f"its {path} has more than {error.limit:,} bytes",
                                      why="nothing that a scheme needs there is that large",
                                      fix="ask whoever keeps that scheme") from None

    def source(self, module: str, release: ReleasedAs) -> dict[str, bytes] | None:
        """See `SavedFiles.source`. A tree's id says what is in it: one that was read before is not read again."""
        entry = self._entry(f"{SOURCE}/{module}")
        if entry is None or entry.id != release.tree:
            return None
        key = (release.tree, release.sha256)
        if key not in self._sources:
            files = self._store.read_tree(release.tree)
            if not _is_release(files, release):
                return None
            self._sources[key] = files
        return self._sources[key]

    def _entry(self, path: str) -> TreeEntry | None:
        """The line of the tree that a path leads to; None where there is none, or a link on the way."""
        tree, entry = self._root, None
        for name in path.split("/"):
            if entry is not None:
                if not entry.is_folder:
                    return None
                tree = entry.id
            if tree not in self._entries:
                self._entries[tree] = {one.name: one for one in self._store.entries(tree)}
            entry = self._entries[tree].get(name)
            if entry is None:
                return None
        return entry


class InFolder:
    """The files as they lie in a folder."""

    commit = ""

    def __init__(self, folder: Path) -> None:
        self._root, self._folder = folder, SchemeFolder(folder)

    def file(self, path: str) -> bytes | None:
        """See `SavedFiles.file`."""
        return self._folder.data(path)

    def source(self, module: str, release: ReleasedAs) -> dict[str, bytes] | None:
        """See `SavedFiles.source`."""
        files = read_folder(inside(self._root, f"{SOURCE}/{module}"))
        return files if _is_release(files, release) else None


@contextmanager
def saved_files(repository: Repository, sources: Sources, *, offline: bool) -> Iterator[SavedFiles]:
    """The files of a repository while they are read; `sources` is added to.

    Raises: SchemekitError where it cannot be opened or fetched, or holds no saved state.
    """
    folder, commit = Path(repository.address), ""
    if not repository.is_folder:
        from schemekit.library.scheme_copies import scheme_copy

        folder, commit = scheme_copy(Address.parse(repository.address), offline=offline)
    elif not (folder / ".git").exists() and not (folder / "objects").is_dir():
        yield InFolder(folder)
        return
    store = ObjectStore(folder)
    try:
        commit = commit or store.head()
        if not commit:
            raise SchemekitError("it holds no saved state", why="a scheme is read from its history",
                                 fix="save it once: schemekit save")
        yield InCommit(store, commit, sources)
    finally:
        store.close()


def _is_release(files: dict[str, bytes], release: ReleasedAs) -> bool:
    return digest_of(files) == release.sha256 and tree_id(files) == release.tree
