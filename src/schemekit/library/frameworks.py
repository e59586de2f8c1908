"""The frameworks of a library: frameworks/ID/VERSION.yaml, read and held against schema and rules.

Those that come with the tool are always known; a library may list more of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path

from schemekit.crosswalk.lint import lint_framework
from schemekit.files.folder import read_folder
from schemekit.files.paths import inside
from schemekit.files.schemas import load
from schemekit.files.shipped import shipped
from schemekit.files.yaml import YamlText, read_yaml
from schemekit.model.finding import Finding, FindingsError, has_errors, ordered
from schemekit.model.framework import Framework

FRAMEWORKS_FOLDER = "frameworks"
Frameworks = Mapping[str, tuple[Framework, ...]]
"""The known versions of each framework, oldest first, by its id."""

_FILE = re.compile(r"[^/]+/[^/]+\.yaml")
_PART = re.compile(r"\d+|[A-Za-z]+")


def read_frameworks(files: Mapping[str, bytes], folder: str = FRAMEWORKS_FOLDER) -> Frameworks:
    """The frameworks among the files of a folder. Raises: FindingsError with every finding of every file."""
    found, findings = examined(files, folder)
    if has_errors(findings):
        raise FindingsError(findings)
    return found


def examined(files: Mapping[str, bytes], folder: str = FRAMEWORKS_FOLDER) -> tuple[Frameworks, tuple[Finding, ...]]:
    """The frameworks that can be used, and everything that is wrong with the files.

    Shape: `files` by path below the folder; those that are not ID/VERSION.yaml, such as a README, are left alone.
    """
    sound: list[Framework] = []
    findings: list[Finding] = []
    for path in sorted(filter(_FILE.fullmatch, files)):
        file = f"{folder}/{path}"
        try:
            framework = Framework.from_mapping(load(files[path], "framework", file))
        except FindingsError as error:
            findings += error.findings
            continue
        told = list(lint_framework(framework, file, _Places(files[path], file).position))
        findings += told
        if not has_errors(told):
            sound.append(framework)
    return by_id(sound), ordered(findings)


class _Places:
    """Where each key of a file stands: asked only about what is wrong, as it costs a second reading."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file

    @cached_property
    def _read(self) -> YamlText:
        return read_yaml(self._data, self._file)

    def position(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        return self._read.position(path)


def by_id(frameworks: Iterable[Framework]) -> Frameworks:
    """Frameworks by id, the versions of each from old to new; of two that are one version the first counts."""
    found: dict[str, dict[str, Framework]] = {}
    for framework in frameworks:
        found.setdefault(framework.id, {}).setdefault(framework.version, framework)
    return {name: tuple(sorted(versions.values(), key=_age)) for name, versions in sorted(found.items())}


def _age(framework: Framework) -> tuple[tuple[int, str], ...]:
    """Numbers count as numbers, so that 1.10 comes after 1.9; a word after them comes before the number without it."""
    parts = [(int(part), "") if part.isdigit() else (-1, part) for part in _PART.findall(framework.version)]
    return (*parts, (0, ""))


def frameworks_in(root: Path) -> Frameworks:
    """The frameworks of a library's folder. Raises: FindingsError, HostileContentError."""
    return read_frameworks(read_folder(inside(root, FRAMEWORKS_FOLDER)))


@cache
def shipped_frameworks() -> Frameworks:
    """The frameworks that come with the tool."""
    return read_frameworks(read_folder(shipped(FRAMEWORKS_FOLDER)))


def known_frameworks(own: Frameworks) -> Frameworks:
    """A library's own frameworks and those that come with the tool; the library's word counts where both have one."""
    return by_id([item for shelf in (own, shipped_frameworks()) for versions in shelf.values() for item in versions])
