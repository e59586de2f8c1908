"""The components on a library's site: made from the folder components/ of that very library, which is only read.

'the library covers all six types': 'each component: … site page'.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from schemekit.files.shipped import shipped
from schemekit.site.catalogue.component_pages import with_components
from schemekit.site.catalogue.components import read_components
from schemekit.site.page import Site
from tests.builders import GitFolder

URL = "https://example.org/library.git"
OWN = "joint-audit"
INSIDE = "{{cookiecutter.id}}"


def made(root: Path) -> Site:
    return with_components(Site(pages=(), nav=()), root, URL)


def page(site: Site, path: str) -> str:
    return next(found.markdown for found in site.pages if found.path == path)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with a component of ours, unchanged, and one of its own."""
    shutil.copytree(shipped("components") / "working-group", tmp_path / "components/working-group")
    own = tmp_path / "components" / OWN
    (own / INSIDE).mkdir(parents=True)
    (own / "cookiecutter.json").write_text(json.dumps({
        "id": OWN, "goal": "", "how": ["once", "twice"], "_copy_without_render": ["x"],
        "__prompts__": {"goal": "What for? <b>really</b>"}}), "utf-8")
    (own / INSIDE / "agreement.md").write_text(
        "# Audit of {{ cookiecutter.id }}\n\n{% if cookiecutter.goal %}{{ cookiecutter.goal }}{% else %}No goal."
        "{% endif %}\n\n{{ cookiecutter.goal | replace('a', 'b') }} <script>x</script> {{ 1 / 0 }}\n", "utf-8")
    (own / INSIDE / "cooperation.yaml").write_text("format: 1\n", "utf-8")
    return tmp_path


def test_a_library_without_any_has_no_page(tmp_path: Path) -> None:
    assert made(tmp_path) == Site(pages=(), nav=())


def test_each_has_a_page_and_each_draft(library: Path) -> None:
    site = made(library)
    assert [found.path for found in site.pages] == [
        "components/index.md", "components/working-group/index.md",
        "components/working-group/terms-of-reference/index.md", f"components/{OWN}/index.md",
        f"components/{OWN}/agreement/index.md"]
    (menu,) = site.nav
    assert menu.title == "Components"
    assert [entry.title for entry in menu.entries] == ["All components", "Working group", "Joint audit"]


def test_what_it_is_for_what_it_asks_and_how_to_start_it(library: Path) -> None:
    told = page(made(library), "components/working-group/index.md")
    assert "Work out together what none of you has to work out alone" in told
    assert "Who convenes the group and keeps its papers?" in told
    assert "consensus then vote or consensus or vote" in told
    assert "schemekit cooperate new working-group" in told
    assert f"cookiecutter {URL} --directory components/working-group" in told


def test_one_of_its_own_is_started_without_schemekit(library: Path) -> None:
    """`cooperate new` makes the components that come with the tool, and would make another than this page shows."""
    told = page(made(library), f"components/{OWN}/index.md")
    assert "cooperate new" not in told
    assert f"cookiecutter {URL} --directory components/{OWN}" in told
    (library / "components/working-group/cookiecutter.json").write_text('{"id": "x"}', "utf-8")
    assert "cooperate new" not in page(made(library), "components/working-group/index.md")


def test_a_draft_is_read_and_not_run(library: Path) -> None:
    told = page(made(library), f"components/{OWN}/agreement/index.md")
    assert "# Audit of joint\\-audit" in told or "# Audit of joint-audit" in told
    assert "No goal." in told
    assert "<script>" not in told
    assert "1 / 0" in told
    assert "<b>" not in page(made(library), f"components/{OWN}/index.md")


@pytest.mark.parametrize("content", [
    b"[]", b"{", b"\xff", b'{"__prompts__": []}', b'{"a": {"b": 1}, "__prompts__": 3}',
])
def test_one_that_cannot_be_read_is_told_and_hides_no_other(library: Path, content: bytes) -> None:
    (library / "components" / OWN / "cookiecutter.json").write_bytes(content)
    found, notes = read_components(library)
    assert "working-group" in [one.id for one in found]
    assert len(found) + len(notes) == 2
    assert len(notes) == 1


def test_what_is_a_link_is_left_alone(library: Path) -> None:
    (library / "components" / "linked").symlink_to(shipped("components") / "recognition")
    assert [one.id for one in read_components(library)[0]] == ["working-group", OWN]


class TestOfARepository:
    """Others get what is committed, so that is what the pages show, as with modules what is released."""

    def test_what_is_committed_is_as_in_the_folder(self, library: Path) -> None:
        before = made(library)
        GitFolder(library).commit()
        assert made(library) == before

    def test_what_nobody_gets_yet_has_no_page(self, library: Path) -> None:
        repository = GitFolder(library)
        assert [one.id for one in read_components(library)[0]] == []
        repository.git("add", "components/working-group")
        repository.git("commit", "--quiet", "--message=One")
        found, notes = read_components(library)
        assert [one.id for one in found] == ["working-group"]
        assert notes == (f"components/{OWN} is not committed yet, so nobody would get it, and it has no page",)

    def test_a_change_waits_for_its_commit(self, library: Path) -> None:
        GitFolder(library).commit()
        before = page(made(library), f"components/{OWN}/agreement/index.md")
        (library / "components" / OWN / INSIDE / "agreement.md").write_text("# Another\n", "utf-8")
        assert page(made(library), f"components/{OWN}/agreement/index.md") == before
        assert read_components(library)[1] == (
            f"components/{OWN} has changes that are not committed: its page shows it without them",)

    def test_a_link_or_program_that_was_committed_is_told(self, library: Path) -> None:
        (library / "components" / OWN / INSIDE / "run.md").symlink_to("agreement.md")
        GitFolder(library).commit()
        found, notes = read_components(library)
        assert [one.id for one in found] == ["working-group"]
        assert notes[0].startswith(f"components/{OWN} is left out: ")


def test_every_type_of_this_library_has_its_page(tmp_path: Path) -> None:
    shutil.copytree(shipped("components"), tmp_path / "components")
    found, notes = read_components(tmp_path)
    assert notes == ()
    names = {folder.name for folder in shipped("components").iterdir()} - {"module", "scheme"}
    assert {one.id for one in found} == names
    assert all(one.comes_with_the_tool and one.purpose and one.documents for one in found)
