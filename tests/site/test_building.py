"""'Rebuilt incrementally when one module changed'; a build either finishes or leaves the finished site as it was."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from schemekit.errors import SchemekitError, SiteError, UsageError
from schemekit.site import building
from schemekit.site.building import Built, write_pages
from schemekit.site.building import build_site as build_in
from schemekit.site.page import NavEntry, Page, Site
from schemekit.site.settings import SiteSettings
from schemekit.site.workplace import workplace

pytest.importorskip("material", reason="the extra 'docs' is not installed")

SETTINGS = SiteSettings(name="Example")


def site(**words: str) -> Site:
    """A site with a first page and a page for each word."""
    pages = tuple(Page(path=f"{name}.md", title=name, markdown=f"# {name}\n\n## Part {{ #part }}\n\n{text}\n")
                  for name, text in {"index": "Home.", **words}.items())
    return Site(pages=pages, nav=tuple(NavEntry(page.title, page.path) for page in pages), files={"a/b.txt": b"file"})


def build_site(made: Site, settings: SiteSettings, root: Path, html: Path | None = None) -> Built:
    root.mkdir(exist_ok=True)
    with workplace(root) as work:
        return build_in(made, settings, root, work, html=html)


def html(folder: Path, name: str) -> str:
    return (folder / "site" / name / "index.html").read_text(encoding="utf-8")


def found_in_search(folder: Path) -> set[str]:
    index = json.loads((folder / "site" / "search" / "search_index.json").read_text(encoding="utf-8"))
    return {entry["location"] for entry in index["docs"]}


def test_only_what_changed_is_rendered_and_search_knows_all(tmp_path: Path) -> None:
    assert build_site(site(one="first", two="second"), SETTINGS, tmp_path).rendered == 3
    before, times = found_in_search(tmp_path), (tmp_path / "site" / "two" / "index.html").stat().st_mtime_ns
    assert build_site(site(one="first", two="second"), SETTINGS, tmp_path).rendered == 0
    assert build_site(site(one="anew", two="second"), SETTINGS, tmp_path).rendered == 1
    assert "anew" in html(tmp_path, "one")
    assert (tmp_path / "site" / "two" / "index.html").stat().st_mtime_ns == times
    assert found_in_search(tmp_path) == before
    index = (tmp_path / "site" / "search" / "search_index.json").read_text(encoding="utf-8")
    assert ("anew" in index, "first" in index, "second" in index) == (True, False, True)


def test_the_same_as_from_nothing(tmp_path: Path) -> None:
    """What was rendered step by step is what one build gives."""
    build_site(site(one="first", two="second"), SETTINGS, tmp_path / "a")
    build_site(site(one="anew", two="second"), SETTINGS, tmp_path / "a")
    build_site(site(one="anew", two="second"), SETTINGS, tmp_path / "b")

    def read(root: Path) -> dict[str, bytes]:
        return {place.relative_to(root).as_posix(): place.read_bytes() for place in root.rglob("*.html")}

    assert read(tmp_path / "a" / "site") == read(tmp_path / "b" / "site")


def test_a_page_that_went_is_gone(tmp_path: Path) -> None:
    build_site(site(one="first", two="second"), SETTINGS, tmp_path)
    build_site(site(one="first"), SETTINGS, tmp_path)
    assert not (tmp_path / "site" / "two").exists()


def test_another_folder_is_not_taken_for_up_to_date(tmp_path: Path) -> None:
    build_site(site(one="first"), SETTINGS, tmp_path)
    build_site(site(one="anew"), SETTINGS, tmp_path, html=tmp_path / "elsewhere")
    build_site(site(one="anew"), SETTINGS, tmp_path)
    assert "anew" in html(tmp_path, "one")


def test_a_link_that_leads_nowhere_is_told_every_time(tmp_path: Path) -> None:
    broken = site(one="[x](two.md) and [y](index.md#nowhere)")
    for _ in range(2):
        told = "\n".join(build_site(broken, SETTINGS, tmp_path).warnings)
        assert ("two.md" in told, "nowhere" in told) == (True, True)


def test_a_build_that_fails_leaves_the_site_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_site(site(one="first"), SETTINGS, tmp_path)

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(building, "render", stopped)
        with pytest.raises(KeyboardInterrupt):
            build_site(site(one="anew"), SETTINGS, tmp_path)
    assert "first" in html(tmp_path, "one")
    assert build_site(site(one="anew"), SETTINGS, tmp_path).rendered
    assert "anew" in html(tmp_path, "one")


def test_what_a_killed_build_left_beside_is_taken_away(tmp_path: Path) -> None:
    build_site(site(one="first"), SETTINGS, tmp_path)
    (tmp_path / ".site.half-x").mkdir()
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".site.old-x").symlink_to(precious)
    build_site(site(one="anew"), SETTINGS, tmp_path)
    assert "anew" in html(tmp_path, "one")
    assert not (tmp_path / ".site.half-x").exists()
    assert (precious / "letter.txt").read_text(encoding="utf-8") == "mine"


class TestWhatAFolderBrings:
    """Nothing in the folder of a site is believed to be up to date: it may have come from a stranger."""

    def test_a_page_that_somebody_changed_is_rendered_anew(self, tmp_path: Path) -> None:
        build_site(site(one="first"), SETTINGS, tmp_path)
        page = tmp_path / "site" / "one" / "index.html"
        page.write_text("<script src=https://evil.example/x.js></script>", encoding="utf-8")
        build_site(site(one="first"), SETTINGS, tmp_path)
        assert "evil" not in html(tmp_path, "one")

    @pytest.mark.parametrize("where", ["site/one/secret.txt", "site/assets/link"])
    def test_a_link_in_the_site_is_gone(self, tmp_path: Path, where: str) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "key").write_text("secret", encoding="utf-8")
        build_site(site(one="first"), SETTINGS, tmp_path)
        (tmp_path / where).symlink_to(outside)
        build_site(site(one="first"), SETTINGS, tmp_path)
        assert not (tmp_path / where).is_symlink()
        assert (outside / "key").read_text(encoding="utf-8") == "secret"

    def test_a_build_folder_is_not_read(self, tmp_path: Path) -> None:
        """A configuration with a hook, pages and a state, as a former version wrote them."""
        brought = tmp_path / "build" / "site"
        (brought / "pages").mkdir(parents=True)
        (brought / "mkdocs.yml").write_text("site_name: x\nhooks: [evil.py]\n", encoding="utf-8")
        (brought / "evil.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')", encoding="utf-8")
        (brought / "pages" / "one.md").write_text("<script>x</script>", encoding="utf-8")
        (tmp_path / ".site.half").symlink_to(tmp_path / "build")
        build_site(site(one="first"), SETTINGS, tmp_path)
        assert not (tmp_path / "ran").exists()
        assert (brought / "evil.py").exists()
        assert "<script>x" not in html(tmp_path, "one")

    def test_pages_for_another_renderer_go_into_no_folder_of_somebody(self, tmp_path: Path) -> None:
        victim = tmp_path / "victim"
        victim.mkdir()
        (victim / "mine").write_text("mine", encoding="utf-8")
        (tmp_path / "build").mkdir()
        (tmp_path / "build" / "site").symlink_to(victim)
        with pytest.raises(SchemekitError):
            write_pages(site(), SETTINGS, tmp_path)
        assert [place.name for place in victim.iterdir()] == ["mine"]


    def test_names_and_depths_that_nobody_has(self, tmp_path: Path) -> None:
        build_site(site(one="first"), SETTINGS, tmp_path)
        Path(os.fsdecode(bytes(tmp_path / "site") + b"/\xff")).write_bytes(b"x")
        try:
            for inside in ("site", ".site.half-x"):
                deep(tmp_path / inside)
            build_site(site(one="anew"), SETTINGS, tmp_path)
            assert "anew" in html(tmp_path, "one")
            assert not (tmp_path / "site" / "d").exists()
        finally:   # too deep for the test's own folder to be tidied away
            subprocess.run(["rm", "-rf", *map(str, tmp_path.glob(".site.*"))], check=True)


def deep(folder: Path) -> None:
    """As deep as the checkout of a repository can be."""
    folder.mkdir(exist_ok=True)
    at = os.open(folder, os.O_DIRECTORY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=at)   # no path is long enough
        at, former = os.open("d", os.O_DIRECTORY, dir_fd=at), at
        os.close(former)
    os.close(at)


class TestOut:
    """Where --out leads. A folder that came from a stranger may hold our mark, and links."""

    @pytest.mark.parametrize("named", [".", "..", "docs", "docs/new", ".schemekit", "a/../docs"])
    def test_the_source_is_not_replaced(self, tmp_path: Path, named: str) -> None:
        root = tmp_path / "above" / "root"
        for folder in (root.parent, root, root / "docs", root / "policies", root / ".schemekit"):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ".schemekit-site").write_text("Made by 'schemekit site build'.\n", encoding="utf-8")
        with pytest.raises(UsageError, match="what it is made of lies there"):
            build_site(site(), SETTINGS, root, html=root / named)
        with pytest.raises(SchemekitError):
            build_site(site(), SETTINGS, root, html=root / ".git/hooks/new")
        assert (root / "docs" / ".schemekit-site").is_file()

    def test_a_repository_is_not_lost(self, tmp_path: Path) -> None:
        """A website that its owner keeps in git: the folder is ours by its mark, its history is not."""
        build_site(site(), SETTINGS, tmp_path / "root", html=tmp_path / "pages")
        (tmp_path / "pages" / ".git").mkdir()
        with pytest.raises(UsageError, match="its history would be lost"):
            build_site(site(one="x"), SETTINGS, tmp_path / "root", html=tmp_path / "pages")
        assert (tmp_path / "pages" / ".git").is_dir()

    def test_a_link_that_came_with_the_folder_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "root").mkdir()
        (tmp_path / "outside").mkdir()
        (tmp_path / "root" / "public").symlink_to(tmp_path / "outside")
        with pytest.raises(SchemekitError):
            build_site(site(), SETTINGS, tmp_path / "root", html=tmp_path / "root" / "public" / "new")
        assert list((tmp_path / "outside").iterdir()) == []


def test_a_site_that_a_killed_build_had_moved_aside_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """'A build either finishes or leaves the finished site as it was': killed between the two moves, too."""
    build_site(site(one="first"), SETTINGS, tmp_path)
    (tmp_path / ".site.old-x").mkdir()
    (tmp_path / "site").rename(tmp_path / ".site.old-x" / "site")

    def fails(*_: object, **__: object) -> None:
        raise SiteError("no", why="no", fix="no")

    monkeypatch.setattr(building, "render", fails)
    with pytest.raises(SiteError):
        build_site(site(one="anew"), SETTINGS, tmp_path)
    assert "first" in html(tmp_path, "one")


def test_no_page_asks_the_host_of_the_repository(tmp_path: Path) -> None:
    """'Pages load nothing from another host': of a `repo_url` there, the theme's script does."""
    build_site(site(one="x"), replace(SETTINGS, repository="https://github.com/example/library"), tmp_path)
    page = html(tmp_path, "one")
    assert 'href="https://github.com/example/library"' in page
    assert 'data-md-component="source"' not in page


@pytest.mark.parametrize("what", ["file", "link", "folder-of-somebody"])
def test_what_is_somebodys_is_not_replaced(tmp_path: Path, what: str) -> None:
    place = tmp_path / "site"
    if what == "file":
        place.write_text("mine", encoding="utf-8")
    elif what == "link":
        (tmp_path / "other").mkdir()
        place.symlink_to(tmp_path / "other")
    else:
        place.mkdir()
        (place / "letter.docx").write_bytes(b"mine")
    with pytest.raises(SchemekitError):
        build_site(site(), SETTINGS, tmp_path)
    assert place.is_symlink() or place.is_file() or (place / "letter.docx").read_bytes() == b"mine"


def test_two_pages_of_one_place_are_refused(tmp_path: Path) -> None:
    twice = site(one="first").with_parts(pages=[Page(path="ONE.md", title="One", markdown="# One\n")])
    with pytest.raises(SiteError, match="two pages want the place"):
        build_site(twice, SETTINGS, tmp_path)


def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    with workplace(tmp_path), pytest.raises(SiteError, match="another build"):
        build_site(site(), SETTINGS, tmp_path)
