"""Another scheme is named from where a person stands, by every command; what a record keeps starts at the scheme."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.scheme_builders import SchemeBuilder, tell


@pytest.fixture
def below(scheme: SchemeBuilder, tmp_path: Path) -> Path:
    """A folder inside a scheme that has a neighbour `forest`."""
    shutil.copytree(scheme.path, tmp_path / "forest")
    forest = SchemeBuilder(tmp_path / "forest")
    forest.edit("id: 'northern-minerals'", "id: 'forest'", "scheme.yaml")
    forest.edit("name: 'Northern Minerals'", "name: 'Forest Council'", "scheme.yaml")
    forest.done("save", "Ours")
    return scheme.path / "policies" / "grievance"


@pytest.mark.parametrize("command", [
    ("compare", "{}"),
    ("recognise", "{}", "--as", "forest"),
    ("cooperate", "side-by-side", "{}", "--module", "grievance"),
    ("cooperate", "supplement", "{}", "--module", "grievance"),
    ("cooperate", "checklist", "{}", "--module", "grievance"),
    ("cooperate", "harmonise", "{}", "--module", "grievance"),
], ids=lambda command: " ".join(command[:2]).removesuffix(" {}"))
def test_a_folder_is_meant_from_the_working_folder(below: Path, command: tuple[str, ...]) -> None:
    for there, code in (("../../../forest", 0), ("../forest", 2)):
        told = tell("-C", str(below), *(word.format(there) for word in command))
        assert told.code == code, told.all


def test_a_record_keeps_it_as_the_scheme_names_it(scheme: SchemeBuilder, below: Path) -> None:
    assert tell("-C", str(below), "recognise", "../../../forest", "--as", "forest").code == 0
    record = yaml.safe_load(scheme.text("cooperation/forest/cooperation.yaml"))
    assert next(party["scheme"] for party in record["parties"] if party["id"] == "forest") == "../forest"


@pytest.mark.parametrize("command", [("compare", "../forest"), ("recognise", "../forest", "--as", "forest")])
@pytest.mark.usefixtures("below")
def test_a_module_that_they_do_not_share_is_refused(scheme: SchemeBuilder, command: tuple[str, ...]) -> None:
    told = scheme.run(*command, "--module", "nonsense")
    assert told.code == 2
    assert "no module 'nonsense' in common" in told.err
