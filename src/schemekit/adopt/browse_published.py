"""Looking round in a library that nobody fetched: its published catalogue is searched as the library would be."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from schemekit.adopt.browse import Details, Offer, adopted_here, is_about
from schemekit.errors import UnknownNameError
from schemekit.library.published import read_published
from schemekit.library.registry import suggested_name
from schemekit.model.catalogue import Catalogue, ListedRelease, picked
from schemekit.model.version import ModuleRef, VersionRange


def search_published(words: str, address: str, start: Path, *, offline: bool) -> tuple[Offer, ...]:
    """As `browse.search`, in the catalogue at an address or path; `library` of an offer is that address.

    A site may call itself anything, so it is named by where it is. Raises: as `read_published`.
    """
    catalogue = read_published(address, start, offline=offline)
    has, wanted = adopted_here(start), [word.casefold() for word in words.split()]
    offers = []
    for name, releases in catalogue.modules().items():
        listed = picked(releases, VersionRange())
        matches = _matches(listed, wanted) if listed else None
        if listed and matches is not None:
            offers.append(Offer(library=address, module=listed.module, release=listed.release,
                                adopted=has.get(name, ""), matches=matches))
    return tuple(offers)


def show_published(ref: ModuleRef, address: str, start: Path, *, offline: bool) -> Details:
    """Everything that a catalogue tells of a module. Raises: UnknownNameError; as `read_published`."""
    catalogue = read_published(address, start, offline=offline)
    releases = catalogue.modules().get(ref.module, ())
    listed = picked(releases, ref.range)
    if listed is None:
        raise _unknown(ref, catalogue)
    return Details(
        module=listed.module, version=str(listed.release.version), library=address,
        versions=tuple(map(str, sorted(item.release.version for item in releases))), words=listed.words,
        clauses=tuple((clause.id, clause.heading) for clause in listed.clauses), values={},
        proposed=suggested_name(catalogue.name), url=catalogue.url)


def _matches(listed: ListedRelease, wanted: list[str]) -> tuple[str, ...] | None:
    if is_about(listed.module, wanted):
        return ()
    return tuple(clause.id for clause in listed.clauses
                 if all(word in clause.text.casefold() for word in wanted)) or None


def _unknown(ref: ModuleRef, catalogue: Catalogue) -> UnknownNameError:
    names = list(catalogue.modules())
    versions = [str(item.release.version) for item in catalogue.modules().get(ref.module, ())]
    near = get_close_matches(ref.module, names, n=1, cutoff=0.5)
    return UnknownNameError(
        f"the catalogue has no {ref.module}" + (f" in the range {ref.range}" if versions else ""),
        why=f"it has {', '.join((versions or names)[:20]) or 'no released modules'}",
        fix=f"did you mean '{near[0]}'?" if near and not versions else "name one of these")
