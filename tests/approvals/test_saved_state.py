"""An approval keeps its text together with the values that the text was rendered with, and takes in nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder
from tests.yaml_text import loaded

BOARD = ("--body", "Board", "--resolution", "12/2026", "--date", "2026-10-05")
VALUES = ("contact_email=help@real.example", "grievance.acknowledge_days=8")


def saved(scheme: SchemeBuilder, path: str, commit: str = "HEAD") -> str:
    """A file as the history has it."""
    return GitFolder(scheme.path).git("show", f"{commit}:{path}")


def values(scheme: SchemeBuilder, module: str, commit: str = "HEAD") -> dict[str, object]:
    """A module's values as the history has them."""
    found: dict[str, object] = loaded(saved(scheme, "scheme.lock", commit))["modules"][module]["parameters"]
    return found


def unsaved(scheme: SchemeBuilder) -> list[str]:
    """What the history does not have yet."""
    return [line[3:] for line in GitFolder(scheme.path).git("status", "--porcelain").splitlines()]


def test_the_values_set_before_are_kept_with_the_text(scheme: SchemeBuilder) -> None:
    """'`approve` records the state that the text was approved in.'"""
    scheme.done("set", *VALUES, "--reason", "two-person secretariat")
    scheme.done("approve", "grievance", *BOARD)
    assert "within 8 working days" in saved(scheme, "policies/grievance/policy.md")
    assert values(scheme, "grievance")["acknowledge_days"] == 8
    assert values(scheme, "grievance")["contact_email"] == "help@real.example"
    assert "help@real.example" in saved(scheme, "scheme.yaml")
    assert unsaved(scheme) == []


def test_the_values_of_another_module_wait_for_its_own_text(scheme: SchemeBuilder) -> None:
    """Its text at that state still says the ones before. The lock on disk stays as it is, and is saved later."""
    scheme.done("set", "scheme_name=Northern Tin", *VALUES, "--reason", "two-person secretariat")
    lock = scheme.text("scheme.lock")
    assert scheme.lock("assurance")["parameters"]["scheme_name"] == "Northern Tin"
    scheme.done("approve", "grievance", *BOARD)
    assert values(scheme, "grievance")["scheme_name"] == "Northern Tin"
    assert values(scheme, "assurance")["scheme_name"] != "Northern Tin"
    assert scheme.text("scheme.lock") == lock
    assert set(unsaved(scheme)) == {"policies/assurance/policy.md", "scheme.lock"}
    scheme.done("approve", "assurance", *BOARD)
    assert values(scheme, "assurance")["scheme_name"] == "Northern Tin"
    assert unsaved(scheme) == []


def test_two_by_one_resolution_stand_on_the_same_values(scheme: SchemeBuilder) -> None:
    scheme.done("set", "scheme_name=Northern Tin")
    scheme.done("approve", "grievance", "assurance", *BOARD)
    for commit in ("HEAD", "HEAD~1"):
        assert values(scheme, "grievance", commit)["scheme_name"] == "Northern Tin"
        assert values(scheme, "assurance", commit)["scheme_name"] == "Northern Tin"
    assert unsaved(scheme) == []


def test_an_update_of_another_module_can_still_be_taken_back(scheme: SchemeBuilder) -> None:
    scheme.done("update", "assurance", "--to", "1.1.0")
    scheme.done("approve", "grievance", *BOARD)
    assert "scheme.lock" in unsaved(scheme)
    scheme.done("update", "--undo")
    assert scheme.lock("assurance")["version"] == "1.0.0"


def test_values_that_are_not_saved_beside_such_an_update_are_saved_first(scheme: SchemeBuilder) -> None:
    scheme.done("update", "assurance", "--to", "1.1.0")
    scheme.done("set", "grievance.acknowledge_days=8", "--reason", "two-person secretariat")
    before = scheme.files()
    told = " ".join(scheme.done("approve", "grievance", *BOARD, code=1).err.split())
    assert "the values of grievance are not saved yet, and an update of assurance is not either" in told
    assert scheme.files() == before
    scheme.done("save", "An update, and a value")
    scheme.done("approve", "grievance", *BOARD)


def test_a_scheme_without_a_history_is_approved_as_before(scheme: SchemeBuilder, tmp_path: Path) -> None:
    (scheme.path / ".git").rename(tmp_path / "elsewhere")
    scheme.done("set", *VALUES, "--reason", "two-person secretariat")
    scheme.done("approve", "grievance", *BOARD)
    assert scheme.record()["approvals"][0]["body"] == "Board"
