"""Paths from outside: what is refused, and that nothing leads out of a folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemekit.errors import HostileContentError
from schemekit.files.paths import TREE_LIMIT, check_path, check_tree, inside

HOSTILE = [
    pytest.param("", id="empty"),
    pytest.param("..", id="parent"),
    pytest.param("../policy.md", id="parent-first"),
    pytest.param("forms/../../policy.md", id="parent-inside"),
    pytest.param("./policy.md", id="dot"),
    pytest.param("forms//policy.md", id="empty-part"),
    pytest.param("forms/", id="trailing-slash"),
    pytest.param("/etc/passwd", id="absolute"),
    pytest.param("C:/policy.md", id="drive"),
    pytest.param("c:policy.md", id="drive-relative"),
    pytest.param("policy.md:stream", id="windows-stream"),
    pytest.param("forms\\policy.md", id="backslash"),
    pytest.param("\\\\server\\share", id="windows-share"),
    pytest.param("-rf", id="option"),
    pytest.param("forms/--output=x", id="option-below"),
    pytest.param("policy\n.md", id="newline"),
    pytest.param("policy\0.md", id="nul"),
    pytest.param("policy\x1b[2J.md", id="escape"),
    pytest.param("policy\u2028.md", id="line-separator"),
    pytest.param("policy\u202e.md", id="right-to-left-override"),
    pytest.param(".g\u200cit/config", id="git-with-a-character-macos-drops"),
    pytest.param("caf\u0065\u0301.md", id="accent-not-composed"),
    pytest.param("policy\ud800.md", id="half-a-character"),
    pytest.param(".git/config", id="git"),
    pytest.param("forms/.git/hooks/pre-commit", id="git-below"),
    pytest.param(".GIT/config", id="git-in-capitals"),
    pytest.param("git~1/config", id="git-short-name"),
    pytest.param(".gitmodules", id="gitmodules"),
    pytest.param("forms/.gitattributes", id="gitattributes"),
    pytest.param("gi7eba~1", id="gitmodules-short-name"),
    pytest.param("CON", id="device"),
    pytest.param("forms/aux.md", id="device-with-ending"),
    pytest.param("com¹.txt", id="device-with-superscript"),
    pytest.param("nul .md", id="device-with-blank"),
    pytest.param("policy.md.", id="trailing-dot"),
    pytest.param("policy.md ", id="trailing-blank"),
    pytest.param("forms /policy.md", id="folder-with-trailing-blank"),
    pytest.param("what?.md", id="question-mark"),
    pytest.param("*.md", id="star"),
    pytest.param("a|b", id="pipe"),
    pytest.param("a" * 101, id="name-too-long"),
    pytest.param("森" * 90, id="name-too-many-bytes"),
    pytest.param("/".join(["forms"] * 40), id="path-too-long"),
]

SAFE = [
    "module.yaml",
    "{{cookiecutter.module}}/policy.md",
    "{{cookiecutter.module}}/forms/complaint form (long).md",
    "formulários/reclamação.md",
    "投诉/程序.md",
    ".schemekit/source/grievance/module.yaml",
    "console.md",
    "con-text.md",
    "legit~1.md",
    "a..b",
]


class TestCheckPath:
    """No path leaves the scheme: "no .., absolute, backslash, drive, leading -, control chars, NFC, no .git*"."""

    @pytest.mark.parametrize("path", HOSTILE)
    def test_refuses(self, path: str) -> None:
        with pytest.raises(HostileContentError) as caught:
            check_path(path)
        assert caught.value.why
        assert caught.value.fix

    @pytest.mark.parametrize("path", SAFE)
    def test_lets_through_unchanged(self, path: str) -> None:
        assert check_path(path) == path

    @given(st.text(max_size=30))
    def test_whatever_it_lets_through_stays_below_its_folder(self, path: str) -> None:
        try:
            check_path(path)
        except HostileContentError:
            return
        place = os.path.normpath(f"/folder/{path}")  # the text of a path, not a file
        assert place == f"/folder/{path}"


class TestCheckTree:
    """The files of one module are held together: no two names that are one on some system."""

    @pytest.mark.parametrize(
        "paths",
        [
            pytest.param(["policy.md", "Policy.md"], id="files-differ-in-case"),
            pytest.param(["forms/a.md", "Forms/b.md"], id="folders-differ-in-case"),
            pytest.param(["straße.md", "STRASSE.md"], id="sharp-s"),
            pytest.param(["forms", "forms/a.md"], id="file-and-folder"),
            pytest.param(["forms/a.md", "forms"], id="folder-and-file"),
            pytest.param(["a.md", "a.md"], id="twice"),
            pytest.param(["a.md", "../b.md"], id="one-bad-path"),
            pytest.param([f"{n}.md" for n in range(TREE_LIMIT + 1)], id="too-many"),
        ],
    )
    def test_refuses(self, paths: list[str]) -> None:
        with pytest.raises(HostileContentError):
            check_tree(paths)

    def test_lets_a_module_through(self) -> None:
        check_tree(["module.yaml", "{{cookiecutter.module}}/policy.md", "{{cookiecutter.module}}/forms/a.md"])


class TestInside:
    """No symlink, submodule or special file is followed."""

    def test_joins_what_is_there_and_what_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "forms").mkdir()
        assert inside(tmp_path, "forms/a.md") == tmp_path / "forms" / "a.md"
        assert inside(tmp_path, "new/deep/a.md") == tmp_path / "new" / "deep" / "a.md"

    def test_lets_a_scheme_have_its_gitattributes(self, tmp_path: Path) -> None:
        assert inside(tmp_path, ".gitattributes") == tmp_path / ".gitattributes"

    @pytest.mark.parametrize("path", ["../a.md", "/a.md", ".git/config", "x/.GIT/config", "git~1/config", "a\\b"])
    def test_refuses_a_path_that_leads_out_or_into_git(self, tmp_path: Path, path: str) -> None:
        with pytest.raises(HostileContentError):
            inside(tmp_path, path)

    @pytest.mark.parametrize("path", ["link", "link/a.md", "folder/link/a.md", "broken"])
    def test_refuses_a_link_anywhere_on_the_way(self, tmp_path: Path, path: str) -> None:
        outside = tmp_path / "outside"
        root = tmp_path / "root"
        outside.mkdir()
        (root / "folder").mkdir(parents=True)
        (root / "link").symlink_to(outside)
        (root / "folder" / "link").symlink_to(outside)
        (root / "broken").symlink_to(tmp_path / "nowhere")
        with pytest.raises(HostileContentError, match="link"):
            inside(root, path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_refuses_a_special_file(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(HostileContentError):
            inside(tmp_path, "pipe")
