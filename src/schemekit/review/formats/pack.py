"""What a reviewer of a change is handed: a comment with what it means, the redlines, and the findings for a forge.

The same on a build server and on somebody's own computer. Everything is made first and written together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from schemekit.adopt.check import Checked, check
from schemekit.adopt.outcome import adoptions
from schemekit.adopt.writing import reading
from schemekit.model.finding import Finding, Severity
from schemekit.review.comparing.against_source import changes_of
from schemekit.review.comparing.since import APPROVAL, Changed, changed_since
from schemekit.review.formats.comment_limits import GITHUB_LIMIT
from schemekit.review.formats.format import MAKERS, Format, Wishes
from schemekit.review.formats.markdown import code, markdown_of, plain
from schemekit.review.formats.sarif import changes_run
from schemekit.review.formats.sarif_check import check_run
from schemekit.review.formats.sarif_log import log_of

MARK = "<!-- schemekit review -->"
"""By this line a forge's script finds the comment of the last run, to write the new one in its place."""
COMMENT, FINDINGS = "comment.md", "review.sarif"
_MOST = 20   # findings in the comment; `check` has all


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A review. Shape: `files` by name; `since` is the state compared with, empty where it is the source."""

    since: str
    changed: Changed
    checked: Checked
    files: dict[str, bytes]

    @property
    def errors(self) -> int:
        """How many things `check` found wrong."""
        return sum(item.severity is Severity.ERROR for item in self.checked.findings)

    def to_mapping(self) -> dict[str, object]:
        """The review as `--json` prints it."""
        return {
            "scheme": self.checked.scheme, "since": self.since, "files": sorted(self.files), "errors": self.errors,
            "modules": [{"module": item.module, "changed": len(item.changed), "values": len(item.values),
                         "signals": {kind.value: number for kind, number in item.counts.items() if number}}
                        for item in self.changed.comparisons],
            "new": list(self.changed.new), "gone": list(self.changed.gone),
        }


def review(root: Path, since: str, today: date, *, with_word: bool = False, limit: int = GITHUB_LIMIT) -> Pack:
    """Review a scheme: what changed since a saved state, or against the sources where none is named.

    Raises: UnknownNameError for a state that is not there; FindingsError for files that cannot be read.
    """
    checked = check(root, today)
    changed = changed_since(root, since) if since else _against_sources(root)
    files = {COMMENT: _comment(checked, changed, since, limit).encode("utf-8", "replace"),
             FINDINGS: _findings(checked, changed)}
    for item in changed.comparisons:
        wishes = Wishes(command=f"schemekit diff {item.module}", author=item.after.owner or "schemekit",
                        date=today.isoformat())
        files[f"{item.module}.html"] = MAKERS[Format.HTML](item, wishes)
        if with_word:
            files[f"{item.module}.docx"] = MAKERS[Format.DOCX](item, wishes)
    return Pack(since=since, changed=changed, checked=checked, files=files)


def _against_sources(root: Path) -> Changed:
    found = map(changes_of, adoptions(reading(root)))
    return Changed(comparisons=tuple(item for item in found if item.changed or item.values or item.notices))


def _comment(checked: Checked, changed: Changed, since: str, limit: int) -> str:
    head = "\n".join((*_head(checked, changed, since), ""))
    room = limit - len(head)
    told, kept = [], list(changed.comparisons)
    for place, item in enumerate(kept):
        # Each gets an equal part of what the ones before it left.
        part = markdown_of(item, f"schemekit diff {item.module}", room // (len(kept) - place))
        if len(part) > room:
            told.append(f"\n{len(kept) - place} more documents changed: see the files of this review.\n")
            break
        told.append(part)
        room -= len(part)
    return head + "".join(told)


def _head(checked: Checked, changed: Changed, since: str) -> Iterator[str]:
    yield MARK
    yield f"## What changed in {plain(checked.scheme, 200)}"
    yield ""
    against = f"Compared with {code(since)}." if since else "Compared with the sources."
    if since == APPROVAL:
        against = "Compared with what was approved last."
    yield f"{against} The redlines are among the files of this review."
    yield ""
    yield from (f"- {code(name)} is new: compared with its source" for name in changed.new)
    yield from (f"- {code(name)} was taken out" for name in changed.gone)
    if not (changed.comparisons or changed.gone):
        yield "No text and no value changed."
    yield ""
    yield from _check_lines([item for item in checked.findings if item.severity is not Severity.NOTE])


def _check_lines(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield "**schemekit check:** everything is in order\\."
        yield ""
        return
    errors = sum(item.severity is Severity.ERROR for item in findings)
    yield f"**schemekit check:** {errors} wrong or open, {len(findings) - errors} to look at\\."
    yield ""
    yield "| Where | What | How to mend it |"
    yield "| --- | --- | --- |"
    for item in sorted(findings, key=lambda one: one.severity is not Severity.ERROR)[:_MOST]:
        place = f"{item.file}:{item.line}" if item.line else item.file
        yield f"| {code(place)} {plain(item.path, 60)} | {plain(item.found, 240)} | {plain(item.fix, 240)} |"
    if len(findings) > _MOST:
        yield f"| | and {len(findings) - _MOST} more | schemekit check |"
    yield ""


def _findings(checked: Checked, changed: Changed) -> bytes:
    """One log with a run for what is wrong and one for each document that changed."""
    log = log_of([check_run(checked), *(changes_run(item) for item in changed.comparisons)])
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
