"""A SARIF log: what every run of ours has in common, whatever it found.

Basis: SARIF 2.1.0 (OASIS, with errata 01), and what GitHub's code scanning reads of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from schemekit import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""The top of the scheme, which is the top of the repository where a forge shows it."""
RESULTS = 25_000      # GitHub takes no more of one run
_MARKS = re.compile(r"[\[\]\\]")
_WORDS = 900          # characters of one message: the views cut longer ones


def log_of(runs: Sequence[dict[str, object]]) -> dict[str, object]:
    """The runs as a log, for a JSON file."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": list(runs)}


def run_of(
    category: str, rules: Sequence[dict[str, object]], results: Sequence[dict[str, object]], notices: Sequence[str]
) -> dict[str, object]:
    """One run. Shape: `category` keeps the results of one kind together on a forge; results beyond RESULTS are left out
    and counted among the notices.
    """
    told = [*notices, *([f"{len(results) - RESULTS} more findings are left out"] if len(results) > RESULTS else [])]
    invocation: dict[str, object] = {"executionSuccessful": True}
    if told:
        invocation["toolExecutionNotifications"] = [
            {"level": "note", "message": {"text": clipped(notice)}} for notice in told]
    return {
        "tool": {"driver": {
            "name": "schemekit", "version": __version__, "semanticVersion": __version__,
            "informationUri": "https://example.org/schemekit", "rules": list(rules),
        }},
        "automationDetails": {"id": f"{category}/"},
        "invocations": [invocation],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top folder of the scheme."}}},
        "columnKind": "unicodeCodePoints",
        "results": list(results[:RESULTS]),
    }


def place_of(path: str, line: int, column: int = 0) -> dict[str, object]:
    """A line of a file of the scheme. Units: both count from 1; 0 where they are not known."""
    region = {"startLine": max(line, 1), **({"startColumn": column} if column else {})}
    return {"artifactLocation": {"uri": quote(path, safe="/"), "uriBaseId": ROOT}, "region": region}


def fingerprint(identity: str) -> str:
    """By what was found and not by its line, so that an edit elsewhere in the text makes nothing new of it."""
    return hashlib.sha256(identity.encode()).hexdigest()


def clipped(words: str) -> str:
    """A message on one line, as long as the views show one; what would be a link in it stays words.

    Basis: SARIF 2.1.0, 3.11.6, where brackets and backslashes of a plain text with links in it are written so.
    """
    told = " ".join(words.split())
    told = told if len(told) <= _WORDS else f"{told[: _WORDS - 2]} …"
    return _MARKS.sub(r"\\\g<0>", told) if "](" in told else told
