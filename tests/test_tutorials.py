"""The tutorials work: 'three tutorials, tested by running them', each from an empty folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.walk import Walk, not_printed

TUTORIALS = sorted(path for path in (CHECKOUT / "docs/tutorials").glob("*.md") if path.stem != "index")


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.stem)
@pytest.mark.usefixtures("own_home")   # it names a library, as other tests do
def test_what_it_says_is_what_happens(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8")
    if "site build" in text:
        pytest.importorskip("material", reason="the extra 'docs' is not installed")
    if "--to docx" in text or ".docx" in text:
        pytest.importorskip("pypandoc", reason="the extra 'word' is not installed")
    if "../examples/" in text:   # the reader has the examples of the library at hand
        shutil.copytree(CHECKOUT / "docs/examples", tmp_path / "examples")
    assert Walk(tmp_path).follow(text) >= 10


@pytest.mark.parametrize(("said", "printed", "missing"), [
    pytest.param("a\nc\n", "a\nb\nc\n", "", id="in-order"),
    pytest.param("c\na\n", "a\nb\nc\n", "a", id="out-of-order"),
    pytest.param("1 module…\n", "1 module, 2 errors\n", "", id="anything-after"),
    pytest.param("1 module\n", "1 module, 2 errors\n", "1 module", id="a-whole-line"),
    pytest.param("a\na\n", "a\n", "a", id="twice-is-twice"),
])
def test_what_is_compared(said: str, printed: str, missing: str) -> None:
    assert not_printed(said, printed) == missing
