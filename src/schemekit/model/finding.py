"""A finding: one thing that is wrong or worth knowing in a file, with its place and its mend.

Here is the record only; who finds what lives with the rule that finds it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from schemekit.errors import SchemekitError, on_one_line

TOLD_OF_A_KIND = 20
"""Findings of one kind that are told one by one: nobody mends more in one go, and a small file can have thousands."""
_NAMED = 5


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
        lines = [on_one_line(f"{self.place}: {self.severity.value}: {self.found} [{self.code}]")]
        if self.path:
            lines.append(f"    at:   {on_one_line(self.path)}")
        if self.wanted:
            lines.append(f"    want: {on_one_line(self.wanted)}")
        if self.why:
            lines.append(f"    why:  {on_one_line(self.why)}")
        if self.fix:
            lines.append(f"    fix:  {on_one_line(self.fix)}")
        return "\n".join(lines)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in their telling order, each once; what they say settles it where two stand at one place."""
    return tuple(sorted(set(findings), key=lambda finding: (finding.sort_key, str(finding))))


def gathered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one file, with all of a kind but its first twenty told as one, which names some and counts."""
    kinds: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        kinds.setdefault((finding.code, finding.severity), []).append(finding)
    told: list[Finding] = []
    for found in kinds.values():
        in_order = sorted(found, key=lambda finding: finding.sort_key)
        told += in_order[:TOLD_OF_A_KIND]
        rest = in_order[TOLD_OF_A_KIND:]
        if rest:
            told.append(_as_one(rest))
    return tuple(told)


def _as_one(rest: list[Finding]) -> Finding:
    """Many findings of a kind as one, at the place of the first of them."""
    lines = dict.fromkeys(str(finding.line) for finding in rest if finding.line)
    named = [finding.path for finding in rest] if len(lines) < 2 else list(lines)
    more = f" and {len(named) - _NAMED:,} others" if len(named) > _NAMED else ""
    words = f"{'' if len(lines) < 2 else 'lines '}{', '.join(named[:_NAMED])}{more}"
    return replace(rest[0], found=f"{len(rest):,} more of this kind: {words}",
                   fix="mend the first ones and run the command again, which then tells the next ones")


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
