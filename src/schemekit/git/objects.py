"""An object store: content read by its id out of a repository that nobody has to trust.

Nothing is checked out, and git works in a repository of ours that borrows the objects (see `borrowed`). Writing is
`repository`'s.
"""

from __future__ import annotations

import hashlib
import re
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from schemekit.errors import GitError, HostileContentError, IntegrityError
from schemekit.files.folder import FILE_BYTES, TREE_BYTES
from schemekit.files.paths import TREE_LIMIT, check_path, check_tree
from schemekit.git.borrowed import BorrowedRepository
from schemekit.git.command import GitProcess, try_git

OBJECT_ID = re.compile(r"[0-9a-f]{40}")
_NAME = re.compile(r"[\w@][\w@{}./~^+-]{0,250}")   # never an option, and no blank
PLAIN_FILE = "100644"
FOLDER = "40000"

_TREE_OBJECT_BYTES = 1_000_000
_COMMIT_BYTES = 1_000_000
_AT_ONCE = 90  # ids sent before answers are read: fewer bytes than any system's pipe holds, so nobody waits forever
_KINDS = {"120000": "a link", "160000": "a submodule", "100755": "a program (its executable bit is set)"}


class MissingObjectError(GitError):
    """Content of that id is not in the repository."""

    code = "missing-object"


class TooLargeError(HostileContentError):
    """Content has more bytes than are read. Units: `limit` in bytes."""

    def __init__(self, name: str, limit: int) -> None:
        self.limit = limit
        super().__init__(
            f"{name} has more than {limit:,} bytes",
            why="no policy text is that large, and reading it could fill the memory",
            fix="ask the library's maintainer; attachments belong elsewhere",
        )


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One line of a git tree. Units: `mode` in git's octal digits, `id` 40 hex digits."""

    mode: str
    name: str
    id: str

    @property
    def is_folder(self) -> bool:
        """Whether it is a tree of its own."""
        return self.mode == FOLDER


class ObjectStore:
    """The objects of one repository, by id, through one git process that is started when it is first needed.

    Shape: `repository` is a folder with a .git in it, or a bare repository.
    """

    def __init__(self, repository: Path) -> None:
        self.borrowed = BorrowedRepository(repository)
        self._process: GitProcess | None = None

    def close(self) -> None:
        """End the git process; it also ends when the store is thrown away."""
        self._end_batch()
        self.borrowed.close()

    def head(self) -> str:
        """The commit the repository stands at, or the empty string when it has none yet."""
        found = self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii", "replace").strip()
        return found if OBJECT_ID.fullmatch(found) else ""

    def refs(self) -> dict[str, str]:
        """Every branch and tag with the commit it leads to."""
        found = self._ask("for-each-ref", "--format=%(objectname) %(*objectname) %(refname)").decode("utf-8", "replace")
        lines = (line.split(" ", 2) for line in found.splitlines())
        return {name: peeled or direct for direct, peeled, name in lines}

    def commit_named(self, name: str) -> str:
        """The commit that a branch, a tag or an id leads to (`origin/main`, `HEAD~2`); empty when there is none."""
        if not _NAME.fullmatch(name):
            return ""
        found = self._ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        commit = found.decode("ascii", "replace").strip()
        return commit if OBJECT_ID.fullmatch(commit) else ""

    def tree_of(self, commit: str, path: str = "") -> str:
        """The tree id of a folder as a commit has it; the empty string when there is no such folder.

        Raises: MissingObjectError when the commit is not there.
        """
        tree = self._commit_tree(commit)
        for name in path.split("/") if path else ():
            found = [entry.id for entry in self.entries(tree) if entry.name == name and entry.mode == FOLDER]
            if not found:
                return ""
            tree = found[0]
        return tree

    def file_at(self, commit: str, path: str, limit: int = FILE_BYTES) -> bytes | None:
        """The content of a plain file as a commit has it, or None when there is none."""
        folder, _, name = path.rpartition("/")
        tree = self.tree_of(commit, folder)
        for entry in self.entries(tree) if tree else ():
            if entry.name == name and entry.mode in (PLAIN_FILE, "100755"):
                return self.blob(entry.id, limit)
        return None

    def blob(self, blob_id: str, limit: int = FILE_BYTES) -> bytes:
        """The content of one blob. Raises: MissingObjectError; HostileContentError when it is larger than `limit`."""
        return next(self._read([blob_id], b"blob", limit))

    def entries(self, tree: str) -> tuple[TreeEntry, ...]:
        """The lines of one tree. Raises: MissingObjectError."""
        return _parse_tree(tree, next(self._read([tree], b"tree", _TREE_OBJECT_BYTES)))

    def read_tree(self, tree: str) -> dict[str, bytes]:
        """Every file below a tree, sorted by path.

        Units: at most 500 files of 1 MB, 20 MB in all.
        Raises: HostileContentError for anything but plain files with safe names, and for what is too large;
        MissingObjectError when a part is not there; IntegrityError when content does not have the id it goes by.
        """
        blobs = self._walk(tree)
        check_tree(blobs)
        files: dict[str, bytes] = {}
        total = 0
        for path, data in zip(blobs, self._read(blobs.values(), b"blob", FILE_BYTES), strict=True):
            total += len(data)
            if total > TREE_BYTES:
                raise TooLargeError(f"the folder {tree[:10]}", TREE_BYTES)
            files[path] = data
        return dict(sorted(files.items()))

    def _walk(self, tree: str) -> dict[str, str]:
        """The blob id of every path, level by level, so that each level is one question to git."""
        blobs: dict[str, str] = {}
        level = {"": tree}
        seen = 0
        while level:
            below: dict[str, str] = {}
            for prefix, data in zip(level, self._read(level.values(), b"tree", _TREE_OBJECT_BYTES), strict=True):
                for entry in _parse_tree(level[prefix], data):
                    seen += 1
                    if seen > 2 * TREE_LIMIT:  # folders count too: a small repository can unfold to millions
                        raise HostileContentError(
                            f"the folder {tree[:10]} holds more than {TREE_LIMIT} files",
                            why="no policy module is that large, and unfolding it could fill the memory",
                            fix="ask the library's maintainer",
                        )
                    path = check_path(f"{prefix}{entry.name}")
                    if entry.mode == FOLDER:
                        below[f"{path}/"] = entry.id
                    elif entry.mode == PLAIN_FILE:
                        blobs[path] = entry.id
                    else:
                        raise _not_plain(path, entry.mode)
            level = below
        return blobs

    def _ask(self, *arguments: str) -> bytes:
        # Names can only be looked up in the repository itself, its own settings in force; these commands look at no
        # file of it and run no program for any setting, and transports are closed.
        place = self.borrowed.git_folder
        return try_git([f"--git-dir={place}", *arguments], folder=place).output

    def _commit_tree(self, commit: str) -> str:
        data = next(self._read([commit], b"commit", _COMMIT_BYTES))
        return data[5:45].decode("ascii", "replace")  # the first line is: tree ID

    def _read(self, ids: Iterable[str], kind: bytes, limit: int) -> Iterator[bytes]:
        """Objects of one kind, in the order asked for; each is held against the id it was asked by."""
        wanted = list(ids)
        for start in range(0, len(wanted), _AT_ONCE):
            batch = [_checked_id(object_id) for object_id in wanted[start : start + _AT_ONCE]]
            process = self._batch()
            process.write("".join(f"{object_id}\n" for object_id in batch).encode())
            answered = 0
            try:
                for object_id in batch:
                    with process.owing():
                        data = self._answer(process, object_id, kind, limit)
                    answered += 1
                    yield data
            finally:
                if answered < len(batch):  # answers nobody will read would be taken for the next ones
                    self._end_batch()

    def _answer(self, process: GitProcess, object_id: str, kind: bytes, limit: int) -> bytes:
        header = process.read_line().split()
        if len(header) == 2 and header[1] == b"missing":
            raise MissingObjectError(
                f"{object_id} is not in this repository",
                why="the copy is shallow or partial, or its history was rewritten",
                fix="make a full copy of it ('git fetch --unshallow'), or fetch the library again",
            )
        if len(header) != 3 or not header[2].isdigit():
            if not header:
                process.heed_stop()
            process.kill()
            raise _damaged(object_id, process.complaint() or "git cannot read it")
        size = int(header[2])
        if header[1] != kind:
            raise _damaged(object_id, f"it is a {header[1].decode()}, and a {kind.decode()} was wanted")
        if size > limit:
            raise TooLargeError(object_id, limit)
        data = process.read(size + 1)
        if len(data) <= size:
            process.heed_stop()
        data = data[:size]
        found = hashlib.sha1(b"%s %d\0%s" % (kind, size, data), usedforsecurity=False).hexdigest()
        if found != object_id:
            raise _damaged(object_id, f"its content has the id {found}")
        return data

    def _batch(self) -> GitProcess:
        if self._process is None:
            # Blobs over the threshold are not taken into memory by git either.
            self._process = self.borrowed.start(["cat-file", "--batch"], {"core.bigFileThreshold": "1m"})
            weakref.finalize(self, self._process.kill)
        return self._process

    def _end_batch(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


def _checked_id(object_id: str) -> str:
    if not OBJECT_ID.fullmatch(object_id):
        raise HostileContentError(
            f"{object_id[:60]!r} is no git id",
            why="an id is 40 hex digits in full; names and short forms could mean something else tomorrow",
            fix="correct the file that names it",
        )
    return object_id


def _parse_tree(tree: str, data: bytes) -> tuple[TreeEntry, ...]:
    entries: dict[str, TreeEntry] = {}
    position = 0
    while position < len(data):
        end = data.find(b"\0", position)
        mode, blank, name = data[position:end].partition(b" ")
        if end < 0 or not blank or end + 21 > len(data):
            raise _damaged(tree, "it is no git tree")
        try:
            entry = TreeEntry(mode.decode("ascii"), name.decode("utf-8"), data[end + 1 : end + 21].hex())
        except UnicodeDecodeError:
            raise _hostile_name(name, "it is no UTF-8, and systems would read it differently") from None
        if "/" in entry.name:
            raise _hostile_name(name, "one name of a folder holds a slash")
        if entry.name in entries:
            raise _hostile_name(name, "a folder has it twice")
        entries[entry.name] = entry
        position = end + 21
    return tuple(entries.values())


def _hostile_name(name: bytes, why: str) -> HostileContentError:
    return HostileContentError(
        f"the file name {name[:60]!r} is refused",
        why=why,
        fix="ask the library's maintainer; git itself makes no such name",
    )


def _not_plain(path: str, mode: str) -> HostileContentError:
    return HostileContentError(
        f"{path} is {_KINDS.get(mode, f'of the kind {mode[:10]}')}",
        why="a module holds plain files only: anything else can run, or lead to files elsewhere",
        fix="ask the library's maintainer to store it as a plain file (mode 100644)",
    )


def _damaged(object_id: str, why: str) -> IntegrityError:
    return IntegrityError(
        f"{object_id} cannot be used",
        why=why,
        fix="the repository is damaged: make a new copy of it, or fetch the library again",
    )
