"""'Is every command that the pages tell an adopter right for that library': they are run as they stand."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from schemekit.library.registry import suggested_name
from schemekit.site.making import SiteRequest, made_site
from schemekit.site.page import Site
from tests.builders import LibraryBuilder
from tests.scheme_builders import tell

ADDRESS = "https://example.org/efc/library"
TODAY = date(2026, 11, 28)


def site_of(library: LibraryBuilder, settings: str) -> Site:
    library.write({"mkdocs.yml": settings})
    return made_site(SiteRequest(here=library.path, today=TODAY))[1]


def commands(site: Site) -> list[str]:
    """What the page of a release tells to type."""
    (page,) = [page for page in site.pages if page.path == "grievance/1.1.0/index.md"]
    how = page.markdown.partition("{ #page-adopt }")[2].partition("\n## ")[0]
    return [line for block in re.findall(r"^```\n(.*?)\n```$", how, re.M | re.S) for line in block.splitlines()]


@pytest.mark.usefixtures("own_home")
def test_the_commands_of_another_library_take_its_module(
    library: LibraryBuilder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = commands(site_of(library, f"site_name: Forest Council\nrepo_url: {ADDRESS}\n"))
    commit = library.git("log", "-1", "--format=%H", "--", "policies/releases.yaml")
    assert told == [
        f"schemekit library add forest-council {ADDRESS}",
        "schemekit add forest-council/grievance@1.1.0",
        "schemekit new my-scheme --with forest-council/grievance@1.1.0",
        f"cookiecutter {ADDRESS} --checkout {commit} --directory policies/grievance",
    ]
    monkeypatch.chdir(tmp_path)
    assert tell("new", "ours", "--no-input").code == 0
    for command in told[:3]:   # as they stand, but for the address, which is no host's
        words = shlex.split(command.replace(ADDRESS, library.file_url))[1:]
        if words[0] == "new":
            monkeypatch.chdir(tmp_path)
            words.append("--no-input")
        assert tell(*words).code == 0, words
        monkeypatch.chdir(tmp_path / "ours")
    for scheme in ("ours", "my-scheme"):
        assert (tmp_path / scheme / "policies" / "grievance" / "policy.md").is_file()


def test_where_the_address_is_not_known_the_pages_say_so(library: LibraryBuilder) -> None:
    site = site_of(library, "site_name: Forest Council\n")
    assert commands(site)[0] == "schemekit library add forest-council ADDRESS"
    (page,) = [page for page in site.pages if page.path == "grievance/1.1.0/index.md"]
    assert "does not say where the library is fetched from. Ask its maintainer" in page.markdown
    assert any("give the library's address as repo_url in mkdocs.yml" in note for note in site.notes)


def test_the_form_names_the_library_in_its_answers(library: LibraryBuilder) -> None:
    data = json.loads(site_of(library, f"site_name: Forest Council\nrepo_url: {ADDRESS}\n")
                      .files["grievance/1.1.0/try/module.json"])
    assert (data["library"], data["listing"]) == (
        "forest-council", f"schemekit library add forest-council {ADDRESS}")


def test_a_redline_names_the_library_it_is_of(library: LibraryBuilder) -> None:
    page = site_of(library, "site_name: Forest Council\n").files["grievance/redlines/1.0.0..1.1.0.html"].decode()
    words = " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())
    assert "Before grievance 1.0.0 forest-council" in words
    assert "1.0.0 schemekit" not in words


def test_an_address_cannot_bring_a_command_of_its_own(library: LibraryBuilder) -> None:
    told = commands(site_of(library, "repo_url: https://example.org/$(id);id\n"))
    assert told[0].endswith(" 'https://example.org/$(id);id'")


def test_our_own_library_is_at_hand_for_everybody(built_library_site: Path) -> None:
    page = unescape(re.sub(r"<[^>]*>", "", (built_library_site / "grievance/1.1.0/index.html").read_text("utf-8")))
    assert "schemekit add grievance@1.1.0\n" in page
    assert "schemekit library add" not in page


@pytest.mark.parametrize(("called", "name"), [
    ("Example Forest Council library", "example-forest-council-library"), ("efc", "efc"), ("Élan vert", "elan-vert"),
    ("林业", "library"), ("3 forests", "library"), ("", "library"), ("schemekit", "library"), ("Schemekít!", "library"),
    ("scheme-kit", "library"), ("x" * 400, "x" * 47),
])
def test_the_proposed_name_can_be_used(called: str, name: str) -> None:
    assert suggested_name(called) == name


class TestShow:
    """The same commands at the end of `schemekit show`."""

    @pytest.mark.usefixtures("own_home")
    def test_of_a_library_on_the_list(self, library: LibraryBuilder) -> None:
        assert tell("library", "add", "efc", library.file_url).code == 0
        assert tell("show", "efc/grievance").out.endswith("Next: schemekit add efc/grievance\n")

    @pytest.mark.usefixtures("own_home")
    def test_of_a_published_catalogue(self, library: LibraryBuilder, tmp_path: Path) -> None:
        site = site_of(library, f"site_name: Forest Council\nrepo_url: {ADDRESS}\n")
        (tmp_path / "catalogue.json").write_bytes(site.files["catalogue.json"])
        told = tell("show", "grievance", "--library", str(tmp_path)).out
        assert told.endswith(f"Next: schemekit library add forest-council {ADDRESS}, "
                             "then schemekit add forest-council/grievance\n")
