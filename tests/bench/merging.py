"""How well texts are merged: real three-way cases, each way of merging scored by the same rules, and our bars.

What a case is and how it is scored is in merge_scores.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.bench import merge_engines as engines
from tests.bench.merge_engines import Engine
from tests.bench.merge_scores import Case, Score, score
from tests.bench.table import aligned

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT.parent / "shared" / "data" / "merge-cases", ROOT / "tests" / "text" / "data" / "merge-cases")
OURS, UNTOLD, WORDS = "schemekit", "schemekit, values not told", "git, a word a line"
ENGINES: Mapping[str, Engine] = {
    OURS: engines.by_clause,
    UNTOLD: engines.by_clause_untold,
    "git merge-file": engines.by_line,
    "git, a sentence a line": engines.by_sentence,
    WORDS: engines.by_word,
}
HEADS = ("Cases", "By", "Number", "Clean and right %", "False conflicts %", "Clean %", "Silently wrong",
         "Wrong beside", "Clashes told", "Words lost", "Words back", "Words a question", "Words a case", "Seconds")


@dataclass(frozen=True, slots=True)
class Sum:
    """The scores of several cases. Units: shares in percent."""

    scores: tuple[Score, ...]

    @property
    def right(self) -> float | None:
        """The share that came out clean and right, of those that have to."""
        known = [one for one in self.scores if one.expect == "clean"]
        return _percent(sum(one.is_right for one in known), len(known))

    @property
    def false_conflicts(self) -> float | None:
        """The share that asked, of those where nothing is to ask."""
        known = [one for one in self.scores if one.expect == "clean"]
        return _percent(sum(not one.is_clean for one in known), len(known))

    @property
    def clean(self) -> float | None:
        """The share that asked nothing."""
        return _percent(sum(one.is_clean for one in self.scores), len(self.scores))

    @property
    def silently_wrong(self) -> int:
        """How many are silently wrong."""
        return sum(one.is_silently_wrong for one in self.scores)

    @property
    def clashes(self) -> tuple[int, int]:
        """How many true clashes were told, of how many."""
        known = [one for one in self.scores if one.expect == "conflict"]
        return sum(not one.is_clean for one in known), len(known)

    @property
    def lost(self) -> int:
        """The words lost."""
        return sum(one.lost for one in self.scores)

    @property
    def back(self) -> int:
        """The words that should be gone."""
        return sum(one.back for one in self.scores)

    @property
    def read_by_question(self) -> float:
        """The words to read for a question."""
        return sum(one.read for one in self.scores) / max(1, sum(one.questions for one in self.scores))

    @property
    def read_by_case(self) -> float:
        """The words to read for a case that asks at all."""
        return sum(one.read for one in self.scores) / max(1, sum(not one.is_clean for one in self.scores))

    def cells(self) -> tuple[str, ...]:
        """The columns of the table."""
        told, clashes = self.clashes
        return (
            str(len(self.scores)), _shown(self.right), _shown(self.false_conflicts), _shown(self.clean),
            str(self.silently_wrong), str(sum(one.is_wrong_beside for one in self.scores)),
            f"{told} of {clashes}" if clashes else "", str(self.lost), str(self.back),
            f"{self.read_by_question:.0f}", f"{self.read_by_case:.0f}", f"{sum(s.seconds for s in self.scores):.1f}",
        )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _shown(share: float | None) -> str:
    return "" if share is None else f"{share:.0f}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Cases that have a bar in common. Units: shares in percent."""

    name: str
    holds: Callable[[Case], bool]
    right: float | None = None
    clean: float | None = None
    read: float | None = None


UNFILTERED = ("A-clash", "A-delete-modify", "A-adopter-full")
"""What comes nearest to updates as they really were, nothing left out, where there are none."""
GROUPS = (
    Group(name="A real edits", holds=lambda case: case.family == "A", right=97),
    Group(name="B adapted", holds=lambda case: case.family == "B" and case.tier not in ("touching", "needs-params"),
          right=98),
    Group(name="B beside a value", holds=lambda case: case.family == "B" and case.tier == "touching", right=90),
    Group(name="B over a value", holds=lambda case: case.family == "B" and case.tier == "needs-params", right=75),
    Group(name="C structure", holds=lambda case: case.family == "C", right=90),
    Group(name="C inside what moved", holds=lambda case: case.family == "C" and case.tier == "edit-in-moved", right=85),
    Group(name="A nearest to unfiltered", holds=lambda case: case.sub in UNFILTERED, clean=35, read=250),
)


def groups_of(cases: Iterable[Case]) -> Iterator[Group]:
    """The groups that the cases fill; a family that is none of A, B and C is taken as updates as they really were."""
    cases = tuple(cases)
    yield from (group for group in GROUPS if any(map(group.holds, cases)))
    for family in sorted({case.family for case in cases} - {"A", "B", "C"}):
        yield Group(name=f"{family} unfiltered", holds=partial(_is_of, family), clean=35, read=250)
    yield Group(name="all", holds=lambda _: True)


def _is_of(family: str, case: Case) -> bool:
    return case.family == family


@dataclass(frozen=True, slots=True)
class Bar:
    """A promise, and what was reached."""

    what: str
    reached: str
    is_met: bool


def bars(group: Group, ours: Sum, words: Sum) -> Iterator[Bar]:
    """What is promised of a group: its own bars, and those that hold everywhere."""
    if group.right is not None and ours.right is not None:
        yield Bar(f"{group.name}: clean and right at least {group.right:g} %", f"{ours.right:.1f} %",
                  ours.right >= group.right)
    if ours.right is not None and words.right is not None:
        yield Bar(f"{group.name}: at least as many as {WORDS}", f"{ours.right:.1f} to {words.right:.1f} %",
                  ours.right >= words.right)
    if group.clean is not None and ours.clean is not None:
        yield Bar(f"{group.name}: clean at least {group.clean:g} %", f"{ours.clean:.1f} %", ours.clean >= group.clean)
    if group.read is not None:
        yield Bar(f"{group.name}: fewer than {group.read:g} words to read for a question",
                  f"{ours.read_by_question:.0f}", ours.read_by_question < group.read)
    if group.name == "all":
        told, clashes = ours.clashes
        yield Bar("nothing silently wrong", str(ours.silently_wrong), ours.silently_wrong == 0)
        yield Bar("every true clash told", f"{told} of {clashes}", told == clashes)
        yield Bar("no word lost", str(ours.lost), ours.lost == 0)
        yield Bar("no word back that one side took out", str(ours.back), ours.back == 0)


@dataclass(frozen=True, slots=True)
class Report:
    """All scores by the name of the engine, in the order of the cases."""

    cases: Sequence[Case]
    scores: Mapping[str, Sequence[Score]]

    def of(self, group: Group, engine: str) -> Sum:
        """What an engine reached in a group."""
        pairs = zip(self.cases, self.scores[engine], strict=True)
        return Sum(tuple(one for case, one in pairs if group.holds(case)))

    def lines(self) -> Iterator[tuple[str, ...]]:
        """The rows of the table."""
        for group in groups_of(self.cases):
            substituted = any(case.parameters for case in self.cases if group.holds(case))
            for engine in self.scores:
                if engine != UNTOLD or substituted:
                    yield (group.name, engine, *self.of(group, engine).cells())

    def bars(self) -> Iterator[Bar]:
        """Every bar that these cases can tell about."""
        for group in groups_of(self.cases):
            yield from bars(group, self.of(group, OURS), self.of(group, WORDS))

    def troubles(self) -> Iterator[str]:
        """The cases that keep us from a bar, one line each."""
        for case, one in zip(self.cases, self.scores[OURS], strict=True):
            found = [word for word, is_so in (
                ("silently wrong", one.is_silently_wrong), ("wrong beside a question", one.is_wrong_beside),
                ("false conflict", one.expect == "clean" and one.questions),
                (f"{one.lost} words lost", one.lost), (f"{one.back} words back", one.back)) if is_so]
            if found:
                yield f"{case.name} ({case.tier or case.sub}): {', '.join(found)}"

    def __str__(self) -> str:
        """The table, the bars, and what keeps us from them."""
        told = [(bar.what, bar.reached, "yes" if bar.is_met else "NO") for bar in self.bars()]
        troubles = "".join(f"\n- {line}" for line in self.troubles())
        return "\n\n".join([
            aligned((HEADS, *self.lines())), aligned((("Bar", "Reached", "Met"), *told)),
            *([f"What keeps us from them:\n{troubles}"] if troubles else []),
        ])


def merging(folder: Path | None = None) -> Report:
    """Merge every case in every way. Raises: FileNotFoundError where there is no case."""
    folder = folder or next((one for one in FOLDERS if one.is_dir()), FOLDERS[-1])
    cases = [Case.read(path.parent) for path in sorted(folder.glob("*/base.md"))]
    if not cases:
        raise FileNotFoundError(f"no merge cases in {folder}: a case is a folder with base.md, ours.md and theirs.md")
    return Report(cases, {name: [_scored(case, engine) for case in cases] for name, engine in ENGINES.items()})


def _scored(case: Case, engine: Engine) -> Score:
    started = _cpu()
    outcome = engine(case.base, case.ours, case.theirs, case.parameters)
    return score(case, outcome, _cpu() - started)


def _cpu() -> float:
    return sum(os.times()[:4])   # with the programs that were started
