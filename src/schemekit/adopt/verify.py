"""Proof that what was pulled is what the lock says, file by file; with the source, that the library still has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.writing import reading
from schemekit.errors import IntegrityError, SchemekitError
from schemekit.files.digest import digest_of, sha256_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.files.scheme_folder import LOCK_FILE, SOURCE, SchemeFolder
from schemekit.model.finding import Finding, ordered
from schemekit.model.lock import LockEntry
from schemekit.model.scheme import Scheme


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at and what was found."""

    modules: int
    files: int
    with_source: bool
    findings: tuple[Finding, ...]

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        from schemekit.adopt.reports import finding_mapping

        return {
            "modules": self.modules,
            "files": self.files,
            "with_source": self.with_source,
            "findings": [finding_mapping(finding) for finding in self.findings],
        }


def verify(root: Path, shelf: LibraryShelf | None = None) -> Verified:
    """Hold the pulled source against the lock, offline; with a shelf, the lock against the libraries too."""
    folder = reading(root)
    lock, scheme = folder.lock(), folder.scheme()
    findings: list[Finding] = []
    for name in sorted(lock.entries):
        findings += pulled_findings(folder, lock.entries[name])
    if shelf is not None:
        for name in sorted(lock.entries):
            findings += _source_findings(lock.entries[name], scheme, shelf)
    return Verified(
        modules=len(lock.entries),
        files=sum(len(entry.pulled) for entry in lock.entries.values()),
        with_source=shelf is not None,
        findings=ordered(findings),
    )


def pulled_findings(folder: SchemeFolder, entry: LockEntry) -> Iterator[Finding]:
    """Pulled files that are missing, changed or extra, and a lock that contradicts itself."""
    place = f"{SOURCE}/{entry.module}"
    found = read_folder(folder.root / place)
    for path in sorted(entry.pulled.keys() | found.keys()):
        if path not in found:
            yield _changed(entry, f"{place}/{path}", "the pulled file is gone")
        elif path not in entry.pulled:
            yield _changed(entry, f"{place}/{path}", "a file that was not pulled")
        elif sha256_of(found[path]) != entry.pulled[path]:
            yield _changed(entry, f"{place}/{path}", "the pulled file was changed")
    if found and {path: sha256_of(data) for path, data in found.items()} == dict(entry.pulled):
        yield from _lock_findings(entry, found)
    for file, locked in entry.files.items():
        if entry.pulled.get(locked.source) != locked.source_sha256:
            yield _contradiction(entry, f"modules.{entry.module}.files.{file}.source_sha256")


def _lock_findings(entry: LockEntry, found: dict[str, bytes]) -> Iterator[Finding]:
    if digest_of(found) != entry.provenance.sha256:
        yield _contradiction(entry, f"modules.{entry.module}.provenance.sha256")
    if tree_id(found) != entry.provenance.tree:
        yield _contradiction(entry, f"modules.{entry.module}.provenance.tree")


def _changed(entry: LockEntry, file: str, found: str) -> Finding:
    return Finding(
        code="source-changed", file=file, found=found, wanted="what the lock recorded when it was pulled",
        why="every comparison with the source starts from these files",
        fix=f"bring it back from your history; your own text is policies/{entry.module}",
    )


def _contradiction(entry: LockEntry, path: str) -> Finding:
    return Finding(
        code="lock-contradiction", file=LOCK_FILE, path=path,
        found="a digest that the pulled files do not give", wanted="the digest of the files as they were released",
        why="the lock was edited, or made from other files",
        fix=f"bring {LOCK_FILE} back from your history, or remove and add {entry.module} again",
    )


def _source_findings(entry: LockEntry, scheme: Scheme, shelf: LibraryShelf) -> Iterator[Finding]:
    provenance = entry.provenance
    try:
        library = shelf.open(provenance.library, scheme)
        release = library.ledger().find(entry.module, entry.version)
        if release is None:
            yield _gone(entry, f"the library {provenance.library} no longer lists {entry.module} {entry.version}")
        elif (release.tree, release.sha256) != (provenance.tree, provenance.sha256):
            yield _gone(entry, f"the library now lists {release.name} with other content")
        else:
            library.pull(release)
    except IntegrityError as error:
        yield _gone(entry, f"{error.what}: {error.why}")
    except SchemekitError as error:
        yield Finding(
            code="source-unreachable", file=LOCK_FILE, path=f"modules.{entry.module}.provenance.library",
            found=error.what, wanted="the library at hand", why=error.why, fix=error.fix,
        )


def _gone(entry: LockEntry, found: str) -> Finding:
    return Finding(
        code="source-moved", file=LOCK_FILE, path=f"modules.{entry.module}.provenance", found=found,
        wanted="what was pulled: a released version never changes",
        why="whoever holds the library can no longer prove, or has changed, what you took",
        fix="ask the maintainer; your own copy of the source is complete, and updates start from it",
    )
