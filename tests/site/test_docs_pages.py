"""Links of hand-written pages: each leads to a page, the other pages of the site too, or is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.site.docs_pages import docs_pages
from schemekit.site.page import Page
from schemekit.site.settings import SiteSettings

PLACES = {"grievance/1.0.0/": "grievance/1.0.0/index.md", "complaints/": "complaints/index.md",
          "catalogue.json": "catalogue.json"}
FORGE = "https://example.org/library"


def made(root: Path, text: str, repository: str = FORGE) -> tuple[Page, tuple[str, ...]]:
    """The page docs/how-to/page.md of a folder that also holds docs/other.md, docs/a.png and README.md."""
    (root / "docs/how-to").mkdir(parents=True)
    for path, data in (("docs/other.md", b"# Other\n"), ("docs/a.png", b"\x89PNG"), ("README.md", b"# Read\n"),
                       ("docs/how-to/page.md", text.encode())):
        (root / path).write_bytes(data)
    docs = docs_pages(root, SiteSettings(name="Example", repository=repository), places=PLACES)
    return next(page for page in docs.pages if page.path == "docs/how-to/page.md"), docs.warnings


@pytest.mark.parametrize(("link", "lead"), [
    ("[x](../other.md#part)", "](../other.md#part)"),
    ("![x](../a.png)", "](../a.png)"),
    ("[x](../../README.md)", f"]({FORGE}/blob/HEAD/README.md)"),
    ("[x](/grievance/1.0.0/)", "](../../grievance/1.0.0/index.md)"),
    ("[x](/grievance/1.0.0/#clause)", "](../../grievance/1.0.0/index.md#clause)"),
    ("[x](/complaints)", "](../../complaints/index.md)"),
    ("[x](/catalogue.json)", "](../../catalogue.json)"),
    ("[x](/docs/other/)", "](../other.md)"),
    ("[x](/)", "](../../index.md)"),
])
def test_a_link_leads_there(tmp_path: Path, link: str, lead: str) -> None:
    page, warnings = made(tmp_path, f"# Page\n\n{link}\n")
    assert (lead in page.markdown, warnings) == (True, ()), page.markdown


@pytest.mark.parametrize(("text", "told"), [
    ("# Page\n\n[x](nowhere.md)\n", ["3: a link leads nowhere: nowhere.md"]),
    ("# Page\n\n[x](nowhere.md)\n\n[x](../nowhere.md) [y](nowhere.md#a)\n\n[x](nowhere.md)\n",
     ["3: a link leads nowhere: nowhere.md", "5: a link leads nowhere: ../nowhere.md",
      "5: a link leads nowhere: nowhere.md#a", "7: a link leads nowhere: nowhere.md"]),
    ("# Page\n\n[x][far]\n\n[far]: <nowhere.md> 'title'\n", ["5: a link leads nowhere: nowhere.md"]),
    ("# Page\n\n![x](nowhere.png)\n", ["3: a picture is not there: nowhere.png"]),
    ("# Page\n\n[x](/grievance/9.0.0/)\n", ["3: a link leads nowhere: /grievance/9.0.0/"]),
    ("# Page\n\n[x](../../../../etc/passwd)\n", ["3: a link leads nowhere: ../../../../etc/passwd"]),
])
def test_a_dead_one_is_named_with_its_line(tmp_path: Path, text: str, told: list[str]) -> None:
    page, warnings = made(tmp_path, text)
    assert warnings == tuple(f"docs/how-to/page.md:{line}" for line in told)
    assert "nowhere" not in page.markdown


def test_without_a_repository_a_file_outside_is_not_there(tmp_path: Path) -> None:
    _, warnings = made(tmp_path, "[x](../../README.md)\n", repository="")
    assert warnings == ("docs/how-to/page.md:1: a link leads nowhere: ../../README.md",)


def test_a_readme_is_the_first_page_of_its_folder(tmp_path: Path) -> None:
    """As the renderer has it: else it would be taken for another page, and its old words stay in the search."""
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/README.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "docs/b.md").write_text("# B\n\n[x](a/) [y](a/README.md) [z](/docs/a/)\n", encoding="utf-8")
    docs = docs_pages(tmp_path, SiteSettings(name="Example"))
    assert ({page.path for page in docs.pages}, docs.warnings) == ({"docs/a/index.md", "docs/b.md"}, ())
    (tmp_path / "docs/a/index.md").write_text("# Index\n", encoding="utf-8")
    docs = docs_pages(tmp_path, SiteSettings(name="Example"))
    assert docs.warnings == ("docs/a/README.md: left out, as index.md beside it stands there",
                             "docs/b.md:3: a link leads nowhere: a/README.md")
