"""Theories of change: two compared, one drawn, fifty laid beside each other; the seconds that each takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Surroundings, middle, run
from tests.bench.table import Row

_WORK = Path(__file__).with_name("theory_work.py")
_BARS = (("pair", "compare two theories of {} steps", 60, 1.0), ("picture", "draw a theory of {} steps", 60, 1.0),
         ("sector", "fifty theories of {} steps side by side", 30, 4.0))


def of_many_steps(surroundings: Surroundings, rounds: int, most: int = 60) -> Iterator[Row]:
    """Each kind of work as a whole program, its start included. Shape: `most` cuts the theories down for a test."""
    for work, words, steps, seconds in _BARS:
        number = min(steps, most)
        cost = middle([run([sys.executable, str(_WORK), work, str(number)], surroundings, folder=surroundings.folder)
                       for _ in range(rounds)])
        yield Row(what=words.format(number), ours=cost, peer=f"{seconds:g} seconds", theirs=None,
                  ratio=seconds / cost.cpu, at_least=1)
