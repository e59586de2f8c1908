"""An arena for every attack: a scheme of one module, made once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemekit.library.registry import register
from tests.attacks.arena import Arena
from tests.builders import LibraryBuilder, copied, packed
from tests.own_library import comes_with_the_tool
from tests.scheme_builders import GRIEVANCE, SchemeBuilder, tell


@pytest.fixture(scope="session")
def own_library(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> LibraryBuilder:
    """Two harmless modules, as the tool's own library."""
    assert pinned_surroundings is None
    library = LibraryBuilder(tmp_path_factory.mktemp("own"))
    library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
    library.release("grievance", "1.0.0", GRIEVANCE)
    library.release("consultation", "1.0.0")
    packed(library.path)
    return library


@pytest.fixture(autouse=True)
def _comes_with_the_tool(own_library: LibraryBuilder) -> Iterator[None]:
    with comes_with_the_tool(own_library):
        yield


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory, own_library: LibraryBuilder) -> Path:
    """A scheme with one clause changed by hand, and a library of a stranger with one harmless module."""
    assert own_library.releases
    folder = tmp_path_factory.mktemp("templates")
    with comes_with_the_tool(own_library):
        told = tell("-C", str(folder), "new", "northern", "--no-input", "--with", "grievance")
    assert told.code == 0, told.all
    shutil.copytree(folder / "northern", folder / "untouched")
    policy = folder / "northern" / "policies" / "grievance" / "policy.md"
    policy.write_text(policy.read_text("utf-8").replace("name a person", "name two people"), "utf-8")
    LibraryBuilder(folder).release("guests", "1.0.0")
    for repository in ("untouched", "northern", "library"):
        packed(folder / repository)
    return folder


@pytest.fixture
def scheme(templates: Path, tmp_path: Path) -> SchemeBuilder:
    """A scheme in which nothing is open."""
    copied(templates / "untouched", tmp_path / "northern-minerals")
    return SchemeBuilder(tmp_path / "northern-minerals")


@pytest.fixture
def arena(templates: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Arena:
    """A place of its own, with the stranger's library on the user's list as `efc`."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "arena"
    folder.mkdir()
    copied(templates / "northern", folder / "northern")
    copied(templates / "library", folder / "library")
    library = LibraryBuilder(folder)
    register("efc", library.url, folder)
    return Arena(folder, folder / "northern", library)
