"""A patch: a change of a library's files as `git am` takes it, and the same change as a branch in somebody's clone.

git writes both. The patch is made in a repository of ours that is thrown away; in a clone nothing is touched but its
objects and the one new branch. What the change is, and what its message says, is for the use case.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import GitError, UsageError
from schemekit.git.borrowed import without_settings
from schemekit.git.command import refusal, run_git, try_git
from schemekit.git.objects import OBJECT_ID
from schemekit.git.repository import Repository, no_identity

Files = Mapping[str, bytes]
_AUTHOR = re.compile(rb"(?P<name>[^<>\n]*) <(?P<address>[^<>\n]*)> (?P<date>\d{1,12} [+-]\d{4})\n?")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,100}")
# git, or its reader, would take these for something else than a branch of that name.
_MISLEADING = re.compile(r"(?:[A-Z_]*HEAD|[0-9a-f]{40}|[0-9a-f]{64})$|(?:refs|heads)/", re.IGNORECASE)
_NOTHING = "0" * 40
_FORMAT = (
    "format-patch", "-1", "--stdout", "--no-signature", "--no-renames", "--full-index", "--binary", "--no-attach",
    "--no-thread", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=3", "refs/heads/proposal",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """In whose name a change is made, as git knows it. Units: `date` is seconds since 1970 and the zone."""

    name: str
    address: str
    date: str

    @classmethod
    def of(cls, folder: Path) -> Author:
        """Whom git commits for in a folder. Raises: GitError with the two settings to make where it does not know."""
        told = try_git(["var", "GIT_AUTHOR_IDENT"], folder=folder, settings={"user.useConfigOnly": "true"})
        found = _AUTHOR.fullmatch(told.output)
        if told.status or found is None:
            raise no_identity()
        name, address, date = (part.decode("utf-8", "replace") for part in found.groups())
        return cls(name=name, address=address, date=date)

    def surroundings(self) -> dict[str, str]:
        """The variables that let git commit in this name."""
        parts = (("NAME", self.name), ("EMAIL", self.address), ("DATE", f"@{self.date}"))
        return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in parts}

    @property
    def line(self) -> str:
        """`Name <address>`, as a sign-off has it."""
        return f"{self.name} <{self.address}>"


def format_patch(before: Files, after: Files, message: str, author: Author) -> bytes:
    """The change from some files to others as one mail with a patch, which `git am` takes.

    Shape: `before` and `after` hold the files that change, by path from the top of the library, paths such as
    `files.paths` allows.
    """
    with tempfile.TemporaryDirectory(prefix="schemekit-patch-") as place:
        folder = Path(place)
        surroundings = without_settings(folder) | author.surroundings()
        run_git(["init", "--quiet", "--bare", "--template=", "--initial-branch=proposal"], folder=folder,
                environment=surroundings)
        person = f"{author.line} {author.date}".encode()
        stream = b"".join((*_commit(b"Source", before, person), *_commit(message.encode(), after, person), b"done\n"))
        run_git(["fast-import", "--quiet", "--done"], folder=folder, environment=surroundings, given=stream)
        return run_git(_FORMAT, folder=folder, environment=surroundings)


def _commit(message: bytes, files: Files, person: bytes) -> Iterator[bytes]:
    yield b"commit refs/heads/proposal\nauthor %s\ncommitter %s\n" % (person, person)
    yield b"data %d\n%s\n" % (len(message), message)
    for path, data in files.items():
        yield b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(data), data)


def new_branch(clone: Repository, name: str, commit: str, files: Files, message: str, author: Author) -> str:
    """Make a branch in a clone with one commit on top of another, and return it.

    The clone's checked-out files, its index and its other branches stay as they are. Its objects are written with none
    of its settings in force; the branch is put there as its own settings have it, in the author's name, and no hook or
    other program runs. A clone with links in its .git is refused. Killed on the way, it leaves some objects that no
    branch leads to, which git clears away by itself.
    Raises: UsageError for a name that is taken or none; HostileContentError for the links; GitError.
    """
    refuse_branch(clone, name)
    borrowed = clone.store.borrowed
    if not OBJECT_ID.fullmatch(commit):
        raise GitError(f"{commit[:60]!r} is no commit id", why="40 hex digits were wanted")
    with tempfile.TemporaryDirectory(prefix="schemekit-branch-") as place:
        surroundings = borrowed.lent_for_writing() | author.surroundings() | {"GIT_INDEX_FILE": f"{place}/index"}

        def told(*arguments: str, given: bytes = b"") -> str:
            return run_git(arguments, folder=borrowed.folder, environment=surroundings, given=given).decode().strip()

        told("read-tree", commit)
        rows = [f"100644 {told('hash-object', '-w', '--stdin', given=data)}\t{path}\0" for path, data in files.items()]
        told("update-index", "-z", "--add", "--index-info", given="".join(rows).encode())
        tree = told("write-tree", "--missing-ok")
        made = told("commit-tree", "--no-gpg-sign", tree, "-p", commit, given=message.encode())
        words = ["update-ref", "-m", "schemekit propose", f"refs/heads/{name}", made, _NOTHING]
        put = try_git(words, folder=clone.root, environment=author.surroundings())
        if put.status:
            refuse_branch(clone, name)  # somebody made it meanwhile
            raise refusal("update-ref", put)
    return made


def refuse_branch(clone: Repository, name: str) -> None:
    """Refuse a name that no branch can have, or that one has already."""
    is_free = _BRANCH.fullmatch(name) and not _MISLEADING.match(name)
    form = try_git(["check-ref-format", f"refs/heads/{name}"], folder=clone.root) if is_free else None
    if form is None or form.status:
        raise UsageError(f"'{name[:60]}' cannot be the name of a branch",
                         why="letters, digits, dots, hyphens and slashes are used, and a letter or digit comes first",
                         fix="for example --branch clearer-appeals")
    if f"refs/heads/{name}" in clone.refs():
        raise UsageError(f"there is a branch '{name}' already", why="what is on it would be lost",
                         fix="choose another name with --branch")
