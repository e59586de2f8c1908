"""The ledger read and examined: entries that contradict each other, or what the same library said before.

Pure but for the reading of YAML; where the text comes from is each library's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemekit.errors import IntegrityError
from schemekit.files.remembered import load_remembered
from schemekit.files.schemas import load
from schemekit.library.library import LEDGER_PATH
from schemekit.model.finding import Finding, FindingsError, Severity, has_errors, ordered
from schemekit.model.release import Ledger, Release
from schemekit.model.version import Version

LEDGER_BYTES = 2_000_000


def read_ledger(text: bytes | None, library: str) -> tuple[Ledger, tuple[Finding, ...]]:
    """A library's ledger and the warnings about it; an empty ledger where the library has none yet.

    Raises: FindingsError with everything that is wrong with it.
    """
    if text is None:
        return Ledger(), ()
    file = f"{library}: {LEDGER_PATH}"
    ledger = Ledger.from_mapping(_loaded(text, file))
    findings = ledger_findings(ledger, file)
    if has_errors(findings):
        raise FindingsError(findings)
    return ledger, findings


def _loaded(text: bytes, file: str) -> dict[str, Any]:
    """The entries. Nearly every command reads a ledger, which seldom changes: what was found right is remembered."""
    try:
        return load_remembered(text.decode(), "releases", file)
    except UnicodeDecodeError:
        return load(text, "releases", file)   # which tells where


def ledger_findings(ledger: Ledger, file: str = LEDGER_PATH) -> tuple[Finding, ...]:
    """What is wrong with a ledger as a whole, beyond what its schema can say."""
    return ordered(finding for part in (_versions, _content) for finding in part(ledger, file))


def refuse_changes(before: Ledger, now: Ledger, library: str) -> None:
    """Hold a newly fetched ledger against the one that was known.

    Raises: IntegrityError when a released version has other content now, or is gone.
    """
    for old in before.releases:
        new = now.find(old.module, old.version)
        if new is None:
            raise changed_release(library, f"{old.name} is no longer in its ledger")
        if (new.tree, new.sha256) != (old.tree, old.sha256):
            raise changed_release(library, f"{old.name} was {old.tree[:10]}, and is {new.tree[:10]} now")


def changed_release(library: str, evidence: str) -> IntegrityError:
    """The error for a library that altered what it had published."""
    return IntegrityError(
        f"a released version changed in the library {library}",
        why=f"{evidence}; a release never changes, so this is a mistake or an attack",
        fix=f"keep what you have and ask its maintainer; to start afresh with it all the same, run "
        f"'schemekit library remove {library}' and add it again",
    )


def _versions(ledger: Ledger, file: str) -> Iterator[Finding]:
    newest: dict[str, Version] = {}
    for number, release in enumerate(ledger.releases):
        known = newest.get(release.module)
        if known is not None and release.version <= known:
            same = release.version == known
            yield Finding(
                code="ledger-duplicate" if same else "ledger-order",
                file=file,
                path=f"releases[{number}].version",
                found=f"{release.name} " + ("for the second time" if same else f"after {known}"),
                wanted="each version once, and each higher than the one before",
                why="adopters could get two texts under one version, or an older text as the newer one",
                fix="release the text again under the next version",
            )
        newest[release.module] = max(release.version, known) if known else release.version


def _content(ledger: Ledger, file: str) -> Iterator[Finding]:
    by_tree: dict[tuple[str, str], Release] = {}
    digests: dict[str, Release] = {}
    trees: dict[str, Release] = {}
    for number, release in enumerate(ledger.releases):
        other = digests.setdefault(release.tree, release)
        if other.sha256 != release.sha256 or trees.setdefault(release.sha256, release).tree != release.tree:
            yield Finding(
                code="ledger-contradiction",
                file=file,
                path=f"releases[{number}].sha256",
                found=f"{release.name} shares its tree or digest with another entry, but not both",
                wanted="one digest for one tree",
                why="one of the two is not of the text that was released",
                fix="take back the entry that was edited; 'schemekit module release' writes both",
            )
        first = by_tree.setdefault((release.module, release.tree), release)
        if first is not release:
            yield Finding(
                code="ledger-same-text",
                file=file,
                path=f"releases[{number}].tree",
                found=f"{release.name} has the same text as {first.version}",
                wanted="a new version for a new text only",
                why="adopters are asked to update to what they have",
                fix="nothing, if that was meant",
                severity=Severity.WARNING,
            )
