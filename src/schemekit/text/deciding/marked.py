"""Decisions in a text that git's marks stand in: each is looked for, and taken, in the text as it is without marks.

`update --markers` writes them, and a person may have worked between them since. The block of a decision goes when its
words are taken; every other block stays. What is not certain is refused, and nothing is closed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from schemekit.model.adoption import Decision, Scope
from schemekit.text.deciding.standing import Place, places, present
from schemekit.text.deciding.taking import EDITED, Asked, Obstacle, Taking, preview, take_all
from schemekit.text.document import comparable, prose_lines
from schemekit.text.merging.marks import resolved

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARK = re.compile(r"([<|=>])\1{6,}(?=[ \r\n]|$)")
_MOST = 50_000_000
"""Characters that are gone through at most, text by decision; only a hostile record has more."""


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between marks, with its place in the text and in the text without marks."""

    start: int
    end: int
    plain_start: int
    plain_end: int
    ours: str
    base: str | None
    theirs: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks.

    Shape: `plain` is the text with all blocks answered "ours"; `stray` are marks without a block, by their place in
    `plain`, where they still stand.
    """

    text: str
    plain: str
    blocks: tuple[Block, ...]
    stray: tuple[int, ...]

    def of(self, decision: Decision) -> Block | None:
        """The one block that a decision is about, or None."""
        found = [block for block in self.blocks if _is_about(block, decision)]
        if len(found) > 1 and decision.clause:
            found = [block for block in found if self._is_in(block.plain_start, block.plain_end, decision)]
        return found[0] if len(found) == 1 else None

    def is_uncertain(self, decision: Decision) -> bool:
        """Whether marks stand in the clause of a decision that are not known to be the decision's own."""
        own = self.of(decision)
        at = [(place, place) for place in self.stray]
        at += [(block.plain_start, block.plain_end) for block in self.blocks] if own is None else []
        return any(self._is_in(start, end, decision) for start, end in at)

    def _is_in(self, start: int, end: int, decision: Decision) -> bool:
        if decision.scope is Scope.FILE:
            return True
        regions = present(self.plain).regions(decision.clause)
        return any(region.start <= end and start < region.start + max(len(region.raw), 1) for region in regions)

    def position(self, plain: int) -> int:
        """The place in the text of a place in the text without marks."""
        at = bisect_right([block.plain_start for block in self.blocks], plain) - 1
        if at < 0:
            return plain
        block = self.blocks[at]
        if plain < block.plain_end:   # in the scheme's words, which stand below the opening mark
            return self.text.find("\n", block.start) + 1 + plain - block.plain_start
        return plain - block.plain_end + block.end

    def without(self, gone: Sequence[Block]) -> str:
        """The text with these blocks answered "ours"."""
        pieces, at = [], 0
        for block in self.blocks:
            if block in gone:
                pieces += [self.text[at : block.start], self.plain[block.plain_start : block.plain_end]]
                at = block.end
        return "".join([*pieces, self.text[at:]])


@lru_cache(maxsize=4)   # one text is asked for every decision about it
def marked(text: str) -> Marked | None:
    """The text with its marks; None where it has none."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    blocks: list[Block] = []
    plain: list[str] = []
    stray: list[int] = []
    at = length = 0
    for start, end, size in _spans(text):
        plain.append(text[at:start])
        length += start - at
        raw = text[start:end]
        if size:
            sides = [resolved(raw, size, take=take) for take in ("ours", "base", "theirs")]
            has_base = re.search(rf"^\|{{{size}}}(?!\|)", raw, re.MULTILINE) is not None
            blocks.append(Block(start, end, length, length + len(sides[0]), sides[0],
                                sides[1] if has_base else None, sides[2]))
            plain.append(sides[0])
        else:
            stray.append(length)
            plain.append(raw)
        length += len(plain[-1])
        at = end
    if not blocks and not stray:
        return None
    return Marked(text, "".join([*plain, text[at:]]), tuple(blocks), tuple(stray))


def _spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Each block from its opening to its closing mark, with the size of its marks; 0 for what is no whole block."""
    prose = {number for number, _ in prose_lines(text)}
    opened: list[tuple[int, int]] = []   # where marks stand, and their signs' number
    wanted, at = "<", 0
    for number, line in enumerate(_LINE.findall(text), start=1):
        found = _MARK.match(line)
        sign, size = (found[1], len(found[0])) if found else ("", 0)
        if opened and size == opened[0][1] and sign in wanted:
            opened.append((at, size))
            wanted = {"|": "=", "=": ">", ">": ""}[sign]
            if not wanted:
                yield opened[0][0], at + len(line), size
                opened, wanted = [], "<"
        elif sign in ("<", ">") and (number in prose or opened):
            if opened:
                yield opened[0][0], opened[0][0], 0
            opened, wanted = ([(at, size)], "|=") if sign == "<" else ([], "<")
            if sign == ">":
                yield at, at, 0
        at += len(line)
    if opened:
        yield opened[0][0], opened[0][0], 0


def _is_about(block: Block, decision: Decision) -> bool:
    """Whether a block has the three wordings of a decision, each with what else stands in its lines."""
    sides = ((block.ours, decision.ours), (block.base, decision.base), (block.theirs, decision.source))
    return all(side is None or comparable(words) in comparable(side) for side, words in sides)


def plain_text(text: str | None) -> str | None:
    """The text without marks, in which decisions are looked for."""
    found = marked(text) if text else None
    return found.plain if found else text


def places_in(text: str | None, decision: Decision) -> tuple[Place, ...]:
    """As `places`, in a text that may have marks; the lines are those of the text with its marks."""
    found = marked(text) if text else None
    if found is None or text is None:
        return places(text, decision)
    return tuple(replace(place, line=text.count("\n", 0, found.position(place.start)) + 1)
                 for place in places(found.plain, decision))


def preview_in(text: str | None, decision: Decision, wanted: str, *, source_text: str = "", at: int = 0) -> Taking:
    """As `preview`, in a text that may have marks."""
    found = marked(text) if text else None
    if found is None:
        return preview(text, decision, wanted, source_text=source_text, at=at)
    taking = preview(found.plain, decision, wanted, source_text=source_text, at=at)
    return replace(taking, obstacle=Obstacle.MARKED) if found.is_uncertain(decision) else taking


def take_all_in(
    text: str | None, asked: Sequence[Asked], source_text: str = ""
) -> tuple[str | None, tuple[Taking, ...]]:
    """As `take_all`, in a text that may have marks: there one after the other, each in the text without marks."""
    if not text or marked(text) is None:
        return take_all(text, asked, source_text)
    is_endless = len(text) * len(asked) > _MOST
    takings = []
    for item in asked:
        taking = _refused(text, item) if is_endless else _taken(text, item, source_text)
        if taking.obstacle is None:
            text = taking.text
        takings.append(taking)
    return text, tuple(takings)


def _taken(text: str | None, item: Asked, source_text: str) -> Taking:
    found = marked(text) if text else None
    if found is None:
        text, (taking,) = take_all(text, [item], source_text)
        return replace(taking, text=text)
    own = found.of(item.decision)
    is_as_it_stands = item.wanted == EDITED and item.leaves_text and own is not None
    if found.is_uncertain(item.decision) or is_as_it_stands:
        return _refused(text, item)
    new, (taking,) = take_all(found.plain, [item], source_text)
    if taking.obstacle is not None:
        return replace(taking, text=text)
    return replace(taking, text=_put_back(found, own, new))


def _refused(text: str | None, item: Asked) -> Taking:
    return Taking(text=text, words=item.decision.ours, obstacle=Obstacle.MARKED)


def _put_back(found: Marked, own: Block | None, new: str | None) -> str | None:
    """The new text without marks with the blocks put back that the change does not touch."""
    if new is None or not new:
        return new
    old = found.plain
    head = _alike(old, new)
    most = min(len(old), len(new)) - head
    tail = _alike(old[len(old) - most :][::-1], new[len(new) - most :][::-1])
    start, end = head, len(old) - tail
    gone = [block for block in found.blocks
            if block is own or (block.plain_start < end and start < block.plain_end)]
    if new == old:
        return found.without(gone)
    kept = marked(found.without(gone))
    if kept is None:
        return new
    return kept.text[: kept.position(start)] + new[head : len(new) - tail] + kept.text[_end(kept, end) :]


def _alike(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if first[:middle] == second[:middle] else (low, middle - 1)
    return low


def _end(kept: Marked, end: int) -> int:
    """Where a change ends in the text with marks: before a block that begins there."""
    return next((block.start for block in kept.blocks if block.plain_start == end), kept.position(end))
