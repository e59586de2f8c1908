"""How findings are written in the JSON of every command."""

from __future__ import annotations

from schemekit.model.finding import Finding

FORMAT = 1


def finding_mapping(finding: Finding) -> dict[str, object]:
    """A finding as `--json` prints it. Basis: schemas/report.schema.json, `$defs/finding`."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "path": finding.path,
        "found": finding.found,
        "wanted": finding.wanted,
        "why": finding.why,
        "fix": finding.fix,
    }
