"""`schemekit git install`: the shared lines and the clone's own settings, put in, taken out, and missed where not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from schemekit.git import driver
from schemekit.text.proposing.attributes import ATTRIBUTES, BLOCK
from tests.builders import GitFolder
from tests.scheme_builders import SchemeBuilder, tell


def notes(scheme: SchemeBuilder) -> list[str]:
    """What `check` says about it."""
    return [item["found"] for item in scheme.json("check")["findings"] if item["code"] == "driver-missing"]


class TestScheme:
    """'`new` does it; a clone gets it by `schemekit git install`; `check` notes a clone that was not told.'"""

    def test_a_new_scheme_is_set_up(self, scheme: SchemeBuilder) -> None:
        assert "merge-file --for-git" in driver.driver_of(scheme.path)
        assert notes(scheme) == []
        told = scheme.done("git", "install")
        assert ".gitattributes" not in told.out
        assert GitFolder(scheme.path).git("status", "--porcelain") == ""

    def test_a_clone_is_told_once(self, scheme: SchemeBuilder, tmp_path: Path) -> None:
        GitFolder(scheme.path).git("clone", "--quiet", ".", str(tmp_path / "clone"))
        clone = SchemeBuilder(tmp_path / "clone")
        code = scheme.run("check").code
        assert notes(clone) == ["git does not know of schemekit here"]
        assert clone.run("check").code == code
        (clone.path / "docs").mkdir(exist_ok=True)
        assert tell("-C", str(clone.path / "docs"), "git", "install").code == 0
        assert notes(clone) == []

    def test_a_program_that_moved_away(self, scheme: SchemeBuilder) -> None:
        line = driver.settings("/nowhere/python")[driver.DRIVER]
        GitFolder(scheme.path).git("config", driver.DRIVER, line)
        assert notes(scheme) == ["git cannot find the schemekit that it was told of"]

    def test_undo_and_again(self, scheme: SchemeBuilder) -> None:
        before = (scheme.path / ATTRIBUTES).read_bytes()
        scheme.done("git", "install", "--undo")
        assert b"schemekit" not in (scheme.path / ATTRIBUTES).read_bytes().replace(b".schemekit", b"")
        assert "schemekit" not in (scheme.path / ".git" / "config").read_text("utf-8")
        assert notes(scheme) == []
        scheme.done("git", "install", "--undo")
        assert ".gitattributes got" in scheme.done("git", "install").out
        assert (scheme.path / ATTRIBUTES).read_bytes() == before

    def test_without_a_history(self, scheme: SchemeBuilder) -> None:
        shutil.rmtree(scheme.path / ".git")
        assert notes(scheme) == []
        assert "is not in a git repository" in scheme.done("git", "install", code=2).err

    def test_two_branches_of_a_scheme_come_together(self, scheme: SchemeBuilder) -> None:
        git = GitFolder(scheme.path)
        policy = scheme.path / "policies/grievance/policy.md"
        text = policy.read_text("utf-8")
        for branch, old, new in (("one", "acknowledge a complaint", "acknowledge every complaint"),
                                 ("two", "5 working days.\nThe ack", "4 working days.\nThe ack")):
            git.git("checkout", "--quiet", "-b", branch, "main")
            assert text.count(old) == 1
            policy.write_text(text.replace(old, new), "utf-8")
            scheme.done("save", branch)
        git.git("merge", "--quiet", "one")
        assert "acknowledge every complaint within 4 working days" in policy.read_text("utf-8")


class TestAnyRepository:
    """A library, or a folder with policies that is neither: the lines go to the top of the repository."""

    @pytest.mark.parametrize("before", [
        pytest.param(None, id="no-file"),
        pytest.param("*.png binary\n", id="lines-of-others"),
        pytest.param(b"# Gr\xfc\xdfe\r\n", id="lines-that-are-not-in-utf-8"),
    ])
    def test_there_and_back(self, tmp_path: Path, before: str | bytes | None) -> None:
        git = GitFolder(tmp_path / "library")
        git.write({"policies/x/policy.md": "x\n", **({} if before is None else {ATTRIBUTES: before})})
        there = (git.path / ATTRIBUTES).read_bytes() if before is not None else None
        told = tell("-C", str(git.path / "policies"), "git", "install")
        assert told.code == 0, told.all
        now = (git.path / ATTRIBUTES).read_bytes()
        assert BLOCK.encode() in now.replace(b"\r\n", b"\n")
        assert now.startswith(there or b"")
        assert tell("-C", str(git.path), "git", "install", "--undo").code == 0
        assert ((git.path / ATTRIBUTES).read_bytes() if (git.path / ATTRIBUTES).exists() else None) == there

    def test_outside_of_any(self, tmp_path: Path) -> None:
        told = tell("-C", str(tmp_path), "git", "install")
        assert (told.code, "is not in a git repository" in told.err) == (2, True)
        assert list(tmp_path.iterdir()) == []

    def test_a_link_is_not_followed(self, tmp_path: Path) -> None:
        git = GitFolder(tmp_path / "library")
        (tmp_path / "elsewhere").write_text("theirs\n", "utf-8")
        (git.path / ATTRIBUTES).symlink_to(tmp_path / "elsewhere")
        assert tell("-C", str(git.path), "git", "install").code == 2
        assert (tmp_path / "elsewhere").read_text("utf-8") == "theirs\n"
        assert driver.driver_of(git.path) == ""
