"""'Html matrix: items × modules, self-contained, readable on paper and at 360 px, light/dark, axe clean.'"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from schemekit.crosswalk.coverage import coverage
from schemekit.crosswalk.evidence import AdoptedClauses, ClauseState
from schemekit.review.coverage.clause import StandingClause
from schemekit.review.coverage.covered import Cause, Coverage, FrameworkCoverage, ItemChange
from schemekit.review.coverage.page import html_of
from tests.browser import Watched, opened, serious_issues
from tests.crosswalk.samples import crosswalk, framework

TREE = framework(("7", ""), ("7.1", "7"), ("7.2", "7"))


def sample(modules: int = 3, evil: str = "") -> Coverage:
    """A coverage of so many modules; `evil` stands wherever others write words."""
    names = [f"module-{number}" for number in range(modules)]
    walks = [crosswalk("notice equal 7.1", "waiver subset 7.2", "refund supports 7.2", "- none 7", module=name)
             for name in names]
    states = {"notice": ClauseState.KEPT, "waiver": ClauseState.ADAPTED, "refund": ClauseState.KEPT}
    items = coverage(TREE, walks, [AdoptedClauses(module=name, version="1.0.0", states=states) for name in names])
    clauses = {(name, clause): StandingClause(
        module=name, clause=clause, label=f"3 {clause} {evil}", raw=f"## {clause}\n\nThe words of it. {evil}\n",
        text="The words of it.", force="requirement", values=(f"Time 5 days {evil}",), version="1.0.0",
        since=f"approved by Board {evil}", state=state, did="in words of its own" if clause == "waiver" else "",
        reason=evil, link="javascript:alert(1)" if evil else "https://example.org/h/#a")
        for name in names for clause, state in states.items()}
    change = ItemChange(item=items[2], before="addresses", step=-1, causes=(
        Cause(module="module-0", clause="waiver", words="in words of its own", reason=evil or "our statutes"),))
    one = FrameworkCoverage(framework=TREE, items=items, changes=(change,), notes=(f"A note. {evil}",))
    return Coverage(name=f"Northern Minerals {evil}".strip(), language="en", frameworks=(one,), clauses=clauses,
                    modules=tuple((name, "1.0.0") for name in names), since="HEAD~1", notices=(evil or "A notice.",),
                    own=(replace(clauses["module-0", "notice"], clause="own"),))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("page") / "coverage.html"
    made.write_text(html_of(sample()), encoding="utf-8")
    return made


@pytest.fixture
def narrow(browser: Browser, file: Path) -> Iterator[Watched]:
    with opened(browser, file, viewport={"width": 360, "height": 800}) as found:
        yield found


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_serious_and_nothing_is_asked_for(browser: Browser, file: Path, colours: str) -> None:
    with opened(browser, file, viewport={"width": 1280, "height": 800}, color_scheme=colours) as found:
        assert serious_issues(found.page) == []
        assert found.requests == [file.as_uri()]
        assert found.errors == []


def test_nothing_is_out_of_sight_at_360_px(narrow: Watched) -> None:
    page = narrow.page
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".matrix tbody tr").first.locator("td.cell").first.is_visible()
    assert serious_issues(page) == []


def test_fifty_modules_fit_on_a_telephone_and_stand_upright_on_a_screen(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "coverage.html"
    file.write_text(html_of(sample(50)), encoding="utf-8")
    with opened(browser, file, viewport={"width": 360, "height": 800}) as found:
        page = found.page
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 1280
        assert page.locator(".matrix.many thead th.module").count() == 50


def test_the_matrix_has_the_items_by_the_modules(narrow: Watched) -> None:
    table = narrow.page.locator(".matrix")
    heads = table.locator("thead th.module").count()
    assert table.locator("tbody tr").count() == 3
    assert table.locator("tbody tr").nth(1).locator("td.cell").count() == heads
    assert "addresses" in table.locator("tbody tr").nth(1).locator("td.cell").first.inner_text()
    assert "gap stated" in table.locator("tbody tr").first.inner_text()


def test_paper_holds_every_clause(browser: Browser, file: Path, tmp_path: Path) -> None:
    with opened(browser, file) as found:
        found.page.pdf(path=tmp_path / "coverage.pdf", prefer_css_page_size=True)
    text = "".join(page.extract_text() for page in PdfReader(tmp_path / "coverage.pdf").pages)
    assert "Items and modules" in text
    assert text.count("The words of it.") == html_of_count(file)
    page = PdfReader(tmp_path / "coverage.pdf").pages[0].mediabox
    assert page.width > page.height


def html_of_count(file: Path) -> int:
    return file.read_text(encoding="utf-8").count("The words of it.")


def test_the_same_coverage_gives_the_same_bytes() -> None:
    assert html_of(sample()) == html_of(sample())


def test_words_of_others_are_never_markup(browser: Browser, tmp_path: Path) -> None:
    """'A hostile library harms nobody.'"""
    evil = "</style><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'{{ 7*7 }}"
    file = tmp_path / "evil.html"
    file.write_text(html_of(sample(evil=evil)), encoding="utf-8")
    with opened(browser, file) as found:
        assert found.dialogs == []
        assert found.requests == [file.as_uri()]
        assert found.page.locator("script, img").count() == 0
        assert found.page.locator("a[href^='javascript']").count() == 0
    assert "\u202e" not in file.read_text(encoding="utf-8")
    assert "49" not in file.read_text(encoding="utf-8").partition("</style>")[2]
