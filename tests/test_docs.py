"""The docs: every decision is listed once and in order, every page is in the menu, every test named is there."""

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


def test_every_page_is_in_the_menu_once() -> None:
    menu = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    listed = re.findall(r"^ +- (?:[^\n]*: )?([\w/-]+\.md)$", menu, re.MULTILINE)
    assert sorted(listed) == sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/security-model.md"])
def test_the_tests_that_hold_a_promise_are_there(page: str) -> None:
    named = set(re.findall(r"`(tests/[^`]+)`", (ROOT / page).read_text(encoding="utf-8")))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []
