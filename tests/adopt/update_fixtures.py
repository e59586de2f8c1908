"""A library that goes on releasing, for the tests of updates: a copy of the one the scheme was started from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import own_library
from tests.builders import TEXT, Files, LibraryBuilder, copied
from tests.scheme_builders import GRIEVANCE, LIBRARY_NAME

POLICY = "policies/grievance/policy.md"
FORM = "{{cookiecutter.module}}/forms/complaint-form.md"
REGISTER = "{{cookiecutter.module}}/forms/register.csv"
Swaps = Sequence[tuple[str, str]]


class Source:
    """The grievance module's maintainer: each release is an edit of the one before."""

    def __init__(self, library: LibraryBuilder) -> None:
        self.library = library
        self.files: dict[str, str] = dict(GRIEVANCE)

    def release(self, version: str, text: Swaps = (), module: Swaps = (), files: Files | None = None) -> None:
        """Release a version with words changed in the text and in module.yaml, and files put in or taken away."""
        before = dict(self.files)
        for path, swaps in ((TEXT, text), ("module.yaml", module)):
            for old, new in swaps:
                assert old in self.files[path], f"{old!r} is not in {path}"
                self.files[path] = self.files[path].replace(old, new, 1)
        changed: dict[str, str | bytes | None] = {
            path: words for path, words in self.files.items() if words != before[path]}
        self.library.release("grievance", version, {**changed, **(files or {})}, note=f"Change {version}.")


@pytest.fixture
def source(offered: LibraryBuilder, tmp_path: Path) -> Iterator[Source]:
    """A copy of the tool's own library that the test may go on releasing in."""
    copied(offered.path, tmp_path / "library")
    library = LibraryBuilder(tmp_path)
    with own_library.comes_with_the_tool(library, LIBRARY_NAME):
        yield Source(library)
