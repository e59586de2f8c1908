"""Words that only look otherwise in a returned text: bold or italics that somebody put on or took off.

What the text knows of looks is carried over; colours, fonts and highlighting are not, and nothing is told of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.inline import Look, spans
from schemekit.text.returning.carrying import Carried, look_at
from schemekit.text.returning.source import Markup, SourceUnit
from schemekit.text.returning.unit import Unit, UnitKind

_KNOWN = frozenset({"strong", "emph"})
_MARKS = {"strong": ("**", "__"), "emph": ("*", "_")}
_KINDS = frozenset({UnitKind.PARAGRAPH, UnitKind.ITEM, UnitKind.QUOTE, UnitKind.ROW})
Looks = tuple[frozenset[str], frozenset[str]]


def looks_changed(
    text: str, source: SourceUnit, old: Unit, new: Unit, changed: Sequence[Carried] = ()
) -> Iterator[Carried]:
    """The words of a passage that both sides have and that are bold or in italics on one of them only.

    Shape: `changed` are the words that were exchanged in it; what stands beside them is left as it is. Where the marks
    of the text do not allow it (half a link), nothing comes of it.
    """
    if old.kind not in _KINDS or new.kind not in _KINDS:
        return
    there = {start + at: place + at for start, place, length in equal_runs(old.keys, source.keys, Effort(1_000_000))
             for at in range(length)}
    differing = dict(_differing(old, new))
    if old.kind is UnitKind.ROW and len(differing) > len(old.keys) // 2:
        return   # the style of a whole row, which is the table's own
    taken = {place for one in changed for place in range(one.first - 1, one.last + 1)}
    places = [(there[at], looks) for at, looks in differing.items() if at in there and there[at] not in taken]
    for _, run in groupby(enumerate(places), key=lambda item: (item[1][0] - item[0], item[1][1])):
        found = [item for _, item in run]
        if (one := _carried(text, source, found[0][0], found[-1][0] + 1, found[0][1])) is not None:
            yield one


def looks_differ(olds: Sequence[Unit], news: Sequence[Unit]) -> bool:
    """Whether words of passages that say the same look otherwise."""
    return any(next(_differing(old, new), None) is not None for old, new in zip(olds, news, strict=True)
               if old.kind in _KINDS and new.kind in _KINDS)


def _differing(old: Unit, new: Unit) -> Iterator[tuple[int, Looks]]:
    """Of the old words that look otherwise, the place and how they looked and look."""
    for start, place, length in equal_runs(old.keys, new.keys, Effort(1_000_000)):
        for at in range(length):
            before = look_at(old, old.words[start + at].start)[0] & _KNOWN
            after = look_at(new, new.words[place + at].start)[0] & _KNOWN
            if before != after:
                yield start + at, (before, after)


def _carried(text: str, source: SourceUnit, first: int, last: int, looks: Looks) -> Carried | None:
    """The words in the Markdown with the marks that they have now; None where that cannot be written."""
    start, end = source.words[first].start, source.words[last - 1].end
    inside = text[start:end]
    for name in sorted(looks[0] - looks[1]):
        mark = _mark_around(text, source.markup, start, end, name)
        if mark is None:
            return None
        start, end = mark.start, mark.end
    for mark in source.markup:
        is_outside = mark.inner_start <= start and end <= mark.inner_end
        if mark.inner_start < end and start < mark.inner_end and not is_outside:
            if start > mark.inner_start or mark.inner_end > end:
                return None   # half of a link or of other bold words
            inside = text[min(start, mark.start) : start] + inside + text[end : max(end, mark.end)]
            start, end = min(start, mark.start), max(end, mark.end)
    for name in sorted(looks[1] - looks[0]):
        inside = f"{_MARKS[name][0]}{inside}{_MARKS[name][0]}"
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    around = text[line:start], text[end : stop if stop >= 0 else len(text)]
    if not _reads(around[0] + inside + around[1], len(around[0]), len(around[0]) + len(inside), looks[1]):
        return None
    return Carried(start=start, end=end, text=inside, first=first, last=last)


def _mark_around(text: str, markup: Sequence[Markup], start: int, end: int, name: str) -> Markup | None:
    return next((mark for mark in markup if (mark.inner_start, mark.inner_end) == (start, end)
                 and text[mark.start : start] in _MARKS[name]), None)


def _reads(line: str, start: int, end: int, wanted: frozenset[str]) -> bool:
    """Whether the words of a line are read in the look that was wanted."""
    shown = [span for span in spans(line) if span.look is Look.SHOWN and start < span.end and span.start < end]
    return bool(shown) and all(
        (span.face.strong, span.face.emphasis) == ("strong" in wanted, "emph" in wanted) for span in shown)
