"""What the ledger of the library that comes with the tool says of what was pulled.

Whoever forges a source can forge the lock's digests with it, and then the two agree. The tool has its own library at
hand, without a network, so for that one every command asks it. Other libraries are asked by `verify --source`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from schemekit.errors import SchemekitError
from schemekit.files.digest import digest_of
from schemekit.files.scheme_folder import LOCK_FILE, SOURCE
from schemekit.library.library import Library
from schemekit.model.finding import Finding, Severity
from schemekit.model.lock import LockEntry
from schemekit.model.release import Ledger
from schemekit.model.scheme import DEFAULT_LIBRARY

UNKNOWN = "source-unknown"
"""The code of a finding: a version that may be newer than this program, or that was never released."""


def own_ledger() -> Ledger | None:
    """The ledger of the tool's own library; None where the installation has none that can be read."""
    from schemekit.library import embedded

    return _ledger_of(embedded.embedded_library)


@lru_cache(maxsize=1)
def _ledger_of(opened: Callable[[], Library]) -> Ledger | None:
    """Read once by a command that asks of each module; what comes with the tool does not change under it."""
    try:
        return opened().ledger()
    except SchemekitError:
        return None   # the installation is not whole: what the lock says can still be checked


def is_unknown(ledger: Ledger | None, entry: LockEntry) -> bool:
    """Whether a module is said to come from the tool's own library in a version that its ledger does not have."""
    return (ledger is not None and entry.provenance.library == DEFAULT_LIBRARY
            and ledger.find(entry.module, entry.version) is None)


def own_ledger_findings(ledger: Ledger | None, entry: LockEntry, found: Mapping[str, bytes]) -> Iterator[Finding]:
    """Where pulled files are not what the tool's own ledger recorded for that version.

    Shape: `found` are the files as they lie in the scheme, by path in the module.
    """
    if entry.provenance.library != DEFAULT_LIBRARY or ledger is None:
        return
    release = ledger.find(entry.module, entry.version)
    if release is None:
        yield Finding(
            code=UNKNOWN, file=LOCK_FILE, path=f"modules.{entry.module}.version", severity=Severity.WARNING,
            found=f"{entry.module} {entry.version} is not in the ledger of this schemekit",
            wanted="a version that it released", why="it may be newer than this program, or never have been released",
            fix="update schemekit; if it is the newest, ask where this text comes from",
        )
    elif digest_of(found) != release.sha256:
        yield Finding(
            code="source-not-released", file=f"{SOURCE}/{entry.module}",
            found=f"not what schemekit's ledger records as {entry.module} {entry.version}",
            wanted="the text that was released", why="the source was changed, and the lock with it",
            fix=f"bring both back from your history, or remove and add {entry.module} again; see which files differ: "
                "schemekit verify --source",
        )
