"""Every module that is shipped is held to what a maintainer's would be: lint, plain cookiecutter, the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemekit.files.digest import digest_of, tree_id
from schemekit.files.folder import read_folder
from schemekit.files.schemas import load
from schemekit.model.file_names import TEMPLATE_FOLDER
from schemekit.model.module import Module
from schemekit.model.parameter import Value, in_text
from schemekit.model.release import Ledger
from schemekit.publish.lint import lint_library
from schemekit.text.changelog import unreleased_notes
from schemekit.text.linting.renderings import variations
from schemekit.text.template_grammar import parse_template

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
MODULES = sorted(path.parent.name for path in POLICIES.glob("*/module.yaml"))
LEDGER = POLICIES / "releases.yaml"


def the_module(module_id: str) -> Module:
    text = (POLICIES / module_id / "module.yaml").read_text(encoding="utf-8")
    return Module.from_mapping(load(text, "module", "module.yaml"))


def rendered(module: Module, values: dict[str, Value]) -> dict[str, bytes]:
    """What an adopter gets, by path below the folder that is made."""
    filled = {"module": module.id, **{name: in_text(value, module.language) for name, value in values.items()}}
    prefix = f"{TEMPLATE_FOLDER}/"
    return {
        path.removeprefix(prefix): parse_template(data.decode(), path).render(filled).encode()
        for path, data in read_folder(POLICIES / module.id).items()
        if path.startswith(prefix)
    }


def by_cookiecutter(module: Module, into: Path, *given: str) -> dict[str, bytes]:
    """What `cookiecutter LIBRARY --directory policies/MODULE --no-input NAME=VALUE …` makes.

    The whole command, but in this process; tests/components runs it as a program.
    """
    from cookiecutter.cli import main

    config = into / "config.yaml"
    config.write_text(f"replay_dir: {into}/replay\ncookiecutters_dir: {into}/cache\n", encoding="utf-8")
    main([str(ROOT), "--directory", f"policies/{module.id}", "--no-input", "--config-file", str(config),
          "--output-dir", str(into / "made"), *given], standalone_mode=False)  # fmt: skip
    return read_folder(into / "made" / module.id)


def farthest(module: Module) -> dict[str, Value]:
    """Every parameter away from its default at once."""
    values = module.defaults()
    for changed, variation in variations(module):
        name = changed.partition(" = ")[0]
        if name in values:
            values[name] = variation[name]
    return values


def test_there_are_modules() -> None:
    assert MODULES


def test_every_module_passes_lint_without_errors_or_warnings() -> None:
    """'Everything we ship as data is checked as a user's would be.'"""
    report = lint_library(ROOT)
    assert [str(finding) for finding in report.findings] == []
    assert [entry.module for entry in report.modules] == MODULES


@pytest.mark.parametrize("module_id", MODULES)
class TestPlainCookiecutter:
    """'`cookiecutter <library> --directory policies/grievance` works without schemekit.'"""

    def test_it_renders_the_same_bytes_with_the_defaults(self, module_id: str, tmp_path: Path) -> None:
        module = the_module(module_id)
        assert by_cookiecutter(module, tmp_path) == rendered(module, module.defaults())

    def test_it_renders_the_same_bytes_with_other_values(self, module_id: str, tmp_path: Path) -> None:
        module = the_module(module_id)
        values = farthest(module)
        given = [f"{name}={in_text(value, module.language)}" for name, value in values.items()]
        assert by_cookiecutter(module, tmp_path, *given) == rendered(module, values)

    def test_it_asks_in_the_order_of_module_yaml(self, module_id: str) -> None:
        asked = json.loads((POLICIES / module_id / "cookiecutter.json").read_text(encoding="utf-8"))
        names = [parameter.name for parameter in the_module(module_id).parameters]
        assert [name for name in asked if not name.startswith("_")] == ["module", *names]


def the_ledger() -> Ledger:
    """The ledger of releases; empty while nothing was released."""
    if not LEDGER.exists():
        return Ledger()
    return Ledger.from_mapping(load(LEDGER.read_text(encoding="utf-8"), "releases", LEDGER.name))


def test_a_folder_is_its_newest_release_or_says_what_is_unreleased() -> None:
    """'What is edited after a release is "unreleased" until the next.'"""
    for module_id in the_ledger().modules():
        newest = the_ledger().of(module_id)[-1]
        files = read_folder(POLICIES / module_id)
        is_released = (tree_id(files), digest_of(files)) == (newest.tree, newest.sha256)
        assert is_released or unreleased_notes(files["CHANGELOG.md"].decode()), module_id
