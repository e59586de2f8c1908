"""How well the rules tell what a reader told: precision and recall of each class on the labelled changes.

`python -m tests.text.significance.measure` prints the table of docs/significance.md. `--misses dev` lists what was
told wrongly in the half that may be looked at; nothing prints an entry of the other half.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange, compare_texts
from schemekit.text.significance.classify import signals_of
from schemekit.text.significance.context import Blank, Context

FOLDER = Path(__file__).with_name("labelled")
SPLITS = ("dev", "held-out")
STAYS = "These words stay as they are, whatever becomes of the others."
ALSO = "Nor does anything become of these other words here."
Entry = dict[str, Any]


@dataclass
class Score:
    """What was told of one class. Units: entries, but for `directions`, which are of the labels that have one, and
    `ways`, which are of the signals that have one: whether a label says the same."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    directions: Counter[bool] = field(default_factory=Counter)
    ways: Counter[bool] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def direction(self) -> float:
        return self.directions[True] / self.directions.total() if self.directions else 1.0

    @property
    def way(self) -> float:
        return self.ways[True] / self.ways.total() if self.ways else 1.0


@cache
def entries() -> tuple[Entry, ...]:
    """Every labelled change in a language that the rules know."""
    return tuple(entry for path in sorted(FOLDER.glob("*.yaml"))
                 for entry in yaml.safe_load(path.read_text(encoding="utf-8")) if entry["language"] != "de")


@cache
def all_told() -> dict[str, list[Signal]]:
    """What the rules say to each entry, by its id: asked once for a half, the other one and the whole."""
    return {entry["id"]: told(entry) for entry in entries()}


def told(entry: Entry) -> list[Signal]:
    """What the rules say to an entry."""
    known = entry.get("parameters", ())
    blanks = tuple(Blank(name=item["name"], before=item["before"], after=item["after"], unit=item.get("unit", ""),
                         stricter=item.get("stricter", "none"), direction=_way(item)) for item in known)
    style = "shall" if entry["house_style"] == "must" else "present"
    context = Context(language=entry["language"], house_style=style, blanks=blanks)
    return [signal for change in changes_of(entry) for signal in signals_of(change, context)]


def _way(item: dict[str, str]) -> Direction:
    digits = [float("".join(char for char in item[side] if char.isdigit()) or 0) for side in ("before", "after")]
    if digits[0] == digits[1] or item.get("stricter") not in ("higher", "lower"):
        return Direction.OTHER
    is_stricter = (digits[1] > digits[0]) == (item["stricter"] == "higher")
    return Direction.STRICTER if is_stricter else Direction.LOOSER


def changes_of(entry: Entry) -> Iterable[ClauseChange]:
    """The change of an entry inside a text that else stays."""
    before, after = entry["before"], entry["after"]
    if entry["kind"] == "clause":
        texts = _clauses(entry)
    elif entry["kind"] == "heading":
        texts = tuple(f"# T\n\n{text.rstrip() + ' { #it }' if text else '## Same { #it }'}\n\n{STAYS}\n"
                      for text in (before, after))
        if not before or not after:
            texts = tuple(f"# T\n\n## Same {{ #same }}\n\n{STAYS}\n\n{text}\n" for text in (before, after))
    else:
        heading = f"# T\n\n## {entry['heading'].strip('# ') or 'Text'} {{ #it }}"
        sides = [_passage(entry, text) for text in (before, after)]
        if entry.get("moved"):
            moved = sides[0] or sides[1]
            sides = [f"{moved}\n\n{STAYS}\n\n{ALSO}", f"{STAYS}\n\n{ALSO}\n\n{moved}"]
            texts = tuple(f"{heading}\n\n{side}\n" for side in sides)
        else:
            texts = tuple(f"{heading}\n\n{STAYS}\n\n{side}\n" for side in sides)
    return [change for change in compare_texts(*texts) if change.kinds]


def _passage(entry: Entry, text: str) -> str:
    if entry["kind"] == "cell" and text:
        return f"| Row | {text.strip().strip('|')} |"
    return text


def _clauses(entry: Entry) -> tuple[str, ...]:
    sides = []
    for text in (entry["before"], entry["after"]):
        first, _, rest = text.strip().partition("\n")
        named = f"{first} {{ #it }}\n{rest}" if first.startswith("#") else f"## It {{ #it }}\n\n{text}" if text else ""
        sides.append(named)
    other = f"## Other {{ #other }}\n\n{STAYS}\n"
    if entry.get("moved"):
        moved = sides[0] or sides[1]
        return f"# T\n\n{moved}\n\n{other}", f"# T\n\n{other}\n{moved}\n"
    if "numbers" in entry and all(sides):
        return f"# T\n\n{sides[0]}\n\n{other}", f"# T\n\n## New {{ #new }}\n\n{sides[1]}\n\n{other}"
    return tuple(f"# T\n\n{other}\n{side}\n" for side in sides)


def kinds_of(entry: Entry) -> set[SignalKind]:
    return {SignalKind(label["kind"]) for label in entry["labels"]}


def measured(chosen: Iterable[Entry]) -> dict[SignalKind, Score]:
    """The score of each class over some entries."""
    scores = {kind: Score() for kind in SignalKind}
    for entry in chosen:
        wanted, signals = kinds_of(entry), all_told()[entry["id"]]
        found = {signal.kind for signal in signals}
        for kind in SignalKind:
            scores[kind].right += kind in wanted and kind in found
            scores[kind].missed += kind in wanted and kind not in found
            scores[kind].wrong += kind in found and kind not in wanted
        ways = {(label["kind"], label["direction"]) for label in entry["labels"] if label["direction"]}
        for signal in signals:
            if signal.direction.value:
                scores[signal.kind].ways[(signal.kind.value, signal.direction.value) in ways] += 1
        for label in entry["labels"]:
            same = [signal.direction for signal in signals if signal.kind.value == label["kind"]]
            if label["direction"] and same:
                scores[SignalKind(label["kind"])].directions[Direction(label["direction"]) in same] += 1
    return scores


def half(split: str) -> list[Entry]:
    return [entry for entry in entries() if split in ("all", entry["split"])]


def lines() -> Iterator[str]:
    """The table, as docs/significance.md has it."""
    scores = {split: measured(half(split)) for split in (*SPLITS, "all")}
    heads = [f"{split} {what}" for split in scores for what in ("n", "recall", "precision")]
    yield f"| class | {' | '.join(heads)} | direction told | of those right |"
    yield f"| --- |{' ---: |' * (len(heads) + 2)}"
    for kind in SignalKind:
        cells = []
        for split in scores:
            score = scores[split][kind]
            cells += [str(score.right + score.missed), f"{score.recall:.2f}", f"{score.precision:.2f}"]
        score = scores["all"][kind]
        direction = f"{score.direction:.2f}" if score.directions else "-"
        way = f"{score.way:.2f}" if score.ways else "-"
        yield f"| {kind.value} | {' | '.join(cells)} | {direction} | {way} |"


def misses(only: str = "") -> Iterator[str]:
    """What was told wrongly in the half that may be looked at."""
    for entry in half("dev"):
        wanted, signals = kinds_of(entry), told(entry)
        found = {signal.kind for signal in signals}
        ways = [label for label in entry["labels"] if label["direction"] and not any(
            s.kind.value == label["kind"] and s.direction.value == label["direction"] for s in signals)]
        relevant = {kind.value for kind in wanted ^ found} | {label["kind"] for label in ways}
        if not relevant or (only and only not in relevant):
            continue
        yield f"--- {entry['id']} {entry['kind']} {entry['language']} {entry['house_style']}"
        yield f"  -: {entry['before']}\n  +: {entry['after']}"
        yield "  missed " + "; ".join(f"{one['kind']} {one['direction']} [{one['before']} -> {one['after']}]"
                                      for one in entry["labels"] if SignalKind(one["kind"]) not in found or one in ways)
        yield "  wrong  " + "; ".join(f"{s.kind.value}: {s.words} ({s.rule})" for s in signals if s.kind not in wanted)


if __name__ == "__main__":
    asked = sys.argv[1:]
    print("\n".join(misses(*asked[2:]) if asked[:2] == ["--misses", "dev"] else lines()))
