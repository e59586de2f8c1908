"""A library, and a handful of schemes that adopted from it, each changed otherwise; made once for all tests here."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from schemekit.model.release import Standing
from tests.builders import GitFolder, LibraryBuilder, packed
from tests.scheme_builders import SchemeBuilder
from tests.scheme_fixtures import comes_with_the_tool, offered, scheme, scheme_template

__all__ = ["clones", "comes_with_the_tool", "library", "offered", "scheme", "scheme_template"]

FEE = "A complaint shall cost nothing."
DAYS = "within 5 working days.\nThe acknowledgement"
RECORDS = "\n## Records { #records }"


@pytest.fixture(scope="session")
def library(offered: LibraryBuilder, tmp_path_factory: pytest.TempPathFactory) -> LibraryBuilder:
    """The library as it went on: grievance has a minor and a major release more, and its first one was withdrawn."""
    folder = tmp_path_factory.mktemp("went-on")
    shutil.copytree(offered.path, folder / "library")
    found = LibraryBuilder(folder)
    found.release("grievance", "1.1.0", {"CHANGELOG.md": "# Changelog\n\n## 1.1.0\n\nClearer.\n"})
    found.release("grievance", "2.0.0", {"CHANGELOG.md": "# Changelog\n\n## 2.0.0\n\nMore.\n"}, bump="major")
    found.mark("assurance", "1.0.0", Standing.YANKED, "a wrong figure")
    packed(found.path)
    return found


@pytest.fixture(scope="session")
def clones(scheme_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with five clones, a bare one of the fifth, and things that are no repository."""
    folder = tmp_path_factory.mktemp("adopters") / "clones"
    for number in range(5):
        scheme = SchemeBuilder(folder / f"scheme-{number}")
        shutil.copytree(scheme_template, scheme.path)
        scheme.write("scheme.yaml", re.sub("(?m)^name: .*$", f"name: 'Scheme {number}'", scheme.text("scheme.yaml")))
        if number:   # four of five: a figure
            scheme.edit(FEE, f"A complaint shall cost {10 * number} euros.")
        if number > 1:   # three of five: over a value by hand
            scheme.edit(DAYS, DAYS.replace("5", str(number + 10)))
        if number > 2:   # two of five: dropped
            scheme.write("policies/grievance/policy.md", scheme.text()[: scheme.text().index(RECORDS) + 1])
        repository = GitFolder(scheme.path)
        repository.commit("Ours")
    (folder / "notes").mkdir()
    (folder / "notes" / "todo.txt").write_text("call them\n")
    GitFolder(folder / "scheme-4").git("clone", "--quiet", "--bare", ".", "../bare.git")
    return folder
