"""Pages of comparisons and agreements on a telephone: nothing scrolls sideways, and what is wide scrolls by itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from schemekit.model.paper import Paper, PaperPart
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.report_formats import comparison_page, sector_page
from schemekit.theory.sector import sector_view
from schemekit.word.paper import paper_as
from tests.browser import opened, serious_issues
from tests.conftest import CHECKOUT
from tests.theory.theories import example

LONG = "Dampfschifffahrtsgesellschaftskapitaensverein" * 2


def pages(folder: Path) -> dict[str, Path]:
    """A comparison, a sector view and an agreement with wide tables, as files."""
    known = [replace(example(name), organisation_name=f"{LONG} {name}") for name in ("copper", "forests", "terraces")]
    text = (CHECKOUT / "tests/cooperate/data/joint-process-agreement.md").read_text("utf-8")
    paper = Paper(title="Joint audits", owner="A", facts=(("Status", "draft"),), parts=(
        PaperPart(title="Joint audits", markdown=text),))
    made = {"comparison": comparison_page(pair_reports(known)).encode(),
            "sector": sector_page(sector_view(known)).encode(), "agreement": paper_as(paper, "html")}
    for name, data in made.items():
        (folder / f"{name}.html").write_bytes(data)
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", ["comparison", "sector", "agreement"])
def test_nothing_scrolls_sideways_at_360_px(browser: Browser, tmp_path: Path, name: str) -> None:
    pytest.importorskip("pypandoc", reason="the extra 'word' is not installed")
    file = pages(tmp_path)[name]
    with opened(browser, file, viewport={"width": 360, "height": 800}, bypass_csp=True) as found:
        assert found.page.evaluate("document.documentElement.scrollWidth") == 360
        assert serious_issues(found.page) == []
        assert found.requests == [file.as_uri()]
