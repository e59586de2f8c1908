"""Growth: whether twice the modules, or twice the clauses, cost about twice the time.

Told is the cost of each further thing between the two larger sizes, to that between the two smaller ones: 1 is linear,
and the time a program needs to start does not count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.bench.measure import Cost, Surroundings, middle
from tests.bench.samples import Size
from tests.bench.schemes import Bench, Scheme
from tests.bench.table import Row

MODULES = (10, 50, 200)
CLAUSES = (100, 1000, 5000)
COMMANDS = ("status", "check", "set")
BAR = 1.5


def in_modules(surroundings: Surroundings, rounds: int, sizes: Sequence[int] = MODULES) -> Iterator[Row]:
    """Schemes of more and more modules, one in five of them edited."""
    schemes = [Bench.made(surroundings, f"modules-{size}", size).scheme("scheme", edited=size // 5) for size in sizes]
    yield from _rows("modules", sizes, schemes, rounds)


def in_clauses(surroundings: Surroundings, rounds: int, sizes: Sequence[int] = CLAUSES) -> Iterator[Row]:
    """Schemes of one module with more and more clauses, one in ten of them edited."""
    schemes = [
        Bench.made(surroundings, f"clauses-{size}", 1, Size(clauses=size, sentences=1)).scheme("scheme", 1, every=10)
        for size in sizes
    ]
    yield from _rows("clauses", sizes, schemes, rounds)


def _rows(things: str, sizes: Sequence[int], schemes: Sequence[Scheme], rounds: int) -> Iterator[Row]:
    for command in COMMANDS:
        costs: list[list[Cost]] = [[] for _ in sizes]
        for number in range(rounds):
            for place, scheme in enumerate(schemes):
                costs[place].append(_run_of(scheme, command, number)())
        middles = [middle(each) for each in costs]
        told = ", ".join(f"{cost.cpu:.2f}" for cost in middles)
        yield Row(
            what=f"{command}, {' / '.join(map(str, sizes))} {things}", ours=middles[-1],
            peer=f"itself: {told}", theirs=None, ratio=steepening(sizes, [cost.cpu for cost in middles]), at_most=BAR,
        )


def _run_of(scheme: Scheme, command: str, number: int) -> Callable[[], Cost]:
    if command == "set":
        # A value that every module's text uses, and another one each time.
        return lambda: scheme.set(f"secretariat=Office {number}")
    return lambda: scheme.look(command)


def steepening(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The cost of a further thing among many, to that among few."""
    (few, some, many), (first, second, third) = sizes, times
    return ((third - second) / (many - some)) / max((second - first) / (some - few), 1e-9)
