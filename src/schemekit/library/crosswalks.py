"""The crosswalks that lie in a module's folder, read from its files as they were pulled or stand in a working copy."""

from __future__ import annotations

from collections.abc import Mapping

from schemekit.files.schemas import load
from schemekit.model.crosswalk import Crosswalk
from schemekit.model.file_names import CROSSWALK_FILE
from schemekit.model.finding import Finding, FindingsError


def crosswalk_files(files: Mapping[str, object]) -> tuple[str, ...]:
    """The paths of a module's crosswalks, from its folder, sorted."""
    return tuple(sorted(filter(CROSSWALK_FILE.fullmatch, files)))


def read_crosswalks(files: Mapping[str, bytes], folder: str) -> tuple[Crosswalk, ...]:
    """A module's crosswalks, by framework.

    Shape: `files` by path in the module's folder; `folder` is told before their names.
    Raises: FindingsError with every finding of every file.
    """
    found: list[Crosswalk] = []
    findings: list[Finding] = []
    for path in crosswalk_files(files):
        try:
            found.append(Crosswalk.from_mapping(load(files[path], "crosswalk", f"{folder}/{path}")))
        except FindingsError as error:
            findings += error.findings
    if findings:
        raise FindingsError(findings)
    return tuple(sorted(found, key=lambda crosswalk: crosswalk.framework))
