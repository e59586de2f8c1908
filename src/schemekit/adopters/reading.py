"""Reading one repository after another: what each scheme has of the library, told in records that travel.

This runs in many processes at once, and on other computers. Whatever a repository holds, reading it ends with a record
or with the reason why there is none, and never stops those after it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from schemekit import __version__
from schemekit.adopt.outcome import Adoption
from schemekit.adopters.repository import Repository
from schemekit.adopters.saved_files import SavedFiles, Sources, saved_files
from schemekit.errors import SchemekitError
from schemekit.files.renderings import Renderings
from schemekit.files.scheme_folder import LOCK_FILE, MANIFEST, SOURCE, SchemeFolder
from schemekit.model.adoption import Verb
from schemekit.model.finding import FindingsError
from schemekit.model.lock import LockEntry
from schemekit.model.module import Module
from schemekit.model.parameter import Parameter, ParameterType, Value
from schemekit.model.scheme import Scheme
from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange
from schemekit.uptake.adopter import (
    Adopter,
    ChangedClause,
    LibraryFacts,
    ModuleUsed,
    ReleasedAs,
    Replaced,
    ValueUsed,
)

TEXT_BYTES = 500_000   # of one document; a policy of two hundred pages has less
_SIGNALS, _WORDS_LENGTH, _REASON_LENGTH = 12, 60, 500
_NOWHERE = Path(os.devnull) / "scheme"
"""A place where nothing can ever lie: whatever is not in a scheme's saved files is not looked for on this disk."""
_TELLING = (SignalKind.NUMBER, SignalKind.TIME_LIMIT, SignalKind.ACTOR)
_OWN_WORDS = (ParameterType.TEXT, ParameterType.LIST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some repositories to read. Shape: `version` is that of the program that asks."""

    facts: LibraryFacts
    repositories: tuple[Repository, ...]
    offline: bool
    version: str = __version__


@dataclass(frozen=True, slots=True)
class _Memory:
    """What this process has read before: nearly all schemes have the same few releases."""

    sources: Sources = field(default_factory=dict)
    known: dict[str, tuple[str, object]] = field(default_factory=dict)
    renderings: Renderings = field(default_factory=lambda: Renderings(None))


@cache
def _memory() -> _Memory:
    return _Memory()


def read_task(task: Task) -> tuple[Adopter, ...]:
    """The adopters in some repositories, in their order. Raises: SchemekitError for an asker of another version."""
    if task.version != __version__:
        raise SchemekitError(
            f"a worker runs schemekit {__version__}, and this is {task.version}",
            why="two versions may read one scheme differently",
            fix="install the same version on every computer of the cluster",
        )
    return tuple(read_adopter(repository, task.facts, offline=task.offline) for repository in task.repositories)


def read_adopter(repository: Repository, facts: LibraryFacts, *, offline: bool) -> Adopter:
    """What one scheme has of the library, or why its repository cannot be read."""
    place = repository.place
    if repository.problem:
        return Adopter(place=place, problem=repository.problem, fix=repository.fix)
    try:
        with saved_files(repository, _memory().sources, offline=offline) as files:
            return _adopter(place, files, facts)
    except SchemekitError as error:
        return Adopter(place=place, problem=_told(error), fix=_fix(error))
    except (OSError, ValueError, RecursionError) as error:   # what no rule of ours foresaw stops one repository only
        return Adopter(place=place, problem=f"it cannot be read: {type(error).__name__}", fix="look at its files")


def _told(error: SchemekitError) -> str:
    if isinstance(error, FindingsError) and error.findings:
        first, more = error.findings[0], len(error.findings) - 1
        place = f"{first.file}:{first.line}" if first.line else first.file
        return f"{place}: {first.found}{f' (and {more} more)' if more else ''}"[:300]
    return f"{error.what}: {error.why}"[:300] if error.why else error.what[:300]


def _fix(error: SchemekitError) -> str:
    """What the one who asks can do: whoever keeps the scheme mends its files, nobody else."""
    return "ask whoever keeps that scheme to mend it" if isinstance(error, FindingsError) else error.fix


def _adopter(place: str, files: SavedFiles, facts: LibraryFacts) -> Adopter:
    found = {path: files.file(path) for path in (MANIFEST, LOCK_FILE)}
    if found[MANIFEST] is None:
        raise SchemekitError(f"it holds no {MANIFEST}", fix="name the folder or address of a scheme")
    folder = _folder(found)
    scheme, lock = folder.scheme(), folder.lock()
    used, elsewhere = list[ModuleUsed](), 0
    for name, entry in sorted(lock.entries.items()):
        release = facts.releases.get(name, {}).get(str(entry.version))
        if release and (release.tree, release.sha256) == (entry.provenance.tree, entry.provenance.sha256):
            used.append(_module(scheme, entry, files, release))
        elif name in facts.releases and (facts.name, facts.url) == (entry.provenance.library, entry.provenance.url):
            used.append(ModuleUsed(module=name, version=entry.version, is_released=False,
                                   problem="the library has no such release"))
        else:
            elsewhere += 1
    return Adopter(place=place, scheme=scheme.name[:200], commit=files.commit, modules=tuple(used),
                   elsewhere=elsewhere)


def _folder(found: dict[str, bytes | None]) -> SchemeFolder:
    """A scheme that is in memory and nowhere else."""
    return SchemeFolder(_NOWHERE, found, _memory().known, _memory().renderings)


def _module(scheme: Scheme, entry: LockEntry, files: SavedFiles, release: ReleasedAs) -> ModuleUsed:
    name, values = entry.module, tuple[ValueUsed, ...]()
    try:
        source = files.source(name, release)
        if source is None:
            raise SchemekitError("its copy of the source is not the release")
        record = f"policies/{name}/adoption.yaml"
        found = {f"{SOURCE}/{name}/{path}": data for path, data in source.items()} | {record: files.file(record)}
        module = _folder(found).source_module(name)
        values = tuple(_value(parameter, entry.parameters.get(parameter.name, parameter.default))
                       for parameter in module.parameters)
        found |= {f"policies/{name}/{file}": _text(files, name, file) for file in module.text_files}
        adoption = Adoption.read(_folder(found), scheme, entry)
        publishes = scheme.publish.reasons and name not in scheme.publish.left_out
        changed = tuple(_changed(adoption, module, publishes=publishes))
    except SchemekitError as error:
        return ModuleUsed(module=name, version=entry.version, values=values, problem=_told(error))
    touched = {item.clause for item in changed}
    return ModuleUsed(
        module=name, version=entry.version, declined=adoption.record.declined, values=values, changed=changed,
        kept=tuple(clause.id for clause in module.clauses if clause.id not in touched),
    )


def _text(files: SavedFiles, module: str, file: str) -> bytes:
    data = files.file(f"policies/{module}/{file}")
    if data is None:
        raise SchemekitError(f"its text policies/{module}/{file} is not in the repository")
    if len(data) > TEXT_BYTES:
        raise SchemekitError(f"its text policies/{module}/{file} has more than {TEXT_BYTES:,} bytes")
    return data


def _value(parameter: Parameter, value: Value) -> ValueUsed:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 10**15
    own_words = parameter.type in _OWN_WORDS or (isinstance(value, str) and value not in parameter.option_values
                                                 and parameter.type is not ParameterType.CHOICES and not is_number)
    return ValueUsed(
        name=parameter.name, shown="" if own_words else parameter.labelled(value)[:_WORDS_LENGTH],
        number=float(value) if is_number and isinstance(value, (int, float)) else None,
        is_default=value == parameter.default, in_range=not parameter.issues(value),
    )


def _changed(adoption: Adoption, module: Module, *, publishes: bool) -> Iterator[ChangedClause]:
    """The source's clauses that the scheme adapted or dropped; each once, in whatever documents it stands."""
    if all(adoption.is_untouched(file) for file in module.text_files):
        return
    known, told = {clause.id for clause in module.clauses}, set[str]()
    for changes in adoption.changes_by_file.values():
        for change in changes:
            if change.id in known and change.id not in told and change.verb in (Verb.ADAPT, Verb.DROP):
                told.add(change.id)
                yield _clause(adoption, change, publishes=publishes)


def _clause(adoption: Adoption, change: ClauseChange, *, publishes: bool) -> ChangedClause:
    signals = adoption.meaning_of(change) if change.verb is Verb.ADAPT else ()
    recorded = adoption.reason_for(change)
    return ChangedClause(
        clause=change.id, verb=change.verb,
        kinds=tuple(dict.fromkeys(signal.kind.value for signal in signals)),
        words=_words(signals),
        reason=recorded.reason[:_REASON_LENGTH] if recorded and publishes else "",
        has_reason=recorded is not None,
    )


def _words(signals: Sequence[Signal]) -> tuple[Replaced, ...]:
    """The words that came in the place of others, each once, by the weightiest thing that they mean."""
    found: dict[tuple[str, str], Replaced] = {}
    for signal in signals[:_SIGNALS]:
        if _is_short(signal):
            found.setdefault((signal.before, signal.after), Replaced(
                kind=signal.kind.value, before=signal.before, after=signal.after, parameter=signal.parameter))
    return tuple(found.values())


def _is_short(signal: Signal) -> bool:
    """Whether some words came in the place of others, or a figure or actor came or went: few enough for a list."""
    tells = bool(signal.before and signal.after) or signal.kind in _TELLING
    return tells and len(signal.before) + len(signal.after) <= 2 * _WORDS_LENGTH
