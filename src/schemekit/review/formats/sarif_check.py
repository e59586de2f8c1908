"""What `schemekit check` found as a run of a SARIF log, to be shown beside the lines of the files."""

from __future__ import annotations

from collections import Counter

from schemekit.adopt.check import Checked
from schemekit.files.scheme_folder import MANIFEST
from schemekit.model.finding import Finding, Severity
from schemekit.review.formats.sarif_log import clipped, fingerprint, place_of, run_of

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def check_run(checked: Checked) -> dict[str, object]:
    """The findings as a run, the errors first."""
    found = sorted(checked.findings, key=lambda item: list(_LEVELS).index(item.severity))
    codes = sorted({item.code for item in found})
    seen: Counter[str] = Counter()
    results = []
    for item in found:
        identity = f"{item.code}\n{item.file}\n{item.path}\n{item.found}"
        seen[identity] += 1
        results.append(_result(item, codes.index(item.code), f"{identity}\n{seen[identity]}"))
    return run_of("schemekit check", [_rule(code) for code in codes], results, ())


def _rule(code: str) -> dict[str, object]:
    words = code.replace("-", " ")
    return {"id": code, "name": "".join(part.capitalize() for part in code.split("-")),
            "shortDescription": {"text": words[:1].upper() + words[1:]},
            "help": {"text": "Run 'schemekit check': it names each place, why it matters and how to mend it."},
            "properties": {"tags": ["policy"]}}


def _result(item: Finding, index: int, identity: str) -> dict[str, object]:
    why = f" {item.why}." if item.why else ""
    return {
        "ruleId": item.code, "ruleIndex": index, "level": _LEVELS[item.severity],
        "message": {"text": clipped(f"{item.found}.{why} To mend it: {item.fix}")},
        "locations": [{"physicalLocation": place_of(item.file or MANIFEST, item.line, item.column)}],
        "partialFingerprints": {"schemekitFinding/v1": fingerprint(identity)},
    }
