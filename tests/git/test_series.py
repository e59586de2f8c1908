"""A series of commits in one git process: the same commits as one by one, and only where that is so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from schemekit.errors import GitError
from schemekit.git.repository import Repository
from schemekit.git.series import KnownCommit
from tests.builders import GitFolder

SERIES = (
    KnownCommit(
        message="Adopt grievance 1.0.0\n\nGrievance, from the library 'Ø'. ",
        trailers=(("Adopted", "grievance 1.0.0"), ("Licence", "CC-BY-4.0")),
        changes={"scheme.lock": b"1\n", "policies/grievance/policy.md": b"one\ntwo\n", "NOTICE.md": b"one\n"},
    ),
    KnownCommit(
        message="Adopt a module whose files have odd names",
        changes={"policies/é/{{cookiecutter.module}}/a b.md": b"", "policies/é/figure.png": b"\x89PNG\x00",
                 "scheme.lock": b"2\n", "old.md": None},
    ),
    KnownCommit(message="Adopt assurance 1.0.0", changes={"scheme.lock": b"3\n", "NOTICE.md": b"one\ntwo"}),
)


def made(folder: Path, *, with_history: bool = True) -> GitFolder:
    """A repository of a scheme, begun or empty."""
    repository = GitFolder(folder)
    if with_history:
        repository.commit("Start", {"scheme.yaml": "id: x\n", "old.md": "old\n"})
    return repository


def one_by_one(folder: GitFolder, series: Sequence[KnownCommit]) -> None:
    """Write and commit step by step."""
    for commit in series:
        write(folder, [commit])
        Repository(folder.path).commit(list(commit.changes), commit.message, commit.trailers)


def write(folder: GitFolder, series: Sequence[KnownCommit]) -> None:
    """Put the files on disk as the last commit has them."""
    for commit in series:
        folder.write({path: data for path, data in commit.changes.items()
                      if data is not None or (folder.path / path).exists()})


class TestSeries:
    """`commit_series` gives what a series of `commit` would."""

    @pytest.mark.parametrize("with_history", [True, False], ids=["after-a-first-commit", "in-an-empty-repository"])
    def test_the_same_commits_byte_for_byte(self, tmp_path: Path, with_history: bool) -> None:
        plain, quick = (made(tmp_path / name, with_history=with_history) for name in ("plain", "quick"))
        one_by_one(plain, SERIES)
        write(quick, SERIES)
        repository = Repository(quick.path)
        assert repository.takes_series(SERIES)
        repository.commit_series(SERIES)
        assert quick.git("log", "--format=%H %B") == plain.git("log", "--format=%H %B")
        assert quick.git("status", "--porcelain") == ""
        assert quick.git("ls-files", "--stage") == plain.git("ls-files", "--stage")

    def test_needs_a_name_to_commit_in(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = made(tmp_path / "scheme")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        with pytest.raises(GitError, match="git does not know your name yet"):
            Repository(folder.path).commit_series(SERIES)


class TestWhereItIsNotTheSame:
    """Adding runs git as its owner would, hooks and signing included: then the commits are made one by one."""

    def test_a_hook(self, tmp_path: Path) -> None:
        folder = made(tmp_path / "scheme")
        hooks = folder.path / ".git" / "hooks"
        hooks.mkdir(exist_ok=True)
        for name in ("pre-commit.sample", "commit-msg"):
            (hooks / name).write_text("#!/bin/sh\n", encoding="utf-8")
        (hooks / "pre-commit.sample").chmod(0o755)
        assert Repository(folder.path).takes_series(SERIES), "samples and files that cannot run are no hooks"
        (hooks / "commit-msg").chmod(0o755)
        assert not Repository(folder.path).takes_series(SERIES)

    def test_hooks_for_all_repositories(self, tmp_path: Path) -> None:
        folder = made(tmp_path / "scheme")
        (tmp_path / "hooks").mkdir()
        (tmp_path / "hooks" / "post-commit").touch(0o755)
        folder.git("config", "core.hooksPath", str(tmp_path / "hooks"))
        assert not Repository(folder.path).takes_series(SERIES)

    @pytest.mark.parametrize("written", ["true", "yes", "1"])
    def test_signing(self, tmp_path: Path, written: str) -> None:
        folder = made(tmp_path / "scheme")
        folder.git("config", "commit.gpgSign", written)
        assert not Repository(folder.path).takes_series(SERIES)

    @pytest.mark.parametrize("attribute", ["filter=large", "ident", "working-tree-encoding=UTF-16"])
    def test_contents_that_are_stored_otherwise(self, tmp_path: Path, attribute: str) -> None:
        folder = made(tmp_path / "scheme")
        folder.write({".gitattributes": f"policies/**/*.md {attribute}\n"})
        assert not Repository(folder.path).takes_series(SERIES)

    def test_line_ends_that_git_may_turn(self, tmp_path: Path) -> None:
        series = [KnownCommit(message="Add", changes={"register.csv": b"case,received\r\n"})]
        assert not Repository(made(tmp_path / "scheme").path).takes_series(series)

    def test_a_folder_inside_a_repository(self, tmp_path: Path) -> None:
        folder = made(tmp_path / "scheme")
        folder.commit("More", {"inner/file.md": "x\n"})
        assert not Repository(folder.path / "inner").takes_series(SERIES)
