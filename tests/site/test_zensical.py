"""'`zensical build` renders the same generated tree (allowed to differ in looks)': the same pages, the same anchors."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_HEADING_ID = re.compile(r'<h[1-6][^>]*? id="([^"]+)"')


def anchors(html: Path) -> dict[str, list[str]]:
    """The ids of the headings of each page, by its path; the renderer's own pages left out."""
    return {file.relative_to(html).as_posix(): _HEADING_ID.findall(file.read_text(encoding="utf-8"))
            for file in sorted(html.rglob("index.html"))}


@pytest.fixture(scope="module")
def by_zensical(built_library_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = Path(sys.executable).with_name("zensical")
    if not program.exists():
        pytest.skip("zensical is not installed here: its wheels are not for every system")
    folder = tmp_path_factory.mktemp("zensical")
    sources = built_library_site.parent / "build" / "site"
    shutil.copytree(sources / "pages", folder / "pages")
    shutil.copy(sources / "mkdocs.yml", folder / "mkdocs.yml")
    done = subprocess.run([str(program), "build"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "html"


def test_it_renders_the_same_pages_with_the_same_anchors(by_zensical: Path, built_library_site: Path) -> None:
    ours, theirs = anchors(built_library_site), anchors(by_zensical)
    assert list(theirs) == list(ours)
    assert {page: ids for page, ids in theirs.items() if ids != ours[page]} == {}


def test_its_search_finds_clauses(by_zensical: Path) -> None:
    index = (by_zensical / "search.json").read_text(encoding="utf-8")
    assert "#acknowledgement" in index
