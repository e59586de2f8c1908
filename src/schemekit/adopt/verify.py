"""Proof that what was pulled is what the lock says, file by file; with the source, that the library still has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.adopted_values import standings_of
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.own_ledger import UNKNOWN, is_unknown, own_ledger, own_ledger_findings
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.writing import reading
from schemekit.errors import IntegrityError, SchemekitError
from schemekit.files.digest import digest_of, sha256_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.library.library import PulledModule
from schemekit.model.finding import Finding, Severity, ordered
from schemekit.model.lock import Lock, LockEntry, Provenance
from schemekit.model.parameter import shown
from schemekit.model.release import Ledger
from schemekit.model.scheme import DEFAULT_LIBRARY, Scheme

UNPROVEN = frozenset({"source-changed", "lock-contradiction", "source-not-released", UNKNOWN})
"""Findings after which nothing that is told of a module's clauses can be relied on."""

_OF_THE_LEDGER = ("source-not-released", UNKNOWN)
"""Findings that do not keep the text from being made anew with the lock's values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at and what was found.

    Shape: `sources` are the libraries that were asked, each with where it is and who says so.
    """

    modules: int
    files: int
    sources: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]

    @property
    def unconfirmed(self) -> int:
        """How many of the findings say that a version cannot be confirmed; all others say that something differs."""
        return sum(item.code == UNKNOWN for item in self.findings)

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        from schemekit.adopt.reports import finding_mapping

        return {
            "modules": self.modules,
            "files": self.files,
            "sources": [{"library": name, "origin": origin} for name, origin in self.sources],
            "findings": [finding_mapping(finding) for finding in self.findings],
        }


def verify(root: Path, shelf: LibraryShelf | None = None) -> Verified:
    """Hold the pulled source against the lock, offline; with a shelf, the lock against the libraries too."""
    folder = reading(root)
    lock, scheme = folder.lock(), folder.scheme()
    findings: list[Finding] = []
    ledger = ledger_for(lock.entries.values())
    for name in sorted(lock.entries):
        pulled = tuple(pulled_findings(folder, lock.entries[name], ledger))
        findings += pulled
        if all(item.code in _OF_THE_LEDGER for item in pulled):
            findings += _made_anew(Adoption.read(folder, scheme, lock.entries[name]))
    folder.renderings.keep()
    if shelf is not None:
        for name in sorted(lock.entries):
            findings += _source_findings(folder, lock.entries[name], scheme, shelf)
    return Verified(
        modules=len(lock.entries),
        files=sum(len(entry.pulled) for entry in lock.entries.values()),
        sources=_origins(lock, scheme, shelf),
        findings=ordered(findings),
    )


def _origins(lock: Lock, scheme: Scheme, shelf: LibraryShelf | None) -> tuple[tuple[str, str], ...]:
    names = sorted({entry.provenance.library for entry in lock.entries.values()})
    return tuple((name, shelf.origin(name, scheme)) for name in names) if shelf else ()


def is_as_recorded(adoption: Adoption) -> bool:
    """Whether the pulled source and the lock's word for it agree, as far as can be told without the library."""
    found = (*pulled_findings(adoption.folder, adoption.entry, ledger_for([adoption.entry])), *lock_findings(adoption))
    return not any(item.severity is Severity.ERROR for item in found)


def ledger_for(entries: Iterable[LockEntry]) -> Ledger | None:
    """The tool's own ledger where a module is said to come from there; it is not read for nothing."""
    return own_ledger() if any(entry.provenance.library == DEFAULT_LIBRARY for entry in entries) else None


def _made_anew(adoption: Adoption) -> Iterator[Finding]:
    """What the source filled in with the lock's values contradicts, without any cache; and values that stand out."""
    yield from lock_findings(adoption)
    for file, locked in adoption.entry.files.items():
        if file in adoption.source_files and sha256_of(adoption.base_data(file)) != locked.rendered_sha256 \
                == adoption.rendered_digest(file):
            yield _contradiction(adoption.entry, f"modules.{adoption.id}.files.{file}.rendered_sha256")
    for item in standings_of(adoption):
        path = f"modules.{adoption.id}.parameters.{item.parameter.name}"
        if item.differs:
            yield Finding(
                code="not-in-step", file=LOCK_FILE, path=path, found=item.differs, wanted="one value in all three",
                why="the text was filled in with another value than the scheme says that it chose",
                fix="run 'schemekit sync' if scheme.yaml is right; else bring back what was changed from your history",
            )
        if not item.in_range and not item.reason:
            yield Finding(
                code="value-out-of-range", file=LOCK_FILE, path=path, wanted=item.parameter.range_text,
                found=f"{adoption.id}.{item.parameter.name} is {shown(item.value)}, outside the range of its module",
                why=item.parameter.reference, fix="choose a value in the range, or give a reason: schemekit set … "
                                                  "--reason \"...\"",
            )


def pulled_findings(folder: SchemeFolder, entry: LockEntry, ledger: Ledger | None = None) -> Iterator[Finding]:
    """Pulled files that are missing, changed or extra, a lock that contradicts itself, and what a ledger denies."""
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
        yield from own_ledger_findings(ledger, entry, found)
    for file, locked in entry.files.items():
        if entry.pulled.get(locked.source) != locked.source_sha256:
            yield _contradiction(entry, f"modules.{entry.module}.files.{file}.source_sha256")


def _lock_findings(entry: LockEntry, found: dict[str, bytes]) -> Iterator[Finding]:
    if digest_of(found) != entry.provenance.sha256:
        yield _contradiction(entry, f"modules.{entry.module}.provenance.sha256")
    if tree_id(found) != entry.provenance.tree:
        yield _contradiction(entry, f"modules.{entry.module}.provenance.tree")


def lock_findings(adoption: Adoption) -> Iterator[Finding]:
    """What the lock says of an adoption that its own pulled source contradicts."""
    entry = adoption.entry
    if set(entry.files) != set(adoption.source_files):
        yield _contradiction(entry, f"modules.{entry.module}.files")
    for file, locked in entry.files.items():
        if adoption.rendered_digest(file) not in ("", locked.rendered_sha256):
            yield _contradiction(entry, f"modules.{entry.module}.files.{file}.rendered_sha256")
    chosen = adoption.scheme.modules.get(entry.module)
    if chosen is not None and chosen.library != entry.provenance.library:
        yield Finding(
            code="lock-contradiction", file=LOCK_FILE, path=f"modules.{entry.module}.provenance.library",
            found=f"the library {entry.provenance.library}", wanted=f"{chosen.library}, as {MANIFEST} has it",
            why="whose ledger proves the text goes by it",
            fix=f"bring {LOCK_FILE} back from your history, or remove and add {entry.module} again",
        )
    if entry.provenance.licence != adoption.module.licence:
        yield Finding(
            code="lock-contradiction", file=LOCK_FILE, path=f"modules.{entry.module}.provenance.licence",
            found=f"the licence {entry.provenance.licence}", wanted=f"{adoption.module.licence}, as the source has it",
            why="credit and verdicts go by it", fix=f"bring {LOCK_FILE} back from your history",
        )


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


def _source_findings(
    folder: SchemeFolder, entry: LockEntry, scheme: Scheme, shelf: LibraryShelf
) -> Iterator[Finding]:
    """Where the lock and the library do not agree; which of the two was changed, the library alone cannot tell."""
    try:
        library = shelf.open(entry.provenance.library, scheme)
        release = library.ledger().find(entry.module, entry.version)
        if is_unknown(library.ledger(), entry):
            return   # told already, as what it is: this library is as old as the program
        if release is None:
            yield _disagreement(entry, f"the library {library.name} lists no {entry.module} {entry.version}")
            return
        pulled = library.pull(release)
    except IntegrityError as error:
        yield _disagreement(entry, f"{error.what}: {error.why}")
    except SchemekitError as error:
        yield Finding(
            code="source-unreachable", file=LOCK_FILE, path=f"modules.{entry.module}.provenance.library",
            found=error.what, wanted="the library at hand", why=error.why, fix=error.fix,
        )
    else:
        yield from _differing_files(folder, entry, pulled)
        for name in Provenance.__slots__:
            recorded, there = getattr(entry.provenance, name), getattr(pulled.provenance, name)
            if recorded != there:
                yield _disagreement(entry, f"the lock says {name} {recorded or 'nothing'}, the library {there}", name)


def _differing_files(folder: SchemeFolder, entry: LockEntry, pulled: PulledModule) -> Iterator[Finding]:
    for path in sorted({*entry.pulled, *pulled.files}):
        there = pulled.files.get(path)
        if folder.data(f"{SOURCE}/{entry.module}/{path}") != there:
            yield Finding(
                code="source-differs", file=f"{SOURCE}/{entry.module}/{path}",
                found=f"not what the library {entry.provenance.library} released as {entry.module} {entry.version}",
                wanted="the released text" if there is not None else "no such file",
                why="either the scheme's copy of the source was changed, or the library changed a release",
                fix="compare the two; until it is settled, do not rely on what status says of this module",
            )


def _disagreement(entry: LockEntry, found: str, name: str = "") -> Finding:
    return Finding(
        code="source-moved", file=LOCK_FILE, path=f"modules.{entry.module}.provenance.{name}".rstrip("."), found=found,
        wanted="a lock and a library that agree: a released version never changes",
        why="either the lock was edited, or the library changed what it had released",
        fix="ask the scheme for its history of scheme.lock, and the maintainer for the ledger's",
    )
