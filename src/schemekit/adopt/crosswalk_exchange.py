"""Crosswalks of a scheme that go out as files and come back: its own, and those that came with its modules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemekit.adopt.clause_names import ClauseNames
from schemekit.adopt.crosswalks import source_crosswalks
from schemekit.adopt.outcome import Adoption, read_adoption
from schemekit.adopt.writing import reading, save, writing
from schemekit.crosswalk.lint import Surroundings
from schemekit.files.journal import Step
from schemekit.files.scheme_folder import SchemeFolder
from schemekit.interchange.assessing import CrosswalkImport, assessed
from schemekit.interchange.carriage import Format
from schemekit.interchange.changes import Wish
from schemekit.interchange.choosing import version_of
from schemekit.interchange.exchanged import Exchanged, Received
from schemekit.library.crosswalks import crosswalk_files, read_crosswalks
from schemekit.library.frameworks import shipped_frameworks
from schemekit.model.crosswalk import Crosswalk


def scheme_crosswalks(root: Path, module: str) -> tuple[Exchanged, ...]:
    """The crosswalks of an adopted module: the scheme's own, and of its source those to other frameworks.

    Raises: UnknownNameError, FindingsError, HostileContentError.
    """
    adoption = read_adoption(reading(root), module)
    own = own_crosswalks(adoption)
    taken = {crosswalk.framework for crosswalk in own}
    others = tuple(one for one in source_crosswalks(adoption) if one.framework not in taken)
    headings = {clause.id: clause.heading for document in ClauseNames(adoption).documents.values()
                for clause in document.clauses if clause.has_own_id}
    frameworks = shipped_frameworks()
    return tuple(
        Exchanged(crosswalk=crosswalk, title=adoption.module.title, licence=adoption.module.licence, clauses=headings,
                  framework=version_of(frameworks, crosswalk))
        for crosswalk in sorted((*own, *others), key=lambda one: one.framework)
    )


def own_crosswalks(adoption: Adoption) -> tuple[Crosswalk, ...]:
    """The crosswalks that the scheme itself keeps beside its text. Raises: FindingsError, HostileContentError."""
    folder, module = adoption.folder, adoption.id
    paths = crosswalk_files(dict.fromkeys(folder.own_files(module), ""))
    files = {path: folder.data(folder.own_path(module, path)) or b"" for path in paths}
    return read_crosswalks(files, f"policies/{module}")


def import_own_crosswalk(
    root: Path, received: Received, form: Format, wish: Wish, *, write: bool = False
) -> CrosswalkImport:
    """What a file makes of a crosswalk of the scheme; with `write` it is written, if nothing is refused.

    Shape: where the scheme has none of its own, that of the source is what the file is held against, and the scheme
    then has its own.
    Raises: UnknownNameError, FindingsError, EditRefusedError, HostileContentError.
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
    adoption = read_adoption(folder, received.head.get("module", ""))
    path = f"crosswalks/{received.head.get('framework', '')}.yaml"
    file = folder.own_path(adoption.id, path)
    before = folder.text(file)
    if before is None and path in adoption.entry.pulled:
        before = folder.pulled(adoption.id, {path: ""})[path].decode("utf-8", "replace")
    around = Surroundings(module=adoption.module, frameworks=shipped_frameworks())
    return assessed(before, received, form, wish, around, file)

