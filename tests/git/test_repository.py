"""Repositories: what is asked of a scheme's own history, and how commits and tags are added to it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest

from schemekit.errors import GitError, HostileContentError
from schemekit.files.digest import tree_id
from schemekit.files.folder import read_folder
from schemekit.git.history import AdoptionCommit, LineChange
from schemekit.git.repository import Repository
from tests.builders import GitFolder, copied


@pytest.fixture(scope="session")
def scheme_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scheme's repository with one commit, made once."""
    folder = GitFolder(tmp_path_factory.mktemp("template") / "scheme")
    folder.commit("Start", {"scheme.yaml": "id: x\n", "policies/grievance/policy.md": "one\ntwo\n"}, "2026-01-02")
    return folder.path


@pytest.fixture
def folder(scheme_repository: Path, tmp_path: Path) -> GitFolder:
    """A copy of it that the test may change."""
    return GitFolder(copied(scheme_repository, tmp_path / "scheme"))


class TestCommit:
    """Commits by `git commit` for the given paths only, with trailers, in the user's own name."""

    def test_takes_the_given_paths_and_no_others(self, folder: GitFolder) -> None:
        folder.write({"scheme.yaml": "id: y\n", "policies/grievance/forms/a {{*}}.md": "new\n", "elsewhere.md": "x\n"})
        folder.git("add", "elsewhere.md")
        commit = Repository(folder.path).commit(["policies/grievance"], "Adopt grievance 1.0.0")
        assert commit == folder.head()
        assert folder.git("show", "--name-status", "--format=%s", commit) == (
            "Adopt grievance 1.0.0\n\nA\tpolicies/grievance/forms/a {{*}}.md"
        )
        assert folder.git("status", "--porcelain") == "A  elsewhere.md\n M scheme.yaml"

    def test_writes_trailers_that_git_reads(self, folder: GitFolder) -> None:
        folder.write({"scheme.yaml": "id: y\n"})
        trailers = [("Adopted", "grievance 1.0.0"), ("Source", "https://example.org/x\nSigned-off-by: somebody else")]
        commit = Repository(folder.path).commit(["scheme.yaml"], "Adopt grievance\n\n# not a comment\n", trailers)
        body = folder.git("show", "--no-patch", "--format=%B", commit)
        assert body == (
            "Adopt grievance\n\n# not a comment\n\nAdopted: grievance 1.0.0\n"
            "Source: https://example.org/x Signed-off-by: somebody else"
        )
        assert folder.git("show", "--no-patch", "--format=%(trailers:key=Signed-off-by)", commit) == ""

    def test_a_deleted_file_is_committed_as_deleted(self, folder: GitFolder) -> None:
        (folder.path / "policies/grievance/policy.md").unlink()
        Repository(folder.path).commit(["policies/grievance/policy.md", "never/there.md"], "Remove grievance")
        assert folder.git("ls-files") == "scheme.yaml"

    def test_a_deleted_folder_is_committed_as_deleted(self, folder: GitFolder) -> None:
        (folder.path / "policies/grievance/policy.md").unlink()
        (folder.path / "policies/grievance").rmdir()
        Repository(folder.path).commit(["policies/grievance"], "Remove grievance")
        assert folder.git("ls-files") == "scheme.yaml"

    def test_when_nothing_differs_nothing_is_committed(self, folder: GitFolder) -> None:
        """Running twice changes nothing."""
        before = folder.head()
        repository = Repository(folder.path)
        assert repository.commit(["scheme.yaml"], "Again") == before
        assert repository.commit(["never/there.md"], "Again") == before
        assert folder.head() == before

    def test_the_first_commit_of_a_new_repository(self, tmp_path: Path) -> None:
        repository = Repository.init(tmp_path / "new")
        (tmp_path / "new" / "scheme.yaml").write_text("id: x\n", encoding="utf-8")
        assert repository.head() == ""
        commit = repository.commit(["scheme.yaml"], "Start")
        assert repository.head() == commit
        assert repository.refs() == {"refs/heads/main": commit}

    def test_many_paths_are_one_commit(self, folder: GitFolder) -> None:
        paths = [f"policies/{'long-name-' * 8}{number}/policy.md" for number in range(300)]
        folder.write(dict.fromkeys(paths, "text\n"))
        Repository(folder.path).commit(paths, "Many")
        assert folder.git("status", "--porcelain") == ""

    def test_a_message_that_looks_like_an_option_is_a_message(self, folder: GitFolder) -> None:
        folder.write({"scheme.yaml": "id: y\n"})
        Repository(folder.path).commit(["scheme.yaml"], "--amend")
        assert folder.git("log", "--format=%s") == "--amend\nStart"

    def test_the_owners_hooks_run_and_can_refuse(self, folder: GitFolder) -> None:
        hook = folder.path / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\necho 'the board has not agreed' >&2\nexit 1\n", encoding="utf-8")
        hook.chmod(0o755)
        folder.write({"scheme.yaml": "id: y\n"})
        with pytest.raises(GitError, match="the board has not agreed"):
            Repository(folder.path).commit(["scheme.yaml"], "Change")

    def test_without_a_name_the_error_shows_both_settings(
        self, folder: GitFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "empty").write_text("", encoding="utf-8")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "empty"))
        folder.write({"scheme.yaml": "id: y\n"})
        repository = Repository(folder.path)
        assert not repository.has_identity()
        for attempt in (repository.require_identity, lambda: repository.commit(["scheme.yaml"], "Change")):
            with pytest.raises(GitError) as caught:
                attempt()
            assert "git config --global user.name" in caught.value.fix
            assert "git config --global user.email" in caught.value.fix

    @pytest.mark.skipif(not Path("/usr/bin/ssh-keygen").exists(), reason="ssh-keygen is not installed")
    def test_commits_are_signed_when_the_user_signs(self, folder: GitFolder, tmp_path: Path) -> None:
        key = tmp_path / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        folder.git("config", "gpg.format", "ssh")
        folder.git("config", "user.signingKey", f"{key}.pub")
        folder.git("config", "commit.gpgSign", "true")
        folder.write({"scheme.yaml": "id: y\n"})
        commit = Repository(folder.path).commit(["scheme.yaml"], "Signed")
        assert "-----BEGIN SSH SIGNATURE-----" in folder.git("cat-file", "commit", commit)


class TestAsking:
    """What a scheme's history says, one git process for each question."""

    def test_is_clean_sees_changed_new_and_deleted_files_below_a_path(self, folder: GitFolder) -> None:
        repository = Repository(folder.path)
        assert repository.is_clean(["policies", "scheme.yaml"])
        folder.write({"policies/grievance/policy.md": "one\n", "new.md": "", "scheme.yaml": None})
        assert repository.is_clean(["policies/consultation"])
        assert not repository.is_clean(["policies/grievance"])
        assert not repository.is_clean(["new.md"])
        assert not repository.is_clean(["scheme.yaml"])
        assert repository.changed_paths() == ("new.md", "policies/grievance/policy.md", "scheme.yaml")

    def test_ignored_files_are_no_change(self, folder: GitFolder) -> None:
        folder.commit("Ignore", {".gitignore": "cases/\n"})
        folder.write({"cases/complaint.md": "private\n"})
        assert Repository(folder.path).is_clean([""])

    def test_a_scheme_below_the_top_of_a_repository(self, tmp_path: Path) -> None:
        outer = GitFolder(tmp_path / "all")
        outer.commit("Start", {"schemes/one/scheme.yaml": "id: one\n", "notes.md": "x\n"})
        repository = Repository(outer.path / "schemes" / "one")
        outer.write({"schemes/one/scheme.yaml": "id: two\n", "notes.md": "y\n"})
        assert repository.changed_paths() == ("scheme.yaml",)
        commit = repository.commit(["scheme.yaml"], "Change")
        assert repository.file_at(commit, "scheme.yaml") == b"id: two\n"
        assert repository.line_changes("scheme.yaml")[0].commit == commit
        assert outer.git("status", "--porcelain") == " M notes.md"

    def test_tells_who_gave_each_line_its_words(self, folder: GitFolder) -> None:
        first = folder.head()
        second = folder.commit("Lengthen", {"policies/grievance/policy.md": "one\ntwo\nthree\n"}, "2026-02-03")
        folder.write({"policies/grievance/policy.md": "one\ntwo!\nthree\n"})
        repository = Repository(folder.path)
        assert repository.line_changes("policies/grievance/policy.md") == (
            LineChange(line=1, commit=first, author="Test Person", date="2026-01-02", subject="Start"),
            LineChange(line=2),
            LineChange(line=3, commit=second, author="Test Person", date="2026-02-03", subject="Lengthen"),
        )
        assert repository.line_changes("not/known.md") == ()

    def test_lists_adoptions_newest_first(self, folder: GitFolder) -> None:
        folder.write({"scheme.yaml": "id: y\n"})
        repository = Repository(folder.path)
        trailers = (("Adopted", "grievance 1.0.0"), ("Licence", "X"))
        commit = repository.commit(["scheme.yaml"], "Adopt grievance", trailers)
        folder.commit("Say something\n\nAdopted: is a word in this sentence, and no trailer.\n\nEnd.")
        assert repository.log_adoptions() == (
            AdoptionCommit(
                commit=commit,
                author="Test Person",
                date="2026-01-15",
                subject="Adopt grievance",
                trailers=trailers,
            ),
        )

    def test_a_new_repository_has_no_history(self, tmp_path: Path) -> None:
        repository = Repository(GitFolder(tmp_path / "new").path)
        (tmp_path / "new" / "scheme.yaml").write_text("id: x\n", encoding="utf-8")
        assert (repository.head(), repository.log_adoptions(), repository.line_changes("scheme.yaml")) == ("", (), ())
        assert repository.changed_paths() == ("scheme.yaml",)

    def test_the_tree_of_a_folder_is_the_one_computed_from_its_files(self, folder: GitFolder) -> None:
        """`module release` computes the tree from the files and finds the same id in git after the commit."""
        repository = Repository(folder.path)
        computed = tree_id(read_folder(folder.path / "policies" / "grievance"))
        assert repository.tree_of(repository.head(), "policies/grievance") == computed

    def test_a_folder_outside_of_git_is_told_so(self, tmp_path: Path) -> None:
        with pytest.raises(GitError, match="not in a git repository"):
            Repository(tmp_path / "nowhere")


class TestTag:
    """Tags are annotated, and a name can neither be an option nor a path."""

    def test_is_annotated_and_leads_to_the_commit(self, folder: GitFolder) -> None:
        repository = Repository(folder.path)
        repository.tag("grievance/v1.0.0", folder.head(), "grievance 1.0.0\n\nFirst release.")
        assert repository.refs()["refs/tags/grievance/v1.0.0"] == folder.head()
        assert folder.git("cat-file", "-t", "grievance/v1.0.0") == "tag"

    def test_is_never_moved(self, folder: GitFolder) -> None:
        repository = Repository(folder.path)
        repository.tag("grievance/v1.0.0", folder.head(), "one")
        with pytest.raises(GitError, match="already exists"):
            repository.tag("grievance/v1.0.0", folder.head(), "two")

    @pytest.mark.parametrize(
        "name",
        ["", "-d", "--delete", "a b", "a..b", "a/", "/a", "a.lock", "a@{1}", "a~1", "a:b", "a\nb", "x/.y", "HEAD^"],
    )
    def test_refuses_names_that_mean_something_to_git(self, folder: GitFolder, name: str) -> None:
        with pytest.raises((HostileContentError, GitError)):
            Repository(folder.path).tag(name, folder.head(), "message")
        assert folder.git("tag", "--list") == ""

    @pytest.mark.parametrize("commit", ["HEAD", "main", "", "--force", "abc123"])
    def test_takes_a_full_id_only(self, folder: GitFolder, commit: str) -> None:
        with pytest.raises(HostileContentError):
            Repository(folder.path).tag("grievance/v1.0.0", commit, "message")


class TestFolderThatSomebodySent:
    """A scheme sent as a whole folder, .git and all: no program of it runs for a command that reads."""

    SETTINGS = """
[core]
\tfsmonitor = {trap}
\tsshCommand = {trap}
\tpager = {trap}
\teditor = {trap}
\taskPass = {trap}
\talternateRefsCommand = {trap}
\thooksPath = {hooks}
[filter "trap"]
\tclean = {trap}
\tsmudge = {trap}
\tprocess = {trap}
\trequired = true
[diff]
\texternal = {trap}
[diff "trap"]
\ttextconv = {trap}
\tcommand = {trap}
[merge "trap"]
\tdriver = {trap}
[log]
\tshowSignature = true
[gpg]
\tprogram = {trap}
[gpg "ssh"]
\tprogram = {trap}
[credential]
\thelper = "!{trap}"
[trailer "adopted"]
\tcommand = {trap}
[protocol]
\tallow = always
[remote "origin"]
\turl = ext::{trap}
\tpromisor = true
\tuploadpack = {trap}
[extensions]
\tpartialClone = origin
[alias]
\tlog = !{trap}
\tblame = !{trap}
\tstatus = !{trap}
[pager]
\tlog = {trap}
"""

    @pytest.fixture
    def sent(self, folder: GitFolder, tmp_path: Path) -> tuple[GitFolder, Path]:
        """The folder and the marker that any program of it writes."""
        marker, trap = tmp_path / "marker", tmp_path / "trap"
        trap.write_text(f"#!/bin/sh\necho ran \"$0\" \"$@\" >> '{marker}'\ncat\n", encoding="utf-8")
        trap.chmod(0o755)
        hooks = tmp_path / "scheme" / ".git" / "evil-hooks"
        hooks.mkdir()
        for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman", "pre-commit", "post-checkout"):
            (hooks / name).symlink_to(trap)
        folder.commit("Attributes", {".gitattributes": "* filter=trap diff=trap merge=trap\n"})
        (folder.path / "policies/grievance/policy.md").write_text("one\nchanged\n", encoding="utf-8")
        os.utime(folder.path / "scheme.yaml", (1, 1))  # so that git looks at its content again
        with (folder.path / ".git" / "config").open("a", encoding="utf-8") as config:
            config.write(self.SETTINGS.format(trap=trap, hooks=hooks))
        return folder, marker

    def test_the_trap_works(self, sent: tuple[GitFolder, Path]) -> None:
        folder, marker = sent
        subprocess.run(["git", "status"], cwd=folder.path, capture_output=True, check=False)
        assert marker.exists()

    QUESTIONS: ClassVar[dict[str, Callable[[Repository], object]]] = {
        "head": lambda repository: repository.head(),
        "refs": lambda repository: repository.refs(),
        "tree": lambda repository: repository.read_tree(repository.tree_of(repository.head(), "policies")),
        "file": lambda repository: repository.file_at(repository.head(), "scheme.yaml"),
        "lines": lambda repository: repository.line_changes("policies/grievance/policy.md"),
        "adoptions": lambda repository: (repository.log_adoptions(), "none here"),
        "changes": lambda repository: repository.changed_paths(),
    }

    @pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
    def test_reading_runs_none_of_it(
        self, sent: tuple[GitFolder, Path], question: Callable[[Repository], object]
    ) -> None:
        folder, marker = sent
        repository = Repository(folder.path)
        assert question(repository)
        repository.close()
        assert not marker.exists(), marker.read_text()

    def test_looking_for_what_is_missing_fetches_nothing(self, sent: tuple[GitFolder, Path]) -> None:
        with pytest.raises(GitError, match="not in this repository"):
            Repository(sent[0].path).read_tree("1" * 40)
        assert not sent[1].exists()

    def test_the_change_in_it_is_seen_all_the_same(self, sent: tuple[GitFolder, Path]) -> None:
        assert Repository(sent[0].path).changed_paths() == ("policies/grievance/policy.md",)
