"""The one door to the git command: every call a list of arguments, hardened, through GitPython.

Which commands are run is known by the other files of this room; nothing outside it runs git or imports GitPython.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from schemekit.errors import GitError

if TYPE_CHECKING:
    from git.cmd import Git

OLDEST_GIT = (2, 30)
OUTPUT_LIMIT = 100_000_000  # bytes; far more than a history of policy texts prints

_COMPLAINT_LIMIT = 20_000
_MOMENT = 2.0  # seconds
READING_SECONDS = 30.0  # for one answer about a repository; of a history of policy texts it takes a fraction of one
_GLANCE = 0.5
_HARDENED_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",  # a program run whenever files are looked at
    "core.pager": "cat",
    "protocol.allow": "never",
    "submodule.recurse": "false",
}
_ALWAYS = {"GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": ":", "GIT_PAGER": "cat", "LC_ALL": "C.UTF-8"}
_HARDENED = {
    "GIT_LITERAL_PATHSPECS": "1",  # a file may be called *.md or {{x}}
    "GIT_NO_REPLACE_OBJECTS": "1",  # content is asked for by its id, and refs/replace would give other content
    "GIT_NO_LAZY_FETCH": "1",
}
# What git sets for its hooks and drivers, `git rev-parse --local-env-vars`: left in place, they would turn every
# command of ours to the repository that the hook runs for.
_OF_ONE_REPOSITORY = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT", "GIT_CONFIG_PARAMETERS",
    "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
)  # fmt: skip
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a git command ended: its exit status, what it printed, and what it complained about."""

    status: int
    output: bytes
    complaint: str


class GitProcess:
    """A running git command, killed when it is no longer held."""

    def __init__(self, running: Any, patience: float | None = None) -> None:
        self._running = running  # GitPython's wrapper, which ends the process when it is thrown away
        self._patience, self._due, self._is_over = patience, inf, threading.Event()
        self.is_overdue = False
        if patience is not None:
            threading.Thread(target=self._watch, daemon=True).start()
        self._complaint = bytearray()
        # git waits when nobody reads what it complains about, so a thread reads it, and keeps only the beginning.
        self._listener = threading.Thread(target=self._listen, args=(running.stderr,), daemon=True)
        self._listener.start()

    def _listen(self, stream: Any) -> None:
        while piece := stream.read(4096):
            self._complaint += piece[: max(0, _COMPLAINT_LIMIT - len(self._complaint))]

    def _watch(self) -> None:
        """End a command that owes an answer for too long, such as one that opened a pipe which nobody writes to."""
        process = self._running.proc
        while not self._is_over.wait(_GLANCE) and process.poll() is None:
            if monotonic() > self._due:
                self.is_overdue = True
                process.kill()

    @contextmanager
    def owing(self) -> Iterator[None]:
        """While an answer is waited for; a command that was started with a patience is ended when that is over."""
        self._due = monotonic() + (inf if self._patience is None else self._patience)
        try:
            yield
        finally:
            self._due = inf

    def write(self, data: bytes) -> None:
        """Hand the command some input."""
        try:
            self._running.stdin.write(data)
            self._running.stdin.flush()
        except (BrokenPipeError, OSError):
            return  # it has ended by itself; its status and complaint say why

    def read_line(self) -> bytes:
        """The next line of output, at most 1000 bytes; empty at the end."""
        line: bytes = self._running.stdout.readline(1000)
        return line

    def read(self, size: int) -> bytes:
        """Exactly so many bytes of output, fewer at the end."""
        data: bytes = self._running.stdout.read(size)
        return data

    def heed_stop(self) -> None:
        """For one that has nothing more to say: Ctrl-C reaches git too, and git may be gone before we hear of it.

        Raises: KeyboardInterrupt if that is what ended it, or it would be taken for a fault of the repository.
        """
        with suppress(subprocess.TimeoutExpired):
            if self._running.proc.wait(_MOMENT) == -signal.SIGINT:
                sleep(_GLANCE)  # ours is on its way, and would come while we clear up for this one
                raise KeyboardInterrupt

    def finish(self) -> tuple[int, str]:
        """Wait for the end; the exit status and the complaint. Raises: KeyboardInterrupt if Ctrl-C ended it."""
        status: int = self._running.proc.wait()
        self.heed_stop()
        self._is_over.set()
        self._listener.join()
        self._close_streams()
        return status, self.complaint()

    def end_input(self) -> None:
        """Tell the command that nothing more comes."""
        try:
            self._running.stdin.close()
        except (BrokenPipeError, OSError):
            return

    def kill(self) -> None:
        """End the command now, with a moment to take its own lock files away."""
        process = self._running.proc
        self._is_over.set()
        if process is not None and process.poll() is None:
            process.terminate()
            try:
                process.wait(_MOMENT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._listener.join()
        self._close_streams()

    def _close_streams(self) -> None:
        for stream in (self._running.stdin, self._running.stdout, self._running.stderr):
            try:
                stream.close()
            except OSError:
                continue

    def complaint(self) -> str:
        """What git wrote to its error stream, fit for a message: no control characters, the telling lines only."""
        if self.is_overdue:
            return f"it gave no answer within {self._patience:.0f} seconds"
        text = self._complaint.decode("utf-8", "replace")
        lines = ["".join(char for char in line if char.isprintable()).strip() for line in text.splitlines()]
        telling = [line for line in lines if re.match(r"(fatal|error|remote|ssh|host key|permission)\b", line, re.I)]
        return "; ".join((telling or [line for line in lines if line])[:4])[:600]


@cache
def require_git() -> None:
    """Make sure that git can be used. Raises: GitError when it is missing or older than 2.30."""
    git = _git_class()
    from git.exc import GitCommandNotFound

    wanted = ".".join(str(part) for part in OLDEST_GIT)
    fix = "install the package 'git' (apt install git, brew install git, winget install Git.Git) and try again"
    try:
        version = git().version_info
    except (GitCommandNotFound, OSError, ValueError):
        raise GitError("git is not installed", why=f"schemekit needs git {wanted} or newer for this", fix=fix) from None
    if version < OLDEST_GIT:
        found = ".".join(str(part) for part in version)
        raise GitError(f"git {found} is too old", why=f"schemekit needs git {wanted} or newer for this", fix=fix)


def start_git(
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    protocols: Sequence[str] = (),
    trusted: bool = False,
) -> GitProcess:
    """Start a git command in a folder.

    Shape: `settings` are more `-c` settings; `protocols` the only transports it may use, none by default; `trusted`
    says that the repository is the user's own, so that its hooks run, and are not hemmed in by our settings.
    Raises: GitError when git is missing.
    """
    require_git()
    if not folder.is_dir():  # GitPython would run the command in the current folder instead
        raise GitError(f"{folder.name} is no folder", why="git was to be run in it", fix="check the path")
    chosen = {**({} if trusted else _HARDENED_SETTINGS), **(settings or {})}
    # An environment list of protocols outranks every protocol.*.allow that a hostile configuration may hold.
    closed = {} if trusted else {**_HARDENED, "GIT_ALLOW_PROTOCOL": ":".join(protocols) or "none"}
    options = [part for name, value in chosen.items() for part in ("-c", f"{name}={value}")]
    git = _git_class()
    with _no_other_repository():
        running = git(folder).execute(
            [str(git.GIT_PYTHON_GIT_EXECUTABLE), *options, *arguments],
            istream=subprocess.PIPE,
            as_process=True,
            env={**_ALWAYS, **closed, **environment},
        )
    # A fetch waits for the network, and a command of the owner's for hooks and for a passphrase.
    return GitProcess(running, None if trusted or protocols else READING_SECONDS)


def try_git(
    arguments: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    protocols: Sequence[str] = (),
    trusted: bool = False,
    given: bytes = b"",
) -> Outcome:
    """Run a git command to its end and return how it went.

    Raises: GitError when git is missing or prints more than 100 MB.
    """
    process = start_git(
        arguments, folder=folder, environment=environment or {}, settings=settings, protocols=protocols, trusted=trusted
    )
    try:
        with process.owing():
            process.write(given)
            process.end_input()
            output = process.read(OUTPUT_LIMIT + 1)
        if len(output) > OUTPUT_LIMIT:
            raise GitError(
                f"'git {arguments[0]}' prints more than {OUTPUT_LIMIT // 1_000_000} MB",
                why="no repository of policy texts is that large",
                fix="check that this is the repository you meant",
            )
        with process.owing():
            status, complaint = process.finish()
    finally:
        process.kill()
    if process.is_overdue:
        raise GitError(f"'git {arguments[0]}' did not end", why=complaint,
                       fix="see whether something in the folder .git is a pipe; a fresh clone has none")
    return Outcome(status, output, complaint)


def run_git(arguments: Sequence[str], *, folder: Path, **more: Any) -> bytes:
    """Run a git command that has to succeed and return its output. Raises: GitError with git's own words."""
    outcome = try_git(arguments, folder=folder, **more)
    if outcome.status:
        raise refusal(arguments[0], outcome)
    return outcome.output


def refusal(command: str, outcome: Outcome) -> GitError:
    """The error for a command that failed."""
    complaint = outcome.complaint
    if "dubious ownership" in complaint or "unsafe repository" in complaint:
        return GitError(
            "git does not trust this folder",
            why="it belongs to another user of this computer, whose settings could run programs",
            fix="if it is yours, run: git config --global --add safe.directory PATH-OF-THE-FOLDER",
        )
    if ".lock': File exists" in complaint:
        return GitError(
            "another git command is at work in this folder",
            why=complaint,
            fix="wait for it to finish, then run the command again",
        )
    return GitError(
        f"'git {command}' did not succeed",
        why=complaint or f"it ended with status {outcome.status} and said nothing",
        fix="mend what git names, then run the command again",
    )


@cache
def _git_class() -> type[Git]:
    os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")  # else the import itself fails where git is missing
    from git.cmd import Git

    return Git


@contextmanager
def _no_other_repository() -> Iterator[None]:
    """Start a command without the variables that a git hook sets; GitPython only lets us add variables."""
    with _ONE_AT_A_TIME:
        kept = {name: os.environ.pop(name) for name in _OF_ONE_REPOSITORY if name in os.environ}
        try:
            yield
        finally:
            os.environ.update(kept)
