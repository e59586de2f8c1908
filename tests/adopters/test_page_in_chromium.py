"""The page of adopters as a reader has it: nothing asked for, nothing run, and readable by everybody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import opened, serious_issues
from tests.builders import LibraryBuilder
from tests.scheme_builders import tell

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 400, "height": 800}


@pytest.mark.parametrize(("size", "colours"), [
    pytest.param(WIDE, "light", id="wide"), pytest.param(NARROW, "dark", id="400px-in-the-dark"),
])
def test_axe_finds_nothing_serious(
    browser: Browser, library: LibraryBuilder, clones: Path, tmp_path: Path, size: dict[str, int], colours: str
) -> None:
    place = tmp_path / "adopters.html"
    told = tell("adopters", str(clones), str(tmp_path / "gone"), "--library", library.url, "--to", str(place))
    assert told.code == 1, told.all
    with opened(browser, place, viewport=size, color_scheme=colours) as found:
        found.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert serious_issues(found.page) == []
        assert found.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        assert (found.requests, found.dialogs, found.errors) == ([place.as_uri()], [], [])
