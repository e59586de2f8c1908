"""Updating from the source: everything unambiguous is taken, the rest becomes decisions; all modules or none.

The base is the source as it was pulled, filled in with the values of the lock: never the scheme's history, which a
squashed branch would break, and never the library's old release, which may be gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.adopt.licences import licence_data
from schemekit.adopt.making import lock_bytes
from schemekit.adopt.markers import with_marks
from schemekit.adopt.module_update import ModuleUpdate, Pending, update_module
from schemekit.adopt.outcome import Adoption
from schemekit.adopt.parameter_changes import idle_values, manifest_edits, new_parameters, shared_names
from schemekit.adopt.plan import ModulePlan, UpdatePlan
from schemekit.adopt.shelf import LibraryShelf
from schemekit.adopt.target import Target, Wish, targets
from schemekit.adopt.undo import snapshot_of
from schemekit.adopt.values import Assignment, Chosen, choose
from schemekit.adopt.writing import reading, save, writing
from schemekit.errors import EditRefusedError
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SchemeFolder
from schemekit.files.snapshot import SNAPSHOT, UpdateNote
from schemekit.files.transaction import Step
from schemekit.library.library import PulledModule
from schemekit.model.module import Module
from schemekit.model.parameter import Parameter

Agree = Callable[[UpdatePlan], bool]
Ask = Callable[[Module, Sequence[Parameter]], Sequence[Chosen]]


def _nobody_asked(_: Module, __: Sequence[Parameter]) -> Sequence[Chosen]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """How an update is made.

    Shape: `values` are given to the new versions' parameters, `reason` goes with them; `ask` is called for parameters
    that are new and have no value; `marks` also writes git's marks into the text where something is to decide.
    """

    values: tuple[Assignment, ...] = ()
    reason: str = ""
    ask: Ask = _nobody_asked
    marks: bool = False


@dataclass(frozen=True, slots=True)
class _Prepared:
    plan: UpdatePlan
    changes: Pending
    touched: tuple[str, ...]
    notes: tuple[UpdateNote, ...]


def plan_update(
    root: Path, wishes: Sequence[Wish], shelf: LibraryShelf, today: date, options: UpdateOptions | None = None
) -> UpdatePlan:
    """What an update would do: the whole real merge, with nothing written. Raises: as `update`."""
    return _prepared(reading(root), wishes, shelf, today, options or UpdateOptions()).plan


def update(
    root: Path, wishes: Sequence[Wish], shelf: LibraryShelf, today: date, options: UpdateOptions | None = None,
    agree: Agree = lambda _: True,
) -> UpdatePlan | None:
    """Bring modules to newer releases, all of them or none; None where `agree`, which is shown the plan, says no.

    Nothing is committed: `save` does that, and until then `undo_update` takes it back.
    Raises: UnknownNameError, UsageError, FindingsError, LicenceBlockedError, ValueRefusedError, what libraries raise.
    """
    with writing(root) as folder:
        prepared = _prepared(folder, wishes, shelf, today, options or UpdateOptions())
        if prepared.plan.modules:
            if not agree(prepared.plan):
                return None
            snapshot = snapshot_of(folder, prepared.changes, prepared.touched, prepared.notes)
            save(folder, Step(changes={**prepared.changes, SNAPSHOT: snapshot}))
        return prepared.plan


def _prepared(
    folder: SchemeFolder, wishes: Sequence[Wish], shelf: LibraryShelf, today: date, options: UpdateOptions
) -> _Prepared:
    scheme = folder.scheme()
    found, skipped = targets(folder, wishes, shelf)
    pulled = [shelf.pull(shelf.open(item.entry.provenance.library, scheme), item.release) for item in found]
    manifest, remarks = _manifest(folder, found, pulled, options)
    changes: Pending = {MANIFEST: manifest} if manifest != folder.data(MANIFEST) else {}
    ahead = folder.with_changes(changes)
    updates = [update_module(ahead, scheme, target, item, today) for target, item in zip(found, pulled, strict=True)]
    updates = [_with_marks(ahead, item) for item in updates] if options.marks else updates
    for item in updates:
        changes |= item.changes
    if updates:
        lock = folder.lock()
        for item in updates:
            lock = lock.with_entry(item.adoption.entry)
        changes[LOCK_FILE] = lock_bytes(lock)
        changes |= licence_data(folder.with_changes(changes), _all_adoptions(ahead, updates))
    changes = {path: data for path, data in changes.items() if folder.data(path) != data}
    plans = tuple(replace(item.plan, remarks=(*item.plan.remarks, *remarks.get(item.plan.module, ())))
                  for item in updates)
    plan = UpdatePlan(modules=plans, skipped=skipped, files=tuple(sorted(changes)),
                      others=tuple(_waiting(folder, {item.module for item in plans})))
    return _Prepared(plan, changes, _touched(folder, plans), tuple(item.note for item in updates))


def _waiting(folder: SchemeFolder, updated: Collection[str]) -> Iterator[tuple[str, int]]:
    """The modules beside those that are updated in which something is to decide."""
    for name in sorted(folder.lock().entries.keys() - set(updated)):
        number = len(folder.record(name).open_decisions())
        if number:
            yield name, number


def _with_marks(folder: SchemeFolder, item: ModuleUpdate) -> ModuleUpdate:
    """A module's update with git's marks where something is to decide."""
    changes = with_marks(item.adoption, item.plan, item.changes)
    return replace(item, changes=changes, adoption=replace(item.adoption, folder=folder.with_changes(changes)))


def _all_adoptions(folder: SchemeFolder, updates: Sequence[ModuleUpdate]) -> list[Adoption]:
    """Every adoption of the scheme as it will be, by name."""
    scheme, entries = folder.scheme(), folder.lock().entries
    ready = {item.adoption.id: item.adoption for item in updates}
    return [ready.get(name) or Adoption.read(folder, scheme, entries[name]) for name in sorted(entries)]


def _touched(folder: SchemeFolder, plans: Sequence[ModulePlan]) -> tuple[str, ...]:
    """What later commands may change, and taking the update back has to know."""
    own = [folder.own_path(plan.module, file) for plan in plans for file in folder.own_files(plan.module)]
    return (MANIFEST, LOCK_FILE, *own, *(folder.record_path(plan.module) for plan in plans))


def _used_elsewhere(folder: SchemeFolder, module: str) -> dict[str, list[str]]:
    """The adopted modules, but for one, that use each scheme-wide parameter."""
    used: dict[str, list[str]] = {}
    for other in sorted(folder.lock().entries.keys() - {module}):
        for parameter in folder.source_module(other).scheme_wide():
            used.setdefault(parameter.name, []).append(other)
    return used


def _manifest(
    folder: SchemeFolder, found: Sequence[Target], pulled: Sequence[PulledModule], options: UpdateOptions
) -> tuple[bytes, dict[str, list[str]]]:
    """scheme.yaml with new ranges and values, and what could not be edited, by module."""
    scheme, text = folder.scheme(), folder.text(MANIFEST) or ""
    modules = {item.module.id: item.module for item in pulled}
    given = [choose(item, modules, options.reason) for item in options.values]
    remarks: dict[str, list[str]] = {}
    edits: list[tuple[tuple[str, ...], object]] = []
    idle: list[tuple[str, str]] = []
    for target, item in zip(found, pulled, strict=True):
        name, old = target.entry.module, folder.source_module(target.entry.module)
        named = {choice.parameter.name for choice in given}
        new = [parameter for parameter in new_parameters(old, item.module, scheme) if parameter.name not in named]
        own = [choice for choice in given if choice.module in ("", name)]
        if target.range:
            edits.append((("modules", name, "version"), target.range))
        used = _used_elsewhere(folder, name)
        shared = shared_names(old, item.module, scheme, used)
        asked = options.ask(item.module, new) if new else ()
        edits += manifest_edits(old, item.module, scheme, [*own, *asked], shared)
        for after, before in shared.items():
            if after not in named:
                remarks.setdefault(name, []).append(
                    f"your value of {before} is not carried over to {after}, which {', '.join(used[after])} "
                    f"{'uses' if len(used[after]) == 1 else 'use'} too: set it for all with 'schemekit set'")
        idle += [(name, parameter) for parameter in idle_values(old, item.module, scheme)]
    if not edits and not idle:
        return folder.data(MANIFEST) or b"", remarks
    from schemekit.files.yaml import DELETE, edit_yaml

    text = edit_yaml(text, edits, MANIFEST)
    for name, parameter in idle:
        try:
            text = edit_yaml(text, [(("modules", name, "parameters", parameter), DELETE)], MANIFEST)
        except EditRefusedError:
            remarks.setdefault(name, []).append(f"take {parameter} out of {MANIFEST} by hand: nothing uses it any more")
    return text.encode(), remarks
