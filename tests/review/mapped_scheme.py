"""A scheme whose grievance module is mapped to a framework, for the tests of coverage and suggestions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests import own_library
from tests.adopt.update_fixtures import Source
from tests.builders import LibraryBuilder, copied
from tests.scheme_builders import LIBRARY_NAME, SchemeBuilder

CROSSWALK = """\
format: 1
module: grievance
module_version: "1.1.0"
framework: ungp-31
framework_version: "2011"
judge: A. Author
date: "2026-11-28"
rows:
  - {clause: no-charge, item: b, relation: subset, confidence: high, rationale: Cost is a barrier that is meant.}
  - {clause: filing, item: b, relation: subset, confidence: high, rationale: Several ways are open to file.}
  - {clause: acknowledgement, item: c, relation: superset, confidence: low, rationale: Steps and times are told.}
  - {clause: records, item: g, relation: supports, confidence: low, rationale: Lessons need a record of cases.}
  - {item: h, relation: none, confidence: high, rationale: The module has nothing on dialogue.}
together:
  - {item: b, relation: equivalent, confidence: medium, rationale: Both together take the barriers away.}
"""
FEE = "## Fee { #no-charge }\n\nA complaint shall cost nothing.\n\n"
OWN = "\n## Friends { #friends }\n\nAnyone may send in a statement about the outcome, in any language.\n"


@pytest.fixture(scope="session")
def mapped_templates(
    tmp_path_factory: pytest.TempPathFactory, offered: LibraryBuilder, scheme_template: Path
) -> tuple[Path, Path]:
    """A mapped scheme, and the same one changed, each made once."""
    folder = tmp_path_factory.mktemp("mapped")
    shutil.copytree(offered.path, folder / "library")
    shutil.copytree(scheme_template, folder / "northern-minerals")
    library = LibraryBuilder(folder)
    with own_library.comes_with_the_tool(library, LIBRARY_NAME):
        mapped(SchemeBuilder(folder / "northern-minerals"), Source(library))
        shutil.copytree(folder / "northern-minerals", folder / "changed")
        changed(SchemeBuilder(folder / "changed"))
    return folder / "northern-minerals", folder / "changed"


@pytest.fixture
def scheme_mapped(mapped_templates: tuple[Path, Path], tmp_path: Path) -> SchemeBuilder:
    """A copy of the mapped scheme that the test may change."""
    copied(mapped_templates[0], tmp_path / "northern-minerals")
    return SchemeBuilder(tmp_path / "northern-minerals")


@pytest.fixture
def scheme_changed(mapped_templates: tuple[Path, Path], tmp_path: Path) -> SchemeBuilder:
    """A copy of the changed one."""
    copied(mapped_templates[1], tmp_path / "northern-minerals")
    return SchemeBuilder(tmp_path / "northern-minerals")


def mapped(scheme: SchemeBuilder, source: Source) -> SchemeBuilder:
    """The scheme after it took the release with which the crosswalk came, and saved."""
    source.release("1.1.0", files={"crosswalks/ungp-31.yaml": CROSSWALK})
    told = scheme.run("update", "grievance", "--yes")
    assert told.code == 0, told.all
    scheme.done("save", "Update grievance")
    return scheme


def changed(scheme: SchemeBuilder) -> SchemeBuilder:
    """The same, one clause dropped, one adapted, one with a looser value, one added; reasons for two of them."""
    scheme.edit(FEE, "")
    scheme.edit("A complaint can be made by", "Complaints are made by")
    scheme.write("policies/grievance/policy.md", scheme.text() + OWN)
    scheme.done("reason", "grievance", "no-charge", "our statutes ask for a fee")
    scheme.done("set", "grievance.acknowledge_days=9", "--reason", "two people", code=0)
    return scheme
