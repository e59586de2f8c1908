"""A git folder that somebody sent, with links where git writes: nothing that schemekit has git do leaves the folder.

SECURITY.md: "write outside the scheme" is what nobody who sends a repository may have us do.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from schemekit.errors import GitError, HostileContentError
from schemekit.git.repository import Repository
from tests.attacks.arena import READING, Arena
from tests.builders import GitFolder

Trap = Callable[[Path, Path], None]
PROPOSE = ("propose", "guests", "answer", "--yes")


def _link(path: str) -> Trap:
    """A link in the git folder, in the place of whatever is there, to a file or folder of the reader's."""

    def trap(git: Path, theirs: Path) -> None:
        place = git / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(theirs)

    return trap


def _pipe(path: str) -> Trap:
    def trap(git: Path, _: Path) -> None:
        (git / path).parent.mkdir(parents=True, exist_ok=True)
        (git / path).unlink(missing_ok=True)
        os.mkfifo(git / path)

    return trap


def _deep(git: Path, theirs: Path) -> None:
    _link("logs/refs/heads/" + "deep/" * 70 + "link")(git, theirs)


FILES = {
    "log-of-a-branch": _link("logs/refs/heads/better"),
    "log-of-main": _link("logs/refs/heads/main"),
    "log-of-head": _link("logs/HEAD"),
    "message": _link("COMMIT_EDITMSG"),
    "memory-of-merges": _link("MERGE_RR"),
    "deep-below-the-logs": _deep,
    "pipe-for-a-log": _pipe("logs/refs/heads/better"),
}
FOLDERS = {
    "logs": _link("logs"),
    "folder-of-logs": _link("logs/refs/heads"),
    "refs": _link("refs"),
    "info": _link("info"),
    "hooks": _link("hooks"),
    "folder-of-objects": _link("objects/ab"),
    "packs": _link("objects/pack"),
    "infos-of-objects": _link("objects/info"),
}
TRAPS = {**FILES, **FOLDERS}


@pytest.fixture
def writer(arena: Arena) -> Arena:
    """A scheme with something to propose to the stranger's library, and to save."""
    assert arena.run("add", "efc/guests").code == 0
    arena.scheme.edit("in writing", "in plain writing", "policies/guests/policy.md")
    return arena


def _theirs(arena: Arena, name: str) -> Path:
    """Something of the reader's own: a file that a shell runs, or the branches of another repository."""
    file = arena.folder / "outside" / "bashrc"
    file.write_text("# mine\n", encoding="utf-8")
    if name not in FOLDERS:
        return file
    other = arena.folder / "outside" / "other"
    shutil.copytree(arena.scheme.path / ".git", other)
    return other / (name if (other / name).is_dir() else "refs")


def _unpack(repository: Path) -> None:
    """Its history as loose objects, so that it is not lost with a folder of packs in whose place a link comes."""
    for pack in list((repository / ".git" / "objects" / "pack").glob("*.pack")):
        aside = pack.rename(repository.parent / pack.name)
        with aside.open("rb") as data:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=repository, stdin=data, check=True)


@pytest.mark.parametrize("name", TRAPS)
def test_a_branch_in_a_clone_that_was_sent(writer: Arena, name: str) -> None:
    """`propose --branch --in CLONE` refuses the clone, and writes nothing anywhere."""
    clone = writer.library.path
    GitFolder(clone).git("config", "user.name", f"a; touch {writer.marker}; #b")
    _unpack(clone)
    TRAPS[name](clone / ".git", _theirs(writer, name))
    told = writer.survives((*PROPOSE, "--branch", "better", "--in", str(clone)), codes=(2,))[0]
    assert ".git" in told.err
    assert (writer.folder / "outside" / "bashrc").read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize("name", TRAPS)
def test_saving_in_a_scheme_that_was_sent(writer: Arena, name: str) -> None:
    """Neither `save`, `add`, `remove` nor `git install` writes through a link among git's own files."""
    TRAPS[name](writer.scheme.path / ".git", _theirs(writer, name))
    before = writer.scheme.files()
    writer.survives(("save", "x"), ("add", "consultation"), ("git", "install"), ("git", "install", "--undo"),
                    codes=(2,))  # fmt: skip
    assert writer.scheme.files() == before


@pytest.mark.parametrize("name", ["refs", "logs", "objects", "info"])
def test_a_folder_of_gits_that_is_a_link_is_not_read_either(arena: Arena, name: str) -> None:
    """The branches of another repository are not taken for the scheme's."""
    other = GitFolder(arena.folder / "outside" / "other")
    other.commit("Private", {"secret.md": "x\n"})
    _link(name)(arena.scheme.path / ".git", other.path / ".git" / name)
    with pytest.raises((HostileContentError, GitError)):
        Repository(arena.scheme.path)
    arena.survives(*READING, codes=(0, 1, 2))


def test_a_branch_is_made_in_the_authors_name(writer: Arena) -> None:
    """The clone's own user.name is in nothing that is written, the log of the branch included."""
    clone = GitFolder(writer.library.path)
    clone.git("config", "user.name", f"a; touch {writer.marker}; #b")
    clone.git("config", "core.logAllRefUpdates", "always")
    clone.git("config", "i18n.commitEncoding", "latin1")
    assert writer.run(*PROPOSE, "--branch", "better", "--in", str(clone.path)).code == 0
    log = (clone.path / ".git" / "logs" / "refs" / "heads" / "better").read_text("utf-8")
    assert "touch" not in log
    assert "encoding" not in clone.git("cat-file", "commit", "better")


def _worktree(arena: Arena, common: Path) -> Path:
    """A sent folder that is a working copy, whose history is said to be in another repository of the reader's."""
    own = arena.folder / "sent" / "main" / ".git" / "worktrees" / "copy"
    shutil.copytree(arena.scheme.path / ".git", own)
    for name in ("refs", "objects", "config"):
        place = own / name
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    (own / "commondir").write_text(f"{common}\n", encoding="utf-8")
    (own / "gitdir").write_text(f"{arena.scheme.path / '.git'}\n", encoding="utf-8")
    shutil.rmtree(arena.scheme.path / ".git")
    (arena.scheme.path / ".git").write_text(f"gitdir: {own}\n", encoding="utf-8")
    return own


def test_a_working_copy_of_a_repository_that_does_not_know_it(writer: Arena) -> None:
    """Its folder says that its history is in a repository of the reader's, and no branch there is moved."""
    other = GitFolder(writer.folder / "outside" / "other")
    head = other.commit("Private", {"secret.md": "x\n"})
    _worktree(writer, other.path / ".git")
    writer.survives(*READING, ("save", "x"), codes=(0, 1, 2))
    assert other.head() == head
    with pytest.raises(HostileContentError):
        Repository(writer.scheme.path)


def test_a_link_in_the_common_folder_of_a_working_copy(writer: Arena) -> None:
    """What a working copy shares with the others is looked at too."""
    copy = writer.folder / "copy"
    git = GitFolder(writer.scheme.path)
    git.git("worktree", "add", "--quiet", str(copy))
    _link("logs/refs/heads/copy")(git.path / ".git", _theirs(writer, "log"))
    with pytest.raises(HostileContentError):
        Repository(copy).refuse_links()
    (git.path / ".git" / "logs" / "refs" / "heads" / "copy").unlink()
    Repository(copy).refuse_links()


@pytest.mark.parametrize("spoil", [
    lambda git: (git / "HEAD").write_text("nothing\n", encoding="utf-8"),
    lambda git: shutil.rmtree(git / "refs"),
], ids=["head", "refs"])  # fmt: skip
def test_a_git_folder_that_git_does_not_know(writer: Arena, spoil: Callable[[Path], object]) -> None:
    """git would look for a repository in the folders above, and commit in the reader's own."""
    above = GitFolder(writer.folder)
    head = above.commit("Mine", {"mine.txt": "x\n"})
    spoil(writer.scheme.path / ".git")
    writer.run("save", "x")
    assert subprocess.run(["git", "rev-parse", "HEAD"], cwd=writer.folder, capture_output=True, check=True,
                          text=True).stdout.strip() == head  # fmt: skip
    with pytest.raises(GitError):
        Repository(writer.scheme.path)


def test_a_socket_is_no_danger(arena: Arena) -> None:
    """git's own watcher keeps one in .git; nobody can open it as a file."""
    import socket

    with socket.socket(socket.AF_UNIX) as watcher:
        here = Path.cwd()
        os.chdir(arena.scheme.path / ".git")  # a path to a socket may not be long
        try:
            watcher.bind("fsmonitor--daemon.ipc")
        finally:
            os.chdir(here)
        Repository(arena.scheme.path).refuse_links()
