"""A merged text with git's marks around what a person still has to decide, for those who work with git.

Nothing else of ours writes marks or looks for them: what clashed is known from `Merged`, and a policy may quote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import count

from schemekit.text.document import Document
from schemekit.text.merging.merge import Clash, Merged

MARK_SIZE = 7
_RUN = re.compile(r"^(?:<+|\|+|=+|>+)", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
Span = tuple[int, int]


class Style(Enum):
    """How much the marks show. Basis: git's merge.conflictStyle.

    MERGE: both sides. DIFF3: what both started from as well. ZDIFF3: likewise, without lines that both sides begin or
    end with.
    """

    MERGE = "merge"
    DIFF3 = "diff3"
    ZDIFF3 = "zdiff3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What stands behind the marks: the names of the three texts."""

    ours: str = "ours"
    base: str = "base"
    theirs: str = "theirs"


def with_marks(
    merged: Merged, labels: Labels, style: Style = Style.MERGE, *, theirs: str = "", size: int = MARK_SIZE
) -> str:
    """The text with marks on lines of their own around each clash; with no clash, the text.

    `theirs` is the whole other text, if at hand: it tells where a clause belongs that ours dropped. Marks have `size`
    signs, or a few more where a line of a text could be taken for one, see `mark_size`. Choosing "ours" everywhere
    gives `merged.text` back byte for byte, see `resolved`.
    """
    text = merged.text
    length = mark_size(merged, size)
    pieces: list[str] = []
    at = 0
    for region in _regions(text, _places(merged, theirs)):
        pieces += (text[at : region.start], *_marked(region, labels, style, length))
        at = region.end
    return "".join(pieces) + text[at:]


def mark_size(merged: Merged, at_least: int = MARK_SIZE) -> int:
    """How many signs a mark has: a number that no line of the texts begins with."""
    texts = (merged.text, *(side for clash in merged.clashes for side in (clash.base, clash.ours, clash.source)))
    taken = {len(match[0]) for text in texts for match in _RUN.finditer(text)}
    return next(size for size in count(at_least) if size not in taken)


def resolved(marked: str, size: int = MARK_SIZE, *, take: str = "ours") -> str:
    """A text with all its marks of that size answered alike: `ours`, `base` or `theirs`."""
    mark = re.compile(rf"([<|=>])\1{{{size - 1}}}(?!\1)")
    sides = {"<": "ours", "|": "base", "=": "theirs", ">": ""}
    kept: list[str] = []
    side = ""
    for line in _LINE.findall(marked):
        if found := mark.match(line):
            side = sides[found[1]]
            if not (side or line.endswith("\n")) and kept:   # see _marked
                kept[-1] = kept[-1].removesuffix("\n").removesuffix("\r")
        elif side in ("", take):
            kept.append(line)
    return "".join(kept)


@dataclass(frozen=True, slots=True)
class _Place:
    """A piece of the merged text, from `start` up to `end`, with its two other wordings."""

    start: int
    end: int
    base: str
    theirs: str


@dataclass(frozen=True, slots=True)
class _Region:
    """Whole lines of the merged text that marks go around, in all wordings."""

    start: int
    end: int
    ours: str
    base: str
    theirs: str


def _places(merged: Merged, theirs: str) -> list[_Place]:
    """Where each clash stands; those of one clause stand in it in the order in which they are told."""
    text = merged.text
    slices = _slices(text)
    homes = _homes(slices, theirs) if merged.clashes else {}
    is_crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    reached: dict[str, int] = {}
    places = []
    for clash in merged.clashes:
        clash = _with_crlf(clash) if is_crlf else clash
        span = slices.get(clash.clause, (0, len(text)))
        place = _found(text, clash, span, reached.get(clash.clause, 0)) if clash.ours else None
        if place is None and clash.ours and clash.clause in slices:
            place = _Place(*span, clash.base, clash.source)
        if place is None:
            place = _put(text, clash, homes.get(clash.clause, len(text)))
        reached[clash.clause] = place.end
        places.append(place)
    return places


def _slices(text: str) -> dict[str, Span]:
    document = Document.parse(text)
    at = len(document.preamble)
    slices = {"": (0, at)}
    for clause in document.clauses:
        slices[clause.id] = (at, at + len(clause.raw))
        at += len(clause.raw)
    return slices


def _with_crlf(clash: Clash) -> Clash:
    base, ours, source = (re.sub(r"\r?\n", "\r\n", side) for side in (clash.base, clash.ours, clash.source))
    return replace(clash, base=base, ours=ours, source=source)


def _found(text: str, clash: Clash, span: Span, reached: int) -> _Place | None:
    """Where our wording stands, with the line breaks at its end or, at the end of a text, without."""
    bare = [side.rstrip("\r\n") for side in (clash.ours, clash.base, clash.source)]
    for ours, base, theirs in ((clash.ours, clash.base, clash.source), bare):
        for begin in (max(span[0], reached), span[0]):
            at = text.find(ours, begin, span[1]) if ours else -1
            if at >= 0:
                return _Place(at, at + len(ours), base, theirs)
    return None


def _homes(slices: Mapping[str, Span], theirs: str) -> dict[str, int]:
    """Where each clause of the other text would stand: behind the one that comes before it there, if we have that."""
    homes: dict[str, int] = {}
    at = slices[""][1]
    for clause in Document.parse(theirs).clauses:
        homes.setdefault(clause.id, at)
        at = slices[clause.id][1] if clause.id in slices else at
    return homes


def _put(text: str, clash: Clash, at: int) -> _Place:
    """A clause that the text has not, at the beginning of a line."""
    end = "\r\n" if "\r\n" in text else "\n"
    base, theirs = (f"{side}{end}" if side and not side.endswith("\n") else side for side in (clash.base, clash.source))
    if at < len(text) or not text:
        return _Place(at, at, base, theirs)
    last = text[text.rfind("\n") + 1 :]
    gap = end + end if last else end
    base, theirs = (f"{last}{gap}{side}" if side else last for side in (base, theirs))
    return _Place(at - len(last), at, base, theirs)


def _regions(text: str, places: Sequence[_Place]) -> Iterator[_Region]:
    """The places widened to whole lines, those that share a line in one region."""
    group: list[_Place] = []
    end = -1
    for place in sorted(places, key=lambda place: (place.start, place.end)):
        start, stop = _lines_of(text, place)
        if group and not (start < end or start == stop == end == _lines_of(text, group[0])[0]):
            yield _region(text, group, end)
            group, end = [], -1
        group.append(place)
        end = max(end, stop)
    if group:
        yield _region(text, group, end)


def _lines_of(text: str, place: _Place) -> Span:
    start = text.rfind("\n", 0, place.start) + 1
    if place.end > 0 and text[place.end - 1] == "\n":
        return start, place.end
    if start == place.end:
        return start, start
    return start, text.find("\n", place.end) + 1 or len(text)


def _region(text: str, group: Sequence[_Place], end: int) -> _Region:
    start = at = _lines_of(text, group[0])[0]
    base, theirs = "", ""
    for place in group:
        between = text[at : place.start]
        # Of two in one place, or one in the other, there is no wording of the whole: each has lines of its own.
        begins = not between and text[place.start - 1 : place.start] in ("", "\n")
        base, theirs = (
            (f"{side}\n" if side and not side.endswith("\n") and (begins or place.start < at) else side) + between + own
            for side, own in ((base, place.base), (theirs, place.theirs))
        )
        at = max(at, place.end)
    return _Region(start, end, text[start:end], base + text[at:end], theirs + text[at:end])


def _marked(region: _Region, labels: Labels, style: Style, size: int) -> Iterator[str]:
    """The lines of a region. The closing mark has no line break where the text has none at its end."""
    is_open = bool(region.ours) and not region.ours.endswith("\n")
    sides = [_LINE.findall(side) for side in (region.ours, region.theirs)]
    head, tail = (0, 0) if style is Style.DIFF3 or is_open else _common(*sides)
    ours, theirs = (side[head : len(side) - tail] for side in sides)
    end = "\r\n" if "\r\n" in region.ours + region.theirs else "\n"
    yield from sides[0][:head]
    yield _mark("<", labels.ours, size, end)
    yield from _closed(ours, end)
    if style is not Style.MERGE:
        yield _mark("|", labels.base, size, end)
        yield from _closed([region.base], end)
    yield f"{'=' * size}{end}"
    yield from _closed(theirs, end)
    yield _mark(">", labels.theirs, size, "" if is_open else end)
    yield from sides[0][len(sides[0]) - tail :]


def _common(first: Sequence[str], second: Sequence[str]) -> Span:
    """How many lines two sides begin and end with alike; none where that is all of them."""
    if first == second:
        return 0, 0
    limit = min(len(first), len(second))
    head = next((at for at in range(limit) if first[at] != second[at]), limit)
    tail = next((at for at in range(limit - head) if first[-1 - at] != second[-1 - at]), limit - head)
    return head, tail


def _mark(sign: str, label: str, size: int, end: str) -> str:
    return f"{sign * size} {' '.join(label.split())}".rstrip() + end


def _closed(lines: Sequence[str], end: str) -> Sequence[str]:
    is_open = bool(lines) and bool(lines[-1]) and not lines[-1].endswith("\n")
    return [*lines, end] if is_open else lines
