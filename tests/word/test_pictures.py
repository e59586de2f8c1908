"""A picture in a paper: on a page of its own, on its side, told in words for who does not see it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

from schemekit.model.paper import Paper, PaperPart, Picture
from schemekit.word.paper import docx_of, html_of, markdown_of, pdf_of
from tests.office import Office
from tests.word.samples import small_paper

HOSTILE = 'Boxes "); #panic() ]] \\ <b> & arrows.'
SVG = ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}">'
       '<rect width="{0}" height="{1}" fill="#eee"/><text x="9" y="30" font-family="Arial">Clean rivers</text></svg>')
A4, A3 = (595, 842), (842, 1191)


def pictured(width: int = 1200, height: int = 600, *, is_last: bool = False) -> Paper:
    """A paper with a picture between its texts, or behind them."""
    paper = small_paper()
    picture = PaperPart(title="Diagram", markdown="", picture=Picture(
        svg=SVG.format(width, height), words=HOSTILE, width=width, height=height))
    text, form = paper.parts
    return replace(paper, parts=(text, form, picture) if is_last else (text, picture, form))


def sizes(pdf: bytes) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(BytesIO(pdf)).pages]


def told_of_figures(pdf: bytes) -> list[str]:
    """The words for who does not see it, of each figure that is tagged as one."""
    found: list[str] = []
    waiting: list[Any] = [PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]]   # type: ignore[index]  # as PDFs are
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            found += [str(one["/Alt"])] if one.get("/S") == "/Figure" else []
            waiting.append(one.get("/K", []))
    return found


class TestPdf:
    @pytest.mark.parametrize(("width", "sheet"), [
        pytest.param(1200, A4, id="a4"), pytest.param(2400, A3, id="a3-where-letters-would-be-too-small")])
    def test_its_page_lies_on_its_side(self, width: int, sheet: tuple[int, int]) -> None:
        made = pdf_of(pictured(width))
        assert sizes(made) == [A4, A4, sheet[::-1], A4]
        assert told_of_figures(made) == [HOSTILE]
        page = PdfReader(BytesIO(made)).pages[2].extract_text()
        assert "Annex A Diagram" in page
        assert "Clean rivers" in page, "letters are letters, which can be searched for"
        assert pdf_of(pictured(width)) == made

    def test_no_page_is_blank_behind_the_last(self) -> None:
        assert sizes(pdf_of(pictured(is_last=True)))[-2:] == [A4, A4[::-1]]


class TestWord:
    @pytest.mark.parametrize(("width", "sheet"), [pytest.param(1200, A4, id="a4"), pytest.param(2400, A3, id="a3")])
    @pytest.mark.parametrize("is_last", [False, True], ids=["between", "behind"])
    def test_its_page_lies_on_its_side(
        self, office: Office, tmp_path: Path, width: int, sheet: tuple[int, int], *, is_last: bool
    ) -> None:
        file = tmp_path / "paper.docx"
        file.write_bytes(docx_of(pictured(width, is_last=is_last)))
        found = sizes(office.saved(file, tmp_path / "paper.pdf").read_bytes())
        assert found == ([A4, A4, A4, sheet[::-1]] if is_last else [A4, A4, sheet[::-1], A4])

    def test_it_is_told_in_words_and_not_by_its_bytes(self) -> None:
        made = docx_of(pictured())
        assert docx_of(pictured()) == made
        with ZipFile(BytesIO(made)) as parts:
            document = parts.read("word/document.xml").decode()
            drawn = [name for name in parts.namelist() if name.startswith("word/media/")]
        assert "base64" not in document
        assert document.count("Boxes &quot;); #panic() ]] \\ &lt;b&gt; &amp; arrows.") == 2
        assert [name.rpartition(".")[2] for name in drawn] == ["png"]


def test_a_page_and_markdown_leave_it_out() -> None:
    for told in (html_of(pictured()), markdown_of(pictured())):
        assert "Diagram" in told
        assert 'class="picture"' not in told
