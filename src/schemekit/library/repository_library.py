"""A library in a git repository on this computer: read from its objects, never from its working files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from schemekit.errors import LibraryError
from schemekit.git.history import LedgerEntry, ledger_commits
from schemekit.git.objects import FOLDER, MissingObjectError, ObjectStore
from schemekit.library.ledger import LEDGER_BYTES, read_ledger
from schemekit.library.library import LEDGER_PATH, MODULES_FOLDER, PulledModule
from schemekit.library.pulling import differing_from, not_there, pulled_module
from schemekit.model.finding import Finding
from schemekit.model.release import Ledger, Release
from schemekit.model.version import MODULE_ID_PATTERN

if TYPE_CHECKING:
    from schemekit.library.frameworks import Frameworks

Commits = Mapping[LedgerEntry, str]


class RepositoryLibrary:
    """A library read at one commit of a repository; implements `Library`.

    Shape: `commits` gives the commit of each release where it is already known; else the history is asked once.
    """

    def __init__(
        self,
        name: str,
        url: str,
        store: ObjectStore,
        commit: str,
        *,
        commits: Commits | None = None,
        notes: tuple[Finding, ...] = (),
        unreleased: Callable[[Ledger], tuple[str, ...]] | None = None,
    ) -> None:
        self.name, self.url, self.commit = name, url, commit
        self._store, self._known_commits, self._notes, self._find_unreleased = store, commits, notes, unreleased
        if not commit or not self._policies:
            raise LibraryError(
                f"{url} is not a library",
                why=f"it has no folder {MODULES_FOLDER}" if commit else "it holds no commit yet",
                fix="a library is a git repository with its modules in a folder 'policies'; check the address"
                    if commit else "if it is yours, release a first module: 'schemekit module release MODULE'; if it "
                                   "is not, check the address",
            )

    def ledger(self) -> Ledger:
        """See `Library.ledger`."""
        return self._read_ledger[0]

    @property
    def notes(self) -> tuple[Finding, ...]:
        """See `Library.notes`."""
        return (*self._notes, *self._read_ledger[1])

    @cached_property
    def unreleased(self) -> tuple[str, ...]:
        """See `Library.unreleased`."""
        if self._find_unreleased:
            return self._find_unreleased(self.ledger())
        ledger = self.ledger()
        newest = {module: ledger.of(module)[-1].tree for module in ledger.modules()}
        folders = [entry for entry in self._store.entries(self._policies) if entry.mode == FOLDER]
        modules = [entry for entry in folders if re.match(MODULE_ID_PATTERN, entry.name)]
        return tuple(sorted(entry.name for entry in modules if newest.get(entry.name) != entry.id))

    def pull(self, release: Release) -> PulledModule:
        """See `Library.pull`."""
        try:
            files = self._store.read_tree(release.tree)
        except MissingObjectError as error:
            raise not_there(self.name, release, error.why) from None
        commit = self._commit_of(release)
        return pulled_module(
            self.name, self.url, release, commit, files, lambda found: self._differing(release, commit, found)
        )

    def frameworks(self) -> Frameworks:
        """See `Library.frameworks`."""
        from schemekit.library.frameworks import FRAMEWORKS_FOLDER, read_frameworks

        tree = self._store.tree_of(self.commit, FRAMEWORKS_FOLDER)
        return read_frameworks(self._store.read_tree(tree)) if tree else {}

    def close(self) -> None:
        """See `Library.close`."""
        self._store.close()

    @cached_property
    def _policies(self) -> str:
        return self._store.tree_of(self.commit, MODULES_FOLDER)

    @cached_property
    def _read_ledger(self) -> tuple[Ledger, tuple[Finding, ...]]:
        return read_ledger(self._store.file_at(self.commit, LEDGER_PATH, LEDGER_BYTES), self.name)

    @cached_property
    def _commits(self) -> Commits:
        if self._known_commits is not None:
            return self._known_commits
        return ledger_commits(self._store.borrowed, self.commit, LEDGER_PATH)

    def _commit_of(self, release: Release) -> str:
        return self._commits.get(LedgerEntry(release.module, str(release.version), release.tree), "")

    def _differing(self, release: Release, commit: str, found: Mapping[str, bytes]) -> list[str]:
        """The files that are not as they were in the commit that released them."""
        try:
            tree = self._store.tree_of(commit or self.commit, f"{MODULES_FOLDER}/{release.module}")
            return differing_from(self._store.read_tree(tree), found) if tree else []
        except MissingObjectError:
            return []
