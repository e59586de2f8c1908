"""Two wordings of one text brought together word by word; where that would need a guess, the passage is asked about.

What only one side changed is taken. A passage is a sentence, a list item, a table row or a heading: a person who
decides reads it whole. Nothing here knows of clauses: those are in `merge`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from schemekit.text.comparing.alignment import Effort
from schemekit.text.comparing.likeness import shared_words
from schemekit.text.document import comparable
from schemekit.text.force import is_binding_word
from schemekit.text.merging.substitution import DOUBTFUL, FILLED, is_marked
from schemekit.text.merging.word_edits import Comparison, Edit, compared
from schemekit.text.merging.words import ENDS, HEADING_KEY, LINE_KEYS, Words

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


_SENTENCE = 4
_SPLIT = 0.6
_LONGER = 4
"""Share of words that a new sentence has in common with the one it was split from."""
IsName = Callable[[str, str, Edit], bool]


def merge_wordings(
    base: str, ours: str, source: str, effort: Effort | None = None, *, is_name: IsName = lambda *_: False,
    are_rows: bool = False,
) -> WordMerge:
    """Merge word by word. White space, quotes and numbers of items are never a reason to ask.

    Shape: `is_name` says of an edit that it does no more than put one name or value for another: words beside it make
    the same sentence as before, so that they may stand close. Of rows, each line is a passage.
    """
    if source == ours or (ours == base and not is_marked(source, base)):
        return WordMerge(text=source)
    if source == base:
        return WordMerge(text=ours)
    effort = effort or Effort()
    old = Words.of(base, are_rows=are_rows)
    mine, its = (compared(old, Words.of(text, are_rows=are_rows), effort) for text in (ours, source))
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
        taken = 0
        pieces = _Pieces(chosen(old.lead, mine.new.lead, its.new.lead))
        passages: list[Passage] = []
        at = 0
        for region in (*self._regions, None):
            low = region.low if region else len(old)
            first = taken
            while taken < len(free) and free[taken].end <= low:
                taken += 1
            self._apart(pieces, at, low, free[first:taken])
            if region:
                passages += self._asked(region, pieces)
                at = region.high
        tail = chosen(old.tail, mine.new.tail, its.new.tail)
        return WordMerge(text=pieces.text(strip=len(old) > 0) + tail, passages=tuple(passages))

    def _apart(self, pieces: _Pieces, start: int, end: int, edits: Sequence[Edit]) -> None:
        """Words outside every region, with the edits of both sides."""
        at = start
        for edit in (*edits, None):
            for place in range(at, edit.start if edit else end):
                pieces.add(self._old.keys[place], self._text(place), self._space(place), begins=self._old.lines[place])
            if edit is None:
                return
            last = self._space(edit.end - 1) if edit.end > edit.start and edit.keys else ""
            for key, text, space in zip(edit.keys, edit.texts, (*edit.spaces[:-1], last or "".join(edit.spaces[-1:])),
                                        strict=False):
                pieces.add(key, text, space)
            at = max(at, edit.end)

    def _text(self, place: int) -> str:
        old = self._old.texts[place]
        return chosen(old, self._mine.texts.get(place, old), self._its.texts.get(place, old))

    def _space(self, place: int) -> str:
        old, mine, its = self._old.spaces[place], self._mine.space(place), self._its.space(place)
        if old in (mine, its):
            return chosen(old, mine, its)
        # Where both spaced it anew, a new paragraph of either side stays one.
        return its if its.count("\n") > max(mine.count("\n"), 1) else mine

    def _asked(self, region: _Region, pieces: _Pieces) -> Iterator[Passage]:
        low, high = region.low, region.high
        base = "".join(map("".join, zip(self._old.texts[low:high], self._old.spaces[low:high], strict=True)))
        ours = self._wording(self._mine, region.mine, low, high)
        source = self._wording(self._its, region.its, low, high)
        kept = ours.rstrip()
        first = Words.of(kept[:40])
        # A new sentence behind the last word of a text has no white space before it.
        pieces.part_from_last(self._mine.space(low - 1) if low else "")
        start = pieces.begin(first.keys[0] if len(first) else "")
        if kept:
            pieces.add("", kept, ours[len(kept):] or (self._space(high - 1) if high > low else ""))
        if comparable(ours) != comparable(source):
            yield Passage(start=start, base=base.strip(), ours=kept, source=source.strip())

    @staticmethod
    def _wording(side: Comparison, chosen: set[int], low: int, high: int) -> str:
        edits = [side.edits[at] for at in sorted(chosen)]
        return "".join(text + space for text, space, _ in side.wording(low, high, edits))

    def _found_regions(self) -> tuple[_Region, ...]:
        """The regions to ask about: rivals with the passage around them, grown until no edit crosses their ends."""
        regions: list[_Region] = []
        for first, second in sorted(self._rivals()):
            if regions and first in regions[-1].mine and second in regions[-1].its:
                continue  # the passage is asked about already
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
                if low == high and low > 0 and self._goes_on_at(low, mine, its):
                    grown.low = low - 1  # words put to the end of a line are read with the line
                elif low > 0 and self._is_empty(mine, low, high):
                    grown.low = low - 1  # nothing of ours is left here: what stands before it shows the place
                elif high < len(self._old) and self._is_empty(mine, low, high):
                    grown.high = high + 1
                else:
                    return grown
            region = grown

    def _is_empty(self, mine: set[int], low: int, high: int) -> bool:
        """Whether nothing of ours is left between two places."""
        edits = [self._mine.edits[at] for at in mine]
        return not any(edit.keys for edit in edits) and sum(edit.end - edit.start for edit in edits) == high - low

    def _goes_on_at(self, place: int, mine: set[int], its: set[int]) -> bool:
        edits = [(self._mine, self._mine.edits[at]) for at in mine] + [(self._its, self._its.edits[at]) for at in its]
        # A sentence that follows another in its line is one of its own.
        return not self._old.ends_sentence(place - 1) and any(
            edit.place > 0 and "\n" not in side.new.spaces[edit.place - 1] for side, edit in edits
        )

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
        yield from self._rivals_in_tables()
        yield from self._rivals_in_splits()

    def _doubtful(self) -> Iterator[int]:
        """Its edits that stand over or beside a number of ours, so that only a person can say which is meant."""
        for second, its in enumerate(self._its.edits):
            gone = self._old.keys[its.start:its.end]
            if DOUBTFUL in its.keys or (FILLED in gone and any(key[:1].isdigit() for key in its.keys)):
                yield second

    def _rivals_in_tables(self) -> Iterator[tuple[int, int]]:
        """Columns that one side changed, and rows or columns that the other did: a row of another width is no row."""
        sides = self._mine, self._its
        changed = [side.new.widths != self._old.widths for side in sides]
        if not any(changed):
            return
        mine, its = (_edits_in_tables(self._old, side.edits) for side in sides)
        for table in mine.keys() & its.keys():
            yield from self._rivals_in_table(mine[table], its[table], changed)

    def _rivals_in_table(self, mine: list[int], its: list[int], changed: list[bool]) -> Iterator[tuple[int, int]]:
        """All edits of the side that changed columns with one of the other's, and all of those with one of its."""
        if not all(changed):
            edits, places = ((self._its.edits, its), (self._mine.edits, mine))[changed[1]]
            rows = [at for at in places if self._changes_rows(edits[at])]
            mine, its = (mine, rows) if changed[0] else (rows, its)
        if mine and its:
            yield from ((first, its[0]) for first in mine)
            yield from ((mine[0], second) for second in its)

    def _changes_rows(self, edit: Edit) -> bool:
        return any("\n" in space for space in (*edit.spaces, *self._old.spaces[edit.start:edit.end]))

    def _rivals_in_splits(self) -> Iterator[tuple[int, int]]:
        """Edits of a sentence that the other side made two of: nobody can say for which of them they were meant."""
        for mover, other, is_mine in ((self._its, self._mine, True), (self._mine, self._its, False)):
            for at, added in enumerate(mover.edits):
                for low, high in self._split_by(added, mover):
                    for edit in _within(other.edits, low, high):
                        if not other.edits[edit].is_same(added):
                            yield (edit, at) if is_mine else (at, edit)

    def _split_by(self, added: Edit, side: Comparison) -> Iterator[tuple[int, int]]:
        """The passages at an edit that say much the same as its new words, and were changed themselves."""
        words = Counter(filter(str.isalnum, added.keys)) if len(added.keys) >= _SENTENCE else Counter[str]()
        if words.total() < _SENTENCE or "|" in added.keys:
            return  # rows of a table are alike by nature
        for place in {max(added.start - 1, 0), min(added.end, len(self._old) - 1)}:
            low, high = self._old.passage_around(place, place + 1)
            if high - low > _LONGER * len(added.keys):
                continue  # of a passage that much longer, most words are not among the new ones
            own = Counter(filter(str.isalnum, self._old.keys[low:high]))
            if shared_words(words, own) >= _SPLIT and any(side.edits[at] != added or low < added.start < high
                                       for at in _within(side.edits, low, high)):
                yield low, high

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
            return not any(self._goes_on(added, gone, side) or self._is_block_beside(added, gone, side)
                           for added, gone, side in ((mine, its, self._mine), (its, mine, self._its)))
        return self._are_close(mine, its) and not (self._names(mine, its) or self._names(its, mine))

    def _goes_on(self, added: Edit, gone: Edit, side: Comparison) -> bool:
        """Whether words were put to the end of a line, and the item or paragraph that begins after it is gone."""
        at = added.start
        if added.end != at or gone.start != at or gone.keys or at == 0 or at >= len(self._old):
            return False
        return self._old.begins_block(at) and "\n" not in side.space(at - 1)

    def _is_block_beside(self, added: Edit, gone: Edit, side: Comparison) -> bool:
        """Whether whole paragraphs or items were put beside whole ones that are gone: they were never one text."""
        if added.end != added.start or gone.keys or gone.end == gone.start:
            return False
        old, new, end = self._old, side.new, added.place + len(added.keys)
        other = self._its if side is self._mine else self._mine
        first = bisect_left(other.edits, added.start, key=lambda edit: edit.end)
        gone_there = [edit for edit in other.edits[first : first + 3] if not edit.keys]
        if {edit.start == added.start for edit in gone_there if added.start in (edit.start, edit.end)} == {True, False}:
            return False  # what stood before it and what stood after it are gone: where does it belong now?
        whole = all(at == len(old) or old.begins_block(at) for at in (gone.start, gone.end))
        return whole and new.begins_block(added.place) and (end == len(new) or new.begins_block(end))

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
        return not self._is_end_between(mine, its, low, high) and not self._is_cell_apart(low, high)

    def _is_end_between(self, mine: Edit, its: Edit, low: int, high: int) -> bool:
        """Whether one edit ends with its passage and the other begins the next, so that they are in two sentences."""
        ends = self._old.passage_ends
        first = bisect_left(ends, low if low else 1)
        if first == len(ends) or ends[first] > high:
            return False
        later, side = (its, self._its) if its.start >= mine.end else (mine, self._mine)
        earlier = mine if later is its else its
        joins = earlier.keys and earlier.keys[-1] not in ENDS and self._old.keys[earlier.end - 1] in ENDS
        if earlier.end == ends[first] and joins:
            return False  # it joins its sentence to the next one
        # Words put behind the last one of an item, in its line, are in that item.
        goes_on = later.start == later.end == ends[first] and "\n" not in side.space(later.start - 1)
        return not (goes_on and self._old.is_word(later.start - 1))

    def _is_cell_apart(self, low: int, high: int) -> bool:
        return any(self._old.texts[at] == "|" or self._old.keys[at] == HEADING_KEY for at in range(low, high))


class _Pieces:
    """The words that come out, one after the other; what begins a line in Markdown is never put behind other words."""

    def __init__(self, lead: str) -> None:
        self._texts = [lead]
        self._length = len(lead)

    def add(self, key: str, text: str, space: str, *, begins: bool = True) -> None:
        """Put a word with its white space behind the others."""
        if begins:
            self.begin(key)
        self._texts += [text, space]
        self._length += len(text) + len(space)

    def begin(self, key: str) -> int:
        """Where the next word goes; a list item, a heading or a row begins a line."""
        if key in LINE_KEYS and self._length and "\n" not in self._texts[-1]:
            self._set_last("\n\n" if key == HEADING_KEY else "\n")
        return self._length

    def part_from_last(self, space: str) -> None:
        """White space behind the last word, where it has none."""
        if self._length and not self._texts[-1] and len(self._texts) > 1:
            self._set_last(space)

    def _set_last(self, space: str) -> None:
        self._length += len(space) - len(self._texts[-1])
        self._texts[-1] = space

    def text(self, *, strip: bool) -> str:
        """All of it; the white space behind the last word is the text's and not the word's."""
        text = "".join(self._texts)
        return text.rstrip() if strip else text


def _edits_in_tables(old: Words, edits: Sequence[Edit]) -> dict[int, list[int]]:
    """The edits that touch each table, by the place of its first word."""
    found: dict[int, list[int]] = defaultdict(list)
    for at, edit in enumerate(edits):
        place = bisect_right(old.tables, edit.start, key=lambda table: table[0]) - 1
        if place >= 0 and edit.start <= old.tables[place][1]:
            found[old.tables[place][0]].append(at)
    return found


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


def chosen(base: str, ours: str, source: str) -> str:
    """Of what is never asked about, such as white space: ours where we changed it, else the source's."""
    return ours if ours != base else source

