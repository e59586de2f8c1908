"""A library and a scheme for the tests of the adopter's rooms, made once and copied; taken over by conftest.py."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import own_library
from tests.builders import LibraryBuilder, copied, packed
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder, full_library, tell


@pytest.fixture(scope="session")
def offered(tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    """A library as it comes with the tool, also on the user's list as `efc`."""
    library = full_library(tmp_path_factory.mktemp("offered"))
    packed(library.path)
    return library


@pytest.fixture(autouse=True)
def comes_with_the_tool(offered: LibraryBuilder) -> Iterator[None]:
    """The tool's own library is the one made for the tests: what it ships changes with every release."""
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        yield


@pytest.fixture(scope="session")
def scheme_template(
    tmp_path_factory: pytest.TempPathFactory, offered: LibraryBuilder, pinned_surroundings: None
) -> Path:
    """A scheme that adopted grievance and assurance 1.0.0, made once."""
    assert pinned_surroundings is None
    folder = tmp_path_factory.mktemp("schemes")
    with own_library.comes_with_the_tool(offered, LIBRARY_NAME):
        told = tell("-C", str(folder), "new", "northern-minerals", "--no-input", "--with", "grievance,assurance@1.0.0")
    assert told.code == 0, told.all
    return packed(folder / "northern-minerals")


@pytest.fixture
def scheme(scheme_template: Path, tmp_path: Path) -> SchemeBuilder:
    """A copy of the scheme that the test may change."""
    copied(scheme_template, tmp_path / "northern-minerals")
    return SchemeBuilder(tmp_path / "northern-minerals")
