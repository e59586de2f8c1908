"""Adding modules to a scheme: pull, check the licence, fill in, write, and record one commit for each adoption."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemekit.adopt.answers import Answers
from schemekit.adopt.licences import licence_data, refuse_blocked
from schemekit.adopt.making import lock_entry, lock_lines, lock_of, record_bytes, source_files
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.own_values import NotTaken, fitting_edits, refuse_standing
from schemekit.adopt.rendering import refuse_unsafe, render_module
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import Assignment, Chosen, choose, refuse_unfit, rule_findings, unknown_findings
from schemekit.adopt.writing import save, writing
from schemekit.errors import UsageError
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.files.yaml import edit_yaml
from schemekit.library.library import PulledModule
from schemekit.library.opening import FOLDER_MARK
from schemekit.model.adoption import AdoptionRecord
from schemekit.model.finding import FindingsError
from schemekit.model.module import Module
from schemekit.model.parameter import Value
from schemekit.model.scheme import DEFAULT_LIBRARY, Scheme
from schemekit.model.version import ModuleRef

Pending = dict[str, bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding gave: each module with its version, and what the licence asks.

    Shape: `language` is the scheme's; `not_taken` are the answers that it left aside, as the scheme has its own.
    """

    modules: tuple[PulledModule, ...]
    unreleased: tuple[str, ...]
    language: str = ""
    not_taken: tuple[NotTaken, ...] = ()

    @property
    def in_other_languages(self) -> tuple[PulledModule, ...]:
        """The modules that are not in the language of the scheme; a country behind its code does not count."""
        own = self.language.partition("-")[0].lower()
        return tuple(item for item in self.modules
                     if own and item.module.language.partition("-")[0].lower() != own)

    @property
    def in_folders(self) -> tuple[str, ...]:
        """The libraries that are folders on this computer, which scheme.yaml cannot name for others."""
        return tuple(sorted({item.provenance.library for item in self.modules
                             if item.provenance.library != DEFAULT_LIBRARY
                             and item.provenance.url.startswith(FOLDER_MARK)}))

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "modules": [
                {
                    "module": pulled.module.id,
                    "title": pulled.module.title,
                    "version": str(pulled.release.version),
                    "library": pulled.provenance.library,
                    "commit": pulled.provenance.commit,
                    "tree": pulled.provenance.tree,
                    "licence": pulled.provenance.licence,
                }
                for pulled in self.modules
            ],
            "unreleased": list(self.unreleased),
        }


def add_modules(
    root: Path,
    refs: Sequence[ModuleRef],
    assignments: Sequence[Assignment],
    reason: str,
    shelf: LibraryShelf,
    answers: Answers | None = None,
) -> Added:
    """Adopt modules into a scheme: all of them or none, one commit each.

    Values come from `answers`, then from `assignments`; `reason` goes with the latter. What the scheme has of its own
    already stays: see `own_values`.

    Raises: UnknownNameError, UsageError (adopted already, folder taken, value stands), LicenceBlockedError,
    ValueRefusedError, FindingsError (values break a rule), and what libraries raise.
    """
    with writing(root) as folder:
        scheme, lock = folder.scheme(), folder.lock()
        for ref in refs:
            if ref.module in lock.entries:
                raise UsageError(
                    f"{ref.module} is adopted already",
                    why=f"the scheme has version {lock.entries[ref.module].version} of it",
                    fix=f"see it with 'schemekit show {ref.module}'",
                )
        pulled = pull_all(refs, scheme, shelf)
        modules = {item.module.id: item.module for item in pulled}
        chosen = [choose(item, modules, reason) for item in assignments]
        refuse_standing(chosen, folder)
        not_taken: tuple[NotTaken, ...] = ()
        if answers is not None:
            edits, not_taken = fitting_edits(answers, folder, modules)
            folder = folder.with_changes({MANIFEST: edit_yaml(folder.text(MANIFEST) or "", edits, MANIFEST).encode()})
        save(folder, *adoption_steps(folder, refs, pulled, chosen))
    return Added(modules=tuple(pulled), unreleased=unreleased_of(pulled, shelf), language=scheme.language,
                 not_taken=not_taken)


def unreleased_of(pulled: Iterable[PulledModule], shelf: LibraryShelf) -> tuple[str, ...]:
    """The modules whose library was built from content newer than their newest release."""
    return tuple(
        sorted(item.module.id for item in pulled if item.module.id in shelf.opened(item.provenance.library).unreleased)
    )


def pull_all(refs: Sequence[ModuleRef], scheme: Scheme | None, shelf: LibraryShelf) -> tuple[PulledModule, ...]:
    """Fetch every module that was named, the newest release in its range."""
    doubled = {ref.module for ref in refs if [other.module for other in refs].count(ref.module) > 1}
    if doubled:
        raise UsageError(
            f"{', '.join(sorted(doubled))} is named twice",
            why="a scheme has one version of a module",
            fix="name each module once",
        )
    pulled = []
    for ref in refs:
        library = shelf.open(ref.library or DEFAULT_LIBRARY, scheme)
        pulled.append(shelf.pull(library, shelf.release_of(library, ref, scheme)))
    return tuple(pulled)


def _range_of(refs: Sequence[ModuleRef], item: PulledModule) -> str:
    return next(ref.range.text for ref in refs if ref.module == item.module.id)


def adoption_steps(
    folder: SchemeFolder, refs: Sequence[ModuleRef], pulled: Sequence[PulledModule], chosen: Sequence[Chosen]
) -> list[Step]:
    """One step for each adoption, each computed on top of the one before; nothing is written."""
    steps = []
    found = list(adoptions(folder))
    locked = {adoption.id: lock_lines(adoption.entry) for adoption in found}
    for item in pulled:
        own = [choice for choice in chosen if choice.module in ("", item.module.id)]
        manifest: Pending = {MANIFEST: manifest_bytes(folder, item, _range_of(refs, item), own)}
        adoption, changes = _adopted(folder.with_changes(manifest), item)
        found.append(adoption)
        locked[adoption.id] = lock_lines(adoption.entry)
        changes |= {**manifest, LOCK_FILE: lock_of(locked)}
        changes |= licence_data(folder.with_changes(changes), found)
        folder = folder.with_changes(changes)
        steps.append(Step(changes=changes, commit=adoption_commit(item, changes)))
    return steps


def _adopted(folder: SchemeFolder, item: PulledModule) -> tuple[Adoption, Pending]:
    """An adoption that the manifest already names, and the files that are its own, by path."""
    _refuse_taken(folder, item)
    scheme, module = folder.scheme(), item.module
    refuse_blocked(scheme, module.licence, module.id)
    values = _fitting_values(scheme, module)
    rendered = render_module(module, item.files, values)
    refuse_unsafe(module, rendered)
    record = AdoptionRecord(module=module.id)
    changes: Pending = {
        folder.record_path(module.id): record_bytes(record),
        **source_files(module.id, item.files),
        **{folder.own_path(module.id, file): data for file, data in rendered.items()},
    }
    entry = lock_entry(module, item.release.version, item.provenance, item.files, values, rendered)
    return Adoption(folder.with_changes(changes), scheme, entry, module, record), changes


def _fitting_values(scheme: Scheme, module: Module) -> dict[str, Value]:
    """The values that a scheme gives a module. Raises: ValueRefusedError, FindingsError (rule broken, name unknown)."""
    values = scheme.values_for(module)
    for parameter in module.parameters:
        given = scheme.set_value(module, parameter.name)
        refuse_unfit(module.id, parameter, values[parameter.name], given.reason if given else "")
    if broken := (*unknown_findings(module, scheme), *rule_findings(module, values)):
        raise FindingsError(broken)
    return values


def _refuse_taken(folder: SchemeFolder, item: PulledModule) -> None:
    own = folder.root / "policies" / item.module.id
    if own.is_file() or (own.is_dir() and any(own.iterdir())):
        raise UsageError(
            f"policies/{item.module.id} {'is a file' if own.is_file() else 'holds files'} already",
            why="adding the module would write over them",
            fix="move them elsewhere first, then add the module and carry your words over",
        )


def manifest_bytes(folder: SchemeFolder, item: PulledModule, wanted: str, chosen: Sequence[Chosen]) -> bytes:
    """scheme.yaml with the module in it, and every value that was chosen."""
    scheme, name = folder.scheme(), item.module.id
    text = folder.text(MANIFEST) or ""
    edits: list[tuple[tuple[str, ...], object]] = []
    library, url = item.provenance.library, item.provenance.url
    is_shared = library != DEFAULT_LIBRARY and not url.startswith(FOLDER_MARK)
    if is_shared and scheme.library_url(library) is None:
        edits.append((("libraries", library), url))
    own = {c.parameter.name: c.written() for c in chosen if c.module == name and not c.resets}
    kept = scheme.modules.get(name)
    if kept is None:
        entry: dict[str, object] = {"library": library, "version": wanted or f"^{item.release.version}"}
        edits.append((("modules", name), {**entry, **({"parameters": own} if own else {})}))
    else:
        if kept.library != library:
            edits.append((("modules", name, "library"), library))
        if not kept.range.text:
            edits.append((("modules", name, "version"), wanted or f"^{item.release.version}"))
        edits += [(("modules", name, "parameters", key), value) for key, value in own.items()]
    edits += [(c.path, c.written()) for c in chosen if not c.module and not c.resets]
    return edit_yaml(text, edits, MANIFEST).encode()


def adoption_commit(item: PulledModule, changes: Mapping[str, bytes | None]) -> Commit:
    """The commit of one adoption: plain words first, provenance as trailers, so that plain git tells it."""
    provenance, module = item.provenance, item.module
    return Commit(
        message=f"Adopt {module.id} {item.release.version}\n\n{module.title}, from the library {provenance.library}.",
        trailers=(
            ("Adopted", f"{module.id} {item.release.version}"),
            ("Source", f"{provenance.url}#{provenance.commit or provenance.tree}"),
            ("Source-tree", provenance.tree),
            ("Licence", provenance.licence),
        ),
        paths=tuple(sorted(changes)),
    )

