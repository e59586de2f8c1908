"""Crosswalks of a scheme that go out as files and come back: its own rows beside those that came with its modules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from schemekit.adopt.crosswalks import source_crosswalks
from schemekit.adopt.frameworks import frameworks_known_to
from schemekit.adopt.outcome import Adoption, adoptions
from schemekit.adopt.own_crosswalk_check import surroundings_of
from schemekit.adopt.own_crosswalks import own_clauses, own_crosswalk_file, own_policies
from schemekit.adopt.proven import proven_adoption, unconfirmed
from schemekit.adopt.writing import reading, save, writing
from schemekit.files.journal import Step
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.interchange.assessing import CrosswalkImport, assessed
from schemekit.interchange.beside_source import Beside, together_with
from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Wish
from schemekit.interchange.choosing import version_of
from schemekit.interchange.exchanged import Exchanged, Received
from schemekit.library.frameworks import Frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.text.document import ClauseText

_NO_VERSION = "1.0.0"   # of a policy without a source, which has none


@dataclass(frozen=True, kw_only=True)
class _Mappable:
    """What can be mapped: an adopted module, or a policy without a source."""

    id: str
    title: str
    licence: str
    version: str
    clauses: Mapping[str, ClauseText]
    sources: tuple[Crosswalk, ...]
    own: tuple[Crosswalk, ...]
    adoption: Adoption | None

    @classmethod
    def read(cls, folder: SchemeFolder, name: str) -> _Mappable:
        """Read it.

        Raises: UnknownNameError, FindingsError, HostileContentError; IntegrityError for a source that is not what its
        lock or the tool's own ledger records.
        """
        own = own_crosswalk_file(folder, name)
        policies = [] if name in folder.lock().entries else [one for one in own_policies(folder, [name])
                                                             if one.id == name]
        for policy in policies:
            return cls(id=name, title=policy.title, licence=folder.scheme().licence, version=_NO_VERSION,
                       clauses=policy.clauses, sources=(), own=own, adoption=None)
        adoption = proven_adoption(folder, name)
        return cls(id=name, title=adoption.module.title, licence=adoption.module.licence,
                   version=str(adoption.entry.version), clauses=own_clauses(adoption),
                   sources=source_crosswalks(adoption), own=own, adoption=adoption)

    def table(self, framework: str) -> Crosswalk | None:
        """Its source's judgements and the scheme's own, in one table."""
        return together_with(_to(framework, self.sources), _to(framework, self.own))


def _to(framework: str, crosswalks: tuple[Crosswalk, ...]) -> Crosswalk | None:
    return next((walk for walk in crosswalks if walk.framework == framework), None)


def scheme_crosswalks(root: Path, module: str, framework: str = "") -> tuple[Exchanged, ...]:
    """The crosswalks of a module or policy: its source's judgements and the scheme's own, a table for each framework.

    Shape: where a framework is named that nothing is mapped to, an empty table for it, to be filled in.
    Raises: as `_Mappable.read`.
    """
    folder = reading(root)
    found = _Mappable.read(folder, module)
    named = sorted({walk.framework for walk in (*found.sources, *found.own)})
    tables = [table for name in named if (table := found.table(name)) is not None]
    frameworks = frameworks_known_to(root, adoptions(folder), tables)
    if framework and framework not in named and framework in frameworks:
        tables.append(_empty(found, frameworks, framework, folder.scheme().name))
    headings = {name: clause.heading for name, clause in found.clauses.items()}
    doubted = unconfirmed([found.adoption]) if found.adoption is not None else ()
    return tuple(
        Exchanged(crosswalk=table, title=found.title, licence=found.licence, clauses=headings,
                  framework=version_of(frameworks, table), unconfirmed=doubted)
        for table in tables
    )


def _empty(found: _Mappable, frameworks: Frameworks, framework: str, judge: str) -> Crosswalk:
    newest = frameworks[framework][-1]
    return Crosswalk(module=found.id, module_version=found.version, framework=framework,
                     framework_version=newest.version, judge=judge, date=date.today().isoformat(), rows=())


def import_own_crosswalk(
    root: Path, received: Received, form: Format, wish: Wish, *, write: bool = False
) -> CrosswalkImport:
    """What a file makes of a crosswalk of the scheme; with `write` it is written, if nothing is refused.

    Shape: the file is held against what the source and the scheme say; what the source does not say in the same words
    is written into the scheme's own crosswalk. Where nobody is named as judge of a row, the scheme itself is.
    Raises: as `_Mappable.read`; EditRefusedError.
    """
    if not write:
        return _assessed(reading(root), received, form, wish)
    with writing(root) as folder:
        done = _assessed(folder, received, form, wish)
        if done.text and not done.refusals:
            save(folder, Step(changes={done.file: done.text.encode()}))
            return replace(done, is_written=True)
        return done


def _assessed(folder: SchemeFolder, received: Received, form: Format, wish: Wish) -> CrosswalkImport:
    found = _Mappable.read(folder, received.head.get("module", ""))
    framework = received.head.get("framework", "")
    file = folder.own_path(found.id, f"crosswalks/{framework}.yaml")
    wish = replace(wish, judge=wish.judge or folder.scheme().name, date=wish.date or date.today().isoformat())
    source = _to(framework, found.sources)
    known = source or _to(framework, found.own)
    walk = known or Crosswalk(module=found.id, module_version=found.version, framework=framework,
                              framework_version=received.head.get("framework_version", ""), judge="", date="", rows=())
    around = surroundings_of(folder, found.id, found.adoption, walk, adoptions(folder))
    beside = Beside(source=source, version=found.version)
    return assessed(folder.text(file), received, form, wish, around, file, beside)
