"""The verdicts: what was found in files of a given content, remembered from one run to the next.

A cache and nothing more: it may be lost, stale or spoiled at any time, and then the files are judged anew. A
verdict is kept under a digest of everything it depends on, and knows no file names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schemekit import __version__
from schemekit.files.cache import read_cache, write_cache
from schemekit.files.schemas import rules_digest
from schemekit.model.finding import Finding, Severity

NAME = "verdicts"
KEPT = 20_000                # verdicts; about 1.5 MB
FINDINGS_KEPT = 20           # in one verdict: a file with more is judged anew
_TEXTS = ("code", "path", "found", "wanted", "why", "fix", "severity")


class Verdicts:
    """What is known of files by their content.

    Shape: one JSON file in the user's cache folder. No folder, no right to write or a spoiled file only cost time.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, list[list[Any]]] = read_cache(folder, NAME)
        self._told: dict[str, list[list[Any]]] = {}
        self._is_new = False
        self._rules: dict[str, Any] = {}

    def key(self, kind: str, content: bytes) -> str:
        """The digest of all that a verdict depends on: version, schema, the code that judges, and the content."""
        rules = self._rules.get(kind)
        if rules is None:
            rules = hashlib.sha256(f"{__version__} {kind} {rules_digest(kind)} ".encode())
            self._rules[kind] = rules
        digest = rules.copy()
        digest.update(content)
        return str(digest.hexdigest())

    def get(self, key: str, file: str) -> tuple[Finding, ...] | None:
        """What was found in that content, told of a file of this name; None if it is not known."""
        entry = self._known.get(key)
        if entry is None:
            return None
        findings = _findings(entry, file)
        if findings is not None:
            self._told[key] = entry
        return findings

    def put(self, key: str, findings: Iterable[Finding]) -> None:
        """Remember what was found."""
        entry = [_row(finding) for finding in findings]
        if len(entry) <= FINDINGS_KEPT:
            self._told[key] = entry
            self._is_new = True

    def keep(self) -> None:
        """Write what is new for the next run."""
        if self._is_new:
            older = {key: entry for key, entry in self._known.items() if key not in self._told}
            write_cache(self._folder, NAME, dict(list({**older, **self._told}.items())[-KEPT:]))


def _row(finding: Finding) -> list[Any]:
    values = {**{name: getattr(finding, name) for name in _TEXTS}, "severity": finding.severity.value}
    return [finding.line, finding.column, *(values[name] for name in _TEXTS)]


def _findings(entry: Any, file: str) -> tuple[Finding, ...] | None:
    """The findings of a kept verdict, with the file's name put in; None if it is not of our making."""
    if not isinstance(entry, list):
        return None
    try:
        return tuple(_finding(row, file) for row in entry)
    except (TypeError, ValueError):
        return None


def _finding(row: list[Any], file: str) -> Finding:
    line, column, *texts = row
    if type(line) is not int or type(column) is not int or not all(type(text) is str for text in texts):
        raise TypeError("not a row of ours")
    fields = dict(zip(_TEXTS, texts, strict=True))
    return Finding(**{**fields, "severity": Severity(fields["severity"])}, file=file, line=line, column=column)
