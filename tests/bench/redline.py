"""The redline of two long texts: ours against the `redlines` package, and how it grows with the clauses.

The texts are made, the same every time: about 22,000 words on 2,500 lines, 3 of 20 lines of prose rewritten, words
swapped, a block moved.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path

from tests.bench.comparisons import Effort, faster
from tests.bench.growth import BAR, steepening
from tests.bench.measure import Cost, Surroundings, middle, program, run
from tests.bench.table import Row

LINES = 2_500
CLAUSES = (100, 1_000, 10_000)
HOSTILE = 20_000
_OURS = Path(__file__).with_name("compare_files.py")
_COMMON = "the of and to a in is shall for that be by or with as on are this it an from not its within each any at"
_OTHERS = [
    f"{start}{inside}{end}" for end in ("ter", "tion", "d", "ble", "ry", "s", "ing", "ment", "al", "ive")
    for start in ("re", "con", "sta", "ma", "pro", "de", "ver", "no") for inside in ("gis", "tra", "li", "men", "cor")
]
_WORDS = [*_COMMON.split(), *_OTHERS]
_WEIGHTS = list(accumulate(1 / (place + 2.7) for place in range(1, len(_WORDS) + 1)))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files with an earlier and a later text."""

    before: Path
    after: Path

    @classmethod
    def written(cls, folder: Path, before: str, after: str) -> Pair:
        """Write both texts."""
        folder.mkdir(parents=True)
        (folder / "before.md").write_text(before, encoding="utf-8")
        (folder / "after.md").write_text(after, encoding="utf-8")
        return cls(folder / "before.md", folder / "after.md")

    def ours(self, surroundings: Surroundings) -> Cost:
        """Our comparison as a program: read both files, compare, print every word."""
        return run([sys.executable, str(_OURS), str(self.before), str(self.after)], surroundings)

    def page(self, surroundings: Surroundings) -> Cost:
        """Our redline as a page: read both files, compare, say what each change means, write the page."""
        asked = ["diff", "--between", "before.md", "after.md", "--format", "html", "--to", "page.html", "--force"]
        return run([sys.executable, "-m", "schemekit", "-C", str(self.before.parent), *asked], surroundings)

    def redlines(self, surroundings: Surroundings) -> Cost:
        """The peer's command over the same files."""
        return run([program("redlines"), "json", str(self.before), str(self.after)], surroundings, ends_with=(0, 1))


def long_text(lines: int = LINES, seed: int = 9) -> list[str]:
    """Lines of prose, headings, items and blanks: every twentieth line a heading, every other one blank."""
    chance = random.Random(seed)
    made = []
    for number in range(lines):
        words = _some_words(chance, chance.randint(13, 23))
        sentence = " ".join(words).capitalize() + "."
        if number % 40 == 0:
            made.append(f"## {' '.join(words[:3]).capitalize()}\n")
        elif number % 2:
            made.append("\n")
        else:
            made.append(f"- {sentence}\n" if number % 10 == 6 else f"{sentence}\n")
    return made


def _some_words(chance: random.Random, number: int) -> list[str]:
    """Words about as often as in prose, where the most frequent one is every twentieth. Basis: Zipf and Mandelbrot."""
    return chance.choices(_WORDS, cum_weights=_WEIGHTS, k=number)


def edited_lines(lines: list[str], seed: int = 10) -> list[str]:
    """The lines with 3 of 20 of prose rewritten, words swapped in some more, and a block moved to the end."""
    chance = random.Random(seed)
    edited = []
    for number, line in enumerate(lines):
        words = line.split(" ")
        if len(words) > 10 and number % 40 in (2, 14, 26):
            for _ in range(4):
                words[chance.randrange(1, len(words) - 1)] = _some_words(chance, 1)[0]
        elif len(words) > 10 and number % 40 == 34:
            words[3], words[7] = words[7], words[3]
        edited.append(" ".join(words))
    start = len(edited) // 80 * 40 // 2 // 40 * 40
    return [*edited[:start], *edited[start + 80 :], *edited[start : start + 80]]


def against_redlines(surroundings: Surroundings, effort: Effort, lines: int = LINES) -> Iterator[Row]:
    """The comparison of two texts of 20,000 words, ten times faster than `redlines`."""
    made = long_text(lines)
    pair = Pair.written(surroundings.folder / "redline", "".join(made), "".join(edited_lines(made)))
    yield faster("compare 20,000 words", effort, partial(pair.ours, surroundings), "redlines json",
                 lambda _: pair.redlines(surroundings), 10)


def as_a_page(surroundings: Surroundings, rounds: int, lines: int = LINES) -> Iterator[Row]:
    """The HTML redline of a policy of 20,000 words: under a second of cpu above what starting the program takes."""
    made = long_text(lines)
    pair = Pair.written(surroundings.folder / "page", "".join(made), "".join(edited_lines(made)))
    pages = middle([pair.page(surroundings) for _ in range(rounds)])
    start = middle([run([sys.executable, "-m", "schemekit", "--help"], surroundings) for _ in range(rounds)])
    yield Row(what="diff --format html, 20,000 words", ours=pages, peer="seconds above start-up", theirs=start.cpu,
              ratio=pages.cpu - start.cpu, at_most=1)


def in_clauses(surroundings: Surroundings, rounds: int, sizes: tuple[int, ...] = CLAUSES) -> Iterator[Row]:
    """Texts of more and more clauses, with ids and without, one in ten reworded and some moved."""
    for what, mark in (("with ids", True), ("without ids", False)):
        yield _grown(f"compare, clauses {what}", surroundings, rounds, sizes, [
            (clauses(size, mark), clauses(size, mark, edited=True)) for size in sizes
        ])


def of_hostile_texts(surroundings: Surroundings, rounds: int, size: int = HOSTILE) -> Iterator[Row]:
    """Texts made to keep a comparison busy, of three sizes each."""
    sizes = (size // 4, size // 2, size)
    for what, before, after in (
        ("equal headings", "## a\n", "## b\n"),
        ("one word again and again", "word ", "word words "),
        ("one line of words", "some words stand here again ", "other words stand there again "),
    ):
        yield _grown(f"compare, {what}", surroundings, rounds, sizes, [
            (before * number, after * number) for number in sizes
        ])


def clauses(number: int, mark: bool, edited: bool = False) -> str:
    """A text of so many clauses of two sentences; edited, each tenth reworded and each fiftieth at another place."""
    chance = random.Random(11)
    made = []
    for place in range(number):
        words = _some_words(chance, 24)
        if edited and place % 10 == 3:
            words[4:6] = ["otherwise"]
        heading = f"## {words[0].capitalize()} {words[1]} {place}" + (f" {{ #c{place} }}" if mark else "")
        made.append(f"{heading}\n\n{' '.join(words[:12]).capitalize()}.\n{' '.join(words[12:]).capitalize()}.\n\n")
    if edited:
        made = [text for place, text in enumerate(made) if place % 50 != 7] + made[7::50]
    return "# Text\n\n" + "".join(made)


def _grown(
    what: str, surroundings: Surroundings, rounds: int, sizes: tuple[int, ...], texts: list[tuple[str, str]]
) -> Row:
    place = surroundings.folder / what.replace(" ", "-").replace(",", "")
    pairs = [Pair.written(place / str(size), *both) for size, both in zip(sizes, texts, strict=True)]
    costs: list[list[Cost]] = [[] for _ in sizes]
    for _ in range(rounds):
        for size, pair in enumerate(pairs):
            costs[size].append(pair.ours(surroundings))
    middles = [middle(each) for each in costs]
    told = ", ".join(f"{cost.cpu:.2f}" for cost in middles)
    return Row(what=f"{what}: {' / '.join(map(str, sizes))}", ours=middles[-1], peer=f"itself: {told}", theirs=None,
               ratio=steepening(sizes, [cost.cpu for cost in middles]), at_most=BAR)
