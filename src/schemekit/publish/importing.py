"""Importing: Markdown files that somebody has become modules of a library, and newer ones bring those up to date.

Everything is made and linted in memory first; it is written whole, or refused with every finding at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemekit.errors import HostileContentError
from schemekit.files.journal import Step
from schemekit.files.yaml import read_yaml
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding, FindingsError, Severity, has_errors, ordered
from schemekit.model.module import Module
from schemekit.model.release import Release
from schemekit.model.version import Bump, Version
from schemekit.publish.checkout import Checkout
from schemekit.publish.import_module import Made, Said, made_module, places
from schemekit.publish.import_shelf import Shelf
from schemekit.publish.import_sources import Batch, Sources, sources
from schemekit.publish.release import FIRST
from schemekit.publish.writing import finish_interrupted, library_writing, write_step
from schemekit.text.bump import BumpReason, needed_bump
from schemekit.text.importing.links import Place
from schemekit.text.linting.draft import without_marks
from schemekit.text.linting.lint import lint_module


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be imported and how.

    Shape: `each` makes a module of every file of a folder; `tidy` mends the layout; `base_url` is where the texts are
    published, for links to what is not imported; `leave_out` are names of files and folders.
    """

    paths: tuple[str, ...]
    module_id: str = ""
    each: bool = False
    tidy: bool = False
    base_url: str = ""
    leave_out: frozenset[str] = frozenset()
    said: Said = field(default_factory=Said)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedModule:
    """What import made of one module, and what releasing it will ask.

    Shape: `changed` are the files that differ now, from the library's folder; `needed` is NONE where nothing differs
    from the newest release; `version` is the one that a release would get.
    """

    made: Made
    changed: tuple[str, ...]
    previous: Release | None
    needed: Bump
    version: Version
    reasons: tuple[BumpReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was imported, or would be. `left` are modules of the library that no file was found for."""

    modules: tuple[ImportedModule, ...]
    findings: tuple[Finding, ...]
    left: tuple[str, ...]
    is_written: bool

    def count(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)


def import_texts(root: Path, here: Path, wish: Wish, *, dry_run: bool = False) -> ImportReport:
    """Import Markdown files into a library, all modules or none.

    Shape: the paths of the wish are relative to `here`.
    Raises: FindingsError with every finding when one of them is an error; UsageError, HostileContentError; nothing is
    written then.
    Basis: docs/decisions/0018-an-imported-text-stays-its-authors.md.
    """
    if dry_run:
        return _planned(root, here, wish)[0]
    finish_interrupted(root)
    with library_writing(root):
        report, changes = _planned(root, here, wish)
        write_step(root, Step(changes=changes))
    return ImportReport(modules=report.modules, findings=report.findings, left=report.left, is_written=bool(changes))


def _planned(root: Path, here: Path, wish: Wish) -> tuple[ImportReport, dict[str, bytes | None]]:
    checkout = Checkout(root)
    found = sources(here, wish.paths, module_id=wish.module_id, each=wish.each, tidy=wish.tidy,
                    leave_out=wish.leave_out, existing=_words(checkout) if wish.each else {})
    if has_errors(found.findings):
        # A file that cannot be read is missing from everything that would be found next.
        batches = [batch for batch in found.batches if batch.module and batch.texts]
        raise FindingsError([*found.findings, *_looked_at(checkout, batches, wish)[1]])
    made, findings = _looked_at(checkout, found.batches, wish)
    if has_errors(findings):
        raise FindingsError([*found.findings, *findings])
    changes: dict[str, bytes | None] = {}
    modules = []
    for module in made:
        modules.append(_weighed(module))
        changes |= module.changes
    left = _left(checkout, found) if wish.each else ()
    report = ImportReport(modules=tuple(modules), findings=ordered([*found.findings, *findings]), left=left,
                          is_written=False)
    return report, changes


def _looked_at(checkout: Checkout, batches: Sequence[Batch], wish: Wish) -> tuple[list[Made], list[Finding]]:
    """The modules as they would be, and everything that is to be said of them."""
    findings: list[Finding] = []
    shelves = {}
    for batch in batches:
        if batch.module in shelves:
            continue   # told already: two files with one id
        try:
            shelves[batch.module] = Shelf.read(checkout, batch)
        except FindingsError as error:   # a module.yaml that cannot be read, or is not in order
            findings += error.findings
        except HostileContentError as error:
            findings.append(Finding(code=error.code, file=checkout.folder(batch.module), found=error.what,
                                    wanted=error.why, fix=error.fix))
    where: dict[str, dict[str, Place]] = {}
    for shelf in shelves.values():
        where.setdefault(str(shelf.batch.base), {}).update(places(shelf))
    made = []
    for shelf in shelves.values():
        try:
            made.append(made_module(shelf, where[str(shelf.batch.base)], wish.said, wish.base_url))
        except FindingsError as error:
            findings += error.findings
    siblings = siblings_of(checkout) | {module.module.id: module.module for module in made}
    for module in made:
        findings += module.findings
        findings += _linted(module, siblings, checkout.folder(module.module.id))
    return made, _each_once(findings)


def _each_once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with what was asked of the person once, not again for every module."""
    told: set[str] = set()
    kept = []
    for finding in findings:
        if finding.code not in ("import-licence", "import-author"):
            kept.append(finding)
        elif finding.code not in told:
            told.add(finding.code)
            kept.append(finding)
    return kept


def _linted(made: Made, siblings: Mapping[str, Module], folder: str) -> list[Finding]:
    """What lint says of the module, told at the places in the files that were imported."""
    texts = {path: data.decode("utf-8", "replace") if path.endswith((".md", ".csv", ".txt", ".yaml", ".json")) else ""
             for path, data in made.files.items()}
    positions = read_yaml(made.files[MODULE_FILE], f"{folder}/{MODULE_FILE}").position
    found = lint_module(made.module, texts, positions, siblings, folder)
    for text in made.texts:
        found = tuple(text.found_by_lint(finding, folder) for finding in found)
    return list(found)


def _weighed(made: Made) -> ImportedModule:
    past = made.past
    newest = past.newest
    reasons = past.reasons(made.files, made.module.id)
    needed = needed_bump(reasons) if newest else Bump.MAJOR
    return ImportedModule(
        made=made,
        changed=tuple(sorted(made.changes)),
        previous=newest,
        needed=needed,
        version=newest.version.bumped(needed) if newest and needed is not Bump.NONE else newest.version if newest
        else FIRST,
        reasons=reasons,
    )


def _words(checkout: Checkout) -> dict[str, str]:
    """The words of each module of the library, to find those whose files got another name."""
    found = {}
    for module_id in checkout.module_ids():
        try:
            files = checkout.files(module_id)
        except HostileContentError:
            continue   # lint tells what is wrong with it
        found[module_id] = "\n".join(
            re.sub(r"\{ #[^}\n]*\}", "", without_marks(data.decode("utf-8", "replace")))
            for path, data in sorted(files.items())
            if path.startswith(f"{TEMPLATE_FOLDER}/") and path.endswith(".md")
        )
    return found


def siblings_of(checkout: Checkout) -> dict[str, Module]:
    """The modules of the library that can be read, by id."""
    from schemekit.files.schemas import load

    found = {}
    for module_id in checkout.module_ids():
        try:
            data = load(checkout.files(module_id).get(MODULE_FILE, b""), "module", MODULE_FILE)
        except (FindingsError, HostileContentError):
            continue   # lint tells what is wrong with it
        found[module_id] = Module.from_mapping(data)
    return found


def _left(checkout: Checkout, found: Sources) -> tuple[str, ...]:
    named = {batch.module for batch in found.batches}
    return tuple(name for name in checkout.module_ids() if name not in named)
