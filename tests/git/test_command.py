"""The door to git: a git that is missing or old, variables of another repository, and what a failure says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from schemekit.errors import GitError
from schemekit.git.command import run_git, try_git
from tests.builders import GitFolder

ASK = """
import sys
from schemekit.errors import GitError
from schemekit.git.command import require_git
try:
    require_git()
except GitError as error:
    print(error)
print("click" in sys.modules)
"""


def ask_in_new_process(search_path: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, check=True, env={"PATH": search_path}
    )
    return done.stdout


def test_without_git_the_error_names_the_package_to_install(tmp_path: Path) -> None:
    said = ask_in_new_process(str(tmp_path))
    assert "git is not installed" in said
    assert "apt install git" in said
    assert said.endswith("\nFalse\n")


def test_an_old_git_is_told_by_its_version(tmp_path: Path) -> None:
    fake = tmp_path / "git"
    fake.write_text("#!/bin/sh\necho git version 2.29.3\n", encoding="utf-8")
    fake.chmod(0o755)
    said = ask_in_new_process(str(tmp_path))
    assert "git 2.29.3 is too old" in said
    assert "2.30" in said


def test_variables_that_a_hook_inherits_do_not_turn_commands_to_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = GitFolder(tmp_path / "here"), GitFolder(tmp_path / "other")
    here.commit("Here")
    other.commit("Other")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.path / ".git" / "index"))
    subject = run_git(["log", "-1", "--format=%s"], folder=here.path)
    assert subject == b"Here\n"


def test_a_failure_carries_gits_own_words_without_control_characters(tmp_path: Path) -> None:
    folder = GitFolder(tmp_path / "here")
    with pytest.raises(GitError) as caught:
        run_git(["rev-parse", "--verify", "no\x1b[2Jsuch"], folder=folder.path)
    assert "fatal" in caught.value.why
    assert "\x1b" not in str(caught.value)


def test_a_folder_that_is_gone_is_an_error_and_not_the_current_folder(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="no folder"):
        run_git(["init"], folder=tmp_path / "gone")


@pytest.mark.parametrize("address", ["ext::sh -c touch% marker", "https://127.0.0.1:9/x", "file:///nowhere"])
def test_no_transport_is_open_unless_it_is_asked_for(tmp_path: Path, address: str) -> None:
    """A hostile configuration may allow a transport; 'protocol.allow=never' still holds."""
    folder = GitFolder(tmp_path / "here")
    folder.git("config", "protocol.ext.allow", "always")
    folder.git("config", "protocol.file.allow", "always")
    outcome = try_git(["fetch", address], folder=folder.path)
    assert outcome.status
    assert "not allowed" in outcome.complaint
    assert not (folder.path / "marker").exists()
