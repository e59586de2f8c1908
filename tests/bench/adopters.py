"""`schemekit adopters` over two thousand repositories: with two processes against one, and the same answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from schemekit.model.file_names import TEMPLATE_FOLDER
from tests.bench.many_repositories import ManyRepositories
from tests.bench.measure import Cost, Surroundings, run
from tests.bench.samples import Size, module_name
from tests.bench.schemes import LIBRARY, SCHEMEKIT, Bench
from tests.bench.table import Row
from tests.builders import LibraryBuilder

BAR = 1.7
REPOSITORIES, MODULES = 2_000, 3
SIZE = Size(clauses=12, sentences=3)
ROUNDS = 2   # one takes minutes
_COUNT = 60_000_000   # some seconds


@dataclass(frozen=True, slots=True)
class _Timed:
    """Units: seconds by the clock on the wall."""

    wall: float
    cost: Cost
    answer: bytes


def in_two_processes(
    surroundings: Surroundings, repositories: int = REPOSITORIES, rounds: int = ROUNDS
) -> Iterator[Row]:
    """By the clock, as it is two processors that are asked for; the best of the rounds, which take turns.

    Beside it stands what two processes that only count reach in that hour: on a busy computer that is no two either.
    """
    bench = Bench.made(surroundings, "adopters", MODULES, SIZE)
    folder = generated(bench, repositories)
    one, two, counting = list[_Timed](), list[_Timed](), list[float]()
    for _ in range(rounds):
        counting.append(_counting(1) / _counting(2))
        one.append(_timed(bench, folder, 1))
        two.append(_timed(bench, folder, 2))
    if len({timed.answer for timed in (*one, *two)}) != 1:
        raise RuntimeError("two processes give another answer than one")
    first, second = (min(timed, key=lambda item: item.wall) for timed in (one, two))
    yield Row(what=f"adopters, {repositories} repositories, --jobs 2", ours=second.cost,
              peer=f"itself with 1: {first.wall:.1f} s by the clock, with 2: {second.wall:.1f} s (two that only count: "
                   f"{max(counting):.2f} times); cpu of 1:",
              theirs=first.cost.cpu, ratio=first.wall / second.wall, at_least=BAR)


def generated(bench: Bench, repositories: int) -> Path:
    """A folder of so many bare repositories, half of them with a clause reworded, one in eight without one."""
    bench.new("template")
    scheme = bench.folder / "template"
    name = module_name(0)
    policy = f"policies/{name}/policy.md"
    manifest, text = ((scheme / path).read_text(encoding="utf-8") for path in ("scheme.yaml", policy))
    folder = bench.folder / "clones"
    folder.mkdir()
    changes = {}
    for number in range(repositories):
        own = text
        if number % 2:
            own = own.replace("a few working days", f"{number % 9 + 2} working days", 3)
        if number % 8 == 0:
            own = own[: own.rindex("\n### ") + 1]
        changes[number] = {"scheme.yaml": manifest.replace("name: 'Template'", f"name: 'Scheme {number}'", 1).encode(),
                           policy: own.encode()}
    ManyRepositories(scheme, folder).made(repositories, changes)
    library = LibraryBuilder(bench.folder)   # a release that nobody has taken
    newer = (library.path / "policies" / name / TEMPLATE_FOLDER / "policy.md").read_text(encoding="utf-8")
    library.release(name, "1.1.0", {f"{TEMPLATE_FOLDER}/policy.md": newer.replace("a few", "some", 1)})
    return folder


def _timed(bench: Bench, folder: Path, jobs: int) -> _Timed:
    command = [SCHEMEKIT, "adopters", str(folder), "--library", LIBRARY, "--json", "--jobs", str(jobs)]
    start = monotonic()
    cost = run(command, bench.surroundings, folder=bench.folder, ends_with=(0,))
    wall = monotonic() - start
    return _Timed(wall, cost, (bench.surroundings.folder / "told.txt").read_bytes())


def _counting(processes: int) -> float:
    """Seconds by the clock in which so many processes together count to a number."""
    start = monotonic()
    code = f"for _ in range({_COUNT // processes}): pass"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    for process in running:
        process.wait()
    return monotonic() - start
