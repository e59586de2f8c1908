"""A paper as tagged PDF, as a page, and as Markdown; hostile words in it do nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from schemekit.errors import SchemekitError
from schemekit.model.paper import Paper, PaperPart
from schemekit.word.paper import docx_of, html_of, markdown_of, pdf_of
from tests.word.samples import NUMBERS, small_paper

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SECRET = "kept-out-of-papers"


def hostile(secret: Path) -> Paper:
    """Words that are code to typst, HTML or Markdown, in every place that a paper has."""
    words = (f'#read("{secret}") #import "@preview/x:1.0.0" #include "main.typ" $x$ `#sys` @ref <a> *b* _c_ '
             f'\\ ] }} "); #panic() </title><script>alert(1)</script> [x](javascript:alert(1)) ![p]({secret})')
    raw = "\n".join((
        f'`#read("{secret}")`{{=typst}}', "", "```{=typst}", f'#read("{secret}")', "```", "",
        f'[styled]{{typst:text:fill=\'read("{secret}")\' custom-style="Title"}}', "",
        f"::: {{typst:block:width='read(\"{secret}\")'}}", "inside", ":::", "",
        '`<w:p/>`{=openxml}', "", '<script>alert(2)</script>', "", "[go](javascript:alert(3))", "",
        f"![seen]({secret})"))
    clause = f"# T\n\n## {words} {{ #a }}\n\n{words}\n\n{raw}\n\n| {words} |\n|---|\n| x |\n"
    return Paper(title=words, owner=words, footer=words, facts=((words, words),), language='en"><script>',
                 parts=(PaperPart(title=words, markdown=clause, file="policy.md"),
                        PaperPart(title=words, markdown=clause, file="forms/x.md")), properties=((words, words),))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_of(small_paper())


class TestPdf:
    """'PDF tagged (PDF/UA)'."""

    def test_it_is_tagged(self, pdf: bytes) -> None:
        reader = PdfReader(BytesIO(pdf))
        catalogue = reader.trailer["/Root"].get_object()
        assert catalogue["/MarkInfo"]["/Marked"].value is True  # type: ignore[index]  # PDF objects are mappings
        assert catalogue["/Lang"].lower().startswith("en")  # type: ignore[index]
        assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True  # type: ignore[index]
        kinds = set()
        waiting = [catalogue["/StructTreeRoot"]]  # type: ignore[index]
        while waiting:
            found = waiting.pop()
            found = found.get_object() if hasattr(found, "get_object") else found
            if isinstance(found, list):
                waiting += found
            elif isinstance(found, dict):
                kinds.add(found.get("/S"))
                waiting.append(found.get("/K", []))
        assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/TOC", "/Link", "/BlockQuote"} <= kinds
        assert "/Figure" not in kinds, "a table is no picture"

    def test_what_it_says_of_itself(self, pdf: bytes) -> None:
        reader = PdfReader(BytesIO(pdf))
        assert reader.metadata is not None
        assert (reader.metadata.title, reader.metadata.author) == ("Complaints procedure",
                                                                   "Northern Minerals Initiative")
        packet = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
        assert re.search(r"pdfuaid:part>1<", packet)
        assert [item.title for item in reader.outline if not isinstance(item, list)]== [
            "1 Purpose", "2 Records", "Annex A Complaint form"]

    def test_what_is_on_its_pages(self, pdf: bytes) -> None:
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
        assert len(pages) == 3
        for number in NUMBERS:
            assert f"{number} " in pages[1] + pages[2]
        assert 'by "e-mail" -- or call...' in pages[1]
        assert "Page 3 of 3" in pages[2]
        assert all("Printed copies are uncontrolled." in page for page in pages)

    def test_the_same_bytes_each_time(self, pdf: bytes) -> None:
        assert pdf_of(small_paper()) == pdf

    @pytest.mark.parametrize("changes", [
        {"facts": (), "owner": "", "footer": "", "has_contents": False}, {"language": "zh-Hant-TW"}, {"language": ""},
        {"parts": (PaperPart(title="", markdown=""),)},
    ])
    def test_papers_with_less(self, changes: dict[str, object]) -> None:
        assert pdf_of(small_paper(**changes)).startswith(b"%PDF-")

    def test_a_letter_that_no_font_has(self) -> None:
        """What, why and fix, and not the words of a program that nobody has heard of."""
        with pytest.raises(SchemekitError) as caught:
            pdf_of(small_paper(parts=(PaperPart(title="", markdown="A sign of nobody's: \U000f1234.\n"),)))
        assert ("no font on this computer shows" in str(caught.value), "typst" in str(caught.value)) == (True, False)


class TestHostileWords:
    def test_they_are_words(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text(SECRET, "utf-8")
        paper = hostile(secret)
        made = pdf_of(paper)
        said = "".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
        assert SECRET not in said
        assert "#read(" in said
        docx_of(paper)
        page = html_of(paper)
        for told in (page, markdown_of(paper)):
            assert SECRET not in told
            assert not re.search(r"(?<!\\)<(script|img)|href=\"javascript", told)
        assert not re.search(r"[^\\]\]\(javascript", markdown_of(paper))


class _Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


class TestPage:
    """'self-contained page, readable, accessible'."""

    @pytest.mark.parametrize(("language", "begin"), [
        ("ar", '<html lang="ar" dir="rtl">'), ("he-IL", '<html lang="he-IL" dir="rtl">'), ("en", '<html lang="en">')])
    def test_which_way_it_is_read(self, language: str, begin: str) -> None:
        assert begin in html_of(small_paper(language=language))

    def test_it_needs_nothing_else(self) -> None:
        tags = _Page(html_of(small_paper())).tags
        assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
        assert not [held for _, held in tags if "src" in held]

    def test_headings_and_links(self) -> None:
        tags = _Page(html_of(small_paper())).tags
        assert [tag for tag, _ in tags if re.fullmatch(r"h\d", tag)] == ["h1", "h2", "h2", "h3", "h2", "h3", "h2", "h3"]
        ids = [held["id"] for _, held in tags if "id" in held]
        assert len(ids) == len(set(ids))
        assert {"purpose", "who", "annex-a-preamble", "annex-a-details"} <= set(ids)
        inside = {(held["href"] or "")[1:] for _, held in tags if (held.get("href") or "").startswith("#")}
        assert inside <= set(ids)
        assert ("html", {"lang": "en"}) in tags

    def test_the_accessibility_checker_finds_nothing(self, browser: Browser, tmp_path: Path) -> None:
        axe = pytest.importorskip("axe_playwright_python.sync_playwright")

        (tmp_path / "paper.html").write_text(html_of(small_paper()), "utf-8")
        page = browser.new_page(bypass_csp=True)   # the page itself lets no script run
        page.goto((tmp_path / "paper.html").as_uri())
        found = axe.Axe().run(page).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.close()
        assert [item["id"] for item in found] == []
        assert wide


class TestMarkdown:
    def test_as_a_whole(self) -> None:
        assert markdown_of(small_paper()) == (Path(__file__).parent / "data" / "small.md").read_text("utf-8")


def test_a_link_on_paper_says_the_number() -> None:
    """'references to clauses are links without a number, useless on paper'"""
    markdown = "# T\n\n## One { #one }\n\nSee the [appeal](#two), [2 Two](#two).\n\n## Two { #two }\n\nWords.\n"
    paper = small_paper(parts=(PaperPart(title="T", markdown=markdown, file="policy.md"),), has_contents=False)
    pages = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(paper))).pages)
    assert "See the appeal (2), 2 Two." in " ".join(pages.split())
    assert "(2)" not in markdown_of(paper)


def test_a_row_higher_than_a_page_is_written() -> None:
    """Its page numbers were once counted for ever."""
    table = f"| A | B |\n| --- | --- |\n| {'word ' * 4_000} | b |\n"
    assert docx_of(Paper(title="High", parts=(PaperPart(title="High", markdown=table),)))
