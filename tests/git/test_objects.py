"""Object stores: only plain, safely named, small files come out, whatever was put in."""

from __future__ import annotations

import shutil
import signal
from pathlib import Path

import pytest

from schemekit.errors import GitError, HostileContentError, IntegrityError
from schemekit.git.objects import MissingObjectError, ObjectStore
from tests.builders import GitFolder, copied

FILES = {
    "module.yaml": b"id: x\r\n",
    "CHANGELOG.md": b"",
    "{{cookiecutter.module}}/policy.md": "Ü\n".encode(),
    "{{cookiecutter.module}}/forms/form.md": b"\0\xff",
}


@pytest.fixture(scope="session")
def module_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit that holds a module, made once."""
    folder = GitFolder(tmp_path_factory.mktemp("template") / "repository")
    folder.commit("First", {f"policies/x/{path}": data for path, data in FILES.items()})
    return folder.path


@pytest.fixture
def folder(module_repository: Path, tmp_path: Path) -> GitFolder:
    """A copy of it that the test may change."""
    return GitFolder(copied(module_repository, tmp_path / "repository"))


def tree_of_module(folder: GitFolder) -> str:
    return folder.git("rev-parse", "HEAD:policies/x")


class TestReading:
    """A release is fetched by its tree id from any clone, with or without tags."""

    def test_gives_every_file_byte_for_byte(self, folder: GitFolder) -> None:
        assert ObjectStore(folder.path).read_tree(tree_of_module(folder)) == FILES

    def test_loose_or_packed_is_the_same(self, folder: GitFolder) -> None:
        folder.git("gc", "--quiet")
        assert not [path for path in (folder.path / ".git" / "objects").iterdir() if len(path.name) == 2]
        assert ObjectStore(folder.path).read_tree(tree_of_module(folder)) == FILES

    def test_a_shallow_copy_has_the_trees_of_its_last_commit(self, folder: GitFolder, tmp_path: Path) -> None:
        old = tree_of_module(folder)
        folder.commit("Second", {"policies/x/module.yaml": b"id: x\n"})
        folder.git("clone", "--quiet", "--depth=1", folder.path.as_uri(), str(tmp_path / "shallow"))
        store = ObjectStore(tmp_path / "shallow")
        assert store.read_tree(tree_of_module(folder)) == {**FILES, "module.yaml": b"id: x\n"}
        with pytest.raises(MissingObjectError, match=old):
            store.read_tree(old)
        assert store.read_tree(tree_of_module(folder))["CHANGELOG.md"] == b""  # still answers after a miss

    @pytest.mark.parametrize("kind", ["bare", "worktree"])
    def test_reads_other_shapes_of_repository(self, folder: GitFolder, tmp_path: Path, kind: str) -> None:
        other = tmp_path / "other"
        if kind == "bare":
            folder.git("clone", "--quiet", "--bare", str(folder.path), str(other))
        else:
            folder.git("worktree", "add", "--quiet", str(other))
        store = ObjectStore(other)
        assert store.head() == folder.head()
        assert store.read_tree(tree_of_module(folder)) == FILES

    def test_finds_folders_and_files_of_a_commit(self, folder: GitFolder) -> None:
        store = ObjectStore(folder.path)
        assert store.tree_of(folder.head(), "policies/x") == tree_of_module(folder)
        assert store.tree_of(folder.head(), "policies/none") == ""
        assert store.tree_of(folder.head(), "policies/x/module.yaml") == ""
        assert store.file_at(folder.head(), "policies/x/module.yaml") == b"id: x\r\n"
        assert store.file_at(folder.head(), "policies/none/module.yaml") is None

    def test_a_repository_without_a_commit_has_no_head(self, tmp_path: Path) -> None:
        assert ObjectStore(GitFolder(tmp_path / "empty").path).head() == ""

    def test_many_files_are_read_in_several_questions(self, folder: GitFolder) -> None:
        files = {f"forms/{number:03}.md": b"%d\n" % number * 400 for number in range(400)}
        folder.commit("Many", {f"policies/y/{path}": data for path, data in files.items()})
        assert ObjectStore(folder.path).read_tree(folder.git("rev-parse", "HEAD:policies/y")) == files

    def test_a_folder_without_a_repository_is_told_so(self, tmp_path: Path) -> None:
        with pytest.raises(GitError, match="no git repository"):
            ObjectStore(tmp_path)

    def test_a_replaced_object_is_not_what_its_id_says(self, folder: GitFolder) -> None:
        evil = folder.blob(b"id: evil\n")
        folder.git("replace", folder.git("rev-parse", "HEAD:policies/x/module.yaml"), evil)
        assert ObjectStore(folder.path).read_tree(tree_of_module(folder)) == FILES


    def test_a_git_that_heard_of_ctrl_c_first_is_no_damage(self, folder: GitFolder) -> None:
        """It reaches git and us in any order; the one time in a hundred it was 'the repository is damaged'."""
        store = ObjectStore(folder.path)
        tree = tree_of_module(folder)
        store.read_tree(tree)
        running = store._batch()._running.proc
        running.send_signal(signal.SIGINT)
        running.wait()
        with pytest.raises(KeyboardInterrupt):
            store.read_tree(tree)


class TestHostileTrees:
    """No symlink, submodule or special file is followed; sizes are bounded; no path leaves the folder."""

    @pytest.mark.parametrize(
        ("mode", "kind", "word"),
        [
            pytest.param("120000", "blob", "link", id="symlink"),
            pytest.param("160000", "commit", "submodule", id="submodule"),
            pytest.param("100755", "blob", "executable", id="executable"),
            pytest.param("100664", "blob", "kind", id="old-group-writable"),
            pytest.param("100000", "blob", "kind", id="unknown-mode"),
        ],
    )
    def test_refuses_what_is_no_plain_file(self, folder: GitFolder, mode: str, kind: str, word: str) -> None:
        tree = folder.tree([("100644", "blob", folder.blob(), "a.md"), (mode, kind, folder.blob(b"/etc/passwd"), "b")])
        with pytest.raises(HostileContentError, match=word):
            ObjectStore(folder.path).read_tree(tree)

    @pytest.mark.parametrize(
        "name",
        [
            "..", ".", ".git", ".GIT", "git~1", ".gitmodules", ".git\u200c", "a/b", "a\\b", "C:", "-rf", "NUL",
            "com1.md", "a.", "a ", "a\nb", "e\u0301", "x" * 101, "\udcff", "",
        ],
        ids=ascii,
    )  # fmt: skip
    def test_refuses_names_that_are_unsafe_somewhere(self, folder: GitFolder, name: str) -> None:
        tree = folder.tree([("100644", "blob", folder.blob(), name)])
        above = folder.tree([("40000", "tree", tree, "forms")])
        for hostile in (tree, above):
            with pytest.raises(HostileContentError):
                ObjectStore(folder.path).read_tree(hostile)

    def test_refuses_names_that_are_one_where_case_is_ignored(self, folder: GitFolder) -> None:
        blob = folder.blob()
        tree = folder.tree([("100644", "blob", blob, "Policy.md"), ("100644", "blob", blob, "policy.md")])
        with pytest.raises(HostileContentError, match="case"):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_one_name_twice(self, folder: GitFolder) -> None:
        one, two = folder.blob(b"1"), folder.blob(b"2")
        tree = folder.tree([("100644", "blob", one, "policy.md"), ("100644", "blob", two, "policy.md")])
        with pytest.raises(HostileContentError):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_a_giant_file(self, folder: GitFolder) -> None:
        tree = folder.tree([("100644", "blob", folder.blob(b"a" * 1_000_001), "policy.md")])
        with pytest.raises(HostileContentError, match="bytes"):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_many_files_that_are_too_large_together(self, folder: GitFolder) -> None:
        blob = folder.blob(b"a" * 900_000)
        tree = folder.tree([("100644", "blob", blob, f"{number:02}.md") for number in range(30)])
        with pytest.raises(HostileContentError, match="bytes"):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_a_tree_of_too_many_files(self, folder: GitFolder) -> None:
        blob = folder.blob()
        tree = folder.tree([("100644", "blob", blob, f"{number:04}.md") for number in range(501)])
        with pytest.raises(HostileContentError, match="500"):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_a_small_tree_that_unfolds_to_millions(self, folder: GitFolder) -> None:
        tree = folder.tree([("100644", "blob", folder.blob(), "a.md")])
        for _ in range(8):
            tree = folder.tree([("40000", "tree", tree, f"d{number}") for number in range(10)])
        with pytest.raises(HostileContentError):
            ObjectStore(folder.path).read_tree(tree)

    def test_refuses_a_folder_without_end(self, folder: GitFolder) -> None:
        tree = folder.tree([("100644", "blob", folder.blob(), "a.md")])
        for _ in range(3):
            tree = folder.tree([("40000", "tree", tree, "d" * 90)])
        with pytest.raises(HostileContentError, match="characters"):
            ObjectStore(folder.path).read_tree(tree)

    @pytest.mark.parametrize(
        "object_id", ["HEAD", "--batch-check", "abc123", "", "0" * 39, "g" * 40, "0" * 40 + "\nHEAD", "A" * 40]
    )
    def test_takes_full_ids_only(self, folder: GitFolder, object_id: str) -> None:
        with pytest.raises(HostileContentError, match="40 hex digits"):
            ObjectStore(folder.path).read_tree(object_id)

    def test_a_blob_is_no_tree(self, folder: GitFolder) -> None:
        with pytest.raises(IntegrityError, match="blob"):
            ObjectStore(folder.path).read_tree(folder.blob())


class TestDamage:
    """Content that does not have the id it goes by is an error, never a text."""

    def _object(self, folder: GitFolder, object_id: str) -> Path:
        return folder.path / ".git" / "objects" / object_id[:2] / object_id[2:]

    def test_a_blob_stored_under_anothers_id(self, folder: GitFolder) -> None:
        wanted = folder.git("rev-parse", "HEAD:policies/x/module.yaml")
        other = folder.blob(b"id: evil\n")
        place = self._object(folder, wanted)
        place.unlink()
        shutil.copy(self._object(folder, other), place)
        with pytest.raises(IntegrityError, match=wanted):
            ObjectStore(folder.path).read_tree(tree_of_module(folder))

    def test_a_file_that_is_no_object(self, folder: GitFolder) -> None:
        place = self._object(folder, folder.git("rev-parse", "HEAD:policies/x/module.yaml"))
        place.chmod(0o644)
        place.write_bytes(b"not compressed")
        with pytest.raises((IntegrityError, MissingObjectError)):
            ObjectStore(folder.path).read_tree(tree_of_module(folder))

    def test_a_missing_blob(self, folder: GitFolder) -> None:
        blob = folder.git("rev-parse", "HEAD:policies/x/module.yaml")
        self._object(folder, blob).unlink()
        with pytest.raises(MissingObjectError, match=blob):
            ObjectStore(folder.path).read_tree(tree_of_module(folder))
