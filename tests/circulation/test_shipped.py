"""Every module of this library as a board gets it, in all four formats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from schemekit.files.shipped import shipped
from schemekit.model.paper import Paper, PaperPart
from schemekit.text.document import Document
from schemekit.word.docx_file import parsed, unpacked, w
from schemekit.word.paper import docx_of, html_of, markdown_of, pdf_of
from tests.office import Office
from tests.policies.test_modules import rendered, the_module

MODULES = sorted(path.parent.name for path in shipped("policies").glob("*/module.yaml"))
ENTRY = re.compile(r"(Annex [A-Z]|(?:[A-Z]\.)?\d+(?:\.\d+)*)\s+(.*?)\s*\.{3,}\s*(\d+)")


def paper_of(module: str) -> Paper:
    """A module's texts at its defaults."""
    files = {path: data.decode() for path, data in rendered(the_module(module), the_module(module).defaults()).items()}
    texts = [path for path in ("policy.md", *sorted(files)) if path.endswith(".md")]
    parts = tuple(PaperPart(title=path, markdown=files[path], file=path) for path in dict.fromkeys(texts))
    return Paper(title=the_module(module).title, parts=parts, owner="Northern Minerals", facts=(("Version", "V1-0"),))


def labels(paper: Paper) -> list[str]:
    """Every clause as it is to be found: its number and its heading."""
    return [f"{'' if not place else chr(64 + place) + '.'}{clause.label}" for place, part in enumerate(paper.parts)
            for clause in Document.parse(part.markdown).clauses]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("module", MODULES)
def test_every_number_in_every_format(module: str) -> None:
    """'every module of policies/ exported in all four formats'"""
    paper = paper_of(module)
    root = parsed(unpacked(docx_of(paper))["word/document.xml"])
    told = {
        "docx": "".join(part.text or "" for part in root.iter(w("t"))),
        "pdf": "".join(page.extract_text() for page in PdfReader(BytesIO(pdf_of(paper))).pages),
        "html": re.sub("<[^>]*>", "", html_of(paper)),
        "md": markdown_of(paper),
    }
    for kind, said in told.items():
        plain = squeezed(said)
        assert [label for label in labels(paper) if squeezed(label) not in plain] == [], kind


def _entries(pages: list[str]) -> Iterator[tuple[str, int]]:
    for text in pages[:4]:
        for line in text.splitlines():
            if found := ENTRY.fullmatch(line.strip()):
                yield f"{found[1]} {found[2]}", int(found[3])


def test_the_pages_in_the_contents(office: Office, tmp_path: Path) -> None:
    """'table of contents with page numbers': none is more than one off, and most are what LibreOffice makes them."""
    off: list[int] = []
    for module in MODULES:
        (tmp_path / "paper.docx").write_bytes(docx_of(paper_of(module)))
        office.saved(tmp_path / "paper.docx", tmp_path / "paper.pdf")
        pages = [page.extract_text() for page in PdfReader(tmp_path / "paper.pdf").pages]
        told = dict(_entries(pages))
        real = {" ".join(line.split()): number for number, text in enumerate(pages, 1) for line in text.splitlines()
                if " ".join(line.split()) in told}
        assert len(real) == len(told) > 50
        off += [told[name] - page for name, page in real.items()]
    assert max(map(abs, off)) <= 1
    assert off.count(0) >= 0.7 * len(off)
