"""Old copies of a real standard: edited by hand, without ids, they are bound to the version they were taken from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import LibraryBuilder, copied
from tests.hand_edits import edited, stripped, typographic, wrapped
from tests.scheme_builders import SchemeBuilder, tell
from tests.standard_library import released, versions_in

DATA = Path(__file__).parent / "data" / "standard-for-public-code"
VERSIONS = versions_in(DATA)
MODULES = ("require-review-of-contributions", "use-open-standards")


@pytest.fixture(scope="module")
def standard(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> Iterator[LibraryBuilder]:
    """A library with the criteria, a release for each version."""
    assert pinned_surroundings is None
    library = released(LibraryBuilder(tmp_path_factory.mktemp("standard")), VERSIONS)
    assert tell("library", "add", "standard", library.url).code == 0
    yield library
    assert tell("library", "remove", "standard").code == 0


@pytest.fixture(scope="module")
def handbook_template(tmp_path_factory: pytest.TempPathFactory, pinned_surroundings: None) -> Path:
    """A scheme that has adopted nothing, made once."""
    assert pinned_surroundings is None
    folder = tmp_path_factory.mktemp("handbooks")
    assert tell("-C", str(folder), "new", "northern", "--no-input").code == 0
    return folder / "northern"


@pytest.fixture
def handbook(handbook_template: Path, tmp_path: Path) -> SchemeBuilder:
    copied(handbook_template, tmp_path / "northern")
    return SchemeBuilder(tmp_path / "northern")


def test_the_data_is_there() -> None:
    assert {version: sorted(texts) for version, texts in VERSIONS.items()} == {
        version: list(MODULES) for version in ("0.1.0", "0.1.4", "0.2.3", "0.4.0", "0.6.0", "0.8.0")}


@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("version", VERSIONS)
def test_an_edited_copy_is_bound_to_its_version(
    handbook: SchemeBuilder, standard: LibraryBuilder, version: str, module: str
) -> None:
    """'For each version, an edited copy (20 edits as a person would make, ids stripped) must be bound to that version.'

    Ten edits fall on each of the two criteria, which have about 300 and 500 words.
    """
    assert standard.releases
    text = edited(stripped(VERSIONS[version][module]), 10, seed=7)
    handbook.write("old.md", text)
    report = handbook.done("bind", "old.md", "--module", f"standard/{module}", "--json").json
    assert report["version"] == version
    assert handbook.text(f"policies/{module}/policy.md") == text
    assert report["deviations"]


@pytest.mark.parametrize("change", [wrapped, typographic], ids=["wrapped-at-80", "typeset"])
def test_a_copy_that_only_looks_different_is_identical(
    handbook: SchemeBuilder, standard: LibraryBuilder, change: object
) -> None:
    assert standard.releases
    assert callable(change)
    module = MODULES[0]
    handbook.write("old.md", change(stripped(VERSIONS["0.4.0"][module])))
    report = handbook.done("bind", "old.md", "--module", f"standard/{module}", "--json").json
    assert (report["version"], report["correspondence"], report["deviations"]) == ("0.4.0", "IDT", [])
    assert handbook.run("verify", "--source").code == 0
    assert handbook.run("check").code == 0
