"""The arena: a scheme, a library, a secret beside them, and a watch over everything that an attack must not do.

An attack passes when every command ends in words and an exit code, nothing ran, nothing outside the scheme changed,
and the secret is nowhere in the scheme nor on the screen.
"""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.builders import LibraryBuilder
from tests.scheme_builders import SchemeBuilder, Told, tell

SECRET = "The-secret-7f3a91"
PATIENCE = 20  # seconds of cpu for one command; each takes a fraction of one
BUSY = 6  # times as long by the clock, for what hangs and does nothing; a busy computer lets others run in between
LARGE = 10_000_000  # bytes; nothing of that size is read here, neither
READING = (
    ("status",),
    ("check",),
    ("list",),
    ("verify",),
    ("verify", "--source", "--offline"),
    ("licences",),
    ("trace", "grievance"),
    ("trace", "grievance", "acknowledgement"),
    ("show", "grievance"),
    ("search", "complaint"),
    ("validate", "."),
    ("library", "list"),
    ("status", "--json"),
    ("check", "--json"),
    ("trace", "grievance", "acknowledgement", "--json"),
)
WRITING = (
    ("set", "grievance.acknowledge_days=3"),
    ("sync",),
    ("reason", "grievance", "acknowledgement", "because"),
    ("add", "consultation"),
    ("remove", "grievance"),
)


class HungError(Exception):
    """A command took longer than anybody waits."""


class Arena:
    """A place of its own for one attack.

    Shape: `scheme` is under attack, `library` is what it adopts from, `marker` the file that code of an attacker
    would make, `secret` a file outside the scheme that must not get in.
    """

    def __init__(self, folder: Path, scheme: Path, library: LibraryBuilder) -> None:
        self.folder, self.library = folder, library
        self.scheme = SchemeBuilder(scheme)
        self.marker = folder / "marker"
        self.secret = folder / "outside" / "secret.txt"
        self.secret.parent.mkdir()
        self.secret.write_text(f"{SECRET}\n", encoding="utf-8")
        self.program = folder / "outside" / "program"
        self.program.write_text(f"#!/bin/sh\ntouch {self.marker}\ncat\n", encoding="utf-8")
        self.program.chmod(0o755)

    def run(self, *arguments: str) -> Told:
        """Run a command in the scheme, with an end to patience."""
        with patience():
            return self.scheme.run(*arguments)

    def survives(self, *commands: Sequence[str], codes: Sequence[int] = (1, 2)) -> list[Told]:
        """Run commands in the scheme; each has to leave with one of the codes, and no harm may be done by any."""
        with self.watched():
            told = [self.run(*command) for command in commands]
        for command, one in zip(commands, told, strict=True):
            assert one.code in codes, f"{' '.join(command)}: {one.code}\n{one.all}"
            assert SECRET not in one.all
        return told

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Hold what happens to the promises: nothing ran, nothing outside changed, nothing from outside came in."""
        before = self.outside()
        yield
        assert not self.marker.exists(), "code of the attacker ran"
        after = self.outside()
        changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        assert not changed, f"changed outside the scheme: {changed}"
        assert not list(self._holding_the_secret()), "a file from outside was read into the scheme"

    def outside(self) -> dict[str, str]:
        """Everything in the arena but the scheme."""
        return listing(self.folder, but=self.scheme.path)

    def _holding_the_secret(self) -> Iterator[str]:
        for place, folders, files in os.walk(self.scheme.path):
            folders[:] = [name for name in folders if name != ".git"]
            for path in (f"{place}/{name}" for name in files):
                status = os.lstat(path)
                is_small = stat.S_ISREG(status.st_mode) and status.st_size < LARGE
                if is_small and SECRET.encode() in Path(path).read_bytes():
                    yield path


@contextmanager
def patience(seconds: int = PATIENCE) -> Iterator[None]:
    """End what takes longer than anybody waits: a hanging pattern by its cpu time, a hanging pipe by the clock."""

    def end(_: int, __: FrameType | None) -> None:
        raise HungError(f"still at it after {seconds} seconds")

    timers = ((signal.SIGPROF, signal.ITIMER_PROF, seconds), (signal.SIGALRM, signal.ITIMER_REAL, seconds * BUSY))
    before = [signal.signal(number, end) for number, _, _ in timers]
    for _, timer, after in timers:
        signal.setitimer(timer, after)
    try:
        yield
    finally:
        for (number, timer, _), handler in zip(timers, before, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def listing(folder: Path, but: Path | None = None) -> dict[str, str]:
    """Every path below a folder with its kind, size and time, links as links."""
    found: dict[str, str] = {}
    # Plain text all along: this is done ten thousand times, and making paths of it was a sixth of the time.
    top, left_out = str(folder), str(but)
    for place, folders, files in os.walk(top):
        folders[:] = [name for name in folders if f"{place}/{name}" != left_out]
        for path in (f"{place}/{name}" for name in (*folders, *files)):
            if path != left_out:
                found[path[len(top) + 1:]] = _told(path)
    return found


def _told(path: str) -> str:
    status = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        return f"link to {Path(path).readlink()}"
    if stat.S_ISREG(status.st_mode):
        return f"{status.st_size} bytes, written at {status.st_mtime_ns}"
    return stat.filemode(status.st_mode)[0]


__all__ = ["READING", "SECRET", "WRITING", "Arena", "HungError", "listing", "patience", "tell"]
