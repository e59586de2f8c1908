"""A scheme as it was saved once: read from the history, with nothing checked out and nothing believed."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemekit.adopt.outcome import adoptions
from schemekit.adopt.past_scheme import scheme_as_of
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.scheme_folder import SchemeFolder
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder


@pytest.fixture
def edited(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme with a saved edit, and one that is not saved."""
    assert "shall" in scheme.text()
    scheme.write("policies/grievance/policy.md", scheme.text().replace("shall", "should", 1))
    scheme.done("save", "An edit")
    scheme.write("policies/grievance/policy.md", "# Nothing is left\n")
    return scheme


@pytest.mark.parametrize(("name", "is_edited"), [
    pytest.param("HEAD", True, id="the-last-saved-state"),
    pytest.param("main", True, id="a-branch"),
    pytest.param("HEAD~1", False, id="the-one-before"),
])
def test_the_scheme_is_there_as_it_was(edited: SchemeBuilder, name: str, is_edited: bool) -> None:
    with scheme_as_of(edited.path, name) as folder:
        found = {adoption.id: adoption for adoption in adoptions(SchemeFolder(folder))}
        assert sorted(found) == ["assurance", "grievance"]
        assert bool(found["grievance"].deviations) is is_edited
        assert found["assurance"].text_is_untouched
    assert not folder.exists()
    assert edited.text() == "# Nothing is left\n"


@pytest.mark.parametrize("name", ["nowhere", "--all", "-h", "HEAD:scheme.yaml", "a b", "main\n", "", "x" * 500,
                                  "HEAD@{upstream}"])
def test_a_name_that_leads_nowhere_is_told(edited: SchemeBuilder, name: str) -> None:
    with pytest.raises(UnknownNameError, match="no saved state"), scheme_as_of(edited.path, name):
        pass


def test_a_state_without_a_scheme_is_told(edited: SchemeBuilder) -> None:
    GitFolder(edited.path).git("checkout", "--quiet", "--orphan", "other")
    (edited.path / "scheme.yaml").unlink()
    GitFolder(edited.path).commit("Without")
    with pytest.raises(UnknownNameError, match="no saved state") as told, scheme_as_of(edited.path, "other"):
        pass
    assert "holds no scheme.yaml" in str(told.value)


def test_a_folder_without_a_history_is_told(scheme: SchemeBuilder, tmp_path: Path) -> None:
    (scheme.path / ".git").rename(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="has no history"), scheme_as_of(scheme.path, "HEAD"):
        pass
