"""A git folder that somebody may have sent: which links and pipes are refused in it, before reading and before writing.

git follows a link wherever it reads or writes a file of its own: a line for the log of a branch would end up in the
file that a link leads to, a branch in another repository of the reader's.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from schemekit.errors import HostileContentError

_FILES = ("HEAD", "config", "config.worktree", "index", "packed-refs", "shallow", "commondir", "info/exclude",
          "info/attributes", "objects/info/alternates")  # fmt: skip
_FOLDERS = ("refs", "logs", "objects", "info", "hooks")
# What git takes for a HEAD. Where it finds another, or no refs, it goes on looking in the folders above.
_HEAD = re.compile(rb"ref:[ \t]*refs/[^\n]+\n?|[0-9a-f]{40}(?:[0-9a-f]{24})?\n?")
_HEAD_BYTES = 1000
_LEVELS = 60  # the longest name that we give a branch has fifty
_ENTRIES = 200_000


def refuse_to_read(git_folder: Path) -> None:
    """Refuse pipes and links where git expects files to read: it would wait for ever, or read another repository's.

    Raises: HostileContentError.
    """
    for name in _FOLDERS:
        if _is_other(git_folder / name, stat.S_ISDIR):
            raise _refused(name, "folder")
    for name in _FILES:
        if _is_other(git_folder / name, stat.S_ISREG):
            raise _refused(name, "file")
    for path in _odd_below(git_folder / "refs", _LEVELS):
        raise _refused(path.relative_to(git_folder).as_posix(), "file")


def refuse_to_write(git_folder: Path) -> None:
    """Refuse links and pipes where git writes too: logs, objects, and its own files such as COMMIT_EDITMSG.

    Raises: HostileContentError.
    """
    refuse_to_read(git_folder)
    for place, levels in ((git_folder, 0), (git_folder / "logs", _LEVELS), (git_folder / "objects", 0),
                          (git_folder / "objects" / "info", 1), (git_folder / "objects" / "pack", 0)):  # fmt: skip
        for path in _odd_below(place, levels):
            raise _refused(path.relative_to(git_folder).as_posix(), "file")


def is_git_folder(git_folder: Path, common: Path) -> bool:
    """Whether git takes the folder for one of its own; if not, it would work in a repository further up."""
    try:
        with (git_folder / "HEAD").open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except OSError:
        return False
    return bool(_HEAD.fullmatch(head)) and (common / "objects").is_dir() and (common / "refs").is_dir()


def _is_other(path: Path, is_right: Callable[[int], bool]) -> bool:
    try:
        return not is_right(path.lstat().st_mode)
    except OSError:
        return False


def _is_odd(mode: int) -> bool:
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISSOCK(mode))


def _odd_below(folder: Path, levels: int) -> Iterator[Path]:
    """What is neither a file nor a folder, so many levels below a folder; a socket, which cannot be opened, is let be.

    Shape: with 0 levels, what stands in the folder itself.
    """
    waiting, seen = [(folder, 0)], 0
    while waiting:
        place, level = waiting.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        seen += len(entries)
        if seen > _ENTRIES:
            raise _refused(folder.name, "folder of a usual size")
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if level < levels:
                    waiting.append((Path(entry.path), level + 1))
                elif levels == _LEVELS:
                    raise _refused(folder.name, "folder of a usual depth")
            elif not entry.is_file(follow_symlinks=False) and not _is_other(Path(entry.path), _is_odd):
                yield Path(entry.path)


def _refused(name: str, wanted: str) -> HostileContentError:
    return HostileContentError(
        f"{name[:100]} in the folder .git is no plain {wanted}",
        why="git would follow a link to somewhere else and read or write there, or wait for ever at a pipe",
        fix="if you know where the folder came from, clone it with git; else do not use it",
    )
