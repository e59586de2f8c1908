"""Every writing command, interrupted at each of its writes.

Design, section 6: "Atomic. A command either finishes or leaves the scheme as it was: written beside, then moved; [...]
safe after a kill at any point."
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.atomic.chaos import Child, files_of
from tests.atomic.trials import NEXT_READING, NEXT_WRITING, TRIALS, Bench
from tests.builders import LibraryBuilder
from tests.own_library import comes_with_the_tool

SMALL = 12  # a command of no more writes is killed at each of them
MOST = 6  # writes tried of a larger command, and half as many of each in the other ways
pytestmark = pytest.mark.parametrize("name", TRIALS, scope="module")


@pytest.fixture(scope="module")
def bench(name: str, scheme_template: Path, small_library: LibraryBuilder, tmp_path_factory: pytest.TempPathFactory
          ) -> Iterator[Bench]:
    """Copies of the scheme for the command, the same bench for all ways to interrupt it."""
    sandbox = tmp_path_factory.mktemp("bench") / "sandbox"
    sandbox.mkdir()
    with comes_with_the_tool(small_library, "efc"):
        yield Bench(scheme_template, sandbox, TRIALS[name], list(TRIALS).index(name))


def test_killed(bench: Bench) -> None:
    """Killed: the next command, a reading one every second time, finds all of it or nothing of it."""
    everywhere = bench.trial.everywhere or bench.writes <= SMALL
    for number in bench.points(bench.writes if everywhere else MOST):
        ended = bench.fresh().killed_at(number)
        assert ended.code == -9, ended
        if number % 2:
            bench.scheme.run(*NEXT_READING)
            seen = {path: data for path, data in files_of(bench.scheme.path).items() if "/transaction" not in path}
            wholes = [{path: data for path, data in whole.items() if path[0] != "("}
                      for whole in (bench.before, bench.after)]
            assert seen in wholes, bench.told(number, ended, dict(seen))
        told = bench.scheme.run(*NEXT_WRITING)
        assert told.code == 2
        assert "nothing" in told.err, told.all
        found = bench.now()
        assert bench.is_whole(found), bench.told(number, ended, found)


def test_stopped(bench: Bench) -> None:
    """Ctrl-C: the scheme is as before (or done, at the very end) at once, and nothing is left behind."""
    for number in bench.points(MOST // 2):
        ended = bench.fresh().stopped_at(number)
        assert ended.code == 130, bench.told(number, ended, bench.now())
        assert ended.is_orderly, ended
        found = bench.now()
        assert bench.is_whole(found), bench.told(number, ended, found)
        assert [path.name for path in bench.sandbox.iterdir()] == ["northern"]


def test_one_write_fails(bench: Bench) -> None:
    """One write fails: an error in words and the scheme as before; or it did not matter, and all is done."""
    for number in bench.points(MOST // 2):
        ended = bench.fresh().failing_at(number)
        bench.scheme.run(*NEXT_WRITING)  # sweeps, where it was the sweeping that failed
        found = bench.now()
        assert "Traceback" not in ended.said, ended.said
        wanted = bench.after if ended.code == bench.trial.code else bench.before
        assert found == wanted, bench.told(number, ended, found)
        assert ended.code in (bench.trial.code, 2)


def test_the_disk_is_full(bench: Bench) -> None:
    """The disk is full from some write on: an error in words; with room again, the scheme is as before."""
    for number in bench.points(MOST // 3):
        ended = bench.fresh().failing_from(number)
        assert "Traceback" not in ended.said, ended.said
        bench.scheme.run(*NEXT_WRITING)
        found = bench.now()
        wanted = bench.after if ended.code == bench.trial.code else bench.before
        assert found == wanted, bench.told(number, ended, found)


def test_files_may_not_grow(bench: Bench) -> None:
    """Large files cannot be written, by git neither: an error in words, and the scheme as before."""
    for size in (0, 400) if bench.number % 2 else (60, 1500):
        ended = _limited(bench.fresh(), size)
        found = bench.now()
        found["(locks)"] = bench.before["(locks)"] if "(locks)" in found else None  # git dies too, and leaves its own
        if "(locks)" not in bench.before:
            del found["(locks)"]
        wanted = bench.after if ended == bench.trial.code else bench.before
        assert found == wanted, f"{size}: {ended}"


def _limited(child: Child, size: int) -> int:
    ended = child.with_files_up_to(size)
    return ended.code
