"""Starting a module: it passes lint at once, overwrites nothing, and leaves nothing behind when it is refused."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from schemekit.cli.root import run
from schemekit.files.schemas import load
from schemekit.model.module import Module
from schemekit.publish.lint import lint_library
from schemekit.publish.new import new_module
from tests.builders import GitFolder
from tests.publish.conftest import Shop, module_files

ROOT = Path(__file__).parents[2]


def test_a_new_module_passes_lint(shop: Shop) -> None:
    told = shop.schemekit("new", "field-visits", "--title", "Field visits", "--author", "Example Scheme")
    assert told.code == 0, told.err
    assert told.out.splitlines() == [
        "policies/field-visits/CHANGELOG.md",
        "policies/field-visits/cookiecutter.json",
        "policies/field-visits/module.yaml",
        "policies/field-visits/{{cookiecutter.module}}/forms/request-form.md",
        "policies/field-visits/{{cookiecutter.module}}/policy.md",
        "5 files made. Next: put your text in place of the example, then run 'schemekit module lint field-visits'",
    ]
    told = shop.schemekit("lint", "field-visits")
    assert (told.code, told.out.splitlines()[0]) == (0, "field-visits  fit for release")


@pytest.mark.parametrize(("language", "words"), [
    ("fr", "doit répondre à une demande"), ("es", "deberá responder"), ("pt", "deve responder"),
    ("de", "shall answer a request"),
])
def test_in_another_language(shop: Shop, language: str, words: str) -> None:
    """'modules may be in any language': the example is one of that language where we have it, and passes lint."""
    told = shop.schemekit("new", "field-visits", "--language", language)
    assert told.code == 0, told.err
    folder = "policies/field-visits"
    assert words in shop.text(f"{folder}/{{{{cookiecutter.module}}}}/policy.md")
    assert f"language: '{language}'" in shop.text(f"{folder}/module.yaml")
    assert shop.schemekit("lint", "field-visits").out.splitlines()[0] == "field-visits  fit for release"


def test_it_takes_the_scheme_wide_parameters_of_the_library(shop: Shop) -> None:
    """'Set once, used by all modules': the library here explains scheme_name in words of its own."""
    shop.schemekit("new", "field-visits")
    path = "policies/field-visits/module.yaml"
    names = {parameter["name"]: parameter["help"] for parameter in load(shop.text(path), "module", path)["parameters"]}
    assert names["scheme_name"] == "As it stands in the statutes."
    assert "# Every file that an adopter receives." in shop.text(path)


def test_its_answers_stand_in_module_yaml(shop: Shop) -> None:
    shop.schemekit("new", "field-visits", "--title", "Visits: 'in' the field", "--type", "guidance",
                   "--topic", "visits", "--summary", "How visits go.", "--audience", "Auditors.",
                   "--licence", "CC0-1.0", "--author", "Us",
                   "--year", "2020", "--url", "https://example.org/visits")  # fmt: skip
    path = "policies/field-visits/module.yaml"
    module = Module.from_mapping(load(shop.text(path), "module", path))
    assert (module.title, module.type, module.topics) == ("Visits: 'in' the field", "guidance", ("visits",))
    assert (module.summary, module.audience, module.licence) == ("How visits go.", "Auditors.", "CC0-1.0")
    assert (module.credit.author, module.credit.year, module.credit.url) == ("Us", 2020, "https://example.org/visits")


def test_what_is_not_said_has_a_default(shop: Shop) -> None:
    assert shop.schemekit("new", "field-visits").code == 0
    path = "policies/field-visits/module.yaml"
    module = Module.from_mapping(load(shop.text(path), "module", path))
    assert (module.title, module.credit.year) == ("Field visits", date.today().year)


def test_it_can_be_released_at_once(shop: Shop) -> None:
    shop.schemekit("new", "field-visits")
    assert shop.schemekit("release", "field-visits", "--note", "First release.").code == 0


def test_it_fits_beside_the_modules_that_are_shipped(tmp_path: Path) -> None:
    """Its scheme-wide parameters are those of the library."""
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    assert [str(finding) for finding in new_module(tmp_path, "field-visits", {}).findings] == []
    assert [str(finding) for finding in lint_library(tmp_path).findings] == []


def test_the_first_module_makes_the_library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    GitFolder(tmp_path)
    assert run(["-C", str(tmp_path), "module", "new", "field-visits"]) == 0
    assert run(["-C", str(tmp_path), "module", "release", "field-visits", "--note", "First release."]) == 0
    assert "field-visits 1.0.0 released" in capsys.readouterr().out


@pytest.mark.parametrize(("arguments", "words"), [
    pytest.param(("fees",), "the module 'fees' exists already", id="an-id-that-exists"),
    pytest.param(("Fees",), "cannot be the id of a module", id="capital-letters"),
    pytest.param(("../fees",), "cannot be the id of a module", id="a-path"),
    pytest.param(("-x",), "No such option", id="an-option"),
    pytest.param(("x" * 61,), "cannot be the id of a module", id="too-long"),
    pytest.param(("visits", "--title", "{{ 7 * 7 }}"), "cannot be used", id="a-title-that-is-a-template"),
    pytest.param(("visits", "--title", "<b>Visits</b>"), "cannot be used", id="a-title-with-html"),
    pytest.param(("visits", "--licence", ""), "do not give a sound module", id="no-licence"),
    pytest.param(("visits", "--topic", "Two Words"), "do not give a sound module", id="a-topic-that-is-no-word"),
])  # fmt: skip
def test_refused(shop: Shop, arguments: tuple[str, ...], words: str) -> None:
    before = shop.state()
    told = shop.schemekit("new", *arguments)
    assert (told.code, words in told.err, shop.state()) == (2, True, before), told.err


def test_an_id_that_the_ledger_knows(released: Shop) -> None:
    """'Ids are never reused.'"""
    files = module_files(released)
    released.git.git("rm", "-r", "--quiet", "policies/fees")
    released.git.commit("Give it up")
    assert files
    assert "the ledger never forgets one" in released.schemekit("new", "fees").err


def test_in_a_scheme(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scheme.yaml").write_text("format: 1\n", encoding="utf-8")
    assert run(["-C", str(tmp_path), "module", "new", "field-visits"]) == 2
    assert "is a scheme, not a library" in capsys.readouterr().err


def test_what_is_made_from_a_new_library_stays_out_of_its_history(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new library has a .gitignore for the website and what it is made in; nobody's own is touched."""
    new, own = GitFolder(tmp_path / "new"), GitFolder(tmp_path / "own")
    own.write({".gitignore": "/mine/\n"})
    for library in (new, own):
        assert run(["-C", str(library.path), "module", "new", "field-visits"]) == 0
    assert capsys.readouterr().out.count("\n.gitignore\n") == 1
    new.write({"site/index.html": "x", "build/x": "x", ".site.half-1/x": "x", "docs/index.md": "x"})
    untracked = new.git("status", "--porcelain", "--untracked-files=all").splitlines()
    assert {line[3:].partition("/")[0] for line in untracked} == {".gitignore", "docs", "policies"}
    assert (own.path / ".gitignore").read_text("utf-8") == "/mine/\n"
    (new.path / ".gitignore").unlink()
    assert run(["-C", str(new.path), "module", "new", "other"]) == 0   # a library that is there knows what it keeps
    assert not (new.path / ".gitignore").exists()
