"""A comparison on the screen: a head with counts, then one block for each clause, the most significant first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from schemekit.cli.redline import redline_of
from schemekit.cli.screen import Painted, paint
from schemekit.cli.table import table_lines, wrapped
from schemekit.cli.terminal import one_line, style
from schemekit.model.signal import Direction
from schemekit.review.told import (
    bounds_of,
    done_to,
    label_of,
    name_of,
    reason_of,
    sign_of,
    signal_line,
    summary_lines,
    ways_told,
    with_unit,
)
from schemekit.text.comparing.passage_diff import PassageChange
from schemekit.text.comparing.passages import PassageKind
from schemekit.text.comparing.words_diff import ChangeKind, WordChange, joined

if TYPE_CHECKING:
    from schemekit.model.signal import Signal
    from schemekit.review.comparison import ComparedClause, ComparedValue, Comparison
    from schemekit.text.comparing.diff import ClauseChange

_INDENT = "    "
_COLOURS = {Direction.WEAKER: "red", Direction.LOOSER: "red", Direction.STRONGER: "green", Direction.STRICTER: "green"}


def blocks(comparison: Comparison, width: int, *, colours: bool) -> Iterator[list[str]]:
    """The lines of the head, then of each changed clause."""
    yield list(_head(comparison, width))
    total = len(comparison.changed)
    for place, clause in enumerate(comparison.changed, start=1):
        yield list(_clause(clause, comparison, f"{place} of {total}", width, colours=colours))


def _head(comparison: Comparison, width: int) -> Iterator[str]:
    yield style(one_line(comparison.title), bold=True) + f"   {one_line(comparison.module)}"
    sides = [["Before", comparison.before.words],
             ["Now", comparison.after.words]]
    yield from _table([*sides, *(["Note", notice] for notice in comparison.notices)], [], width)
    yield from wrapped(one_line("; ".join(summary_lines(comparison)) + "."), width)
    if counted := _counts(comparison):
        yield ""
        yield from _table(counted, ["Kind of change", "Clauses", ""], width)
    if comparison.values:
        yield ""
        yield from _table([_value(value) for value in comparison.values], ["Value", "Was", "Now", "", "Reason"], width)
        ranges = [[f"{value.title}:", bounds_of(value)] for value in comparison.values if bounds_of(value)]
        yield from ("", *_table(ranges, [], width)) if ranges else ()


def _counts(comparison: Comparison) -> list[list[str]]:
    rows = []
    for kind, number in comparison.counts.items():
        if number:
            told = ways_told(comparison, kind)
            is_less = any(_COLOURS.get(way) == "red" for way in comparison.ways[kind])
            rows.append([kind.value, f"{number:>7}", paint(told, "red" if is_less else "green") if told else ""])
    return rows


def _value(value: ComparedValue) -> list[str]:
    words = sign_of(value)
    colour = _COLOURS.get(value.direction, "" if value.is_in_range else "red")
    return [value.title, with_unit(value.before, value), with_unit(value.after, value),
            paint(words, colour) if colour else words, value.reason]


def _clause(
    clause: ComparedClause, comparison: Comparison, place: str, width: int, *, colours: bool
) -> Iterator[str]:
    head = f"{style(one_line(label_of(clause)), bold=True)}   {one_line(name_of(clause))}"
    yield f"{place}   {head}"
    rows = [["What", done_to(clause, comparison)]]
    rows += [[signal.kind.value, _signal(signal)] for signal in clause.signals]
    if reason := reason_of(clause):
        rows.append(["Reason", paint(reason, "yellow") if clause.lacks_reason else reason])
    rows.append(["Where", f"{clause.path}:{clause.line}" if clause.path else ""])
    told = [[f"{_INDENT}{name}", words] for name, words in rows if words]
    yield from _table(told, [], width)
    words = _shown(clause.change)
    if words:
        yield ""
        yield from (_INDENT + line for line in redline_of(words, width - len(_INDENT), colours=colours))


def _signal(signal: Signal) -> str:
    colour = _COLOURS.get(signal.direction, "")
    return paint(signal_line(signal), colour) if colour else signal_line(signal)


def _shown(change: ClauseChange) -> tuple[WordChange, ...]:
    """The words of a clause with what is far from any change left out, so that a long one fits on a screen."""
    found: list[WordChange] = []
    for is_same, run in groupby(change.passages, key=lambda passage: passage.change is PassageChange.SAME):
        passages = [passage for passage in run if not (is_same and passage.kind is PassageKind.HEADING)]
        if is_same and len(passages) > 1:
            found.append(WordChange(ChangeKind.SAME, f"\n[… {len(passages)} passages as they were …]\n"))
        else:
            found += [word for passage in passages for word in passage.words]
    if all(word.kind is ChangeKind.SAME for word in found):
        return ()
    return joined(found)


def _table(rows: Sequence[Sequence[str]], heads: Sequence[str], width: int) -> Iterator[str]:
    first = [[Painted(style(head, bold=True)) if head else "" for head in heads]] if heads else []
    told = [[cell if isinstance(cell, Painted) else one_line(cell) for cell in row] for row in [*first, *rows]]
    yield from table_lines(told, width)
