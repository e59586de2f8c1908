"""Work on theories of change, as a program of its own: pair, picture or sector, and how many steps a theory has."""

from __future__ import annotations

import random
import sys

from schemekit.model.theory_of_change import Arrow, Assumption, Direction, Level, Step, TheoryOfChange
from schemekit.theory.pair_report import pair_reports
from schemekit.theory.report_formats import sector_page
from schemekit.theory.sector import sector_view
from schemekit.theory.svg import svg
from schemekit.theory.vocabulary import vocabulary

CODES = tuple(theme.code for theme in vocabulary().leaves)
MANY = 50
_WORDS = ("water", "mine", "less", "income", "audit", "forest", "gap")


def made(steps: int, seed: int) -> TheoryOfChange:
    """A theory with so many steps, arrows that lead on, and ten assumptions; the same for the same seed."""
    rng = random.Random(seed)
    levels = list(Level)
    drawn = tuple(Step(
        id=f"s{place}", level=levels[place * len(levels) // steps], themes=(rng.choice(CODES),), sdg_targets=("6.4",),
        statement=" ".join(rng.choice(_WORDS) for _ in range(9)), direction=rng.choice(list(Direction)),
        actor=rng.choice(["workers", "buyers", "mine operators"])) for place in range(steps))
    arrows = tuple(Arrow(source=f"s{place}", target=f"s{rng.randrange(place + 1, steps)}")
                   for place in range(steps - 1))
    held = tuple(Assumption(id=f"a{place}", statement=f"Water and forest {place} stay.") for place in range(10))
    return TheoryOfChange(id="theory", organisation=f"org{seed}", organisation_name=f"Organisation {seed}",
                          title="Theory", steps=drawn, arrows=arrows, assumptions=held)


def main(work: str, steps: int) -> None:
    """Do the work once."""
    if work == "pair":
        pair_reports([made(steps, 1), made(steps, 2)])
    elif work == "picture":
        svg(made(steps, 3))
    else:
        sector_page(sector_view([made(steps, seed) for seed in range(MANY)]))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
