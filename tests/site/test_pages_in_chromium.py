"""'axe-core finds no serious issue on any page type, works at 360 px and without JavaScript, dark and light.'"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser import PATIENCE, serious_issues

KINDS = {
    "home": "", "hand-written": "docs/licences/", "catalogue": "catalogue/", "tags": "tags/", "module": "grievance/",
    "history": "grievance/history/", "text": "grievance/1.1.3/", "latest": "grievance/latest/",
    "blanks": "grievance/1.1.3/parameters/", "form": "grievance/1.1.3/forms/complaint-form/",
    "register": "grievance/1.1.3/forms/register/", "evidence": "evidence/ungp-31/", "evidence-list": "evidence/",
    "redlines": "grievance/redlines/", "redline": "grievance/redlines/1.0.0..1.1.0.html",
    "tutorial": "docs/tutorials/first-handbook/",
    "command": "reference/commands/module/", "fields": "reference/files/module/", "files": "reference/files/",
}
CHECKED = [kind for kind in KINDS if kind not in ("latest", "redline")]
FIRST_PAGE = 300_000   # bytes


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("scheme", "width", "kinds"), [
    ("light", 1280, CHECKED), ("dark", 360, CHECKED), ("dark", 1280, ["catalogue"]), ("light", 360, ["catalogue"]),
])
def test_axe_finds_nothing_serious_and_nothing_stands_out_sideways(
    browser: Browser, library_address: str, scheme: Literal["light", "dark"], width: int, kinds: list[str]
) -> None:
    """Colours do not hang on the width, nor the layout on colours: each of them twice says all; the frame in all four.

    That of a redline is checked in tests/review; the newest text stands under `latest` too. No page asks another host
    for anything meanwhile, as axe itself does not.
    """
    found = {}
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    asked = noted(page)
    for kind in kinds:
        page.goto(f"{library_address}{KINDS[kind]}", wait_until="load")
        issues = serious_issues(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        if issues or wide > width:
            found[kind] = [*issues, f"{wide} wide"]
    context.close()
    assert found == {}
    assert elsewhere(asked, library_address) == []


def noted(page: Page) -> list[str]:
    """The addresses that a page asks for, from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def elsewhere(asked: list[str], address: str) -> list[str]:
    """Those of them that are not on the site."""
    return [url for url in asked if not url.startswith((address, "data:", "blob:"))]


def test_no_page_asks_another_host_for_anything(page: Page, library_address: str) -> None:
    """The kinds of pages that axe does not see; while it looks at the others, the same is asked of them."""
    asked = noted(page)
    for path in (path for kind, path in KINDS.items() if kind not in CHECKED):
        page.goto(f"{library_address}{path}", wait_until="load")
    assert len(asked) > 2
    assert elsewhere(asked, library_address) == []


def test_the_first_page_is_light(page: Page, library_address: str) -> None:
    """'First page under 300 kB', as a static host sends it, compressed as every one does."""
    import gzip

    sizes: dict[str, int] = {}

    def weigh(request: Request) -> None:
        answer = request.response()
        if answer is not None and answer.ok:
            sizes[request.url] = len(gzip.compress(answer.body(), mtime=0))

    page.on("requestfinished", weigh)
    page.goto(library_address, wait_until="networkidle")
    assert sum(sizes.values()) < FIRST_PAGE, sizes


def test_everything_is_there_without_javascript(browser: Browser, library_address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(library_address)
    page.goto(f"{library_address}catalogue/")
    page.get_by_role("link", name="Grievance, complaints and appeals").first.click()
    page.get_by_role("link", name="Read version 1.1.3").click()
    assert page.get_by_role("heading", name="7.2 Acknowledgement").is_visible()
    page.goto(f"{library_address}grievance/1.1.3/#acknowledgement")
    assert page.get_by_text("within 5 working days of receipt").first.is_visible()
    context.close()


@pytest.mark.parametrize("typed", [
    "acknowledge complaint", "acknowledge a complaint", "How long to acknowledge?",
    "how long does a scheme have to acknowledge a complaint?",
])
def test_search_finds_a_clause(page: Page, library_address: str, typed: str) -> None:
    """'Search finds clauses': how long has a scheme to acknowledge a complaint?

    In the words of whoever asks: the "a" of a question found every title with an a in it, and the clause nowhere.
    """
    page.goto(library_address)
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(typed)
    page.locator(".md-search__input").press("End")   # the theme waits for a key to be let go
    best = page.locator(".md-search-result__item:nth-child(-n+2) a[href*='grievance/1.1.3/'][href$='#acknowledgement']")
    best.first.wait_for(state="attached")
    result = page.locator(".md-search-result__item a[href*='grievance/1.1.3/'][href$='#acknowledgement']").first
    result.wait_for(state="attached")
    result.evaluate("link => link.click()")   # the results of one page are folded but for the best
    page.wait_for_url("**/grievance/1.1.3/?h=*#acknowledgement")
    assert page.get_by_role("heading", name="7.2 Acknowledgement").is_visible()


def test_from_a_framework_item_to_the_history_of_a_clause_in_three_clicks(page: Page, library_address: str) -> None:
    page.goto(f"{library_address}evidence/")
    page.get_by_role("link", name="UN Guiding Principles, principle 31").first.click()
    page.get_by_role("link", name="grievance 7.2 Acknowledgement").first.click()
    clause = page.locator("#acknowledgement")
    assert clause.inner_text().startswith("7.2 Acknowledgement")
    page.locator("#acknowledgement + p").get_by_role("link", name="history").click()
    page.wait_for_url("**/grievance/history/#acknowledgement")
    assert "first released" in page.locator("#acknowledgement + ul").inner_text()


def test_a_blank_leads_to_its_range(page: Page, library_address: str) -> None:
    page.goto(f"{library_address}grievance/1.1.3/")
    page.locator("#acknowledgement ~ p a.blank").first.click()
    page.wait_for_url("**/grievance/1.1.3/parameters/#p-acknowledge_days")
    assert page.get_by_text("1 to 10 working days").first.is_visible()


def test_the_catalogue_is_narrowed_down(page: Page, library_address: str) -> None:
    """'Tags and filters by topic, type, licence, language.'"""
    page.goto(f"{library_address}catalogue/")
    told = page.locator(".filter-told")
    assert told.inner_text() == "3 of 3 modules"
    page.get_by_label("Topic").select_option("remedy")
    assert (told.inner_text(), page.locator("tbody tr:visible").count()) == ("1 of 3 modules", 1)
    page.get_by_label("Topic").select_option("all")
    page.get_by_label("Licence").select_option("CC-BY-4.0")
    page.get_by_label("Language").select_option("en")
    assert told.inner_text() == "3 of 3 modules"
    page.get_by_role("link", name="remedy", exact=True).click()
    page.wait_for_url("**/tags/#topic-remedy")


def test_paper_is_white_whatever_the_screen_is(browser: Browser, library_address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{library_address}docs/sites/")
    page.emulate_media(media="print", color_scheme="dark")
    page.wait_for_function(   # colours change slowly
        "getComputedStyle(document.querySelector('.md-typeset pre code')).backgroundColor === 'rgb(245, 245, 245)'")
    told = page.evaluate("""() => ["body", ".md-typeset p", ".md-typeset pre code"].map((name) => {
        const style = getComputedStyle(document.querySelector(name));
        return [style.color, style.backgroundColor];
    })""")
    assert told[0] == ["rgba(0, 0, 0, 0.87)", "rgb(255, 255, 255)"]
    assert told[1][0] == "rgba(0, 0, 0, 0.87)"
    assert told[2] == ["rgb(54, 70, 78)", "rgb(245, 245, 245)"]
    context.close()


def test_an_empty_head_takes_no_room_and_the_table_stays_one(page: Page, library_address: str) -> None:
    page.goto(f"{library_address}grievance/1.1.3/")
    table = page.locator("table:not(:has(th:not(:empty)))").first
    head, first = table.locator("thead").bounding_box(), table.locator("tbody tr").first.bounding_box()
    box = table.bounding_box()
    assert head is not None
    assert first is not None
    assert box is not None
    assert head["height"] <= 1
    assert first["y"] - box["y"] < 3
    assert page.get_by_role("table").count() == page.locator("table").count()


def test_the_history_leads_to_the_words_of_each_release(page: Page, library_address: str) -> None:
    page.goto(f"{library_address}grievance/history/")
    lines = page.locator("#independence + ul")
    assert "(5.5 → 5.4)" in lines.inner_text()
    page.locator("#independence + ul").get_by_role("link", name="1.0.0", exact=True).click()
    page.wait_for_url("**/grievance/1.0.0/#independence")
    assert page.locator("#independence").inner_text().startswith("5.5")
    assert page.get_by_text("This is an older version; the newest is 1.1.3.").is_visible()
