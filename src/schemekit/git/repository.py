"""A repository: a scheme's or a library's own history, asked and added to.

Asking goes through borrowed objects, so that no setting, hook or filter of the repository runs, whoever sent it.
Adding runs git as its owner would, hooks and signing included, because then the repository is theirs; one with links
among git's own files is refused, as what is written would end up elsewhere.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path

from schemekit.errors import GitError, HostileContentError
from schemekit.git.command import Outcome, refusal, require_git, run_git, try_git
from schemekit.git.history import (
    AdoptionCommit,
    LineChange,
    adoptions,
    approvals,
    later_changes,
    line_changes,
    withdrawals,
)
from schemekit.git.objects import OBJECT_ID, ObjectStore, TreeEntry
from schemekit.git.series import KnownCommit, is_plain, record

__all__ = ["Repository", "require_git"]

_REF_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}")
_READ_IN_FOLDERS = frozenset({".gitignore", ".gitattributes"})
_TRAILER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")
_WRITING = {
    "user.useConfigOnly": "true",  # else git makes an address up from the computer's name
    "i18n.commitEncoding": "UTF-8",
    "gc.auto": "0",
    "maintenance.auto": "false",
}


class Repository:
    """The git repository that a folder belongs to.

    Shape: `path` is the folder as given and every path below is relative to it; `root` is the repository's own folder,
    `path` or one above it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.root = _root_of(self.path)
        self.store = ObjectStore(self.root)
        prefix = self.path.relative_to(self.root).as_posix()
        self._prefix = "" if prefix == "." else f"{prefix}/"

    @classmethod
    def init(cls, path: Path, branch: str = "main") -> Repository:
        """Make a repository in a folder, which is made too where it is missing; one that is there stays as it is."""
        _checked_name(branch)
        path.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(path / ".git"):
            run_git(["init", "--quiet", f"--initial-branch={branch}"], folder=path)
        return cls(path)

    @staticmethod
    def is_one(path: Path) -> bool:
        """Whether the folder itself is the top of a git repository."""
        return (path / ".git").exists()

    def close(self) -> None:
        """End the git process that reads; it also ends when the repository is no longer held."""
        self.store.close()

    # Asking

    def head(self) -> str:
        """The newest commit, or the empty string when there is none yet."""
        return self.store.head()

    def refs(self) -> dict[str, str]:
        """Every branch and tag (`refs/tags/grievance/v1.0.0`) with the commit it leads to."""
        return self.store.refs()

    def commit_named(self, name: str) -> str:
        """The commit that a branch, a tag or an id leads to; the empty string when there is none."""
        return self.store.commit_named(name)

    def entries(self, tree: str) -> tuple[TreeEntry, ...]:
        """The lines of one tree."""
        return self.store.entries(tree)

    def tree_of(self, commit: str, path: str) -> str:
        """The tree id of a folder as a commit has it; the empty string when there is no such folder."""
        return self.store.tree_of(commit, f"{self._prefix}{path}".rstrip("/"))

    def read_tree(self, tree: str) -> dict[str, bytes]:
        """Every file below a tree; see `ObjectStore.read_tree`."""
        return self.store.read_tree(tree)

    def file_at(self, commit: str, path: str) -> bytes | None:
        """The content of a file as a commit has it, or None."""
        return self.store.file_at(commit, f"{self._prefix}{path}")

    def line_changes(self, path: str) -> tuple[LineChange, ...]:
        """Who gave each line of a file its present words; two git processes."""
        self._refuse_pipes()
        return line_changes(self.store.borrowed, self.head(), self.root, f"{self._prefix}{path}")

    def log_adoptions(self) -> tuple[AdoptionCommit, ...]:
        """The commits that adopted or updated a module, newest first; one git process."""
        return adoptions(self.store.borrowed, self.head())

    def log_approvals(self) -> tuple[AdoptionCommit, ...]:
        """The commits that recorded an approval of a module, newest first; one git process."""
        return approvals(self.store.borrowed, self.head())

    def log_withdrawals(self) -> tuple[AdoptionCommit, ...]:
        """The commits that took an approval out of a record again, newest first; one git process."""
        return withdrawals(self.store.borrowed, self.head())

    def later_changes(self, commit: str, path: str, most: int) -> tuple[str, ...]:
        """The commits after one that changed a file, the `most` oldest of them, oldest first; one git process."""
        return later_changes(self.store.borrowed, commit, self.head(), f"{self._prefix}{path}", most)

    def approved_texts(self) -> frozenset[tuple[str, str]] | None:
        """Each module and digest that a commit says a body approved; None where the history ends early."""
        found = self.log_approvals()
        if self.store.borrowed.shallow_commits():
            return None
        return frozenset((commit.trailer("Approved").partition(" ")[0], commit.trailer("Text-SHA256"))
                         for commit in found)

    def is_clean(self, paths: Sequence[str]) -> bool:
        """Whether files and folders are as the newest commit has them, with nothing new among them."""
        return not self.changed_paths(paths)

    def changed_paths(self, paths: Sequence[str] = ()) -> tuple[str, ...]:
        """The files that differ from the newest commit, new and deleted ones too, below `paths` or anywhere; sorted."""
        self._refuse_pipes()
        borrowed = self.store.borrowed
        head = self.head()
        if head:
            borrowed.stand_at(head)
        arguments = ["--no-optional-locks", "status", "--porcelain", "-z", "--untracked-files=all"]
        arguments += ["--ignore-submodules=all", "--no-renames", "--", *self._below_root(paths or [""])]
        index = str(borrowed.git_folder / "index")
        place = {"GIT_WORK_TREE": str(self.root), "GIT_INDEX_FILE": index}
        outcome = borrowed.run(arguments, place, with_users_settings=True)
        if outcome.status:
            raise refusal("status", outcome)
        rows = outcome.output.decode("utf-8", "replace").split("\0")
        return tuple(sorted(row[3:].removeprefix(self._prefix) for row in rows if row))

    def files(self, paths: Sequence[str]) -> tuple[str, ...]:
        """The files below some folders that git knows or would not ignore; sorted."""
        arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--"]
        listed = run_git([*arguments, *paths], folder=self.path).decode("utf-8", "replace")
        return tuple(sorted({path for path in listed.split("\0") if path}))

    def has_identity(self) -> bool:
        """Whether git knows in whose name to commit."""
        return all(not self._try(["var", f"GIT_{role}_IDENT"]).status for role in ("AUTHOR", "COMMITTER"))

    @staticmethod
    def knows_user(folder: Path) -> bool:
        """Whether git, in a folder that need not be a repository yet, knows in whose name to commit."""
        return not try_git(["var", "GIT_COMMITTER_IDENT"], folder=folder, settings=_WRITING, trusted=True).status

    def sign_as(self, name: str, address: str) -> None:
        """Commit in this repository, and in no other, in somebody's name."""
        self.refuse_links()
        for key, value in (("user.name", name), ("user.email", address)):
            run_git(["config", "--local", key, _plain(value)], folder=self.path)

    def require_identity(self) -> None:
        """Make sure that a commit can be made in somebody's name. Raises: GitError with the two settings to make."""
        if not self.has_identity():
            raise no_identity()

    # Adding

    def refuse_links(self) -> None:
        """Make sure that what git writes here stays here. Raises: HostileContentError."""
        self.store.borrowed.refuse_to_write()

    def commit(self, paths: Sequence[str], message: str, trailers: Sequence[tuple[str, str]] = ()) -> str:
        """Commit the given files and folders, and nothing else, as the user; return the commit.

        Shape: a path that is gone from disk is committed as deleted; when nothing differs, the newest commit is
        returned and none is made. Trailers are `(name, value)`, written as the last paragraph of the message.
        Raises: GitError, for one with the two settings to make when git does not know the user's name.
        """
        self.refuse_links()
        self._refuse_pipes()
        known = self._known(paths)
        gone = self._staged_as_gone([path for path in paths if path not in known])
        if not known and not gone:
            return self.head()
        from_list = ["--pathspec-from-file=-", "--pathspec-file-nul"]
        added = self._try(["add", "--all", *from_list], given=_listed(known)) if known else None
        if added is not None and added.status:
            raise refusal("add", added)
        listed = _listed([*known, *gone])
        words = f"--message={_with_trailers(message, trailers)}"
        made = self._try(["commit", "--quiet", "--only", "--cleanup=whitespace", words, *from_list], given=listed)
        if made.status and not self.has_identity():
            raise no_identity()
        if made.status and not (self.head() and self.is_clean(paths)):
            raise refusal("commit", made)
        return self.head()

    def takes_series(self, series: Sequence[KnownCommit]) -> bool:
        """Whether `commit_series` would make the commits that `commit` makes: see `series.is_plain`."""
        return not self._prefix and is_plain(self._try, self.path, series)

    def commit_series(self, series: Sequence[KnownCommit]) -> None:
        """Record commits whose contents are known, each other than the one before, in one git process.

        Shape: `takes_series` was asked; on disk are the files as the last commit has them.
        Raises: GitError, as `commit`.
        """
        self.refuse_links()
        self.require_identity()
        record(self._try, self.head(), [(_with_trailers(known.message, known.trailers), known) for known in series])

    def has_newest(self, message: str, after: str) -> bool:
        """Whether the newest commit follows `after` (empty: is the very first) and has the subject of a message."""
        found = self._try(["log", "-1", "--no-show-signature", "--format=%P%n%s"])
        parents, _, subject = found.output.decode("utf-8", "replace").partition("\n")
        return not found.status and parents == after and subject.strip() == _plain(message).strip().split("\n")[0]

    def take_back(self, before: str, paths: Sequence[str]) -> None:
        """Undo what `commit` did a moment ago: history ends at `before` again, and nothing of the paths is staged.

        Files on disk stay as they are; `before` empty means that there was no commit yet.
        Raises: GitError when another git command, or the lock file it left, is in the way.
        """
        self.refuse_links()
        now = self.head()
        if now and now != before:
            words = ["update-ref", "-m", "schemekit: take back", "HEAD", before, now]
            undone = self._try(words if before else ["update-ref", "-d", "HEAD", now])
            if undone.status:
                raise refusal("update-ref", undone)
        known = self._known(paths)
        if listed := _listed([*known, *self._staged_as_gone([path for path in paths if path not in known])]):
            unstaged = self._try(["reset", "--quiet", "--pathspec-from-file=-", "--pathspec-file-nul"], given=listed)
            if unstaged.status and self._try(["diff", "--cached", "--quiet"]).status:
                raise refusal("reset", unstaged)

    def tag(self, name: str, commit: str, message: str) -> None:
        """Put an annotated tag on a commit. Raises: GitError when it exists already."""
        self.refuse_links()
        _checked_name(name)
        if not OBJECT_ID.fullmatch(commit):
            raise HostileContentError(f"{commit[:60]!r} is no commit id", why="40 hex digits were wanted")
        run_git(["check-ref-format", f"refs/tags/{name}"], folder=self.path)
        words = f"--message={_plain(message)}"
        made = self._try(["tag", "--annotate", "--cleanup=whitespace", words, "--", name, commit])
        if made.status and not self.has_identity():
            raise no_identity()
        if made.status:
            raise refusal("tag", made)

    def untag(self, name: str) -> None:
        """Take a tag away that was put a moment ago; nothing happens where there is none."""
        self.refuse_links()
        self._try(["tag", "--delete", "--", _checked_name(name)])

    def _try(self, arguments: Sequence[str], given: bytes = b"") -> Outcome:
        trusted = self._belongs_to_user()
        return try_git(arguments, folder=self.path, settings=_WRITING, given=given, trusted=trusted)

    def _refuse_pipes(self) -> None:
        """Refuse what git would wait at for ever when it looks through the files."""
        for place, folders, files in os.walk(self.root):
            folders[:] = [name for name in folders if name != ".git"]
            for name in _READ_IN_FOLDERS.intersection(files):
                mode = os.lstat(os.path.join(place, name)).st_mode  # noqa: PTH118  # runs for every folder
                if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
                    raise HostileContentError(
                        f"{name} in {os.path.basename(place)} is no plain file",  # noqa: PTH119  # as above
                        why="git would wait for ever at a pipe",
                        fix="take it away",
                    )

    def _below_root(self, paths: Iterable[str]) -> list[str]:
        return [f"{self._prefix}{path}".rstrip("/") or "." for path in paths]

    def _belongs_to_user(self) -> bool:
        """Whether the repository's folder is the user's; git refuses others' unless safe.directory names them."""
        if not hasattr(os, "getuid"):
            return True  # Windows: git compares owners itself
        return self.store.borrowed.git_folder.stat().st_uid == os.getuid()

    def _known(self, paths: Iterable[str]) -> list[str]:
        """The paths that are on disk or in git; git refuses the whole list for one that is neither."""
        wanted = list(dict.fromkeys(paths))
        missing = [path for path in wanted if not os.path.lexists(self.path / path)]
        if not missing:
            return wanted
        output = self._try(["ls-files", "-z", "--", *map(_literal, missing)]).output
        listed = output.decode("utf-8", "replace").split("\0")
        tracked = {path for path in missing for name in listed if name == path or name.startswith(f"{path}/")}
        return [path for path in wanted if path not in missing or path in tracked]

    def _staged_as_gone(self, paths: Sequence[str]) -> list[str]:
        """Those that the newest commit has and the disk and index have not, as a kill after `git add` leaves them."""
        if not paths:
            return []
        listed = self._try(["ls-tree", "-r", "-z", "--name-only", "HEAD", "--", *paths])
        names = listed.output.decode("utf-8", "replace").split("\0")
        return [path for path in paths if any(name == path or name.startswith(f"{path}/") for name in names)]


def _root_of(path: Path) -> Path:
    for folder in (path, *path.parents):
        if Repository.is_one(folder):
            return folder
    raise GitError(
        f"{path.name or path} is not in a git repository",
        why="neither it nor a folder above it holds a folder .git",
        fix="run 'git init' there, or check the path",
    )


def _checked_name(name: str) -> str:
    if not _REF_NAME.fullmatch(name) or ".." in name or "//" in name or name.endswith((".lock", "/", ".")):
        raise HostileContentError(
            f"{name[:60]!r} cannot be the name of a branch or tag",
            why="letters, digits, dots, hyphens and slashes are used, and a letter or digit comes first",
            fix="choose another name",
        )
    return name


def _with_trailers(message: str, trailers: Sequence[tuple[str, str]]) -> str:
    # Written by us and not by `git commit --trailer`, which runs the programs that trailer.*.command settings name
    # and which git before 2.32 does not have.
    lines = []
    for name, value in trailers:
        if not _TRAILER_NAME.fullmatch(name):
            raise HostileContentError(f"{name[:60]!r} cannot be the name of a trailer", why="letters and hyphens only")
        lines.append(f"{name}: {' '.join(_plain(value).split())}")
    whole = _plain(message).strip() + ("\n\n" + "\n".join(lines) if lines else "")
    return "\n".join(line.rstrip() for line in whole.split("\n")) + "\n"


def _listed(paths: Iterable[str]) -> bytes:
    return "\0".join(_literal(path) for path in paths).encode()


def _literal(path: str) -> str:
    return f":(literal){path}"  # a file may be called *.md or {{x}}


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable() or char == "\n")


def no_identity() -> GitError:
    """The error where git does not know in whose name to commit, with the two settings to make."""
    return GitError(
        "git does not know your name yet",
        why="every commit carries a name and an address, and yours are not set",
        fix=('run: git config --global user.name "Your Name"', "and: git config --global user.email you@example.org"),
    )
