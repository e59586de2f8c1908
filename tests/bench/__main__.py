"""`python -m tests.bench`: measure the promises of speed against the programs they are made about, in one run.

And how well texts are merged, beside git: the part `merge`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench import adopters, comparisons, coverage, growth, redline, redline_docx, site, theories, two_schemes
from tests.bench.measure import Cost, Surroundings, program
from tests.bench.merging import merging
from tests.bench.schemes import Bench
from tests.bench.table import Row, table

MEMORY_BAR = 150   # MB
QUICK = comparisons.Effort(rounds=3, peer_calls=1, peer_files=30)
USUAL = comparisons.Effort(rounds=5, peer_calls=2, peer_files=60)
FULL = comparisons.Effort(rounds=5, peer_calls=10, peer_files=200)
PARTS = ("start", "new", "look", "update", "validate", "modules", "clauses", "redline", "redline-docx", "site",
         "adopters", "coverage", "compare", "theories")
MERGE = "merge"
PEERS = ("cookiecutter", "cruft", "check-jsonschema", "redlines")


def main() -> int:
    """Run the parts that were asked for and print their table; 1 where a bar is not met, 2 where a peer is missing."""
    asked = _arguments()
    parts = [part for part in asked.parts or PARTS if part != MERGE]
    is_met = _merge(asked.cases) if MERGE in asked.parts or not asked.parts else True
    return max(_speed(parts, asked) if parts else 0, int(not is_met))


def _merge(cases: Path | None) -> bool:
    """Print how well texts are merged, and say whether every bar is met; without cases, none is."""
    print(f"measuring {MERGE} …", file=sys.stderr)
    try:
        report = merging(cases)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return False
    print(f"{report}\n")
    return all(bar.is_met for bar in report.bars())


def _speed(parts: list[str], asked: argparse.Namespace) -> int:
    if missing := [name for name in PEERS if not Path(program(name)).exists()]:
        print(f"not installed: {', '.join(missing)}\n  fix: pip install 'schemekit[bench]'", file=sys.stderr)
        return 2
    effort = QUICK if asked.quick else FULL if asked.full else USUAL
    with tempfile.TemporaryDirectory(prefix="schemekit-bench-") as folder:
        surroundings = Surroundings.made_in(Path(folder).resolve())
        os.environ.update(surroundings.variables)   # the samples' own git commands run under it too
        rows = []
        for part in parts:
            print(f"measuring {part} …", file=sys.stderr)
            rows += list(_rows(part, surroundings, effort))
    # Without what pandoc takes while it writes a Word file: that is its own.
    # So it is with what mkdocs takes; the site has a bar of its own for memory.
    if ours := [row for row in rows if "docx" not in row.what and "pages" not in row.what]:
        rows.append(_memory(ours))
    print(table(rows))
    print(f"\nMedians of {effort.rounds} rounds: cpu seconds of all processes, peak of the largest process in MB. "
          f"{os.cpu_count()} cores, Python {platform.python_version()}.")
    return int(not all(row.is_met for row in rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, MERGE, []], help="all of them without any")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--quick", action="store_true", help="fewer rounds, and less of the slow peers")
    how.add_argument("--full", action="store_true", help="all of the slow peers, nothing scaled")
    parser.add_argument("--cases", type=Path, metavar="DIR", help=f"where the three-way cases of {MERGE} are")
    return parser.parse_args()


def _rows(part: str, surroundings: Surroundings, effort: comparisons.Effort) -> Iterator[Row]:
    if part == "start":
        yield from comparisons.start_up(surroundings, effort)
    elif part == "new":
        yield from comparisons.create(Bench.made(surroundings, "create", effort.modules), effort)
    elif part == "look":
        yield from comparisons.look(Bench.made(surroundings, "look", effort.modules), effort)
    elif part == "update":
        yield from comparisons.update(Bench.made(surroundings, "update", effort.modules), effort)
    elif part == "validate":
        yield from comparisons.validate(surroundings, effort)
    elif part == "redline":
        yield from redline.against_redlines(surroundings, effort)
        yield from redline.as_a_page(surroundings, effort.rounds)
        yield from redline.in_clauses(surroundings, effort.rounds)
        yield from redline.of_hostile_texts(surroundings, effort.rounds)
    elif part == "redline-docx":
        yield from redline_docx.against_pandoc(surroundings, effort)
    elif part == "site":
        yield from site.against_mkdocs(surroundings, effort)
    elif part == "coverage":
        yield from coverage.of_many_modules(surroundings, effort.rounds)
    elif part == "adopters":
        yield from adopters.in_two_processes(surroundings)
    elif part == "compare":
        yield from two_schemes.of_many_modules(surroundings, effort.rounds)
    elif part == "theories":
        yield from theories.of_many_steps(surroundings, effort.rounds)
    elif part == "modules":
        yield from growth.in_modules(surroundings, effort.rounds)
    else:
        yield from growth.in_clauses(surroundings, effort.rounds)


def _memory(rows: list[Row]) -> Row:
    largest = max(rows, key=lambda row: row.ours.peak)
    return Row(what="memory of all these, MB", ours=Cost(0, largest.ours.peak), peer=f"most: {largest.what}",
               theirs=None, ratio=largest.ours.peak, at_most=MEMORY_BAR)


if __name__ == "__main__":
    sys.exit(main())
