"""Two wordings of one text brought together word by word; where that would need a guess, the passage is asked about.

What only one side changed is taken. A passage is a sentence, a list item, a table row or a heading: a person who
decides reads it whole. Nothing here knows of clauses: those are in `merge`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from schemekit.text.alignment import Effort
from schemekit.text.force import is_binding_word
from schemekit.text.substitution import DOUBTFUL, FILLED
from schemekit.text.word_edits import Comparison, Edit, compared
from schemekit.text.words import HEADING_KEY, Words

CLOSE = 2
"""Two edits of one sentence with fewer unchanged words between them are asked about: together they could make one
that nobody wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place where both sides changed the same words, in three wordings without the white space at their ends.

    Shape: `ours` stands in the merged text at `start`; it is empty only where nothing at all is left of our text.
    """

    start: int
    base: str
    ours: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordMerge:
    """The text that came out, and the passages that a person still has to decide."""

    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(slots=True)
class _Region:
    """A part of the base, `low` up to `high`, with the edits of both sides in it."""

    low: int
    high: int
    mine: set[int] = field(default_factory=set)
    its: set[int] = field(default_factory=set)


IsName = Callable[[str, str, Edit], bool]


def merge_wordings(
    base: str, ours: str, source: str, effort: Effort | None = None, *, is_name: IsName = lambda *_: False
) -> WordMerge:
    """Merge word by word. White space, quotes and numbers of items are never a reason to ask.

    Shape: `is_name` says of an edit that it does no more than put one name or value for another: words beside it make
    the same sentence as before, so that they may stand close.
    """
    if ours == base or source == ours:
        return WordMerge(text=source)
    if source == base:
        return WordMerge(text=ours)
    effort = effort or Effort()
    old = Words.of(base)
    mine, its = (compared(old, Words.of(text), effort) for text in (ours, source))
    return _Joining(old, mine, its, is_name).joined()


class _Joining:
    """Two comparisons with one base: which edits stand for themselves, and which have to be asked about together."""

    def __init__(self, old: Words, mine: Comparison, its: Comparison, is_name: IsName) -> None:
        self._old, self._mine, self._its, self._is_name = old, mine, its, is_name
        self._regions = self._found_regions()

    def joined(self) -> WordMerge:
        """The base with the edits of both sides, and in each region ours."""
        old, mine, its = self._old, self._mine, self._its
        asked_mine = {at for region in self._regions for at in region.mine}
        asked_its = {at for region in self._regions for at in region.its}
        free = [edit for at, edit in enumerate(mine.edits) if at not in asked_mine]
        known = {(edit.start, edit.end, edit.keys) for edit in free}
        free += [edit for at, edit in enumerate(its.edits)
                 if at not in asked_its and (edit.start, edit.end, edit.keys) not in known]
        free.sort(key=lambda edit: (edit.start, edit.end))
        pieces: list[str] = [_chosen(old.lead, mine.new.lead, its.new.lead)]
        passages: list[Passage] = []
        at = 0
        for region in (*self._regions, None):
            low = region.low if region else len(old)
            inside = [edit for edit in free if at <= edit.start and edit.end <= low]
            free = free[len(inside):]
            pieces += self._apart(at, low, inside)
            if region:
                pieces, passage = self._asked(region, pieces)
                passages.append(passage)
                at = region.high
        text = "".join(pieces)
        text = text[: len(text.rstrip())] if len(old) else text
        tail = _chosen(old.tail, mine.new.tail, its.new.tail)
        return WordMerge(text=text + tail, passages=tuple(passages))

    def _apart(self, start: int, end: int, edits: Sequence[Edit]) -> Iterator[str]:
        """Words outside every region, with the edits of both sides."""
        at = start
        for edit in (*edits, None):
            for place in range(at, edit.start if edit else end):
                yield self._text(place)
                yield self._space(place)
            if edit is None:
                return
            for text, space in zip(edit.texts[:-1], edit.spaces[:-1], strict=True):
                yield text
                yield space
            if edit.keys:
                yield edit.texts[-1]
                yield self._space(edit.end - 1) if edit.end > edit.start else edit.spaces[-1]
            at = max(at, edit.end)

    def _text(self, place: int) -> str:
        old = self._old.texts[place]
        return _chosen(old, self._mine.texts.get(place, old), self._its.texts.get(place, old))

    def _space(self, place: int) -> str:
        return _chosen(self._old.spaces[place], self._mine.space(place), self._its.space(place))

    def _asked(self, region: _Region, pieces: list[str]) -> tuple[list[str], Passage]:
        low, high = region.low, region.high
        base = "".join(map("".join, zip(self._old.texts[low:high], self._old.spaces[low:high], strict=True)))
        ours = self._wording(self._mine, region.mine, low, high)
        source = self._wording(self._its, region.its, low, high)
        before = "".join(pieces)
        # A new sentence behind the last word of a text has no white space before it.
        gap = "" if not before or before[-1:].isspace() or not ours else self._gap_before(region)
        kept = ours.rstrip()
        space = self._space(high - 1) if high > low else ours[len(kept):]
        passage = Passage(start=len(before) + len(gap), base=base.strip(), ours=kept, source=source.strip())
        return [before, gap, kept, space if kept else ""], passage

    def _gap_before(self, region: _Region) -> str:
        place = region.low - 1
        return self._mine.space(place) if place >= 0 else ""

    @staticmethod
    def _wording(side: Comparison, chosen: set[int], low: int, high: int) -> str:
        edits = [side.edits[at] for at in sorted(chosen)]
        return "".join(text + space for text, space, _ in side.wording(low, high, edits))

    def _found_regions(self) -> tuple[_Region, ...]:
        """The regions to ask about: rivals with the passage around them, grown until no edit crosses their ends."""
        regions: list[_Region] = []
        for first, second in self._rivals():
            mine, its = self._mine.edits[first], self._its.edits[second]
            low, high = min(mine.start, its.start), max(mine.end, its.end)
            regions.append(self._grown(_Region(low, high, {first}, {second})))
        for second in self._doubtful():
            its = self._its.edits[second]
            regions.append(self._grown(_Region(its.start, its.end, set(), {second})))
        return tuple(self._joined_regions(regions))

    def _joined_regions(self, regions: list[_Region]) -> Iterator[_Region]:
        """Regions that overlap, or share an edit, are one."""
        waiting = sorted(regions, key=lambda region: (region.low, region.high))
        current: _Region | None = None
        for region in waiting:
            if current and (region.low < current.high or region.mine & current.mine or region.its & current.its
                            or (region.low == region.high == current.high)):
                current = self._grown(_Region(min(current.low, region.low), max(current.high, region.high),
                                              current.mine | region.mine, current.its | region.its))
                continue
            if current:
                yield current
            current = region
        if current:
            yield current

    def _grown(self, region: _Region) -> _Region:
        while True:
            low, high = self._old.passage_around(region.low, region.high)
            low, high = min(low, region.low), max(high, region.high)
            mine = region.mine | set(_within(self._mine.edits, low, high))
            its = region.its | set(_within(self._its.edits, low, high))
            edits = [*(self._mine.edits[at] for at in mine), *(self._its.edits[at] for at in its)]
            low, high = min([low, *(e.start for e in edits)]), max([high, *(e.end for e in edits)])
            grown = _Region(low, high, mine, its)
            if (low, high, mine, its) == (region.low, region.high, region.mine, region.its):
                if low > 0 and not self._wording(self._mine, mine, low, high).strip():
                    grown.low = low - 1  # nothing of ours is left here: what stands before it shows the place
                elif high < len(self._old) and not self._wording(self._mine, mine, low, high).strip():
                    grown.high = high + 1
                else:
                    return grown
            region = grown

    def _rivals(self) -> Iterator[tuple[int, int]]:
        """Pairs of edits, mine and its, of which no person would be sure how they go together."""
        edits = self._mine.edits
        for second, its in enumerate(self._its.edits):
            first = bisect_left(edits, its.start - 2 * CLOSE - 2, key=lambda edit: edit.end)
            for at in range(first, len(edits)):
                if edits[at].start > its.end + 2 * CLOSE + 2:
                    break
                if not edits[at].is_same(its) and self._are_rivals(edits[at], its):
                    yield at, second
        yield from self._rivals_in_force()

    def _doubtful(self) -> Iterator[int]:
        """Its edits that stand over or beside a number of ours, so that only a person can say which is meant."""
        for second, its in enumerate(self._its.edits):
            gone = self._old.keys[its.start:its.end]
            if DOUBTFUL in its.keys or (FILLED in gone and any(key[:1].isdigit() for key in its.keys)):
                yield second

    def _rivals_in_force(self) -> Iterator[tuple[int, int]]:
        """Edits of one sentence that both touch its binding verb or a negation, however far apart."""
        binding = {bisect_right(self._old.passage_ends, edit.start): at for at, edit in enumerate(self._mine.edits)
                   if self._binds(edit)}
        for second, its in enumerate(self._its.edits):
            first = binding.get(bisect_right(self._old.passage_ends, its.start)) if self._binds(its) else None
            if first is not None and not self._mine.edits[first].is_same(its):
                yield first, second

    def _binds(self, edit: Edit) -> bool:
        return any(map(is_binding_word, (*self._old.keys[edit.start:edit.end], *edit.keys)))

    def _are_rivals(self, mine: Edit, its: Edit) -> bool:
        if mine.meets(its):
            return True
        return self._are_close(mine, its) and not (self._names(mine, its) or self._names(its, mine))

    def _names(self, edit: Edit, beside: Edit) -> bool:
        part = slice(edit.start, edit.end)
        gone, come = _spelt(self._old.texts[part], self._old.spaces[part]), _spelt(edit.texts, edit.spaces)
        # Where the new words beside it say the old name again, somebody has to say which is meant.
        return self._is_name(gone, come, edit) and (not gone or gone not in _spelt(beside.texts, beside.spaces))

    def _are_close(self, mine: Edit, its: Edit) -> bool:
        """Whether two edits stand in one passage with hardly a word between them."""
        low, high = min(mine.end, its.end), max(mine.start, its.start)
        if low > high:
            return False
        words = sum(self._old.is_word(at) for at in range(low, high))
        if words >= CLOSE:
            return False
        ends = self._old.passage_ends
        # An edit that ends with its passage and one that begins the next are in two sentences.
        first = bisect_left(ends, low if low else 1)
        return not (first < len(ends) and ends[first] <= high) and not self._is_cell_apart(low, high)

    def _is_cell_apart(self, low: int, high: int) -> bool:
        return any(self._old.texts[at] == "|" or self._old.keys[at] == HEADING_KEY for at in range(low, high))


def _within(edits: Sequence[Edit], low: int, high: int) -> Iterator[int]:
    """The edits that touch what lies between two places, and not only their outer sides."""
    first = bisect_left(edits, low, key=lambda edit: edit.end)
    for at in range(first, len(edits)):
        edit = edits[at]
        if edit.start >= high:
            break
        if edit.end > low and (edit.start < high):
            yield at


def _spelt(texts: Sequence[str], spaces: Sequence[str]) -> str:
    """Words as they stand, in one line."""
    return " ".join("".join(map("".join, zip(texts, spaces, strict=True))).split())


def _chosen(base: str, ours: str, source: str) -> str:
    return ours if ours != base else source

