"""This project's own site: hand-written pages, reference and catalogue together, without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

LOADED = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=[\"']?(https?:)?//[^\"'> ]*[^>]*>")


@pytest.mark.parametrize("place", [
    "reference", "reference/commands/update", "reference/files/module", "reference/reports/diff",
    "docs/tutorials/first-handbook", "docs/how-to", "docs/explanation", "docs/security-model", "docs/decisions",
    "components", "components/recognition", "components/working-group/terms-of-reference",
])
def test_it_has_its_parts(built_library_site: Path, place: str) -> None:
    """'`--strict` has no warning; every link and anchor is checked': a warning fails the fixture."""
    assert (built_library_site / place / "index.html").is_file()


def test_the_first_page_leads_to_the_three_users_and_the_parts(built_library_site: Path) -> None:
    home = (built_library_site / "index.html").read_text("utf-8")
    article = home[home.index("<article"):]
    for lead in ("docs/tutorials/first-handbook/", "docs/tutorials/publish-a-module/",
                 "docs/tutorials/review-a-scheme/", "catalogue/", "evidence/", "reference/", "docs/how-to/"):
        assert f'href="{lead}"' in article


def test_the_menu_has_few_entries(built_library_site: Path) -> None:
    """Its first level fits a screen; each further one is opened where one is."""
    home = (built_library_site / "index.html").read_text("utf-8")
    menu = home[home.index('class="md-nav md-nav--primary'):home.index("<article")]
    assert len(re.findall(r'<li class="md-nav__item[^"]*"', menu)) <= 20


def test_nothing_is_loaded_from_another_host(built_library_site: Path) -> None:
    loaded = {match[0] for page in built_library_site.rglob("*.html")
              for match in LOADED.finditer(page.read_text("utf-8"))}
    assert {tag for tag in loaded if 'rel="canonical"' not in tag and 'rel="prev"' not in tag
            and 'rel="next"' not in tag} == set()
