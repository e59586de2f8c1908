"""'axe-core finds no serious issue on any page type, works at 360 px and without JavaScript': a scheme's handbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import serious_issues
from tests.site.conftest import served


def pages(html: Path) -> list[str]:
    """One page of each kind that the handbook has."""
    found = sorted(place.parent.relative_to(html).as_posix() for place in html.rglob("index.html"))
    kinds = {"".join("D" if sign.isdigit() else sign for sign in page): page for page in found if "/forms/" not in page}
    forms = [page for page in found if "/forms/" in page][:1]
    return [*kinds.values(), *forms]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious_and_nothing_stands_out(
    browser: Browser, approved_html: Path, width: int
) -> None:
    found = {}
    with served(approved_html) as address:
        context = browser.new_context(viewport={"width": width, "height": 800},
                                      color_scheme="dark" if width == 360 else "light")
        page = context.new_page()
        for path in pages(approved_html):
            page.goto(f"{address}{'' if path == '.' else path + '/'}", wait_until="load")
            issues = serious_issues(page)
            wide = page.evaluate("document.documentElement.scrollWidth")
            if issues or wide > width:
                found[path] = [*issues, f"{wide} wide"]
        context.close()
    assert found == {}


def test_how_to_complain_is_one_click_away_without_javascript(browser: Browser, approved_html: Path) -> None:
    with served(approved_html) as address:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        for path in pages(approved_html):
            page.goto(f"{address}{'' if path == '.' else path + '/'}")
            assert page.locator("article a[href$='complaints/']").count() or path == "complaints", path
        context.close()


def test_no_table_is_cut_off_on_paper(browser: Browser, approved_html: Path) -> None:
    """Paper cannot be pushed sideways: the register was printed without its last columns."""
    with served(approved_html) as address:
        page = browser.new_page(viewport={"width": 650, "height": 900})   # about the width of A4 between its margins
        page.emulate_media(media="print")
        cut = {}
        for path in pages(approved_html):
            page.goto(f"{address}{'' if path == '.' else path + '/'}", wait_until="load")
            wide = page.evaluate("""Math.max(0, ...[...document.querySelectorAll("article table:not([class])")]
                .map((table) => table.getBoundingClientRect().right))""")
            if wide > 650:
                cut[path] = wide
        page.close()
    assert cut == {}
