"""Measuring: what a whole program costs, from its start to its end, with everything that it starts.

Works on Linux and macOS, where the system tells what a process and its children used.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

PROGRAMS = Path(sys.executable).parent
_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024   # ru_maxrss is in bytes on macOS, in KiB on Linux


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run cost. Units: `cpu` in seconds, user and system with children; `peak` in MB, of the largest process."""

    cpu: float
    peak: float

    def __add__(self, other: Cost) -> Cost:
        """Two runs, one after the other."""
        return Cost(self.cpu + other.cpu, max(self.peak, other.peak))

    def times(self, factor: float) -> Cost:
        """What so many times the work would cost."""
        return Cost(self.cpu * factor, self.peak)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where programs run: a folder of the bench's own, with a home, settings and caches in it.

    Shape: nothing outside `folder` is written to; transports over the network are closed to git.
    """

    folder: Path

    @classmethod
    def made_in(cls, folder: Path) -> Surroundings:
        """Make a home there; git knows a name to commit in, and nothing else of this computer."""
        (folder / "home").mkdir(parents=True)
        settings = "[user]\n\tname = Bench\n\temail = bench@example.org\n[init]\n\tdefaultBranch = main\n"
        (folder / "home" / ".gitconfig").write_text(settings, encoding="utf-8")
        return cls(folder)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of every program."""
        home = self.folder / "home"
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "TMPDIR", "SYSTEMROOT")}
        return {
            **kept,
            "HOME": str(home),
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_ALLOW_PROTOCOL": "file",
            "GIT_TERMINAL_PROMPT": "0",
            "NO_COLOR": "1",
            **{f"XDG_{name}_HOME": str(home / f".{name.lower()}") for name in ("CONFIG", "CACHE", "DATA", "STATE")},
        }


def program(name: str) -> str:
    """A program that is installed beside the Python at work."""
    return str(PROGRAMS / name)


def run(
    command: Sequence[str], surroundings: Surroundings, *, folder: Path | None = None,
    ends_with: Sequence[int] = (0,), more: Mapping[str, str] | None = None,
) -> Cost:
    """Run a program to its end. Raises: RuntimeError with what it said, when it ends with another status."""
    told = surroundings.folder / "told.txt"
    with told.open("wb") as stream:
        started = subprocess.Popen(
            list(command), cwd=folder or surroundings.folder, env={**surroundings.variables, **(more or {})},
            stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode not in ends_with:
        said = told.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise RuntimeError(f"{' '.join(command)[:200]} ended with {started.returncode}:\n{said}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * _PEAK_UNIT / 1_000_000)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of several runs; the peak is that of the largest."""
    return Cost(median(cost.cpu for cost in costs), max(cost.peak for cost in costs))
