"""Bringing the texts into step with scheme.yaml: new values go into the text, every hand edit stays.

`set_values` edits scheme.yaml and syncs in one go; `sync` follows an edit that a person made by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from schemekit.adopt.add import adoption_steps, pull_all
from schemekit.adopt.following import followed, still_open
from schemekit.adopt.making import licence_changes, lock_bytes, lock_entry, record_bytes
from schemekit.adopt.outcome import Adoption, adoptions, is_text
from schemekit.adopt.rendering import refuse_unsafe, render_module
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.values import Assignment, Chosen, choose, unknown_scheme_wide, value_findings
from schemekit.adopt.writing import save, writing
from schemekit.errors import UsageError
from schemekit.files.digest import sha256_of
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.transaction import Step
from schemekit.files.yaml import DELETE, edit_yaml
from schemekit.model.adoption import Decision
from schemekit.model.finding import FindingsError, Severity, ordered
from schemekit.model.parameter import Effect, Value, plain, shown
from schemekit.model.scheme import Scheme
from schemekit.model.version import ModuleRef
from schemekit.text.document import ClauseText, Document
from schemekit.text.merging.merge import Clash, Known, form_of, merge_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """One parameter whose value in a text changed."""

    module: str
    parameter: str
    before: Value
    after: Value
    unit: str
    effect: Effect
    in_range: bool

    def to_mapping(self) -> dict[str, object]:
        """The change as `--json` prints it."""
        return {
            "module": self.module,
            "parameter": self.parameter,
            "before": plain(self.before),
            "after": plain(self.after),
            "unit": self.unit,
            "effect": self.effect.value,
            "in_range": self.in_range,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """What a sync did: values put into texts, files written, modules newly adopted, decisions that it opened.

    Shape: `still_open` counts all that are open in the scheme now, those from before too.
    """

    values: tuple[ValueChange, ...]
    files: tuple[str, ...]
    added: tuple[str, ...]
    decisions: tuple[tuple[str, Decision], ...]
    still_open: int = 0

    @property
    def is_quiet(self) -> bool:
        """Whether nothing had to be done."""
        return not (self.values or self.files or self.added)

    def to_mapping(self) -> dict[str, object]:
        """The result as `--json` prints it."""
        return {
            "values": [value.to_mapping() for value in self.values],
            "files": list(self.files),
            "added": list(self.added),
            "open": self.still_open,
            "decisions": [{"module": module, **decision.to_mapping()} for module, decision in self.decisions],
        }


def set_values(root: Path, assignments: Sequence[Assignment], reason: str) -> Synced:
    """Give parameters new values in scheme.yaml and in every text that uses them.

    Raises: UnknownNameError, ValueRefusedError, FindingsError when a rule between parameters would break.
    """
    if not assignments:
        raise UsageError("nothing to set was named", fix="for example: schemekit set grievance.acknowledge_days=10")
    with writing(root) as folder:
        modules = {adoption.id: adoption.module for adoption in adoptions(folder)}
        chosen = [choose(item, modules, reason) for item in assignments]
        manifest = {MANIFEST: _edited_manifest(folder, chosen)}
        synced, changes = _synced(folder.with_changes(manifest))
        save(folder, Step(changes={**manifest, **changes}))
        return synced


def sync(root: Path, shelf: LibraryShelf) -> Synced:
    """Follow what was edited in scheme.yaml by hand: values go into the texts, modules that are new are adopted.

    Raises: FindingsError with every value that does not fit; UsageError when scheme.yaml lost a module that the
    lock still holds.
    """
    with writing(root) as folder:
        scheme, lock = folder.scheme(), folder.lock()
        _refuse_lost(scheme, tuple(lock.entries))
        refs = [
            ModuleRef(name, wanted.library, wanted.range)
            for name, wanted in sorted(scheme.modules.items())
            if name not in lock.entries
        ]
        pulled = pull_all(refs, scheme, shelf)
        synced, changes = _synced(folder)
        steps = [Step(changes=changes), *adoption_steps(folder.with_changes(changes), refs, pulled, [])]
        save(folder, *steps)
        return replace(synced, added=tuple(f"{item.module.id} {item.release.version}" for item in pulled))


def _refuse_lost(scheme: Scheme, locked: Sequence[str]) -> None:
    lost = [name for name in locked if name not in scheme.modules]
    if lost:
        raise UsageError(
            f"{MANIFEST} no longer names {', '.join(lost)}",
            why="its text and its record are still in the scheme",
            fix=f"take it out with 'schemekit remove {lost[0]}', or put it back into {MANIFEST}",
        )


def _edited_manifest(folder: SchemeFolder, chosen: Sequence[Chosen]) -> bytes:
    edits = [(choice.path, DELETE if choice.resets else choice.written()) for choice in chosen]
    return edit_yaml(folder.text(MANIFEST) or "", edits, MANIFEST).encode()


def _synced(folder: SchemeFolder) -> tuple[Synced, dict[str, bytes | None]]:
    """What has to change so that texts, lock, records and notices follow scheme.yaml."""
    scheme, lock = folder.scheme(), folder.lock()
    _refuse_unfit(folder)
    changes: dict[str, bytes | None] = {}
    values: list[ValueChange] = []
    decisions: list[tuple[str, Decision]] = []
    for adoption in adoptions(folder):
        wanted = scheme.values_for(adoption.module)
        if wanted == dict(adoption.entry.parameters):
            continue
        changed_here = _value_changes(adoption, wanted)
        values += changed_here
        pulled = folder.pulled(adoption.id, adoption.entry.pulled)
        rendered = render_module(adoption.module, pulled, wanted)
        refuse_unsafe(adoption.module, rendered)
        texts, clashes = _refilled(adoption, pulled, rendered)
        entry = adoption.entry
        lock = lock.with_entry(
            lock_entry(adoption.module, entry.version, entry.provenance, pulled, wanted, rendered)
        )
        changes |= texts
        opened = tuple(_decision(clash, changed_here) for clash in clashes)
        record = followed(adoption, _clauses(adoption, texts), opened)
        decisions += [(adoption.id, decision) for decision in still_open(record.decisions, opened)]
        if record != adoption.record:
            changes[folder.record_path(adoption.id)] = record_bytes(record)
    if values:
        changes[LOCK_FILE] = lock_bytes(lock)
    changes |= licence_changes(folder.with_changes(changes))
    changed = {path: data for path, data in changes.items() if folder.data(path) != data}
    files = tuple(sorted(path for path in changed if path.startswith("policies/")))
    after = folder.with_changes(changes)
    waiting = sum(len(after.record(name).open_decisions()) for name in lock.entries)
    return Synced(values=tuple(values), files=files, added=(), decisions=tuple(decisions), still_open=waiting), changes


def _refuse_unfit(folder: SchemeFolder) -> None:
    scheme, adopted = folder.scheme(), adoptions(folder)
    found = [item for item in unknown_scheme_wide(scheme, [adoption.module for adoption in adopted])
             if item.severity is Severity.ERROR]
    for adoption in adopted:
        found += [item for item in value_findings(adoption.module, scheme) if item.severity is Severity.ERROR]
    if found:
        raise FindingsError(ordered(found))


def _value_changes(adoption: Adoption, wanted: Mapping[str, Value]) -> list[ValueChange]:
    changes = []
    for parameter in adoption.module.parameters:
        before = adoption.entry.parameters.get(parameter.name, parameter.default)
        after = wanted[parameter.name]
        if before != after:
            changes.append(
                ValueChange(
                    module=adoption.id,
                    parameter=parameter.name,
                    before=before,
                    after=after,
                    unit=parameter.unit,
                    effect=parameter.effect(after),
                    in_range=not parameter.issues(after),
                )
            )
    return changes


def _refilled(
    adoption: Adoption, pulled: Mapping[str, bytes], after: Mapping[str, bytes]
) -> tuple[dict[str, bytes | None], tuple[Clash, ...]]:
    """The scheme's documents with the new values, hand edits kept, and the places where the two meet."""
    folder = adoption.folder
    texts: dict[str, bytes | None] = {}
    clashes: tuple[Clash, ...] = ()
    before = render_module(adoption.module, pulled, adoption.entry.parameters)
    for file, new in after.items():
        own = folder.data(folder.own_path(adoption.id, file))
        if own is None or before[file] == new:
            continue
        if sha256_of(own) == sha256_of(before[file]) or not is_text(file):
            texts[folder.own_path(adoption.id, file)] = new
            continue
        known = Known(is_refilled=True, form=form_of(file))
        merged = merge_texts(before[file].decode(), folder.own_text(adoption.id, file) or "", new.decode(), known)
        texts[folder.own_path(adoption.id, file)] = merged.text.encode()
        clashes += merged.clashes
    return texts, clashes


def _clauses(adoption: Adoption, texts: Mapping[str, bytes | None]) -> dict[str, ClauseText]:
    """The clauses of the documents that were filled in anew, by id."""
    clauses: dict[str, ClauseText] = {}
    for file in adoption.module.text_files:
        data = texts.get(adoption.folder.own_path(adoption.id, file))
        clauses |= Document.parse(data.decode()).by_id() if data is not None else {}
    return clauses


def _decision(clash: Clash, values: Sequence[ValueChange]) -> Decision:
    names = ", ".join(f"{value.parameter} became {shown(value.after)}" for value in values)
    return Decision(clause=clash.clause, base=clash.base, source=clash.source, ours=clash.ours, scope=clash.scope,
                    cause=names[:500])
