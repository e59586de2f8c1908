"""`python -m tests.crosswalk.measure`: how often a right item is among the first three suggestions.

On the 60 clauses that were labelled by hand (docs/data/suggest-labels.csv), and on every clause that the library's
crosswalks judge, in each framework, as `schemekit suggest` ranks them.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import comb
from pathlib import Path

from schemekit.crosswalk.telling_words import commonness, telling, weights
from schemekit.files.folder import read_folder
from schemekit.files.full_text import words_in
from schemekit.library.crosswalks import read_crosswalks
from schemekit.library.frameworks import shipped_frameworks
from schemekit.publish.checkout import Checkout
from schemekit.review.coverage.of_library import OwnModule
from schemekit.review.suggesting.ranking import TOP, Ranker
from schemekit.text.printed import printed

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "docs" / "data" / "suggest-labels.csv"
BAR = 0.7
TUNED, HELD_OUT, JUDGED = "tuned", "held out", "judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A clause with the items that a person found right, of one framework.

    Shape: `half` is that of the 60 labels, or JUDGED where the items are those of a crosswalk.
    """

    half: str
    module: str
    clause: str
    framework: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A labelled clause as it was ranked.

    Shape: `rank` is that of the first right item from 1, 0 where none is; `chance` is how often three items drawn
    blindly would have a right one among them.
    """

    label: Label
    rank: int
    first: tuple[str, ...]
    chance: float

    @property
    def is_hit(self) -> bool:
        """Whether a right item is among the first three."""
        return 0 < self.rank <= TOP


def labels() -> tuple[Label, ...]:
    """The labels, in the order of the file."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return tuple(Label(half=row["half"], module=row["module"], clause=row["clause"], framework=row["framework"],
                           items=tuple(row["items"].split())) for row in csv.DictReader(file))


@cache
def clause_words(module: str) -> dict[str, dict[str, float]]:
    """What each word of each clause of a module counts."""
    clauses = OwnModule.read(Checkout(ROOT), module).clauses
    said = {name: telling(words_in(clause.heading), words_in(printed(clause.body)))
            for name, clause in clauses.items()}
    common = commonness(list(said.values()))
    return {name: weights(words, common, len(clauses)) for name, words in said.items()}


def judged() -> tuple[Label, ...]:
    """Each clause in each framework to which a row of the library's crosswalks maps it, whatever the relation."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for module in Checkout(ROOT).module_ids():
        for walk in read_crosswalks(read_folder(ROOT / "policies" / module), module):
            for row in walk.rows:
                if row.clause:
                    found.setdefault((module, row.clause, walk.framework), []).append(row.item)
    return tuple(Label(half=JUDGED, module=module, clause=clause, framework=framework, items=tuple(items))
                 for (module, clause, framework), items in sorted(found.items()))


def ranked(wanted: Sequence[Label]) -> Iterator[Ranked]:
    """Each of these clauses, ranked."""
    known = {name: versions[-1] for name, versions in shipped_frameworks().items()}
    rankers = {name: Ranker(known[name]) for name in sorted({label.framework for label in wanted})}
    for label in wanted:
        words = clause_words(label.module)[label.clause]
        order = [item.id for item, _ in rankers[label.framework].ranked(words)]
        places = [order.index(item) + 1 for item in label.items if item in order]
        items = len(known[label.framework].items)
        chance = 1 - comb(items - len(label.items), TOP) / comb(items, TOP)
        yield Ranked(label=label, rank=min(places, default=0), first=tuple(order[:TOP]), chance=chance)


def hit_rate(found: Sequence[Ranked]) -> float:
    """The share of clauses with a right item among the first three."""
    return sum(one.is_hit for one in found) / len(found)


def table(found: Sequence[Ranked]) -> Iterator[str]:
    """The rates in Markdown, by half and by framework, then what was missed."""
    yield "| clauses | | right item first | among the first three | by chance |"
    yield "| --- | --- | --- | --- | --- |"
    halves = {half: [one for one in found if one.label.half == half] for half in (TUNED, HELD_OUT)}
    groups: list[tuple[str, Sequence[Ranked]]] = [("all", found)]
    groups += [(half, group) for half, group in halves.items() if group]
    groups += [(name, [one for one in found if one.label.framework == name])
               for name in sorted({one.label.framework for one in found})]
    for name, group in groups:
        first = sum(one.rank == 1 for one in group) / len(group)
        chance = sum(one.chance for one in group) / len(group)
        yield f"| {name} | {len(group)} | {first:.2f} | {hit_rate(group):.2f} | {chance:.2f} |"
    yield ""
    for one in found:
        if not one.is_hit and one.label.half != JUDGED:
            yield (f"missed ({one.label.half}): {one.label.module}#{one.label.clause}, {one.label.framework} "
                   f"{', '.join(one.label.items)}; proposed {', '.join(one.first) or 'nothing'}")


def main() -> int:
    """Print both tables; 1 where the bar is not met on the labelled clauses."""
    found = tuple(ranked(labels()))
    print("\n".join(table(found)), "", *table(tuple(ranked(judged()))), sep="\n")
    return int(min(hit_rate(found), hit_rate([one for one in found if one.label.half == HELD_OUT])) < BAR)


if __name__ == "__main__":
    sys.exit(main())
