"""'axe-core finds no serious issue on any page type, works at 360 px and without JavaScript': a scheme's handbook."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.browser import serious_issues
from tests.office import need
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


def on_paper(browser: Browser, address: str, **settings: str) -> bytes:
    """A policy's page as Chromium prints it."""
    context = browser.new_context(**settings)   # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{address}grievance/", wait_until="load")
    pdf = page.pdf(prefer_css_page_size=True)
    context.close()
    return pdf


def test_each_sheet_says_which_text_it_is(browser: Browser, approved_html: Path) -> None:
    """'"printed copies are uncontrolled" and effective dates in print': a sheet is parted from the others."""
    with served(approved_html) as address:
        paper = PdfReader(io.BytesIO(on_paper(browser, address)))
    sheets = [" ".join(sheet.extract_text().split()) for sheet in paper.pages]
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.count("V3-0, effective from 2025-06-01. Printed copies are uncontrolled.") == 1, number
        assert f"Page {number} of {len(sheets)}" in sheet


def test_paper_is_the_same_from_a_dark_screen(browser: Browser, approved_html: Path, tmp_path: Path) -> None:
    """The foot of a sheet was pale grey."""
    program = need("pdftoppm", "poppler-utils")
    drawn = []
    with served(approved_html) as address:
        for scheme in ("light", "dark"):
            (tmp_path / f"{scheme}.pdf").write_bytes(on_paper(browser, address, color_scheme=scheme))
            subprocess.run([program, "-r", "60", "-png", f"{scheme}.pdf", scheme], cwd=tmp_path, check=True)
            drawn.append([place.read_bytes() for place in sorted(tmp_path.glob(f"{scheme}-*.png"))])
    assert drawn[0] == drawn[1]


def test_a_heading_is_not_left_alone_at_the_foot_of_a_sheet(browser: Browser, approved_html: Path) -> None:
    with served(approved_html) as address:
        page = browser.new_page()
        page.emulate_media(media="print")
        page.goto(f"{address}grievance/", wait_until="load")
        kept = page.evaluate("""[...document.querySelectorAll("article :is(h1, h2, h3)")]
            .map((heading) => getComputedStyle(heading).breakAfter)""")
        page.close()
    assert set(kept) == {"avoid"}


def test_dates_do_not_break_on_a_phone(browser: Browser, approved_html: Path) -> None:
    """'2027-' on one line and '03-01' on the next is no date."""
    with served(approved_html) as address:
        page = browser.new_page(viewport={"width": 360, "height": 800})
        broken = {}
        for path in pages(approved_html):
            page.goto(f"{address}{'' if path == '.' else path + '/'}", wait_until="load")
            found = page.evaluate("""() => {
                const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
                const broken = [];
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    for (const date of node.textContent.matchAll(/\\b\\d{4}-\\d{2}-\\d{2}\\b/g)) {
                        const range = document.createRange();
                        range.setStart(node, date.index);
                        range.setEnd(node, date.index + date[0].length);
                        const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
                        if (tops.size > 1) broken.push(node.textContent);
                    }
                }
                return broken;
            }""")
            if found:
                broken[path] = found
        page.close()
    assert broken == {}
