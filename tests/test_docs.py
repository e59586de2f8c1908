"""The docs: every decision is listed once and in order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


@pytest.mark.parametrize(("listing", "entry"), [
    pytest.param("docs/decisions/index.md", r"^- \[(?P<number>\d+)\. [^\]]+\]\((?P<file>[^)]+)\)$", id="index"),
    pytest.param("mkdocs.yml", r"^ +- decisions/(?P<file>(?P<number>\d{4})-.+)$", id="navigation"),
])
def test_every_decision_is_listed_once_in_the_order_of_the_numbers(listing: str, entry: str) -> None:
    found = list(re.finditer(entry, (ROOT / listing).read_text(encoding="utf-8"), re.MULTILINE))
    decisions = sorted(path.name for path in DOCS.glob("decisions/0*.md"))
    assert [match["file"] for match in found] == decisions
    assert [int(match["number"]) for match in found] == [int(name[:4]) for name in decisions]
    assert [int(name[:4]) for name in decisions] == list(range(1, len(decisions) + 1))
