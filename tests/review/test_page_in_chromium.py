"""The page as a reader uses it: without network, light and dark, wide and at 400 px, by keyboard, on paper."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from schemekit.review.formats.page import html_of
from tests.browser import Watched, opened, serious_issues
from tests.office import need
from tests.review.comparisons import comparison, sample, with_document
from tests.review.test_page import hostile

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 400, "height": 800}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the small comparison, and of a form that comes with it."""
    form = comparison("# Register\n\n## Columns { #columns }\n\nOne column.\n",
                      "# Register\n\n## Columns { #columns }\n\nTwo columns.\n",
                      file="forms/register.md", title="Case register")
    made = tmp_path_factory.mktemp("page") / "redline.html"
    made.write_text(html_of(with_document(sample(), form)), encoding="utf-8")
    return made


@pytest.fixture
def watched(browser: Browser, file: Path) -> Iterator[Watched]:
    with opened(browser, file, viewport=WIDE) as found:
        yield found


def clauses(page: Page) -> list[str]:
    """The headings of the changes that are shown, in their order on the page."""
    headings = page.locator(".clause:visible h3").all()
    return [heading.inner_text().split("\n")[0] for heading in headings]


def focused(page: Page) -> str:
    """The id of what has the focus."""
    found: str = page.evaluate("document.activeElement.id")
    return found


ALL = ["2.1 Acknowledgement", "5 Publication", "5 Fees", "2.2 Admissibility", "2 Filing", "3 No retaliation",
       "6 Records", "1 Columns"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "400px"])
def test_axe_finds_nothing_serious(browser: Browser, file: Path, scheme: str, size: dict[str, int]) -> None:
    """'axe-core finds no serious/critical issue in light, dark, inline, side-by-side, at 400 px and 1280 px'; and
    'no sideways scroll at 400 px'."""
    with opened(browser, file, viewport=size, color_scheme=scheme) as found:
        page = found.page
        page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        for view in ("inline", "side"):
            page.locator(f"input[value={view}]").check()
            assert serious_issues(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        if size is WIDE:
            page.keyboard.press("?")
            assert serious_issues(page) == []


def test_nothing_of_the_head_is_out_of_sight_at_400_px(browser: Browser, file: Path) -> None:
    """'rows stack as blocks at small widths; nothing in the head needs sideways pushing'; and it stays a table."""
    with opened(browser, file, viewport=NARROW) as found:
        page = found.page
        widths = page.evaluate("""[...document.querySelectorAll('.kinds, .values')].map((table) => [
            table.parentElement.scrollWidth - table.parentElement.clientWidth,
            Math.max(...[...table.querySelectorAll('tbody *')].map((one) => one.getBoundingClientRect().right))])""")
        assert [(pushed, right <= 400) for pushed, right in widths] == [(0, True), (0, True)]
        heads = page.get_by_role("table").first.get_by_role("columnheader", include_hidden=True).all_inner_texts()
        assert heads == ["Kind", "Clauses", "Which clauses"]


def test_nothing_is_asked_for_and_nothing_goes_wrong(watched: Watched, file: Path) -> None:
    """'Chromium with network blocked sees no request'."""
    watched.page.locator("input[value=side]").check()
    assert (watched.requests, watched.dialogs, watched.errors) == ([file.as_uri()], [], [])


def test_hostile_words_do_nothing(browser: Browser, tmp_path: Path) -> None:
    """'hostile texts (</script>, <img onerror>, javascript:, very long words, RTL override characters) do nothing'."""
    made = tmp_path / "hostile.html"
    made.write_text(html_of(hostile()), encoding="utf-8")
    with opened(browser, made, viewport=NARROW) as found:
        found.page.locator("input[value=side]").check()
        found.page.keyboard.press("n")
        assert (found.requests, found.dialogs, found.errors) == ([made.as_uri()], [], [])
        assert found.page.locator("img, a[href^=javascript]").count() == 0
        assert found.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


class TestKeys:
    """'keyboard: n/p or j/k next/previous change, i/s inline/side by side, ? help'."""

    def test_next_and_previous(self, watched: Watched) -> None:
        page = watched.page
        seen = []
        for key in "njjkp":
            page.keyboard.press(key)
            seen.append(focused(page))
        assert seen == ["c-acknowledgement", "c-publication", "c-fees", "c-publication", "c-acknowledgement"]

    @pytest.mark.parametrize("is_open", [False, True], ids=["filter-folded", "filter-open"])
    def test_where_they_lead_is_not_under_the_tools(self, watched: Watched, is_open: bool) -> None:
        page = watched.page
        if is_open:
            page.locator(".filter > summary").click()
        # The page measures its tools after they were drawn; a person's next key comes later than this one.
        page.wait_for_function("() => parseFloat(document.documentElement.style.scrollPaddingTop) "
                               ">= document.querySelector('.tools').offsetHeight")
        page.keyboard.press("n")
        tools = page.locator(".tools").bounding_box()
        heading = page.locator("#c-acknowledgement h3").bounding_box()
        assert tools is not None
        assert heading is not None
        assert heading["y"] >= tools["y"] + tools["height"]

    def test_they_go_past_what_the_filter_hides(self, watched: Watched) -> None:
        watched.page.locator(".filter > summary").click()
        watched.page.locator("input[value=force]").uncheck()
        watched.page.keyboard.press("n")
        assert focused(watched.page) == "c-acknowledgement"   # its value is looser, too
        watched.page.keyboard.press("n")
        assert focused(watched.page) == "c-fees"

    def test_views(self, watched: Watched) -> None:
        page = watched.page
        page.keyboard.press("s")
        assert page.locator("input[value=side]").is_checked()
        assert page.url.endswith("#view=side")
        cells = page.locator("#c-acknowledgement .pair.differs .text")
        # What a screen reader says before and after a mark is no part of its words.
        assert [cell.inner_text() for cell in cells.all()] == [
            "The Secretariat shall acknowledge a complaint within 5 working days. The acknowledgement shall name the "
            "person who is in charge of the case, see records.",
            "The Secretariat should acknowledge a complaint within 10 working days. The acknowledgement shall name "
            "the person who is in charge of the case, see records."]
        page.keyboard.press("i")
        assert page.locator(".both:visible").count() == 0
        assert "#" not in page.url

    def test_help_opens_closes_and_turns_the_keys_off(self, watched: Watched) -> None:
        """Basis: WCAG 2.1.4: keys of one letter can be turned off."""
        page = watched.page
        page.keyboard.press("?")
        assert page.locator("#keys").is_visible()
        page.locator("#use-keys").uncheck()
        page.keyboard.press("Escape")
        assert not page.locator("#keys").is_visible()
        page.keyboard.press("s")
        assert page.locator("input[value=inline]").is_checked()

    def test_keys_with_control_are_the_browsers(self, watched: Watched) -> None:
        watched.page.keyboard.press("Control+s")
        assert watched.page.locator("input[value=inline]").is_checked()

    def test_everything_is_reached_with_tab_and_is_seen_to_be(self, watched: Watched) -> None:
        """'all reachable by Tab with visible focus; skip link'."""
        page = watched.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        reached = set()
        for _ in range(60):
            page.keyboard.press("Tab")
            name, outline = page.evaluate("""() => {
                const at = document.activeElement, style = getComputedStyle(at.matches(".switch input")
                  ? at.nextElementSibling : at);
                return [at === document.body ? "" : at.id || at.value || at.textContent.trim(), style.outlineStyle];
            }""")
            if not name:   # past the last one
                break
            assert outline != "none", name
            reached.add(name)
        assert {"inline", "rank", "previous", "next", "help", "Filter", "records",
                "1 unchanged clause: 4 Appeals"} <= reached


class TestFilter:
    """'filter by significance (checkboxes with counts; nothing hidden silently: says 12 of 40 shown)'."""

    def test_by_kind(self, watched: Watched) -> None:
        page = watched.page
        assert clauses(page) == ALL
        page.locator(".filter > summary").click()
        page.locator("#none").click()
        assert (clauses(page), page.locator("#shown").inner_text()) == (
            [], "0 of 8 changes shown, 8 hidden by the filter")
        page.locator("input[value=force]").check()
        assert clauses(page) == ALL[:3]
        assert page.locator("#shown").inner_text() == "3 of 8 changes shown, 5 hidden by the filter"
        page.locator("input[value=down]").check()
        assert clauses(page) == ALL[:2]
        page.locator("input[value=missing]").check()
        assert clauses(page) == ["5 Publication"]
        page.locator("#all").click()
        assert (clauses(page), page.locator("#shown").inner_text()) == (ALL, "8 of 8 changes shown")

    def test_a_link_to_what_is_hidden_shows_it(self, watched: Watched) -> None:
        page = watched.page
        page.locator(".filter > summary").click()
        page.locator("#none").click()
        page.locator(".kinds a", has_text="Fees").first.click()
        assert page.locator("#c-fees").is_visible()
        page.goto(f"{page.url.partition('#')[0]}#c-appeals")
        assert page.locator("#c-appeals").is_visible()


def test_order_of_the_text(watched: Watched) -> None:
    """'in order of significance or of the text (switch)', with the documents' titles and the unchanged between."""
    page = watched.page
    page.locator("input[value=place]").check()
    found = page.evaluate("""[...document.getElementById("clauses").children].map((part) =>
        (part.querySelector("summary") ?? part.querySelector("h3") ?? part).innerText.trim())""")
    assert found == [
        "Grievance procedure", "Unchanged: before the first clause", "1 unchanged clause: 1 Purpose", "2 Filing",
        "2.1 Acknowledgement", "2.2 Admissibility", "3 No retaliation", "1 unchanged clause: 4 Appeals",
        "5 Publication", "5 Fees", "6 Records", "Case register", "1 Columns"]
    page.locator("input[value=rank]").check()
    assert clauses(page) == ALL


def test_without_javascript_everything_is_there(browser: Browser, file: Path) -> None:
    with opened(browser, file, viewport=NARROW, java_script_enabled=False) as found:
        assert clauses(found.page) == ALL
        assert not found.page.locator(".tools").is_visible()
        assert found.page.get_by_text("Without JavaScript all changes are shown").is_visible()


def test_marks_are_said_aloud_and_seen_without_colour(watched: Watched) -> None:
    """'real <del>/<ins> with screen-reader words; colour never alone: strike-through/underline'."""
    told = watched.page.evaluate("""["del", "ins"].map((tag) => {
        const mark = document.querySelector(`.text ${tag}`);
        return [getComputedStyle(mark, "::before").content, getComputedStyle(mark).textDecorationLine];
    })""")
    assert told == [['" [gone: "', "line-through"], ['" [new: "', "underline"]]


def test_printed_it_holds_all_changes_and_both_names_on_each_sheet(watched: Watched, tmp_path: Path) -> None:
    """'print to PDF has all changes'; 'header with both sides'."""
    made = tmp_path / "printed.pdf"
    watched.page.locator("input[value=side]").check()
    watched.page.locator("input[value=inline]").check()
    watched.page.pdf(path=made, prefer_css_page_size=True)
    sheets = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(made).pages]
    # What is said aloud only has to stay off the paper: pdftotext reads what is seen.
    seen = subprocess.run([need("pdftotext", "poppler-utils"), str(made), "-"], capture_output=True, text=True,
                          check=True).stdout
    assert len(sheets) < 6
    for sheet in sheets:
        assert "grievance 1.1.0, as published (Example Forest Council) → grievance, your text" in sheet
    whole = " ".join(seen.split())
    for words in ("or a witness", "The Secretariat shall publish a summary", "up to 50 euros", "Complaints officer",
                  "by telephone or in person", "OneTwo column"):
        assert words in whole or words.replace("OneTwo", "Two") in whole
    assert "By significance" not in whole
    assert "changes shown" not in whole


def test_what_a_filter_hides_is_told_on_paper_too(watched: Watched, tmp_path: Path) -> None:
    """'nothing hidden silently'."""
    watched.page.locator(".filter > summary").click()
    watched.page.locator("input[value=missing]").check()
    watched.page.pdf(path=tmp_path / "part.pdf", prefer_css_page_size=True)
    whole = " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "part.pdf").pages).split())
    assert "3 of 8 changes shown, 5 hidden by the filter" in unicodedata.normalize("NFKC", whole)   # fi is one letter
    assert "up to 50 euros" not in whole
