"""Bringing a change of the source into a text that a scheme has edited: by clause, then sentence, then word.

Nothing is guessed and nothing is lost: where both sides changed the same words, the scheme's wording stays and a
clash keeps all three wordings for a person to decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from schemekit.model.adoption import Scope
from schemekit.text.diff import longest_rising, paired
from schemekit.text.document import ClauseText, Document

_WORD = re.compile(r"(\w+(?:[.,]\d+)*|[^\w\s])(\s*)")
_SENTENCE_ENDS = frozenset(".;:!?|")
EFFORT_LIMIT = 2_000_000
"""Most pairs of words that are weighed in one comparison; what is longer and has no landmarks is taken as a whole."""
EFFORT_IN_ALL = 100_000_000
"""Most steps that one merge may take to compare words, some seconds; what comes after is taken as a whole too."""
Key = tuple[str, int]
Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A place that both sides changed. `clause` is empty for the words before the first clause.

    Shape: of a PASSAGE, `ours` is never empty and stands in the merged clause word for word; of a CLAUSE, the wordings
    are whole slices, one of which may be empty.
    """

    clause: str
    base: str
    source: str
    ours: str
    scope: Scope = Scope.PASSAGE

    @classmethod
    def of(cls, clause: str, *, base: str, source: str, ours: str) -> Clash:
        """A clash of three slices, each with a line break at its end, which the last of a document lacks."""
        base, source, ours = (f"{raw}\n" if raw and not raw.endswith("\n") else raw for raw in (base, source, ours))
        return cls(clause=clause, base=base, source=source, ours=ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """A blank that was filled: the words that stood for it in the source, and the scheme's."""

    source: str
    ours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of three texts beyond their words.

    Shape: `aliases` gives, for the id of a clause that the source retired, the ids of the clauses its words went to;
    `substitutions` are the blanks that `ours` filled otherwise than `base` and `source` did;
    `is_refilled` says that base and source are one text, filled in with different values.
    """

    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    substitutions: tuple[Substitution, ...] = ()
    is_refilled: bool = False


NOTHING = Known()


class Effort:
    """What may still be spent on comparing words: texts that repeat one word over and over could take hours."""

    def __init__(self, left: int = EFFORT_IN_ALL) -> None:
        self._left = left

    def allows(self, first: Sequence[Hashable], second: Sequence[Hashable]) -> bool:
        """Whether two runs may be compared, which is then spent: each of at most so many blocks weighs every pair."""
        if len(first) * len(second) > EFFORT_LIMIT:
            return False
        counts = Counter(second)
        cost = sum(counts[item] for item in first) * min(len(first), len(second))
        if cost > self._left:
            return False
        self._left -= cost
        return True


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that came out, and what a person still has to decide."""

    text: str
    clashes: tuple[Clash, ...] = ()


def merge_texts(base: str, ours: str, source: str, known: Known = NOTHING) -> Merged:  # noqa: ARG001
    """Merge two whole texts of the same origin; the scheme's added and dropped clauses stay as they are.

    `base` is the source's text as the scheme took it, `source` the source's text now, `ours` the scheme's.
    A clause that only the source has now is put after the clause it follows there. A clause that the scheme dropped
    stays dropped; if the source changed it meanwhile, that is a clash. Where the source put its clauses into another
    order, the text follows, unless the scheme has an order of its own.
    """
    if ours == base or source == ours:
        return Merged(source)
    if source == base:
        return Merged(ours)
    breaks = ours.count("\r\n")
    if breaks and breaks == ours.count("\n") and "\r\n" not in source:
        merged = merge_texts(base, ours.replace("\r\n", "\n"), source)
        return Merged(merged.text.replace("\n", "\r\n"), merged.clashes)
    # The line breaks at the end belong to the document and not to its last clause, behind which others may come.
    documents = [Document.parse(text.rstrip("\n")) for text in (base, ours, source)]
    merged = _Merging(*documents).merged()
    end = _chosen(*(_line_breaks(text) for text in (base, ours, source)))
    return Merged(merged.text + end, merged.clashes)


class _Merging:
    """Three documents with their clauses keyed alike: by the base's place where it has the clause."""

    def __init__(self, base: Document, ours: Document, source: Document) -> None:
        self._base, self._ours, self._source = base, ours, source
        self._effort = Effort()
        olds = {("base", place): clause for place, clause in enumerate(base.clauses)}
        self._olds: dict[Key, ClauseText] = olds
        self._mine = _keyed("ours", ours, paired(base, ours), {})
        # A clause that both sides added under one id is one clause.
        added = {clause.id: key for key, clause in reversed(self._mine.items()) if key[0] == "ours"}
        self._new = _keyed("source", source, paired(base, source), added)

    def merged(self) -> Merged:
        preamble, clashes = _merge_slice(
            "", self._base.preamble, self._ours.preamble, self._source.preamble, self._effort
        )
        slices: dict[Key, str] = {}
        for key, clause in self._mine.items():
            raw, found = _merge_clause(clause, self._olds.get(key), self._new.get(key), self._effort)
            clashes += found
            if raw or not clause.raw:
                slices[key] = raw
        for key, clause in self._new.items():
            if key in self._mine:
                continue
            old = self._olds.get(key)
            if old is None:
                slices[key] = clause.raw
            elif old.raw.rstrip() != clause.raw.rstrip():
                clashes += (Clash.of(clause.id, base=old.raw, source=clause.raw, ours=""),)
        return Merged(self._joined(preamble, slices), clashes)

    def _joined(self, preamble: str, slices: Mapping[Key, str]) -> str:
        mine, new = list(self._mine), list(self._new)
        # The source's order is followed only where the scheme kept the one it took.
        frame, other = (new, mine) if _kept_order(mine) and not _kept_order(new) else (mine, new)
        text = preamble
        for key in _woven([key for key in frame if key in slices], [key for key in other if key in slices]):
            # What was at the end of a document has no line break of its own, see merge_texts.
            text += "\n\n" if text and not text.endswith("\n") else ""
            text += slices[key]
        return text.rstrip("\n")


def _keyed(side: str, document: Document, pairs: Mapping[int, int], known: Mapping[str, Key]) -> dict[Key, ClauseText]:
    keyed: dict[Key, ClauseText] = {}
    for place, clause in enumerate(document.clauses):
        own = known.get(clause.id, (side, place))
        key = ("base", pairs[place]) if place in pairs else (side, place) if own in keyed else own
        keyed[key] = clause
    return keyed


def _kept_order(keys: Sequence[Key]) -> bool:
    places = [place for side, place in keys if side == "base"]
    return all(first < second for first, second in pairwise(places))


def _woven(frame: Sequence[Key], other: Sequence[Key]) -> Iterator[Key]:
    """The frame's order, with what only the other has put after what it follows there."""
    known = set(frame)
    following: dict[Key | None, list[Key]] = defaultdict(list)
    at: Key | None = None
    for key in other:
        if key in known:
            at = key
        else:
            following[at].append(key)
    yield from following[None]
    for key in frame:
        yield key
        yield from following[key]


def _merge_clause(
    ours: ClauseText, old: ClauseText | None, new: ClauseText | None, effort: Effort
) -> tuple[str, tuple[Clash, ...]]:
    if old is None:
        if new is None or new.raw.strip() == ours.raw.strip():
            return ours.raw, ()
        return ours.raw, (Clash.of(ours.id, base="", source=new.raw, ours=ours.raw),)
    if new is None:
        if old.raw.strip() == ours.raw.strip():
            return "", ()
        return ours.raw, (Clash.of(ours.id, base=old.raw, source="", ours=ours.raw),)
    merged, clashes = _merge_slice(ours.id, old.raw, ours.raw, new.raw, effort)
    if clashes and not ours.has_own_id:
        # The clash names the clause by its heading, so the heading has to stay until a person has decided.
        merged = ours.raw.partition("\n")[0] + "".join(merged.partition("\n")[1:])
    return merged, clashes


def _merge_slice(
    clause: str, base: str, ours: str, source: str, effort: Effort
) -> tuple[str, tuple[Clash, ...]]:
    # The blank lines between clauses are nobody's words: they follow the side that changed them.
    tail = _chosen(_line_breaks(base), _line_breaks(ours), _line_breaks(source))
    old, core, new = base.rstrip("\n"), ours.rstrip("\n"), source.rstrip("\n")
    if core in (old, new):
        return new + tail, ()
    if new == old:
        return core + tail, ()
    merged, clean = merge_words(old, core, new, effort)
    return merged + tail, () if clean else (Clash.of(clause, base=base, source=source, ours=ours),)


def _line_breaks(text: str) -> str:
    return text[len(text.rstrip("\n")) :]


def merge_words(base: str, ours: str, source: str, effort: Effort | None = None) -> tuple[str, bool]:
    """Merge word by word: what only one side changed is taken; where both did, ours stays and it is not clean.

    White space is never a reason to ask: a new wrapping of one side is kept beside new words of the other.
    """
    old, mine, new = _Words.of(base), _Words.of(ours), _Words.of(source)
    effort = effort or Effort()
    my_edits, my_spaces = _compared(old, mine, effort)
    its_edits, its_spaces = _compared(old, new, effort)
    taken = list(my_edits)
    clean = True
    for edit in its_edits:
        rivals = _rivals(edit, my_edits)
        if not rivals:
            taken.append(edit)
        elif not (len(rivals) == 1 and rivals[0].is_same(edit)):
            clean = False
    spaces = [
        _chosen(space, my_spaces.get(at, space), its_spaces.get(at, space)) for at, space in enumerate(old.spaces)
    ]
    lead, tail = _chosen(old.lead, mine.lead, new.lead), _chosen(old.tail, mine.tail, new.tail)
    return lead + _applied(old, sorted(taken, key=lambda edit: (edit.start, edit.end)), spaces) + tail, clean


@dataclass(frozen=True, slots=True)
class _Words:
    """A text as words and marks, each with the white space after it; `lead` and `tail` are what stands around them."""

    lead: str
    words: tuple[str, ...]
    spaces: tuple[str, ...]
    tail: str

    @classmethod
    def of(cls, text: str) -> _Words:
        core = text.strip()
        start = text.index(core)
        found = _WORD.findall(core)
        words, spaces = (tuple(part) for part in zip(*found, strict=True)) if found else ((), ())
        return cls(text[:start], words, spaces, text[start + len(core) :])

    def sentences(self) -> list[tuple[str, ...]]:
        """The words in runs that end with a sentence, a list item, a table cell or a paragraph."""
        found, start = [], 0
        for at, (word, space) in enumerate(zip(self.words, self.spaces, strict=True), start=1):
            if (space and word in _SENTENCE_ENDS) or space.count("\n") > 1 or at == len(self.words):
                found.append(self.words[start:at])
                start = at
        return found


@dataclass(frozen=True, slots=True)
class _Edit:
    """Words of the base, from `start` up to `end`, with what stands there instead."""

    start: int
    end: int
    words: tuple[str, ...]
    spaces: tuple[str, ...]

    def is_same(self, other: _Edit) -> bool:
        return (self.start, self.end, self.words) == (other.start, other.end, other.words)

    def meets(self, other: _Edit) -> bool:
        """Whether no order of the two is certain, or one would be lost.

        New words just before or after exchanged ones do not meet them; beside a deletion they do, since they may
        have belonged to what is gone.
        """
        if self.start == self.end or other.start == other.end:
            added, place = (self, other) if self.start == self.end else (other, self)
            inside = place.start < added.start < place.end
            beside = added.start in (place.start, place.end)
            return inside or (beside and (not place.words or place.start == place.end))
        return self.start < other.end and other.start < self.end


def _rivals(edit: _Edit, edits: Sequence[_Edit]) -> list[_Edit]:
    """The edits, sorted and apart from each other, that meet one of the other side."""
    first = bisect_left(edits, edit.start, key=lambda other: other.end)
    rivals = []
    for at in range(first, len(edits)):
        if edits[at].start > edit.end:
            break
        if edit.meets(edits[at]):
            rivals.append(edits[at])
    return rivals


def _chosen(base: str, ours: str, source: str) -> str:
    return ours if ours != base else source


def _compared(old: _Words, new: _Words, effort: Effort) -> tuple[list[_Edit], dict[int, str]]:
    """What was exchanged, and the white space that now follows each of the base's words.

    Of its last word a text does not say what white space should follow.
    """
    edits: list[_Edit] = []
    spaces: dict[int, str] = {}
    said = len(new.words) - 1
    at = there = 0
    for start, place, length in (*_equal_runs(old, new, effort), (len(old.words), len(new.words), 0)):
        if start > at or place > there:
            edits.append(_Edit(at, start, new.words[there:place], new.spaces[there:place]))
            if at < start and there < place <= said:
                spaces[start - 1] = new.spaces[place - 1]
        spaces.update(zip(range(start, start + length), new.spaces[place : min(place + length, said)], strict=False))
        at, there = start + length, place + length
    return edits, spaces


def _equal_runs(old: _Words, new: _Words, effort: Effort) -> list[Run]:
    """Runs of equal words: whole sentences first, then words in the sentences that differ."""
    olds, news = old.sentences(), new.sentences()
    old_starts = [0, *accumulate(map(len, olds))]
    new_starts = [0, *accumulate(map(len, news))]
    runs: list[Run] = []
    at = there = 0
    for start, place, length in (*_matching(olds, news, (0, 0), effort), (len(olds), len(news), 0)):
        first, second = old_starts[at], new_starts[there]
        left, right = old.words[first : old_starts[start]], new.words[second : new_starts[place]]
        runs += _matching(left, right, (first, second), effort)
        if length:
            runs.append((old_starts[start], new_starts[place], old_starts[start + length] - old_starts[start]))
        at, there = start + length, place + length
    return runs


def _matching(
    old: Sequence[Hashable], new: Sequence[Hashable], starts: tuple[int, int], effort: Effort
) -> list[Run]:
    """Runs of equal items in order, counted from the two starts."""
    old_start, new_start = starts
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at] != new[at]), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at] != new[-1 - at]), limit - head)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
    runs[1:1] = [(head + start, head + place, length) for start, place, length in _matching_inside(left, right, effort)]
    return [(old_start + start, new_start + place, length) for start, place, length in runs if length]


def _matching_inside(left: Sequence[Hashable], right: Sequence[Hashable], effort: Effort) -> Iterator[Run]:
    """Runs of equal items, cut first at items that stand once on both sides where the text is long."""
    at = there = 0
    long = len(left) * len(right) > EFFORT_LIMIT
    for start, place in (*(_landmarks(left, right) if long else ()), (len(left), len(right))):
        first, second = left[at:start], right[there:place]
        if effort.allows(first, second):
            for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks():
                yield at + block.a, there + block.b, block.size
        if start < len(left):
            yield start, place, 1
        at, there = start + 1, place + 1


def _landmarks(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[tuple[int, int]]:
    once = {item for item, count in Counter(left).items() if count == 1}
    places = {item: place for place, item in enumerate(right) if item in once}
    repeated = {item for item, count in Counter(item for item in right if item in once).items() if count > 1}
    pairs = [(at, places[item]) for at, item in enumerate(left) if item in places and item not in repeated]
    rising = longest_rising(place for _, place in pairs)
    return [pair for index, pair in enumerate(pairs) if index in rising]


def _applied(old: _Words, edits: Sequence[_Edit], spaces: Sequence[str]) -> str:
    pieces: list[tuple[str, str]] = []
    at = 0
    for edit in edits:
        pieces += zip(old.words[at : edit.start], spaces[at : edit.start], strict=True)
        own = edit.spaces
        if edit.words and edit.end > edit.start:
            own = (*own[:-1], spaces[edit.end - 1])
        pieces += zip(edit.words, own, strict=True)
        at = max(edit.end, at)
    pieces += zip(old.words[at:], spaces[at:], strict=True)
    return "".join(word + space for word, space in pieces[:-1]) + "".join(word for word, _ in pieces[-1:])
