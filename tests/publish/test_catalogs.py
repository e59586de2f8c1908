"""`schemekit module export` and `schemekit module import catalog.json` in a real library."""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest

from schemekit.files.schemas import validator
from schemekit.files.shipped import shipped
from tests.interchange.catalogs import generated
from tests.publish.conftest import Shop
from tests.scheme_builders import tell

IMPORT = ("import", "catalog.json", "--as", "generated", "--licence", "CC0-1.0")


def given(shop: Shop, count: int = 60) -> None:
    shop.git.write({"catalog.json": json.dumps(generated(count))})


def broken(report: Any, name: str) -> list[str]:
    schema = json.loads((shipped("schemas") / "reports" / f"{name}.schema.json").read_text("utf-8"))
    return [error.message for error in validator(schema).iter_errors(report)]


class TestImport:
    def test_a_module_that_passes_every_check(self, released: Shop) -> None:
        """'gives a module (clauses from controls, ids kept …, params to parameters …, withdrawn as retired)'."""
        given(released)
        told = released.schemekit(*IMPORT)
        assert told.code == 0, told.err
        assert "1 module imported" in told.out
        assert "lost" in told.out
        linted = released.schemekit("lint", "generated")
        assert (linted.code, "fit for release" in linted.out) == (0, True)
        assert released.schemekit("release", "generated", "--note", "First release.").code == 0
        text = released.text("policies/generated/{{cookiecutter.module}}/policy.md")
        assert "### G0-1 Control 1 of family 0 { #g0-1 }\n" in text
        assert "\n- (a) Reviews the \\<b>plan\\</b> # and `x` {{ cookiecutter.g0_1_prm_1 }}\n" in text

    def test_a_thousand_controls(self, shop: Shop) -> None:
        """'else a generated one of 1,000 controls'; where it is too large its groups go one by one."""
        given(shop, 1000)
        told = shop.schemekit(*IMPORT, "--dry-run", "--json")
        assert (told.code, broken(told.json, "module-import")) == (0, [])
        catalog = told.json["catalog"]
        assert (catalog["clauses"], catalog["parameters"], catalog["retired"]) == (920, 200, 100)
        assert not told.json["written"]
        told = shop.schemekit(*IMPORT, "--group", "g7")
        assert (told.code, "generated: new, 45 clauses" in told.out) == (0, True)

    @pytest.mark.parametrize(("arguments", "told"), [
        pytest.param(("import", "catalog.json", "--as", "x-y"), "--licence", id="no-licence"),
        pytest.param(("import", "catalog.json", "--as", "fees", "--licence", "CC0-1.0"), "exists already", id="taken"),
        pytest.param(("import", "catalog.json", "--as", "../x", "--licence", "CC0-1.0"), "cannot be", id="a-way"),
        pytest.param((*IMPORT, "--group", "zz"), "no group", id="no-group"),
        pytest.param(("import", "none.json", "--as", "x-y", "--licence", "CC0-1.0"), "no file", id="no-file"),
    ])
    def test_refused(self, released: Shop, arguments: tuple[str, ...], told: str) -> None:
        given(released)
        before = released.state()
        said = released.schemekit(*arguments)
        assert (said.code, told in said.err) == (2, True)
        assert released.state() == before


class TestANewerRevision:
    """'Re-importing is refused …: document clearly with the fix line'; and the way that is named leads there."""

    def test_it_is_made_beside_the_module_and_git_shows_the_difference(self, shop: Shop) -> None:
        given(shop)
        assert shop.schemekit(*IMPORT).code == 0
        assert shop.schemekit("release", "generated", "--note", "First release.").code == 0
        shop.git.commit("First release")
        newer = generated(60)
        first, *others = newer["catalog"]["groups"][0]["controls"]
        first["title"] = "A title of the newer revision"
        newer["catalog"]["groups"][0]["controls"] = [first, *others[:-1]]
        shop.git.write({"catalog.json": json.dumps(newer)})
        refused = shop.schemekit(*IMPORT)
        assert (refused.code, "mkdir ../newer-generated" in refused.err) == (2, True)
        beside = shop.path.parent / "newer-generated"
        beside.mkdir()
        shutil.copy(shop.path / "catalog.json", beside)
        assert tell("-C", str(beside), "module", *IMPORT).code == 0
        shutil.copytree(beside / "policies/generated", shop.path / "policies/generated", dirs_exist_ok=True)
        linted = shop.schemekit("lint", "generated")
        said = linted.out + linted.err
        assert "'g0-3' is gone and not under retired:" in said
        assert said.count("is gone and not under") == 1
        text = shop.text("policies/generated/{{cookiecutter.module}}/policy.md")
        assert "### G0-1 A title of the newer revision { #g0-1 }" in text


class TestExport:
    def test_there_and_back(self, released: Shop) -> None:
        """A module goes out with open blanks and comes back with its clauses, forces and typed parameters."""
        told = released.schemekit("export", "fees", "--open", "--to", "fees.json")
        assert told.code == 0, told.err
        assert "fees.json: fees 1.0.0, 3 clauses, 2 parameters" in told.out
        said = released.schemekit("import", "fees.json", "--as", "fees-again", "--licence", "CC-BY-4.0")
        assert said.code == 0, said.err
        again = released.text("policies/fees-again/{{cookiecutter.module}}/policy.md")
        assert again == released.text("policies/fees/{{cookiecutter.module}}/policy.md")
        metadata = released.text("policies/fees-again/module.yaml")
        for words in ("type: integer", "unit: days", "minimum: 14", "maximum: 90", "stricter: higher", "default: 30",
                      "{id: waiver, force: recommendation, tailoring: optional}"):
            assert words in metadata, words

    def test_what_is_told(self, released: Shop) -> None:
        told = released.schemekit("export", "fees", "--to", "fees.json", "--json")
        assert (told.code, broken(told.json, "module-export")) == (0, [])
        assert released.schemekit("export", "fees", "--to", "fees.json").code == 2
        released.edit("policies/fees/module.yaml", ("How fees are set.", "How all fees are set."))
        told = released.schemekit("export", "fees", "--to", "fees.json", "--force", "--json")
        assert told.json["version"] == "1.0.0+edited"
