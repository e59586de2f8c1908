"""'Change notes with a redline between any two releases', however many there are, and a way back from each."""

from __future__ import annotations

import posixpath
import re
from itertools import combinations
from pathlib import Path

import pytest

from schemekit.library.opening import open_library
from schemekit.review.formats.page import html_of
from schemekit.site.anchors import anchors_in
from schemekit.site.catalogue.module_page import module_page
from schemekit.site.catalogue.offer import OfferedModule, read_offer
from schemekit.site.catalogue.places import redline_place
from schemekit.site.catalogue.redlines import Redlines, size_note
from schemekit.site.catalogue.redlines_page import redlines_page
from schemekit.site.kept import Kept
from tests.builders import TEXT, LibraryBuilder

RELEASES = 14   # more than the twelve up to which all pairs had one before


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> OfferedModule:
    """A module with many releases, in each a sentence more."""
    library = LibraryBuilder(tmp_path_factory.mktemp("many"))
    library.release("grievance", "1.0.0")
    first = (library.path / "policies/grievance" / TEXT).read_text("utf-8")
    for number in range(1, RELEASES):
        first += f"\nIn round {number} the body shall write down {number + 1} cases.\n"
        library.release("grievance", f"{1 + number // 8}.{number % 8}.0", {TEXT: first})
    opened = open_library("Example Forest Council", str(library.path), offline=True)
    try:
        return read_offer(opened, name="Example Forest Council", url="").modules[0]
    finally:
        opened.close()


@pytest.fixture(scope="module")
def files(module: OfferedModule) -> dict[str, bytes]:
    return dict(Redlines(module, "Example Forest Council").files(Kept(None)))


def test_any_two_releases_have_one(module: OfferedModule, files: dict[str, bytes]) -> None:
    versions = [release.version for release in module.releases]
    assert list(files) == [redline_place("grievance", *pair) for pair in combinations(versions, 2)]
    far = files[redline_place("grievance", versions[0], versions[-1])].decode()
    assert all(f"round {number}" in far.lower() for number in range(1, RELEASES))


def test_each_is_reached_by_a_plain_link(module: OfferedModule, files: dict[str, bytes]) -> None:
    """Without JavaScript: the page of the module leads to the list, the list to every redline."""
    versions, choice = module_page(module), redlines_page(module)
    linked = {posixpath.normpath(posixpath.join("grievance/redlines", target))
              for target in re.findall(r"\]\(([^)]*\.html)\)", choice.markdown)}
    assert linked == set(files)
    anchors = re.findall(r"\]\(redlines/index\.md#([^)]*)\)", versions.markdown)
    assert len(anchors) == RELEASES - 1
    assert set(anchors) <= anchors_in(choice.markdown)


def test_each_leads_back_and_stays_one_file(files: dict[str, bytes]) -> None:
    """A relative link to the versions, both texts and the list; nothing is loaded, and no script is let in by it."""
    page = files["grievance/redlines/1.0.0..1.1.0.html"].decode()
    (back,) = re.findall(r'<nav class="back".*?</nav>', page, re.DOTALL)
    assert re.findall(r'href="([^"]*)"', back) == ["../", "../1.0.0/", "../1.1.0/", "./"]
    assert not re.search(r"<(?:link|img|iframe)\b|src=|url\(", page)
    assert "default-src 'none'" in page


def test_the_page_of_diff_leads_nowhere(module: OfferedModule) -> None:
    """`diff --to x.html` writes a page for those who have only this file."""
    (step, *_) = Redlines(module, "Example Forest Council").steps
    assert "class=\"back\"" not in html_of(step)
    assert ".back" not in html_of(step)


def test_the_same_releases_give_the_same_bytes_in_any_order(
    module: OfferedModule, files: dict[str, bytes], tmp_path: Path
) -> None:
    """What was read for one pair is used for others, and no page differs by it; a new release makes only its own."""
    kept, made = Kept(tmp_path / "kept"), []
    pairs = list(Redlines(module, "Example Forest Council").pairs())[::-9]
    for before, after in pairs:
        pair = OfferedModule(releases=(before, after))
        made += list(Redlines(pair, "Example Forest Council").files(kept))
    assert all(files[place] == page for place, page in made)
    earlier = OfferedModule(releases=module.releases[:-1])
    dict(Redlines(earlier, "Example Forest Council").files(kept))
    there = len(list((tmp_path / "kept").iterdir()))
    dict(Redlines(module, "Example Forest Council").files(kept))
    new = sum(1 for before, after in Redlines(module, "Example Forest Council").pairs()
              if after is module.releases[-1] and (before, after) not in pairs)
    assert len(list((tmp_path / "kept").iterdir())) - there == new


def test_much_room_is_told() -> None:
    assert size_note("grievance", {"a": b"x" * 1_000}) == ()
    (note,) = size_note("grievance", {str(number): b"x" * 20_000_000 for number in range(11)})
    assert note.startswith("the 11 redlines of grievance take 220 MB")
