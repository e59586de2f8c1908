"""Frameworks and crosswalks in a working copy: what is wrong with them, with releases and neighbours at hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from schemekit.crosswalk.lint import Surroundings, lint_crosswalk
from schemekit.errors import ReleaseRefusedError, SchemekitError
from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.files.schemas import load
from schemekit.files.yaml import read_yaml
from schemekit.git.repository import Repository
from schemekit.library.crosswalks import crosswalk_files, read_crosswalks
from schemekit.library.frameworks import FRAMEWORKS_FOLDER, Frameworks, examined, known_frameworks
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import MODULE_FILE, TEMPLATE_FOLDER
from schemekit.model.finding import Finding, FindingsError
from schemekit.model.module import Module
from schemekit.model.release import Release
from schemekit.model.version import Bump, Version
from schemekit.publish.checkout import Checkout
from schemekit.text.document import Document
from schemekit.text.template import parameters_in

_FIRST = "1.0.0"


def own_frameworks(root: Path) -> tuple[Frameworks, tuple[Finding, ...]]:
    """All frameworks that a library knows, and what is wrong with those in its own folder."""
    try:
        own, findings = examined(read_folder(inside(root, FRAMEWORKS_FOLDER)))
    except SchemekitError as error:   # a link or the like in the folder
        refused = Finding(code=error.code, file=FRAMEWORKS_FOLDER, found=error.what, wanted=error.why, fix=error.fix)
        return known_frameworks({}), (refused,)
    return known_frameworks(own), findings


def module_findings(
    checkout: Checkout, module: Module, files: Mapping[str, bytes], frameworks: Frameworks
) -> tuple[Finding, ...]:
    """Everything that is wrong with a module's crosswalks, against its clauses, its releases and the frameworks."""
    paths = crosswalk_files(files)
    if not paths:
        return ()
    releases = _releases(checkout, module.id)
    findings: list[Finding] = []
    changed: dict[str, frozenset[str]] = {}   # by the version that was judged, as most crosswalks name the same
    for path in paths:
        file = f"{checkout.folder(module.id)}/{path}"
        try:
            crosswalk = Crosswalk.from_mapping(load(files[path], "crosswalk", file))
        except FindingsError as error:
            findings += error.findings
            continue
        pinned = crosswalk.module_version
        if pinned not in changed:
            changed[pinned] = _changed(checkout, module, files, releases, pinned)
        around = Surroundings.of_module(module, frameworks, versions=_pinnable(releases), changed=changed[pinned])
        findings += lint_crosswalk(crosswalk, around, file, read_yaml(files[path], file).position)
    return tuple(findings)


def surroundings(
    checkout: Checkout, module: Module, files: Mapping[str, bytes], pinned: str
) -> Surroundings:
    """What a crosswalk of the library that names a version is held against."""
    releases = _releases(checkout, module.id)
    return Surroundings.of_module(module, own_frameworks(checkout.root)[0], versions=_pinnable(releases),
                                  changed=_changed(checkout, module, files, releases, pinned))


def refuse_other_version(module: str, files: Mapping[str, bytes], releases: tuple[Release, ...], new: Version) -> None:
    """Refuse a release with a crosswalk that was pinned to another version to come. Raises: ReleaseRefusedError."""
    known = {str(release.version) for release in releases} | {str(new)}
    wrong = [crosswalk for crosswalk in read_crosswalks(files, module) if crosswalk.module_version not in known]
    if wrong:
        names = ", ".join(f"crosswalks/{item.framework}.yaml ({item.module_version})" for item in wrong)
        raise ReleaseRefusedError(
            f"crosswalks of {module} name a version that this release is not",
            why=f"the release will be {new}, and a judgement is found again by its version: {names}",
            fix=f'write module_version: "{new}" there',
        )


def _releases(checkout: Checkout, module_id: str) -> tuple[Release, ...]:
    try:
        return checkout.ledger().of(module_id)
    except FindingsError:
        return ()   # told of the ledger itself


def _pinnable(releases: tuple[Release, ...]) -> tuple[str, ...]:
    """The versions that a crosswalk may name: those there are, and those that could be the next."""
    if not releases:
        return (_FIRST,)
    newest = releases[-1].version
    return (*(str(release.version) for release in releases),
            *(str(newest.bumped(bump)) for bump in (Bump.PATCH, Bump.MINOR, Bump.MAJOR)))


def _changed(
    checkout: Checkout, module: Module, files: Mapping[str, bytes], releases: tuple[Release, ...], pinned: str
) -> frozenset[str]:
    """The clauses whose words, force or defaults are not those of the pinned release; none where it is not at hand."""
    release = next((item for item in releases if str(item.version) == pinned), None)
    if release is None or not (checkout.root / ".git").exists():
        return frozenset()
    try:
        old = Repository(checkout.root).read_tree(release.tree)
        before = Module.from_mapping(load(old[MODULE_FILE], "module", MODULE_FILE))
    except (SchemekitError, KeyError):
        return frozenset()   # told of the ledger or the history itself
    was, now = _words(before, old), _words(module, files)
    return frozenset(clause for clause, words in now.items() if was.get(clause) != words)


def _words(module: Module, files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """What each clause says and asks: its force, the defaults in it, its words. Layout is no difference."""
    forces = {clause.id: clause.force.value for clause in module.clauses}
    defaults = {parameter.name: str(parameter.default) for parameter in module.parameters}
    found: dict[str, tuple[str, ...]] = {}
    for file in module.text_files:
        text = files.get(f"{TEMPLATE_FOLDER}/{file}", b"").decode("utf-8", "replace")
        for clause in Document.parse(text).clauses:
            values = [defaults.get(name, "") for name in parameters_in(clause.raw)]
            found[clause.id] = (forces.get(clause.id, ""), *values, *clause.raw.split())
    return found
