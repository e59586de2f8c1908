"""A borrowed repository: an empty bare repository of ours that borrows the objects of one nobody has to trust.

git works here, so that no setting, hook or filter of the other repository is ever in force. What is read in it is for
`objects` and `history`.
"""

from __future__ import annotations

import re
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from schemekit.errors import GitError, HostileContentError
from schemekit.git.command import GitProcess, Outcome, start_git, try_git
from schemekit.git.sent import is_git_folder, refuse_to_read, refuse_to_write

_SHALLOW_BYTES = 1_000_000


class BorrowedRepository:
    """An empty bare repository in a temporary folder, made when first needed and taken away with this object.

    Shape: `repository` is a folder with a .git in it, or a bare repository.
    """

    def __init__(self, repository: Path) -> None:
        self.git_folder, self._lender = git_folders(repository)
        self._folder: TemporaryDirectory[str] | None = None

    @property
    def folder(self) -> Path:
        """Where it lies; safe to hand to any git command."""
        if self._folder is None:
            self._folder = _empty_repository(self._lender)
            weakref.finalize(self, _take_away, self._folder)
        return Path(self._folder.name)

    def stand_at(self, commit: str) -> None:
        """Let HEAD be a commit, for commands that compare with it."""
        (self.folder / "HEAD").write_text(f"{commit}\n", encoding="ascii")

    def shallow_commits(self) -> frozenset[str]:
        """The commits that a shallow copy begins with; empty for a full copy."""
        shallow = self.folder / "shallow"
        return frozenset(shallow.read_text(encoding="ascii").split()) if shallow.is_file() else frozenset()

    def run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        with_users_settings: bool = False,
        given: bytes = b"",
    ) -> Outcome:
        """Run a reading command to its end; of all settings only the user's own, if asked for, are in force."""
        place = {"GIT_DIR": str(self.folder)} if with_users_settings else self._alone()
        settings = {"core.fileMode": "false"}  # what a Windows or shared disk says of it would differ for every file
        place |= environment or {}
        return try_git(arguments, folder=self.folder, environment=place, settings=settings, given=given)

    def start(self, arguments: Sequence[str], settings: Mapping[str, str]) -> GitProcess:
        """Start a reading command that questions are then put to."""
        return start_git(arguments, folder=self.folder, environment=self._alone(), settings=settings)

    def refuse_to_write(self) -> None:
        """Make sure that what git writes in the repository stays in it. Raises: HostileContentError."""
        for place in {self.git_folder, self._lender}:
            refuse_to_write(place)

    def lent_for_writing(self) -> dict[str, str]:
        """Surroundings in which git writes objects into the repository with none of its settings in force.

        Raises: HostileContentError where they would end up elsewhere.
        """
        self.refuse_to_write()
        return without_settings(self.folder) | {"GIT_OBJECT_DIRECTORY": str(self._lender / "objects")}

    def close(self) -> None:
        """Take the folder away."""
        if self._folder is not None:
            _take_away(self._folder)
            self._folder = None

    def _alone(self) -> dict[str, str]:
        return without_settings(self.folder)


def _take_away(folder: TemporaryDirectory[str]) -> None:
    """Remove a folder of ours, to its end even where Ctrl-C comes in the middle."""
    try:
        folder.cleanup()
    except KeyboardInterrupt:
        folder.cleanup()
        raise


def without_settings(git_folder: Path) -> dict[str, str]:
    """Surroundings in which git works in a folder of ours and reads nobody's settings, the user's and system's too."""
    home = str(git_folder)
    return {
        "GIT_DIR": home,
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "HOME": home,  # where a git older than 2.32 looks for the user's settings
        "XDG_CONFIG_HOME": home,
    }


def git_folders(repository: Path) -> tuple[Path, Path]:
    """The folder git keeps a repository's own files in, and the one its objects are in (they differ in a worktree).

    Raises: GitError when the folder is no git repository.
    """
    repository = repository.absolute()
    inner = repository / ".git"
    if inner.is_symlink() or inner.is_file():  # a worktree: one line says where
        inner = _worktree_folder(repository, inner)
    git_folder = inner if inner.is_dir() else repository
    refuse_to_read(git_folder)
    common = git_folder
    if (git_folder / "commondir").is_file():
        if git_folder == repository / ".git":  # git makes such a file in the folder of a worktree only
            raise _elsewhere(repository)
        common = git_folder / (git_folder / "commondir").read_bytes()[:4096].decode("utf-8", "replace").strip()
        if git_folder.resolve().parent != common.resolve() / "worktrees":  # else it would be any repository it names
            raise _elsewhere(repository)
    if not is_git_folder(git_folder, common):
        raise GitError(
            f"{repository.name} is no git repository",
            why="it holds no folder .git, and is no bare repository either",
            fix="check the path, or run 'git init' and commit there first",
        )
    if common != git_folder:
        refuse_to_read(common)
    return git_folder, common.resolve()


def _worktree_folder(repository: Path, pointer: Path) -> Path:
    """Where a worktree's own git files are, if that place says in turn that this is its worktree.

    Else a folder that somebody sent could make any other repository of its reader its own.
    """
    with pointer.open("rb") as stream:
        told = stream.read(4096).decode("utf-8", "replace").strip()
    folder = repository / told.removeprefix("gitdir:").strip()
    back = folder / "gitdir"
    if not pointer.is_symlink() and back.is_file():
        with back.open("rb") as stream:
            named = Path(stream.read(4096).decode("utf-8", "replace").strip())
        if named.resolve() == pointer.resolve():
            return folder
    raise _elsewhere(repository)


def _elsewhere(repository: Path) -> HostileContentError:
    return HostileContentError(
        f"the history of {repository.name} is somewhere else",
        why="its .git leads to another folder, which does not know it",
        fix="if you know where it came from, use that folder; else delete .git and start a history of your own",
    )


def _empty_repository(lender: Path) -> TemporaryDirectory[str]:
    made = TemporaryDirectory(prefix="schemekit-objects-", ignore_cleanup_errors=True)
    folder = Path(made.name)
    (folder / "objects" / "info").mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="utf-8")
    (folder / "objects" / "info" / "alternates").write_text(f"{lender / 'objects'}\n", encoding="utf-8")
    if (lender / "shallow").is_file():  # else git follows the history past the point where the copy ends
        with (lender / "shallow").open("rb") as stream:
            ends = re.findall(rb"^[0-9a-f]{40}$", stream.read(_SHALLOW_BYTES), re.MULTILINE)
        (folder / "shallow").write_bytes(b"".join(end + b"\n" for end in ends))
    return made
