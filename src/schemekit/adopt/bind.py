"""Binding an old copy: a text that a scheme has had all along becomes an adoption of the release it was taken from.

The text is never changed. What it shows is written down: the lock, the values, and every clause that differs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from schemekit.adopt.add import Pending, adoption_commit, manifest_bytes
from schemekit.adopt.binding import Binding, BoundValue, Proposal
from schemekit.adopt.licences import licence_data, licence_verdict, refuse_blocked
from schemekit.adopt.making import lock_bytes, lock_entry, record_bytes, source_files
from schemekit.adopt.nearest import FAR, Nearest, as_documents, main_file, percent, roughly, weigh
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.rendering import render_module
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import Chosen, unknown_findings
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import SchemekitError, UsageError
from schemekit.files.old_copy import OldCopy, read_old_copy
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.transaction import Commit, Step
from schemekit.library.library import PulledModule
from schemekit.model.adoption import AdoptionRecord, Deviation, Verb
from schemekit.model.finding import FindingsError
from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, Scope, Value
from schemekit.model.release import Standing
from schemekit.model.scheme import DEFAULT_LIBRARY, Scheme
from schemekit.model.version import ModuleRef
from schemekit.text.document import PREAMBLE
from schemekit.text.recovering.recovery import Recovered

SCHEME, TEXT = "scheme", "text"
MODULES = 300            # of one library that are looked at where no module was named
RECORDED = 2000          # deviations that a record holds
_WORTH_NAMING = Fraction(1, 20)


class TooFarError(SchemekitError):
    """A text is so unlike every release that it is hardly a copy of one."""

    code = "too-far"
    exit_code = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person asked for.

    Shape: `place` is on this computer, `shown` as it was typed. `keep` says whose value stands where scheme.yaml and
    the text differ: scheme or text. `forms` asks for the module's other documents that the copy lacks.
    """

    place: Path
    shown: str
    ref: ModuleRef
    keep: str = SCHEME
    reason: str = ""
    force: bool = False
    forms: bool = False


def plan_binding(root: Path, wish: Wish, shelf: LibraryShelf) -> Binding:
    """What binding would find and write; nothing is written. Raises: as `bind`."""
    return _planned(reading(root), wish, shelf)


def bind(root: Path, wish: Wish, shelf: LibraryShelf, shown: Binding | None = None) -> Binding:
    """Bind an old copy to its nearest release. `shown` is the plan that a person agreed to.

    Raises: UsageError (adopted already, place taken, nothing there), TooFarError, LicenceBlockedError,
    HostileContentError, FindingsError, and what libraries raise.
    """
    with writing(root) as folder:
        binding = _planned(folder, wish, shelf)
        if shown is not None and shown.step.changes != binding.step.changes:
            raise UsageError("the text or the scheme changed while you were asked",
                             why="what would be written is no longer what you agreed to", fix="run the command again")
        save(folder, binding.step)
        return binding


def propose(
    root: Path, place: Path, shown: str, shelf: LibraryShelf, unusable: Callable[[str, SchemekitError], None]
) -> tuple[Proposal, ...]:
    """The modules of all libraries that a copy may be of, the nearest first; `unusable` is told of broken libraries.

    Raises: TooFarError when none is near.
    """
    folder = reading(root)
    scheme, copy = folder.scheme(), read_old_copy(folder, place, shown)
    found: list[Proposal] = []
    for name in shelf.names(scheme):
        try:
            library = shelf.open(name, scheme)
            ledger = library.ledger()
            for module in ledger.modules()[:MODULES]:
                if (release := ledger.newest(module)) is not None:
                    pulled = shelf.pull(library, release)
                    found.append(Proposal(library=name, module=module, title=pulled.module.title,
                                          version=str(release.version), share=roughly(pulled, copy)))
        except SchemekitError as error:
            unusable(name, error)
    found.sort(key=lambda item: -item.share)   # of two as near, the one of the library that is named first
    near = tuple(item for item in found if item.share >= _WORTH_NAMING)[:5]
    if not near:
        raise TooFarError(f"{shown} is no copy of a module that is known here",
                          why=_nearest_words(found), fix="name the library first with 'schemekit library add'")
    return near


def _nearest_words(found: list[Proposal]) -> str:
    if not found:
        return "no library that could be read has a module"
    return f"the nearest is {found[0].module}, with {percent(found[0].share)} of the words in common"


def _planned(folder: SchemeFolder, wish: Wish, shelf: LibraryShelf) -> Binding:
    scheme, name = folder.scheme(), wish.ref.module
    _refuse_adopted(folder, name)
    copy = read_old_copy(folder, wish.place, wish.shown, name)
    nearest = _nearest(scheme, copy, wish, shelf)
    pulled = nearest.best.offered.pulled
    refuse_blocked(scheme, pulled.module.licence, name)
    own = _own_files(folder, copy, pulled.module)
    values = tuple(_values(folder, pulled.module, nearest.best.recovered, wish))
    manifest = manifest_bytes(folder, pulled, _range(scheme, pulled, wish), [
        chosen for value in values if (chosen := _chosen(scheme, pulled.module, value, wish)) is not None])
    changes: Pending = {**own, MANIFEST: manifest, **source_files(name, pulled.files)}
    adoption, missing = _adoption(folder.with_changes(changes), pulled, changes, wish.forms)
    record = _record(adoption)
    if record != adoption.record or folder.text(folder.record_path(name)) is None:
        changes[folder.record_path(name)] = record_bytes(record)
    adoption = replace(adoption, folder=folder.with_changes(changes), record=record)
    others = adoptions(folder)
    entries = folder.lock().with_entry(adoption.entry)
    changes[LOCK_FILE] = lock_bytes(entries)
    changes |= licence_data(folder.with_changes(changes), [*others, adoption])
    return Binding(
        copy=copy, nearest=nearest, adoption=adoption, values=values, missing=missing,
        step=Step(changes=changes, commit=_commit(folder, pulled, adoption, copy, changes)),
        notes=(*nearest.notes, *_notes(adoption, nearest, scheme)),
        stale=tuple(other.id for other in others
                    if adoption.scheme.values_for(other.module) != scheme.values_for(other.module)),
    )


def _refuse_adopted(folder: SchemeFolder, name: str) -> None:
    entry = folder.lock().entries.get(name)
    if entry is not None:
        raise UsageError(f"{name} is adopted already", why=f"the scheme has version {entry.version} of it",
                         fix=f"see how your text differs with 'schemekit status', or 'schemekit show {name}'")


def _nearest(scheme: Scheme, copy: OldCopy, wish: Wish, shelf: LibraryShelf) -> Nearest:
    wanted = scheme.modules.get(wish.ref.module)
    name = wish.ref.library or (wanted.library if wanted else DEFAULT_LIBRARY)
    library = shelf.open(name, scheme)
    if not any(not wish.ref.range.text or wish.ref.range.accepts(release.version)
               for release in library.ledger().of(wish.ref.module)):
        shelf.release_of(library, wish.ref)   # says what there is
    nearest = weigh(wish.ref.module, wish.ref.range, copy, library, shelf)
    best = nearest.best
    if best.near.share < FAR and not wish.force:
        raise TooFarError(
            f"{wish.shown} is hardly a copy of {wish.ref.module}",
            why=f"the nearest release is {best.versions[0]}, with {percent(best.near.share)} of the words in common "
                f"and {best.same} of {best.clauses} clauses as they are; below {percent(FAR)} it is another text",
            fix="leave --module out to see which module is nearest, or bind it all the same with --force",
        )
    return nearest


def _range(scheme: Scheme, pulled: PulledModule, wish: Wish) -> str:
    """The versions that scheme.yaml asks for from now on. Raises: UsageError where it asks for others already."""
    version, wanted = pulled.release.version, scheme.modules.get(pulled.module.id)
    if wanted and wanted.range.text and not wanted.range.accepts(version):
        raise UsageError(
            f"the text is {pulled.release.name}, and {MANIFEST} asks for {wanted.range}",
            why="the text would be taken for another version than it is",
            fix=f"change the version in {MANIFEST}, or name one with --module {pulled.module.id}@VERSION",
        )
    return wish.ref.range.text or (str(version) if version.is_prerelease else f"^{version}")


def _own_files(folder: SchemeFolder, copy: OldCopy, module: Module) -> Pending:
    """The copy's files at the module's place, byte for byte; none where they lie there already."""
    documents, main = as_documents(copy, module), main_file(module)
    if main not in documents:
        raise UsageError(
            f"{copy.place} has no {main}",
            why=f"that is the text of {module.id}; there is {', '.join(sorted(copy.files)[:5])}",
            fix=f"rename your text to {main}" if copy.is_in_place else "name the file that holds the text",
        )
    if copy.is_in_place:
        return {}
    place = folder.root / "policies" / module.id
    if place.is_file() or (place.is_dir() and any(place.iterdir())):
        raise UsageError(
            f"policies/{module.id} {'is a file' if place.is_file() else 'holds files'} already",
            why=f"{copy.place} would be copied there, and nothing is written over",
            fix=f"bind what is there with 'schemekit bind policies/{module.id}', or move it elsewhere first",
        )
    return {folder.own_path(module.id, document): copy.files[file] for document, file in documents.items()}


def _values(
    folder: SchemeFolder, module: Module, recovered: Mapping[str, Recovered], wish: Wish
) -> list[BoundValue]:
    scheme = folder.scheme()
    used = {parameter.name for other in adoptions(folder) for parameter in other.module.scheme_wide()}
    return [_value(scheme, module, parameter, recovered[parameter.name], parameter.name in used, wish.keep)
            for parameter in module.parameters]


def _value(
    scheme: Scheme, module: Module, parameter: Parameter, read: Recovered, is_used: bool, keep: str
) -> BoundValue:
    """Whose value stands. A default that `new` wrote and no module uses was nobody's choice: the text's goes first."""
    given = scheme.set_value(module, parameter.name)
    at_hand = scheme.values_for(module)[parameter.name]
    if not read.is_seen:
        return BoundValue(parameter=parameter, value=at_hand, read=read, basis=SCHEME if given else "default")
    is_chosen = given is not None and (is_used or given.value != parameter.default or bool(given.reason))
    differs = is_chosen and at_hand != read.value
    stands: Value = at_hand if differs and keep == SCHEME else read.value
    return BoundValue(parameter=parameter, value=stands, read=read, scheme_has=at_hand if differs else None,
                      basis=SCHEME if differs and keep == SCHEME else TEXT)


def _chosen(scheme: Scheme, module: Module, bound: BoundValue, wish: Wish) -> Chosen | None:
    """What has to be written into scheme.yaml, if anything."""
    parameter = bound.parameter
    if scheme.values_for(module)[parameter.name] == bound.value:
        return None
    wanted = scheme.modules.get(module.id)
    is_own = parameter.scope is Scope.MODULE or bool(wanted and parameter.name in wanted.parameters)
    return Chosen(module=module.id if is_own else "", parameter=parameter, value=bound.value,
                  reason=wish.reason if parameter.issues(bound.value) else "")


def _adoption(
    folder: SchemeFolder, pulled: PulledModule, changes: Pending, forms: bool
) -> tuple[Adoption, tuple[str, ...]]:
    """The adoption as it will be, and the module's documents that are not there; with `forms`, they are made."""
    module, scheme = pulled.module, folder.scheme()
    if unknown := tuple(unknown_findings(module, scheme)):
        raise FindingsError(unknown)
    values = scheme.values_for(module)
    rendered = render_module(module, pulled.files, values)
    lacking = [file for file in rendered if folder.data(folder.own_path(module.id, file)) is None]
    if forms:
        changes |= {folder.own_path(module.id, file): rendered[file] for file in lacking}
    entry = lock_entry(module, pulled.release.version, pulled.provenance, pulled.files, values, rendered)
    known = folder.record(module.id)
    adoption = Adoption(folder.with_changes(changes), scheme, entry, module, known)
    return adoption, () if forms else tuple(sorted(lacking))


def _record(adoption: Adoption) -> AdoptionRecord:
    """The record with every deviation in it, its reason still to be given; what was recorded before stays."""
    found = {deviation.clause: deviation for deviation in adoption.record.deviations}
    for change in adoption.deviations:
        # An id that the record's schema refuses is told, and can be put right in the text.
        if change.id not in found and re.fullmatch(r"[^\x00-\x20\x7f-\xa0\u2028\u2029]{1,260}", change.id) \
                and len(found) < RECORDED:
            found[change.id] = Deviation(clause=change.id, verb=change.verb, reason="", text_sha256=change.text_sha256)
    return replace(adoption.record, deviations=tuple(found[clause] for clause in sorted(found)))


def _commit(
    folder: SchemeFolder, pulled: PulledModule, adoption: Adoption, copy: OldCopy, changes: Pending
) -> Commit:
    """The commit of the adoption, with the text as it stands; registers with entries may name people, and stay out."""
    place = f"policies/{adoption.id}/"
    own = {f"{place}{file}" for file in as_documents(copy, adoption.module)}
    private = {folder.own_path(adoption.id, document.file) for document in adoption.module.documents
               if document.kind == "register" and adoption.holds_entries(document.file)}
    commit = adoption_commit(pulled, changes)
    return replace(commit, message=commit.message.replace("Adopt ", "Bind the text to ", 1),
                   paths=tuple(sorted({*changes, *own} - private)))


def _notes(adoption: Adoption, nearest: Nearest, scheme: Scheme) -> list[str]:
    notes = []
    release = nearest.best.offered.releases[0]
    if release.standing is not Standing.CURRENT:
        notes.append(f"{release.name} is {release.standing.value}: {release.standing_reason}")
    verdict = licence_verdict(scheme, adoption)
    if not verdict.is_allowed:
        notes.append(f"{verdict.answer.words}: {verdict.use.value} of {verdict.upstream}; see 'schemekit licences'")
    broken = [rule for rule in adoption.module.rules if rule.breach(adoption.entry.parameters)]
    notes += [f"the values break a rule of the module between {' and '.join(pair)}: {rule.reason}".rstrip(": ")
              for rule in broken if (pair := rule.breach(adoption.entry.parameters))]
    if any(change.id == PREAMBLE and change.verb is Verb.ADAPT for change in adoption.deviations):
        notes.append("the words before the first clause differ too: they are told as #preamble")
    return notes
