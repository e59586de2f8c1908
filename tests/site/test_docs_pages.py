"""Links of hand-written pages: each leads to a page, the other pages of the site too, or is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.site.anchors import anchors_in, anchors_of_site
from schemekit.site.docs_pages import docs_pages
from schemekit.site.page import Page, Site
from schemekit.site.settings import SiteSettings

OTHERS = Site(nav=(), files={"catalogue.json": b"{}", "grievance/a..b.html": b'<h2 id="c.x">X</h2>'}, pages=(
    Page(path="grievance/1.0.0/index.md", title="", markdown="# Grievance\n\n## 1 Clause { #clause }\n"),
    Page(path="complaints/index.md", title="",
         markdown="# How to complain\n\n## To *whom*, when?\n\n## To whom, when?"),
))
FORGE = "https://example.org/library"


def made(root: Path, text: str, repository: str = FORGE) -> tuple[Page, tuple[str, ...]]:
    """The page docs/how-to/page.md of a folder that also holds docs/other.md, docs/a.png and README.md."""
    (root / "docs/how-to").mkdir(parents=True)
    for path, data in (("docs/other.md", b"# Other\n\n## Part\n"), ("docs/a.png", b"\x89PNG"),
                       ("README.md", b"# Read\n"), ("docs/two words.md", b"# Two\n"),
                       ("docs/a picture.png", b"\x89PNG"),
                       ("docs/how-to/page.md", text.encode())):
        (root / path).write_bytes(data)
    docs = docs_pages(root, SiteSettings(name="Example", repository=repository), places=OTHERS.places,
                      anchors=anchors_of_site(OTHERS))
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
    ("[x](/complaints/#to-whom-when)", "](../../complaints/index.md#to-whom-when)"),
    ("[x](/complaints/#to-whom-when_1)", "](../../complaints/index.md#to-whom-when_1)"),
    ("[x](/grievance/a..b.html#c.x)", "](../../grievance/a..b.html#c.x)"),
    ("[x](../other.md#other)", "](../other.md#other)"),
    ("[x](#page)", "](#page)"),
    ("[x](page.md#page)", "](page.md#page)"),
    ("[x](#here)\n\n## Here", "](#here)"),
    ("[x](<../two words.md>)", "](../two%20words.md)"),
    ("[x](../two%20words.md)", "](../two%20words.md)"),
    ("[x](/docs/two%20words/)", "](../two%20words.md)"),
    ("![x](<../a picture.png>)", "](../a%20picture.png)"),
    ("words[^1]\n\n[^1]: note", "words[^1]"),
    ("words[^1]\n\n[^1]: https://example.org", "[^1]: https://example"),
    ("`[x](#nowhere)` and matrix[a][b] and \\[a][b]", "nowhere"),
    ("    [x](#nowhere)", "nowhere"),
    ("```\n[x](#nowhere) ![y](no.png) [a][b] [^9]\n```", "nowhere"),
])
def test_a_link_leads_there(tmp_path: Path, link: str, lead: str) -> None:
    page, warnings = made(tmp_path, f"# Page\n\n{link}\n")
    assert (lead in page.markdown, warnings) == (True, ()), page.markdown


_FAR = "no page, picture or file is there"
_MEND = "correct it, or take the link out"


@pytest.mark.parametrize(("text", "told"), [
    ("[x](nowhere.md)", [f"3: a link leads nowhere: nowhere.md; {_FAR}; {_MEND}"]),
    ("[x](nowhere.md)\n\n[x](../nowhere.md) [y](nowhere.md#a)\n\n[x](nowhere.md)",
     ["3: a link leads nowhere: nowhere.md; ", "5: a link leads nowhere: ../nowhere.md; ",
      "5: a link leads nowhere: nowhere.md#a; ", "7: a link leads nowhere: nowhere.md; "]),
    ("[x][far]\n\n[far]: <nowhere.md> 'title'", [f"5: a link leads nowhere: nowhere.md; {_FAR}; {_MEND}"]),
    ("![x](nowhere.png)", ["3: a picture is not there: nowhere.png; no picture of that name is in docs; "
                           "put it there, or take it out of the page"]),
    ("![x](https://example.org/nowhere.png)",
     ["3: a picture of another site is not shown: https://example.org/nowhere.png; a page loads nothing from another "
      "host; put a copy into docs and show that"]),
    ("[x](/grievance/9.0.0/)", [f"3: a link leads nowhere: /grievance/9.0.0/; {_FAR}; "
                                 "did you mean /grievance/1.0.0/?"]),
    ("[x](../../../../etc/passwd)", [f"3: a link leads nowhere: ../../../../etc/passwd; {_FAR}; {_MEND}"]),
    ("```\n[x](nowhere.md)\n```\n\n[x](nowhere.md)", [f"7: a link leads nowhere: nowhere.md; {_FAR}; {_MEND}"]),
    ("[x](#nowhere)", [f"3: a link leads to a place that is not on this page: #nowhere; "
                       f"no heading of this page has that id; {_MEND}"]),
    ("words\nand *more* [x](#nowhere)", ["4: a link leads to a place that is not on this page: #nowhere; "]),
    ("[x](#hereabout)\n\n## Hereabouts", ["3: a link leads to a place that is not on this page: #hereabout; "
                                        "no heading of this page has that id; did you mean #hereabouts?"]),
    ("> - [x](#nowhere)", ["3: a link leads to a place that is not on this page: #nowhere; "]),
    ("| a | b |\n| - | - |\n| c | d |\n| e | [x](#nowhere) |",
     ["6: a link leads to a place that is not on this page: "]),
    ("## A [x](#nowhere)", ["3: a link leads to a place that is not on this page: #nowhere; "]),
    ("w[^1]\n\n[^1]: note\n[^2]: [x](nowhere.md)", [f"6: a link leads nowhere: nowhere.md; {_FAR}; {_MEND}"]),
    ("words[^nowhere]", ["3: a footnote is not given below: [^nowhere]; so the mark stands on the page in its "
                         r"brackets; give its words as [^name]: words, or write \[ for a bracket that is meant"]),
    ("words [x][nowhere]", ["3: a link's address is not given below: [x][nowhere]; so the words stand on the page in "
                            r"their brackets; give the address as [name]: page.md, or write \[ for a bracket that is "
                            "meant"]),
    ("[x](../other.md#nowhere)", ["3: a link leads to a place that is not on its page: ../other.md#nowhere; "
                                  f"no heading of that page has that id; {_MEND}"]),
    ("[x](/grievance/1.0.0/#clauses)", ["3: a link leads to a place that is not on its page: /grievance/1.0.0/#clauses"
                                        "; no heading of that page has that id; did you mean #clause?"]),
    ("[x](/grievance/a..b.html#c.nowhere)", ["3: a link leads to a place that is not on its page: "]),
    ("[x](ftp://example.org/nowhere)", ["3: a link of a kind that is not followed: ftp://example.org/nowhere; "
                                        f"pages lead to https, http and mailto only; {_MEND}"]),
    ("[x](javascript:nowhere)", ["3: a link cannot be read: [x](javascript:nowhere); "]),
    ("![x](../a picture.png)", ["3: a link cannot be read: [x](../a picture.png); so it stands on the page in its "
                                "brackets; write < and > around an address with blanks; "]),
])
def test_a_dead_one_is_named_with_its_line(tmp_path: Path, text: str, told: list[str]) -> None:
    page, warnings = made(tmp_path, f"# Page\n\n{text}\n")
    for warning, words in zip(warnings, told, strict=True):
        assert warning.startswith(f"docs/how-to/page.md:{words}")
    assert "](#nowhere" not in page.markdown
    assert "](nowhere" not in page.markdown.replace("```\n[x](nowhere", "")


def test_guessing_what_was_meant_takes_no_long_time(tmp_path: Path) -> None:
    """A page with any number of dead links is told of in a second or two."""
    _, warnings = made(tmp_path, "\n\n".join(f"[x](#oter{n}) [y](/grievence{n}/)" for n in range(2_000)))
    assert len(warnings) == 4_000


@pytest.mark.parametrize(("markdown", "ids"), [
    ("# A b\n\n## C { #d }", {"a-b", "d"}),
    ("```\n# no\n```\n\n## Version 1\\.0 of [x](y.md)", {"version-10-of-x"}),
    ("## `a_b` &amp; é\n\n## a\\_b \\{ #no \\}", {"a_b-e", "a_b-no"}),
])
def test_the_ids_of_a_page_are_those_its_reader_gives(markdown: str, ids: set[str]) -> None:
    reader = pytest.importorskip("markdown", reason="the extra 'docs' is not installed")
    assert anchors_in(markdown) == ids
    html = reader.markdown(markdown, extensions=["attr_list", "toc", "fenced_code"])
    assert all(f'id="{name}"' in html for name in ids)


def test_without_a_repository_a_file_outside_is_not_there(tmp_path: Path) -> None:
    _, warnings = made(tmp_path, "[x](../../README.md)\n", repository="")
    assert warnings == (f"docs/how-to/page.md:1: a link leads nowhere: ../../README.md; {_FAR}; {_MEND}",)


def test_a_readme_is_the_first_page_of_its_folder(tmp_path: Path) -> None:
    """As the renderer has it: else it would be taken for another page, and its old words stay in the search."""
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/README.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "docs/b.md").write_text("# B\n\n[x](a/) [y](a/README.md) [z](/docs/a/)\n", encoding="utf-8")
    docs = docs_pages(tmp_path, SiteSettings(name="Example"))
    assert ({page.path for page in docs.pages}, docs.warnings) == ({"docs/a/index.md", "docs/b.md"}, ())
    (tmp_path / "docs/a/index.md").write_text("# Index\n", encoding="utf-8")
    docs = docs_pages(tmp_path, SiteSettings(name="Example"))
    assert docs.warnings[0] == "docs/a/README.md: left out, as index.md beside it stands there"
    assert docs.warnings[1].startswith("docs/b.md:3: a link leads nowhere: a/README.md")
