"""The words that a body approved, whatever was done to them since: from the scheme as it stands, else from its history.

What the record says is believed only where the words that were found have the digest that was approved, and where a
history that could know of the approval does know of it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from schemekit.adopt.approval import approved_digest
from schemekit.adopt.approval_history import ApprovalHistory
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.unsaid_values import with_values_of_its_words
from schemekit.errors import SchemekitError
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.git.history import AdoptionCommit
from schemekit.git.repository import Repository
from schemekit.model.approval import Approval

_MODULE = re.compile(r"[a-z][a-z0-9-]{0,59}")   # a trailer is anybody's words, and this becomes a path


@contextmanager
def approved_words(root: Path, found: Sequence[Adoption]) -> Iterator[ApprovedWords]:
    """What was approved in the scheme at `root`, of which `found` are the adoptions as they stand.

    What comes of it can be read until the block ends.
    """
    with tempfile.TemporaryDirectory(prefix="schemekit-") as empty:
        words = ApprovedWords(root, found, Path(empty))
        try:
            yield words
        finally:
            words.close()


class ApprovedWords:
    """The approved texts of one scheme. Shape: an earlier state is read from memory; nothing is checked out."""

    def __init__(self, root: Path, found: Sequence[Adoption], empty: Path) -> None:
        self._present = {adoption.id: adoption for adoption in found}
        self._empty = empty
        self._repository = Repository(root) if (root / ".git").exists() else None
        self._read: dict[tuple[str, str], Adoption | None] = {}
        self._valued: dict[tuple[str, str], Adoption] = {}

    def close(self) -> None:
        """End the reading of the history."""
        if self._repository is not None:
            self._repository.close()

    def is_unheard_of(self, module: str, approval: Approval) -> bool:
        """Whether the history would have to know of an approval, and does not."""
        return self._history.lacks(module, approval)

    def is_present(self, module: str, approval: Approval) -> bool:
        """Whether the words that were approved are those that stand in the scheme now."""
        return self._digest(module) == approval.text_sha256

    def of(self, module: str, approval: Approval) -> Adoption | None:
        """The adoption with the words that were approved; None where they cannot be found."""
        if self.is_present(module, approval):
            return self._present[module]
        commit = self._commits.get((module, approval.text_sha256))
        past = self._at(commit, module) if commit else None
        if commit is None or past is None or approved_digest(past.folder, module) != approval.text_sha256:
            return None
        return self._with_its_values(commit, past)

    def _with_its_values(self, commit: str, past: Adoption) -> Adoption:
        assert self._repository is not None   # where the commit is from
        key = commit, past.id
        if key not in self._valued:
            present = self._present.get(past.id)
            now = {path: present.folder.data(path) for path in (MANIFEST, LOCK_FILE)} if present else {}
            self._valued[key] = with_values_of_its_words(self._repository, commit, past, now)
        return self._valued[key]

    def removed(self) -> tuple[Adoption, ...]:
        """The modules that were approved once and are no part of the scheme now, by name.

        Shape: each as it was when its newest approval was recorded.
        """
        found: dict[str, Adoption | None] = {}
        for commit in self._approvals:
            name = commit.trailer("Approved").partition(" ")[0]
            if _MODULE.fullmatch(name) and name not in self._present and name not in found:
                found[name] = self._at(commit.commit, name)
        return tuple(past for _, past in sorted(found.items()) if past is not None)

    @cached_property
    def withdrawn(self) -> Mapping[str, frozenset[str]]:
        """By module, the days of approvals that were taken out of the record again. Units: YYYY-MM-DD."""
        days: dict[str, set[str]] = {}
        for commit in self._repository.log_withdrawals() if self._repository else ():
            days.setdefault(commit.trailer("Withdrawn"), set()).add(commit.trailer("Approval-Date"))
        return {module: frozenset(named) for module, named in days.items()}

    @cached_property
    def _approvals(self) -> tuple[AdoptionCommit, ...]:
        return self._repository.log_approvals() if self._repository else ()

    @cached_property
    def _commits(self) -> dict[tuple[str, str], str]:
        """Where each approved text stands; the newest place of each."""
        found: dict[tuple[str, str], str] = {}
        for commit in self._approvals:
            key = commit.trailer("Approved").partition(" ")[0], commit.trailer("Text-SHA256")
            found.setdefault(key, commit.commit)
        return found

    @cached_property
    def _history(self) -> ApprovalHistory:
        return ApprovalHistory(self._repository.approved_texts() if self._repository else None)

    def _digest(self, module: str) -> str:
        adoption = self._present.get(module)
        if adoption is None:
            return ""
        if module not in self._digests:
            self._digests[module] = approved_digest(adoption.folder, module)
        return self._digests[module]

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}   # what was worked out already

    def _at(self, commit: str, module: str) -> Adoption | None:
        key = commit, module
        if key not in self._read:
            try:
                self._read[key] = self._past(commit, module)
            except SchemekitError:
                # A state that cannot be read any more (a format of another day, a part that is missing): not found.
                self._read[key] = None
        return self._read[key]

    def _past(self, commit: str, module: str) -> Adoption | None:
        assert self._repository is not None   # where the commit is from
        files: dict[str, bytes | None] = {
            name: self._repository.file_at(commit, name) for name in (MANIFEST, LOCK_FILE)}
        for place in (f"policies/{module}", f"{SOURCE}/{module}"):
            tree = self._repository.tree_of(commit, place)
            below = self._repository.read_tree(tree) if tree else {}
            files |= {f"{place}/{path}": data for path, data in below.items()}
        if files[MANIFEST] is None or files[LOCK_FILE] is None:
            return None
        folder = SchemeFolder(self._empty, files)
        entry = folder.lock().entries.get(module)
        return Adoption.read(folder, folder.scheme(), entry) if entry else None
