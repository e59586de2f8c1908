"""A small library and a scheme of two tiny modules, made once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import TEXT, LibraryBuilder, copied, packed, policy_text
from tests.own_library import comes_with_the_tool
from tests.scheme_builders import SchemeBuilder, tell

FORM = "{{cookiecutter.module}}/forms/form.md"


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> LibraryBuilder:
    """Three tiny modules, one released twice: the tool's own library, and `efc` for other processes."""
    assert pinned_surroundings is None
    library = LibraryBuilder(tmp_path_factory.mktemp("small"))
    library.write({"pyproject.toml": '[project]\nurls = { Documentation = "https://example.org/schemekit" }\n'})
    for module in ("grievance", "consultation", "assurance"):
        library.release(module, "1.0.0")
    text = policy_text("grievance").replace("in writing", "in plain writing").replace("a record", "a short record")
    library.release("grievance", "1.1.0", {TEXT: text, FORM: "# Form\n\nWrite down what happened.\n"})
    packed(library.path)
    return library


@pytest.fixture(autouse=True)
def _comes_with_the_tool(small_library: LibraryBuilder) -> Iterator[None]:
    with comes_with_the_tool(small_library, "efc"):
        yield


@pytest.fixture(scope="session")
def scheme_template(tmp_path_factory: pytest.TempPathFactory, small_library: LibraryBuilder) -> Path:
    """A scheme with one module, one clause of it changed by hand and saved, one decision open."""
    assert small_library.releases
    folder = tmp_path_factory.mktemp("schemes")
    with comes_with_the_tool(small_library, "efc"):
        told = tell("-C", str(folder), "new", "northern", "--no-input", "--with", "grievance@1.0.0")
        assert told.code == 0, told.all
        scheme = SchemeBuilder(folder / "northern")
        scheme.edit('"1.0.0"', '"^1.0.0"', "scheme.yaml")
        scheme.edit("answer within 5 working days.", "answer within a week.")
        assert scheme.run("set", "grievance.answer_days=4").code == 1
        scheme.done("save", "Answers")
        scheme.edit("keep a record", "keep a good record")
    return packed(scheme.path)


@pytest.fixture
def scheme(scheme_template: Path, tmp_path: Path) -> SchemeBuilder:
    """A copy of the scheme that the test may change."""
    copied(scheme_template, tmp_path / "northern")
    return SchemeBuilder(tmp_path / "northern")
