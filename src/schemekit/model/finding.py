"""A finding: one thing that is wrong or worth knowing in a file, with its place and its mend.

Here is the record only; who finds what lives with the rule that finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from schemekit.errors import SchemekitError


class Severity(Enum):
    """How much a finding weighs: an error makes a command leave with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found in a file.

    Shape: `path` is the place inside the data (`clauses[3].id`), `found` what stands there,
    `wanted` what should, `why` why it matters, `fix` the mend.
    `where` is the place in the words of people, where lines and columns tell them nothing, as in a spreadsheet.
    Units: `line` and `column` count from 1; 0 means the whole file.
    """

    code: str
    found: str
    wanted: str
    fix: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    why: str = ""
    severity: Severity = Severity.ERROR
    where: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Findings are told in the order of the files, then of their lines."""
        return (self.file, self.line, self.column, self.path, self.code)

    @property
    def place(self) -> str:
        """`file:line:column`, as editors jump to it; of a sheet its rows and columns by their names."""
        if self.where:
            return self.where
        parts = [self.file or "-"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        """One finding as text: the place and what was found, then what is wanted and the mend."""
        # What was found comes from strangers' files, and may not add lines of its own.
        lines = [_one_line(f"{self.place}: {self.severity.value}: {self.found} [{self.code}]")]
        if self.path:
            lines.append(f"    at:   {_one_line(self.path)}")
        if self.wanted:
            lines.append(f"    want: {_one_line(self.wanted)}")
        if self.why:
            lines.append(f"    why:  {self.why}")
        if self.fix:
            lines.append(f"    fix:  {self.fix}")
        return "\n".join(lines)


def _one_line(text: str) -> str:
    return text if text.isprintable() else re.sub(r"[\n\r\t]+", " ", text)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their telling order, each once; what they say settles it where two stand at one place."""
    return tuple(sorted(set(findings), key=lambda finding: (finding.sort_key, str(finding))))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of the findings is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


class FindingsError(SchemekitError):
    """Files cannot be used as they are; every finding of every file is in `findings`."""

    code = "findings"
    exit_code = 1

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = ordered(findings)
        files = sorted({finding.file for finding in self.findings})
        super().__init__(
            f"{len(self.findings)} finding{'s' if len(self.findings) != 1 else ''} in {', '.join(files)}",
            fix="mend the places named above, then run the command again",
        )
