"""The frameworks of a library: frameworks/ID/VERSION.yaml, read and held against schema and rules.

Those that come with the tool are always known; a library may list more of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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


class _Shelf(Mapping[str, tuple[Framework, ...]]):
    """Frameworks that are read when they are asked for: of a few hundred items, one costs as much as the rest."""

    def __init__(self, ids: Iterable[str], read: Callable[[str], tuple[Framework, ...]]) -> None:
        self._ids = dict.fromkeys(sorted(ids))
        self._read = cache(read)

    def __getitem__(self, framework: str) -> tuple[Framework, ...]:
        if framework not in self._ids:
            raise KeyError(framework)
        return self._read(framework)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@cache
def shipped_frameworks() -> Frameworks:
    """The frameworks that come with the tool, each read when it is asked for."""
    root = shipped(FRAMEWORKS_FOLDER)

    def read(framework: str) -> tuple[Framework, ...]:
        files = {f"{framework}/{path}": data for path, data in read_folder(root / framework).items()}
        return read_frameworks(files)[framework]

    return _Shelf({path.parent.name for path in root.glob("*/*.yaml")}, read)


def known_frameworks(own: Frameworks) -> Frameworks:
    """A library's own frameworks and those that come with the tool; the library's word counts where both have one."""
    ours = shipped_frameworks()

    def read(framework: str) -> tuple[Framework, ...]:
        return by_id([*own.get(framework, ()), *ours.get(framework, ())])[framework]

    return _Shelf({*own, *ours}, read)
