"""Validating files: every file of a known kind held against its schema, known verdicts taken from the cache."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from schemekit.files.cache import cache_folder
from schemekit.files.candidates import Candidate, NotAPlainFileError, candidates, read_plain
from schemekit.files.schemas import findings_of, schema_bytes
from schemekit.files.verdicts import Verdicts
from schemekit.model.finding import Finding

if TYPE_CHECKING:
    from schemekit.publish.neighbours import Neighbours

_LOOKED_UP = frozenset({"framework", "crosswalk"})
"""What names other files, and is looked up in them once it keeps its schema."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What came of validating: how many files were looked at, and everything found in them."""

    files: int
    findings: tuple[Finding, ...]


def validate(paths: Sequence[str | os.PathLike[str]], *, cache: bool = True, kind: str | None = None,
             root: str | os.PathLike[str] = "") -> Validation:
    """Hold every module.yaml, releases.yaml, scheme.yaml, scheme.lock, adoption.yaml, framework and crosswalk
    against its schema, and look up what a crosswalk names.

    Shape: paths are files and folders, relative to `root`; folders are searched. `kind` names the kind of files
    that go by another name. With `cache`, files of known content are not read as YAML again.
    Raises: UsageError for a path that is not there or has no kind; UnknownNameError for a kind that does not exist.
    """
    if kind is not None:
        schema_bytes(kind)   # refuses a kind that does not exist before anything is read
    verdicts = Verdicts(cache_folder() if cache else None)
    around = _Around()
    findings: list[Finding] = []
    files = 0
    for candidate in candidates([os.fspath(path) for path in paths], os.fspath(root), kind):
        files += 1
        findings += _judged(candidate, verdicts, around, cache=cache)
    verdicts.keep()
    return Validation(files, tuple(sorted(findings, key=lambda finding: finding.sort_key)))


class _Around:
    """The neighbours of the files, met when the first file needs them: most are held against their schema alone."""

    @cached_property
    def neighbours(self) -> Neighbours:
        from schemekit.publish.neighbours import Neighbours

        return Neighbours()


def _judged(candidate: Candidate, verdicts: Verdicts, around: _Around, *, cache: bool) -> tuple[Finding, ...]:
    """The findings of one file, as known or as found now."""
    try:
        content = read_plain(candidate.place)
    except NotAPlainFileError as error:
        return (_refused(candidate, str(error)),)
    findings = _by_schema(candidate, content, verdicts, cache=cache)
    if findings or candidate.kind not in _LOOKED_UP:
        return findings
    # Never from the cache: the answer hangs on other files than this one.
    return around.neighbours.findings(Path(candidate.place), candidate.name, content, candidate.kind)


def _by_schema(candidate: Candidate, content: bytes, verdicts: Verdicts, *, cache: bool) -> tuple[Finding, ...]:
    if not cache:
        return findings_of(content, candidate.kind, candidate.name)
    key = verdicts.key(candidate.kind, content)
    known = verdicts.get(key, candidate.name)
    if known is None:
        known = findings_of(content, candidate.kind, candidate.name)
        verdicts.put(key, known)
    return known


def _refused(candidate: Candidate, what: str) -> Finding:
    return Finding(code="file-refused", file=candidate.name, found=what, wanted="a plain file",
                   why="a link or special file could lead to what is not part of this folder",
                   fix="put the file itself there, and see that it may be read")
