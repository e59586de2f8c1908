"""Looking round: what is adopted, what the libraries offer, and everything about one module."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.rendering import document_files
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import standings
from schemekit.adopt.writing import reading
from schemekit.errors import NotASchemeError, SchemekitError
from schemekit.files.scheme_folder import find_scheme
from schemekit.library.library import Library, PulledModule
from schemekit.model.lock import LockEntry
from schemekit.model.module import Module
from schemekit.model.parameter import Value, plain
from schemekit.model.release import Release
from schemekit.model.scheme import Scheme
from schemekit.model.version import ModuleRef
from schemekit.text.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A module that a library offers, with the clauses that matched a search."""

    library: str
    module: Module
    release: Release
    adopted: str
    matches: tuple[str, ...] = ()

    def to_mapping(self) -> dict[str, object]:
        """The offer as `--json` prints it."""
        return {
            "library": self.library,
            "module": self.module.id,
            "title": self.module.title,
            "summary": self.module.summary,
            "version": str(self.release.version),
            "licence": self.module.licence,
            "language": self.module.language,
            "topics": list(self.module.topics),
            "adopted": self.adopted,
            "matches": list(self.matches),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Everything about one module: as a library offers it, or as the scheme has it.

    Shape: `proposed` and `url` are of a library that is only looked at, through its catalogue: a name to put it on the
    list under, and where the catalogue says it is fetched from; both empty for one that is at hand.
    """

    module: Module
    version: str
    library: str
    versions: tuple[str, ...]
    words: int
    clauses: tuple[tuple[str, str], ...]
    values: dict[str, Value]
    proposed: str = ""
    url: str = ""

    def to_mapping(self) -> dict[str, object]:
        """The details as `--json` prints them."""
        module = self.module
        return {
            "module": module.id,
            "title": module.title,
            "summary": module.summary,
            "audience": module.audience,
            "version": self.version,
            "library": self.library,
            "versions": list(self.versions),
            "licence": module.licence,
            "credit": module.credit.author,
            "words": self.words,
            "documents": [{"file": d.file, "title": d.title, "kind": d.kind} for d in module.documents],
            "clauses": [
                {
                    "id": clause.id,
                    "heading": dict(self.clauses).get(clause.id, clause.id),
                    "force": clause.force.value,
                    "tailoring": clause.tailoring.value,
                    "references": list(clause.references),
                }
                for clause in module.clauses
            ],
            "parameters": [
                {
                    "name": parameter.name,
                    "scope": parameter.scope.value,
                    "title": parameter.title,
                    "default": plain(parameter.default),
                    "value": plain(self.values.get(parameter.name, parameter.default)),
                    "range": parameter.range_text,
                    "unit": parameter.unit,
                    "stricter": parameter.stricter,
                    "reference": parameter.reference,
                }
                for parameter in module.parameters
            ],
        }


def adopted(root: Path) -> tuple[LockEntry, ...]:
    """The modules a scheme has, by name."""
    lock = reading(root).lock()
    return tuple(lock.entries[name] for name in sorted(lock.entries))


def adopted_here(start: Path) -> dict[str, str]:
    """The version of each module that the scheme here has; nothing where there is no scheme."""
    return {entry.module: str(entry.version) for entry in adopted(start)} if _scheme_here(start) else {}


def is_about(module: Module, wanted: Sequence[str]) -> bool:
    """Whether a module's own description holds every word, each given in small letters."""
    about = " ".join([module.id, module.title, module.summary, *module.topics]).casefold()
    return all(word in about for word in wanted)


def search(
    words: str,
    library: str,
    shelf: LibraryShelf,
    start: Path,
    unusable: Callable[[str, SchemekitError], None] = lambda _, __: None,
) -> tuple[Offer, ...]:
    """The modules whose description or clauses hold every word; all of them without words.

    Looks through one library, or through all that are known here; a library that is not at hand is left out
    unless it was named, and so is one that is broken: `unusable` is told of it.
    """
    scheme = _scheme_here(start)
    has = adopted_here(start)
    wanted = [word.casefold() for word in words.split()]
    offers = []
    for opened in _libraries(library, scheme, shelf):
        try:
            modules = list(_newest(opened))
        except SchemekitError as error:
            if library:
                raise
            unusable(opened.name, error)
            continue
        for pulled in modules:
            matches = _matches(pulled, wanted)
            if matches is not None:
                offers.append(
                    Offer(library=opened.name, module=pulled.module, release=pulled.release,
                          adopted=has.get(pulled.module.id, ""), matches=matches)
                )
    return tuple(offers)


def show(ref: ModuleRef, shelf: LibraryShelf, start: Path) -> Details:
    """Everything about a module: the scheme's own adoption if it has one and no version was named."""
    scheme = _scheme_here(start)
    if scheme and not ref.range.text and ref.library is None:
        folder = reading(find_scheme(start).root)
        entry = folder.lock().entries.get(ref.module)
        if entry is not None:
            module = folder.source_module(ref.module)
            values = {item.parameter.name: item.value for item in standings(module, scheme)}
            pulled = folder.pulled(ref.module, entry.pulled)
            return _details(module, pulled, str(entry.version), entry.provenance.library, (), values)
    library = shelf.open(ref.library or "schemekit", scheme)
    found = library.pull(shelf.release_of(library, ref))
    versions = tuple(str(release.version) for release in library.ledger().of(ref.module))
    return _details(found.module, found.files, str(found.release.version), library.name, versions, {})


def _details(
    module: Module,
    pulled: Mapping[str, bytes],
    version: str,
    library: str,
    versions: tuple[str, ...],
    values: dict[str, Value],
) -> Details:
    files = document_files(pulled)
    texts = [files[file].decode("utf-8", "replace") for file in module.text_files if file in files]
    headings = tuple((clause.id, clause.heading) for text in texts for clause in Document.parse(text).clauses)
    return Details(
        module=module,
        version=version,
        library=library,
        versions=versions,
        words=sum(len(text.split()) for text in texts),
        clauses=headings,
        values=values,
    )


def _scheme_here(start: Path) -> Scheme | None:
    try:
        return find_scheme(start).scheme()
    except NotASchemeError:
        return None


def _libraries(name: str, scheme: Scheme | None, shelf: LibraryShelf) -> Iterator[Library]:
    if name:
        yield shelf.open(name, scheme)
        return
    for known in shelf.names(scheme):
        try:
            yield shelf.open(known, scheme)
        except SchemekitError:
            continue


def _newest(library: Library) -> Iterator[PulledModule]:
    ledger = library.ledger()
    for module in ledger.modules():
        release = ledger.newest(module)
        if release is not None:
            yield library.pull(release)


def _matches(pulled: PulledModule, wanted: list[str]) -> tuple[str, ...] | None:
    """The clauses that hold the words, or None when the module does not hold them all."""
    module = pulled.module
    if is_about(module, wanted):
        return ()
    files = document_files(pulled.files)
    texts = [files[file].decode("utf-8", "replace") for file in module.text_files if file in files]
    found = tuple(
        clause.id
        for text in texts
        for clause in Document.parse(text).clauses
        if all(word in clause.raw.casefold() for word in wanted)
    )
    return found or None
