"""A theory of change on the handbook: nothing is shown unless its file says so, and then what the board approved."""

from __future__ import annotations

from datetime import date

import pytest

from schemekit.files.yaml import edit_yaml
from schemekit.site.making import SiteRequest, made_site
from schemekit.site.page import Site
from schemekit.site.pictures import does_more_than_show
from schemekit.site.workplace import workplace
from tests.conftest import CHECKOUT
from tests.scheme_builders import SchemeBuilder

FILE = "cooperation/copper/theory-of-change.yaml"
EXAMPLE = (CHECKOUT / "docs/examples/theories-of-change/copper/theory-of-change.yaml").read_text("utf-8")
PAGE, PICTURE = "theories-of-change/copper/index.md", "theories-of-change/copper/diagram.svg"


def made(scheme: SchemeBuilder, **fields: object) -> Site:
    scheme.write(FILE, edit_yaml(EXAMPLE, [((name,), value) for name, value in fields.items()], FILE))
    with workplace(scheme.path) as work:
        return made_site(SiteRequest(here=scheme.path, today=date(2026, 11, 29)), work.kept)[1]


@pytest.mark.parametrize(("fields", "is_shown"), [
    pytest.param({}, False, id="private-by-default"),
    pytest.param({"publish": False}, False, id="private"),
    pytest.param({"publish": True}, True, id="approved-and-published"),
    pytest.param({"publish": True, "status": "draft"}, False, id="a-draft"),
    pytest.param({"publish": True, "status": "superseded"}, False, id="an-old-one"),
])
def test_what_is_shown(scheme: SchemeBuilder, fields: dict[str, object], *, is_shown: bool) -> None:
    site = made(scheme, **fields)
    assert (PAGE in {page.path for page in site.pages}, PICTURE in site.files) == (is_shown, is_shown)
    told = "\n".join(page.markdown for page in site.pages) + b"".join(site.files.values()).decode("utf-8", "replace")
    assert ("Forests on the slopes above the mines stay" in told) is is_shown
    is_held_back = bool(fields.get("publish")) and not is_shown
    assert any("not shown before it is approved" in note for note in site.notes) is is_held_back


def test_a_draft_is_shown_where_the_scheme_shows_drafts(scheme: SchemeBuilder) -> None:
    text = (scheme.path / "scheme.yaml").read_text("utf-8")
    scheme.write("scheme.yaml", edit_yaml(text, [(("publish",), {"drafts": True})], "scheme.yaml"))
    assert PICTURE in made(scheme, publish=True, status="draft").files


def test_the_page_has_the_picture_and_all_of_its_words(scheme: SchemeBuilder) -> None:
    """'with the SVG as image plus text alternative'."""
    site = made(scheme, publish=True)
    page = next(page for page in site.pages if page.path == PAGE)
    assert page.markdown.startswith("# How responsible copper changes the valley\n\n![A diagram of 21 steps")
    assert "](diagram.svg)" in page.markdown
    assert "Nobody watches it" in page.markdown
    assert does_more_than_show(PICTURE, site.files[PICTURE]) == ""


def test_hostile_words_are_words(scheme: SchemeBuilder) -> None:
    bad = "<script>alert(1)</script> [x](javascript:1) {: onclick=x } ![y](https://evil.example/y.png)"
    site = made(scheme, publish=True, title=bad, summary=bad)
    page = next(page for page in site.pages if page.path == PAGE)
    assert "<script" not in page.markdown
    assert "](javascript:" not in page.markdown.replace("\\](", "")
    assert "](https://evil" not in page.markdown.replace("\\](", "")
