"""A review: what changed since a saved state, what it means, what is wrong, in files for a forge and for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from schemekit.review.formats.pack import MARK
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder

SARIF = json.loads(Path(__file__).with_name("data").joinpath("sarif-schema-2.1.0.json").read_text("utf-8"))


@pytest.fixture
def changed(scheme: SchemeBuilder) -> SchemeBuilder:
    """A scheme whose board weakened a duty after the state called `main`."""
    scheme.edit("shall", "should")
    return scheme


def written(scheme: SchemeBuilder, name: str, folder: str = "review") -> str:
    return (scheme.path / folder / name).read_text("utf-8")


def log(scheme: SchemeBuilder) -> Any:
    found = json.loads(written(scheme, "review.sarif"))
    Draft4Validator(SARIF).validate(found)
    return found


def test_it_tells_what_changed_since_then_and_what_is_open(changed: SchemeBuilder) -> None:
    """`schemekit check, the diff as a comment with the significance table, SARIF …, the HTML redline`."""
    told = changed.done("review", "--since", "main", code=1)
    assert "grievance: 1 clause changed" in told.out
    assert sorted(path.name for path in (changed.path / "review").iterdir()) == [
        ".schemekit-exports.json", "comment.md", "grievance.html", "review.sarif"]
    comment = written(changed, "comment.md")
    assert comment.startswith(f"{MARK}\n## What changed in Northern Minerals\n")
    assert "| Clause | What | Was → now | Reason |" in comment
    assert "without a reason" in comment
    assert "<html" in written(changed, "grievance.html")
    runs = log(changed)["runs"]
    assert [run["automationDetails"]["id"] for run in runs] == ["schemekit check/", "schemekit diff/grievance/"]
    assert all(run["results"] for run in runs)


def test_a_state_that_is_the_same_has_nothing_to_tell(scheme: SchemeBuilder) -> None:
    told = scheme.done("review", "--since", "main")
    assert "No text and no value changed." in told.out
    assert "**schemekit check:** 0 wrong or open" in written(scheme, "comment.md")
    assert log(scheme)["runs"][1:] == []


def test_against_the_sources(changed: SchemeBuilder) -> None:
    changed.done("save", "Weaker")
    changed.done("review", "--to", "against", code=1)
    assert "Compared with the sources." in written(changed, "comment.md", "against")


def test_modules_that_came_and_went_are_told(scheme: SchemeBuilder) -> None:
    GitFolder(scheme.path).git("branch", "before")
    scheme.done("remove", "assurance")
    scheme.done("add", "zero-text")
    told = scheme.json("review", "--since", "before")
    assert (told["gone"], told["new"]) == (["assurance"], ["zero-text"])
    assert "`assurance` was taken out" in written(scheme, "comment.md")


def test_word_files_too(changed: SchemeBuilder) -> None:
    changed.done("review", "--since", "main", "--word", code=1)
    assert (changed.path / "review" / "grievance.docx").read_bytes()[:2] == b"PK"


def test_again_brings_the_files_up_to_date_and_writes_over_nothing_else(changed: SchemeBuilder) -> None:
    changed.done("review", "--since", "main", code=1)
    changed.edit("should", "may")
    changed.done("review", "--since", "main", code=1)
    changed.write("review/comment.md", "My own notes.\n")
    assert "is not written over" in changed.done("review", "--since", "main", code=2).err


def test_the_comment_stays_under_the_limit(changed: SchemeBuilder) -> None:
    changed.write("policies/grievance/policy.md", changed.text().replace("shall", "should").replace(". ", ".\n\n- "))
    changed.run("review", "--since", "main", "--limit", "2500")
    assert len(written(changed, "comment.md")) <= 2_500


def test_a_state_that_is_not_there(scheme: SchemeBuilder) -> None:
    assert "no saved state" in scheme.done("review", "--since", "nowhere", code=2).err
    assert not (scheme.path / "review").exists()
