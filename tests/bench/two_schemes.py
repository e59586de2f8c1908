"""Two schemes of fifty modules laid beside each other: the seconds that it takes."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measure import Surroundings, middle, run
from tests.bench.schemes import SCHEMEKIT, Bench
from tests.bench.table import Row

SECONDS = 2.0
MODULES = 50


def of_many_modules(surroundings: Surroundings, rounds: int, modules: int = MODULES) -> Iterator[Row]:
    """The whole command, where a fifth of the texts was edited on one side and a tenth on the other."""
    bench = Bench.made(surroundings, "two-schemes", modules)
    ours = bench.scheme("ours", edited=modules // 5)
    bench.scheme("theirs", edited=modules // 10)
    cost = middle([run([SCHEMEKIT, "compare", "../theirs"], surroundings, folder=ours.folder) for _ in range(rounds)])
    yield Row(what=f"compare two schemes of {modules} modules", ours=cost, peer=f"{SECONDS:g} seconds", theirs=None,
              ratio=SECONDS / cost.cpu, at_least=1)
