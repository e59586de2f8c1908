"""What an owner chose that cannot be is told, not passed over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schemekit.errors import LibraryError
from schemekit.model.finding import FindingsError
from schemekit.site.catalogue.places import document_place, parameters_place, text_place, try_place
from schemekit.site.making import SiteRequest, build
from schemekit.site.settings import read_settings
from schemekit.text.web.words import framed


@pytest.mark.parametrize(("palette", "colour", "is_told"), [
    ("{primary: red}", "red", False),
    ("{primary: pink}", "teal", True),
    ("[{scheme: default, primary: pink}, {scheme: slate, primary: blue}]", "blue", False),
    ("{scheme: slate}", "teal", False),
    ("pink", "teal", False),
])
def test_an_unknown_colour_gets_a_note(tmp_path: Path, palette: str, colour: str, is_told: bool) -> None:
    (tmp_path / "mkdocs.yml").write_text(f"theme:\n  palette: {palette}\n", encoding="utf-8")
    settings, notes = read_settings(tmp_path)
    assert settings.colour == colour
    assert bool(notes) == is_told
    if notes:
        assert notes == ("mkdocs.yml: the colour 'pink' is not known, so the site is teal; there are blue, brown, "
                         "green, grey, indigo, purple, red, teal",)


def test_an_empty_folder_is_told_both_ways(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"(?s)neither a scheme nor a library.*schemekit new.*schemekit module new"):
        build(SiteRequest(here=tmp_path, today=date(2026, 11, 28)))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file", ["parameters.md", "try.md", "Try.md", "index.md", "parameters.csv"])
def test_a_document_never_takes_the_place_of_a_page_of_the_site(file: str) -> None:
    own = {place("grievance", "1.0.0") for place in (text_place, parameters_place, try_place)}
    assert document_place("grievance", "1.0.0", file).casefold() not in own


def test_other_documents_stand_where_they_did() -> None:
    assert document_place("grievance", "1.0.0", "forms/try.md") == "grievance/1.0.0/forms/try/index.md"


def test_a_menu_beyond_reason_is_refused(tmp_path: Path) -> None:
    """Every page holds it: a file of a megabyte would make gigabytes."""
    part = "a.md, " * 1_500
    (tmp_path / "mkdocs.yml").write_text(f"nav: [{{A: [{part}]}}, {{B: [{part}]}}]\n", encoding="utf-8")
    with pytest.raises(FindingsError):
        read_settings(tmp_path)


def test_a_title_beyond_reason_is_cut() -> None:
    """Likewise."""
    assert len(framed("x" * 100_000)) == 500


def test_lines_of_the_theme_that_are_not_read_are_named(tmp_path: Path) -> None:
    """A folder of overrides or a font from elsewhere does not happen, and is not passed over in silence."""
    (tmp_path / "mkdocs.yml").write_text(
        "theme:\n  name: material\n  font: {text: Roboto}\n  custom_dir: own\n  language: fr\n", "utf-8")
    assert read_settings(tmp_path)[1] == ("mkdocs.yml: theme.custom_dir, theme.font not read; what is: site_name, "
        "site_description, site_url, repo_url, copyright, nav, theme.language and theme.palette.primary",)
    (tmp_path / "mkdocs.yml").write_text("theme:\n  name: material\n  font: false\n", "utf-8")
    assert read_settings(tmp_path)[1] == ()
