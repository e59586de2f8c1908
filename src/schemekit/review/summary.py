"""What a comparison comes to, in one sentence: what a board asks first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from schemekit.model.signal import Direction, SignalKind
from schemekit.review.comparison import Comparison
from schemekit.text.comparing.diff import Kind

_FIGURES = (SignalKind.NUMBER, SignalKind.TIME_LIMIT)


def asks_for_reasons(comparison: Comparison) -> bool:
    """Whether a change is to have a reason: where one text was adopted from the other, or somebody gave any."""
    return comparison.correspondence is not None or any(clause.reason for clause in comparison.clauses)


def summary(comparison: Comparison) -> str:
    """One sentence: `12 of 40 clauses changed: 3 clauses weaker in force, 1 stronger; 2 values looser …`."""
    if not comparison.changed and not comparison.values:
        return "The two texts are the same."
    changed, all_of_them = len(comparison.changed), len(comparison.clauses)
    parts = [", ".join(part) for part in (
        [*_forces(comparison)], [*_values(comparison)], [*_others(comparison)], [*_unsure(comparison)],
        [*_whole_clauses(comparison)],
        [*_reasons(comparison)],
    ) if part]
    told = f"{changed} of {all_of_them} {_of(all_of_them, 'clause')} changed"
    return f"{told}: {'; '.join(parts)}." if parts else f"{told}, none of them in force, figures or values."


def _forces(comparison: Comparison) -> Iterator[str]:
    # Of clauses and not of duties: it may be a permission that came or went; and the same numbers as in the table.
    noun = "clause"
    for way, told in ((Direction.WEAKER, "weaker"), (Direction.STRONGER, "stronger"),
                      (Direction.OTHER, "changed otherwise")):
        if number := comparison.ways[SignalKind.FORCE][way]:
            yield f"{number} {_of(number, noun)} {told} in force" if noun else f"{number} {told}"
            noun = ""


def _values(comparison: Comparison) -> Iterator[str]:
    found = Counter(value.direction for value in comparison.values)
    yield from _directions(found, "value", (Direction.LOOSER, Direction.STRICTER, Direction.OTHER))
    outside = sum(not value.is_in_range for value in comparison.values)
    if outside:
        yield f"{outside} outside {_of(outside, 'its', 'their')} range"


def _directions(found: Counter[Direction], noun: str, order: tuple[Direction, ...]) -> Iterator[str]:
    """`3 values looser, 1 stricter`: the noun once."""
    nouns = noun
    for direction in order:
        if found[direction]:
            nouns = f" {_of(found[direction], noun)}" if nouns else ""
            yield f"{found[direction]}{nouns} {direction.value or 'changed otherwise'}"
            nouns = ""


def _others(comparison: Comparison) -> Iterator[str]:
    counts = comparison.counts
    if counts[SignalKind.NEGATION]:
        yield f"a negation in {_clauses(counts[SignalKind.NEGATION])}"
    figures = sum(any(signal.kind in _FIGURES for signal in clause.signals) for clause in comparison.clauses)
    if figures:
        yield f"figures or time limits in {_clauses(figures)}"


def _unsure(comparison: Comparison) -> Iterator[str]:
    """Changes of which no rule can tell which way they go: none of them is counted as stronger or weaker."""
    number = sum(signal.direction is Direction.OTHER and signal.kind not in (SignalKind.EDITORIAL, SignalKind.STRUCTURE)
                 for clause in comparison.clauses for signal in clause.signals)
    if number:
        yield f"{number} {_of(number, 'change')} without a direction, read {_of(number, 'it', 'them')}"


def _whole_clauses(comparison: Comparison) -> Iterator[str]:
    # One that was split has no single clause on the other side, and is not dropped.
    for kind, words in ((Kind.REMOVED, "dropped"), (Kind.ADDED, "added")):
        number = sum(kind in clause.change.kinds for clause in comparison.clauses)
        if number:
            yield f"{_clauses(number)} {words}"


def _reasons(comparison: Comparison) -> Iterator[str]:
    if not asks_for_reasons(comparison):
        return
    missing = [clause for clause in comparison.clauses if clause.lacks_reason]
    if missing:
        dropped = sum(Kind.REMOVED in clause.change.kinds for clause in missing)
        which = f", {dropped} of them dropped" if dropped else ""
        yield f"{_clauses(len(missing))} without a reason{which}"


def _clauses(number: int) -> str:
    return f"{number} {_of(number, 'clause')}"


def _of(number: int, noun: str, several: str = "") -> str:
    if number == 1:
        return noun
    return several or (f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s")
