"""Chaos: a command in a child process that dies, is stopped or fails at its n-th write, and what it leaves behind.

`Child(folder, ["set", "grievance.answer_days=3"]).killed_at(7)` is a power cut at the seventh write.
"""

from __future__ import annotations

import errno
import gc
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemekit.cli.root import run
from schemekit.files import transaction
from tests.builders import GitFolder

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate"})
WAIT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: exit code (negative: the signal that killed it), what it said, how many writes it made.

    Shape: `left` are the names of what it left in the folder for temporary files.
    """

    code: int
    said: str
    writes: int
    left: tuple[str, ...]

    @property
    def is_orderly(self) -> bool:
        """Whether it ended with words for its user, not with a traceback, and cleared its temporary files away."""
        return not self.left and not any(word in self.said for word in ("Traceback", "Exception ignored", "Errno"))


class Child:
    """A command that runs in a forked child, in which the n-th write can be made to go wrong.

    Shape: a write is an opening for writing in the sandbox, a rename, removal, new folder, fsync, or the start of git.
    """

    def __init__(self, folder: Path, arguments: list[str], sandbox: Path) -> None:
        self._folder, self._arguments, self._sandbox = folder, arguments, sandbox

    def untouched(self) -> Ended:
        """Let it run to its end."""
        return self._ended(0, lambda: None)

    def killed_at(self, number: int) -> Ended:
        """Kill it just before its n-th write, as a power cut would."""
        return self._ended(number, _die)

    def stopped_at(self, number: int) -> Ended:
        """Press Ctrl-C just before its n-th write."""
        return self._ended(number, lambda: os.kill(os.getpid(), signal.SIGINT))

    def failing_at(self, number: int) -> Ended:
        """Let its n-th write fail, as on a full disk; later ones succeed."""
        return self._ended(number, _full)

    def failing_from(self, number: int) -> Ended:
        """Let its n-th write fail, and every later one that needs room on the disk."""
        return self._ended(number, _full, ever_after=True)

    def killed_with_journal(self) -> Ended:
        """Kill it when its journal has just been put in place: from there on the change is to be carried out."""
        return self._ended(0, lambda: None, before=lambda: setattr(transaction, "_carry_out", _die))

    def with_files_up_to(self, size: int) -> Ended:
        """Let no file grow beyond a size, neither its own nor git's."""
        return self._ended(0, lambda: None, before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))

    def _ended(self, number: int, wrong: Callable[[], object], *, ever_after: bool = False,
               before: Callable[[], object] = lambda: None) -> Ended:
        sys.stdout.flush()
        sys.stderr.flush()
        (said, speaks), (counted, counts) = os.pipe(), os.pipe()
        child = os.fork()
        if child == 0:
            gc.freeze()
            self._live(number, wrong, (speaks, counts), before, ever_after=ever_after)
        os.close(speaks)
        os.close(counts)
        told = _read(said).decode("utf-8", "replace")
        writes = len(_read(counted))
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        left = tuple(path.name for path in (self._sandbox / "tmp").glob("*"))
        shutil.rmtree(self._sandbox / "tmp", ignore_errors=True)
        return Ended(code, told, writes, left)

    def _live(
        self, number: int, wrong: Callable[[], object], pipes: tuple[int, int], before: Callable[[], object],
        *, ever_after: bool,
    ) -> None:
        """The child's whole life; it never returns."""
        code = 99
        try:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            signal.alarm(WAIT_SECONDS)
            os.dup2(pipes[0], 1)
            os.dup2(pipes[0], 2)
            os.close(pipes[0])
            sys.stdout = sys.stderr = open(1, "w", closefd=False)  # noqa: SIM115
            (self._sandbox / "tmp").mkdir(exist_ok=True)
            tempfile.tempdir = str(self._sandbox / "tmp")
            sys.dont_write_bytecode = True
            os.chdir(self._folder)
            _watch(number, wrong, pipes[1], str(self._sandbox), ever_after=ever_after)
            before()
            code = run(self._arguments)
            gc.collect()
        except BaseException:  # a child of fork never goes on in the parent's tests
            import traceback

            traceback.print_exc()
            code = 98
        finally:
            sys.stdout.flush()
            os._exit(code)


def _read(pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as stream:
        return stream.read()


def _die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _watch(number: int, wrong: Callable[[], object], tally: int, sandbox: str, *, ever_after: bool) -> None:
    """Count every write in the sandbox from now on, each as a byte in a pipe, and do what goes wrong at the n-th."""
    count = 0
    sync = os.fsync

    def told(*, needs_room: bool) -> None:
        nonlocal count
        count += 1
        os.write(tally, b".")
        if (needs_room and 0 < number <= count) if ever_after else count == number:
            wrong()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen":
            told(needs_room=False)
        elif event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITES and _is_below(sandbox, path, -1):
                told(needs_room=True)
        elif event in _CHANGES and _is_below(sandbox, arguments[0], arguments[-1]):
            told(needs_room=event == "os.mkdir")

    def synced(fd: Any) -> None:
        told(needs_room=True)
        sync(fd)

    os.fsync = synced
    sys.addaudithook(hook)


def _is_below(sandbox: str, path: object, folder: object) -> bool:
    """Whether a path, perhaps relative to an open folder, is in the sandbox and not in the child's temporary one."""
    if not isinstance(path, (str, bytes)):
        return False
    place = os.fsdecode(path)
    if not os.path.isabs(place):  # noqa: PTH117
        base = f"/proc/self/fd/{folder}" if isinstance(folder, int) and folder >= 0 else "."
        place = f"{os.path.realpath(base)}/{place}"
    return place.startswith(f"{sandbox}/") and not place.startswith(f"{sandbox}/tmp/")


def state(scheme: Path) -> dict[str, object]:
    """Everything that is to be as before or as done: the files, the history, and what differs from it."""
    found: dict[str, object] = dict(files_of(scheme))
    if (scheme / ".git").exists():
        git = GitFolder(scheme)
        told = git.git("log", "--format=%T %s").splitlines()
        found["(history)"] = [row.partition(" ")[2] for row in told]
        found["(tree)"] = told[0].partition(" ")[0]
        rows = git.git("status", "--porcelain", "--untracked-files=all", "--no-renames").splitlines()
        found["(differs)"] = sorted(row[3:] for row in rows)
        found["(locks)"] = sorted(str(path) for path in (scheme / ".git").rglob("*.lock"))
    return found


def files_of(folder: Path) -> Mapping[str, bytes]:
    """Every file below a folder but git's own and the lock, by path."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for path in (Path(place, name) for name in names if name not in (".git", "lock")):
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def spread(total: int, most: int, shift: int = 0) -> Iterator[int]:
    """Some so many of the numbers from 1 to total, the first and the last among them.

    All commands write in the same way, so that each is tried at a few of its writes only; `shift` moves those between
    the ends, and over all commands every step of writing is met.
    """
    step = max(1, -(-total // most))
    yield from sorted({1, *range(1 + shift % step, total + 1, step), total})
