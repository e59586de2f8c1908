"""Adoptions that can be relied on: what evidence and comparisons of schemes start from.

Whoever sends a scheme sends its pulled source with it. Where that is not what its lock records, or where the text
holds sentences that no page shows, whatever is said of its clauses would be said of other words than people read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemekit.adopt.outcome import Adoption, adoptions, read_adoption
from schemekit.adopt.own_ledger import is_unknown
from schemekit.adopt.unprinted import unprinted
from schemekit.adopt.verify import ledger_for, lock_findings, pulled_findings
from schemekit.errors import IntegrityError
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.model.finding import Severity
from schemekit.model.unconfirmed import Unconfirmed


def proven_adoptions(folder: SchemeFolder) -> tuple[Adoption, ...]:
    """A scheme's adoptions, once they were held against its lock.

    Raises: IntegrityError for a pulled source that is not what the lock, or the tool's own ledger, records, and for
    words that pages do not show; FindingsError for a record that cannot be read.
    """
    return _held(folder, adoptions(folder))


def proven_adoption(folder: SchemeFolder, module: str) -> Adoption:
    """One adoption by name, likewise; the others are not looked at. Raises: UnknownNameError; as above."""
    return _held(folder, (read_adoption(folder, module),))[0]


def unconfirmed(found: Iterable[Adoption]) -> tuple[Unconfirmed, ...]:
    """What cannot be held against the tool's own ledger though it is said to come from there."""
    known = tuple(found)
    ledger = ledger_for([adoption.entry for adoption in known])
    return tuple(dict.fromkeys(
        Unconfirmed(scheme=adoption.scheme.name, module=adoption.id, version=str(adoption.entry.version))
        for adoption in known if is_unknown(ledger, adoption.entry)))


def _held(folder: SchemeFolder, found: tuple[Adoption, ...]) -> tuple[Adoption, ...]:
    wrong = [*_unproven(found), *(place for adoption in found for place in _hidden(adoption))]
    if wrong:
        name = folder.scheme().name
        more = f"; and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        raise IntegrityError(
            f"what {name} has cannot be relied on: {wrong[0]}{more}",
            why="a clause counts only as what was released, and only as people can read it",
            fix="run 'schemekit verify' and 'schemekit check' in that scheme's folder, and mend what they name",
        )
    return found


def _unproven(found: tuple[Adoption, ...]) -> Iterator[str]:
    ledger = ledger_for([adoption.entry for adoption in found])
    for adoption in found:
        for item in (*pulled_findings(adoption.folder, adoption.entry, ledger), *lock_findings(adoption)):
            if item.severity is Severity.ERROR:
                yield f"{item.file}: {item.found}"


def _hidden(adoption: Adoption) -> Iterator[str]:
    for file in adoption.module.text_files:
        if adoption.is_untouched(file):
            continue   # a released text, which its library has looked through
        for place in unprinted(adoption.folder.own_text(adoption.id, file) or ""):
            if place.is_hidden:
                path = adoption.folder.own_path(adoption.id, file)
                yield f"{path}:{place.line}: {place.what}, which pages do not show: {place.words[:80]!r}"
