"""What the renderer warns of is told with what, why and fix; no word of mkdocs' own is left where we know the kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemekit.cli.root import run
from schemekit.site.docs_pages import docs_pages
from schemekit.site.making import SiteRequest, build
from schemekit.site.page import NavEntry
from schemekit.site.renderer import CONFIG_FILE, render
from schemekit.site.renderer_words import in_our_words
from schemekit.site.settings import read_settings
from tests.builders import GitFolder


@pytest.mark.parametrize(("link", "told"), [
    ("[x](nowhere.md)", "a link leads nowhere: nowhere.md; no page or file is there"),
    ("[x](#nowhere)", "a link leads to a place that is not on this page: #nowhere; no heading of the page has that id"),
    ("[x](../index.md#nowhere)", "a link leads to a place that is not on its page: ../index.md#nowhere; no heading "
                                 "there has that id"),
    ("[x](/nowhere/)", "a link cannot be followed on every host: /nowhere/; it is not relative to its page"),
    ("[x](nowhere/)", "a link cannot be followed on every host: nowhere/; it is not relative to its page"),
])
def test_each_warning_of_a_page_that_the_renderer_really_gives(tmp_path: Path, link: str, told: str) -> None:
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    folder = tmp_path / "work"
    (folder / "pages/grievance").mkdir(parents=True)
    (folder / CONFIG_FILE).write_text(
        "site_name: X\ndocs_dir: pages\ntheme: {name: mkdocs}\nplugins: []\nvalidation: {absolute_links: warn, "
        "unrecognized_links: warn, anchors: warn}\n", "utf-8")
    (folder / "pages/index.md").write_text("# Home\n", "utf-8")
    (folder / "pages/grievance/index.md").write_text(f"# Grievance\n\n{link}\n", "utf-8")
    (warning,) = render(folder, tmp_path / "html")
    words = in_our_words(warning, {"grievance/index.md": "Grievances"})
    assert words == (f"grievance/index.md (Grievances): {told}; this page is made: correct the link in the texts of "
                     "grievance, or report it if it stands in none of them")


def test_one_that_nobody_knows_is_passed_on_with_what_to_do() -> None:
    told = in_our_words("Template skipped: 'x' not found.", {})
    assert told == ("the renderer says: Template skipped: 'x' not found; the page may not look as it should; look at "
                    "it in the folder site, and report this if nothing of yours is named")


def test_the_menu_names_a_page_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/there page.md").write_text("# There\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: X\nnav:\n  - Home: index.md\n  - there page.md\n  - Part:\n      - Gone: no/where.md\n", "utf-8")
    settings, _ = read_settings(tmp_path)
    docs = docs_pages(tmp_path, settings)
    assert docs.warnings == ("mkdocs.yml:6: the menu names a page that is not there: no/where.md; no such file is in "
                             "docs; write it, or take the line out of nav",)
    assert docs.nav == (NavEntry("Home", "index.md"), NavEntry("There", "docs/there page.md"))


def test_a_page_with_a_blank_in_its_name_is_built_without_a_warning(tmp_path: Path) -> None:
    """A docs file whose name has a space gives no false warning."""
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    library = GitFolder(tmp_path / "library")
    library.write({"docs/index.md": "# Home\n\n[a](<our terms.md#words>) [b](our%20terms.md) ![p](<a b.png>)\n",
                   "docs/our terms.md": "# Our terms\n\n## Words\n\n[back](index.md)\n",
                   "mkdocs.yml": "site_name: X\nnav: [index.md, our terms.md]\n",
                   "policies/releases.yaml": "format: 1\nreleases: []\n", "docs/a b.png": "\x89PNG"})
    library.commit("All")
    request = SiteRequest(here=library.path, today=date(2026, 11, 28))
    first = build(request)
    assert first.warnings == ()
    assert [note for note in first.notes if "/site/ and /build/" in note]   # told once
    assert (library.path / "site/docs/our terms/index.html").is_file()
    again = build(request)
    assert (again.warnings, again.rendered) == ((), 0)
    assert not [note for note in again.notes if "/site/" in note]


def test_a_dead_anchor_makes_the_build_leave_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """'Every link, anchor and image is checked': one to the page itself too, told with file, line, cause and fix."""
    pytest.importorskip("material", reason="the extra 'docs' is not installed")
    library = GitFolder(tmp_path / "library")
    library.write({"docs/index.md": "# Home\n\n## Terms\n\n[a](#terms) `[b](#no)` [c](#term)\n",
                   "policies/releases.yaml": "format: 1\nreleases: []\n"})
    library.commit("All")
    assert run(["-C", str(library.path), "site", "build"]) == 1
    said = " ".join(capsys.readouterr()).split("\n")
    assert [line.strip() for line in said if "docs/index.md:" in line] == [
        "docs/index.md:5: a link leads to a place that is not on this page: #term; no heading of this page has "
        "that id; did you mean #terms?"]
