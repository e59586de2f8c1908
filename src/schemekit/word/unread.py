"""Words of a returned file that became no edit and no comment: the net below the careful reading.

The texts with all edits made in them are written out once more, and compared paragraph by paragraph with what came
back. A note too many is cheap; a change that nobody hears of is not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemekit.model.returned import SentAround
from schemekit.text.document import PREAMBLE
from schemekit.text.formatted.bookmarks import bookmark_of
from schemekit.text.returning.words import words_in
from schemekit.word.meaning import changed_meaning
from schemekit.word.package import Package, read_package
from schemekit.word.plain_lines import Line, lines_of
from schemekit.word.sent_package import sent_package
from schemekit.word.shown import shown_of

_CONTENTS = ("toc", "contents", "table of contents", "index")
_FRONT = (*_CONTENTS, "title", "subtitle")
_PLACES = {"text": "in the text", "note": "in a footnote", "head": "in the head of a page",
           "foot": "at the foot of a page", "contents": "in the contents",
           "front": "above the text, in the title block or the contents", "end": "behind the text, in a register"}
_NUMBER = re.compile(r"(?:(?:[^\W\d]+ )?(?:[A-Z]{1,2}\.)?\d+(?:\.\d+)*|[^\W\d]+ [A-Z]{1,2})[.:)]{0,2}\s+")
_PAGE = re.compile(r"\s*[\divxlc]+$")
_SHOWN, _MOST, _MOST_PAIRS = 200, 40, 200_000
_MOST_LIKE, _MOST_READ = 500, 300_000   # lines that are held against one another; characters of notes
Keys = tuple[str, ...]
Texts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A line and where a reader finds it: text, front, end, head, foot, note or contents."""

    line: Line
    place: str

    @property
    def keys(self) -> Keys:
        return self.line.keys


def around_of(data: bytes, titles: tuple[str, ...], language: str) -> SentAround:
    """What stands around the texts in a Word file that we made. Shape: `titles` are those of the texts in it."""
    package = read_package(data, "what was sent")
    placed = list(_placed(lines_of(package), len(titles)))
    said = {place: tuple(item.line.words for item in placed if item.place in places) for place, places in (
        ("front", ("front",)), ("end", ("end",)), ("heads", ("head", "foot")))}
    return SentAround(language=language, titles=titles, front=said["front"], end=said["end"], heads=said["heads"],
                      shown=shown_of(package))


def fitting(package: Package, known: Sequence[SentAround]) -> SentAround | None:
    """What stood around the texts when this file went out: the one of several that is most like it."""
    came = Counter(line.keys for line in lines_of(package))

    def likeness(around: SentAround) -> int:
        lines = Counter(_keys(words) for words in (*around.front, *around.end, *around.heads))
        return (lines & came).total() - (lines - came).total()

    return max(reversed(known), key=likeness, default=None)


def unread(
    package: Package, before: Texts, after: Texts, around: SentAround | None, told: Sequence[str]
) -> tuple[str, ...]:
    """Notes on words that stand otherwise in a returned file than in the texts with every edit made in them.

    Shape: `before` are the texts as they were sent; `around` is what stood around them, None where that is not known;
    `told` are the notes that there are already.
    """
    came = list(_placed(lines_of(package), len(before)))
    sent = [_Placed(line=line, place=line.place) for line in _written(after, around)]
    meant = [*changed_meaning([item.line for item in came if item.place != "contents"], [item.line for item in sent]),
             *_shown_otherwise(package, before, around)]
    came = list(_without_contents(came, sent, before, around))
    if around is None:
        # The title block, the heads of pages and the registers are not known as they were sent.
        came = [item for item in came if item.place not in ("head", "foot", "end") and not (
            item.place == "front" and (item.line.is_in_table or item.line.style.startswith(_FRONT)))]
    else:
        sent += [_Placed(line=Line(words=words), place=place) for place, lines in (
            ("front", around.front), ("end", around.end), ("head", around.heads)) for words in lines]
    return tuple(dict.fromkeys([*_at_most(meant), *_notes(*_unlike(came, sent), " ".join((*told, *meant)))]))


def _shown_otherwise(package: Package, before: Texts, around: SentAround | None) -> tuple[str, ...]:
    """What a file shows beside its words that did not go out with it. Of files of older versions less was kept."""
    known = frozenset(around.shown if around is not None else ())
    if not shown_of(package, known):
        return ()   # as nearly always, and then nothing has to be written out
    return shown_of(package, known | frozenset(shown_of(sent_package(before, around))))


def _at_most(notes: Sequence[str]) -> Iterator[str]:
    yield from notes[:_MOST]
    if len(notes) > _MOST:
        yield f"{len(notes) - _MOST} more of the kind, so read all of the file"


def _keys(words: str) -> Keys:
    return tuple(word.key for word in words_in(words))


def _bare(words: str) -> Keys:
    """The words of a heading without the number before them."""
    return _keys(_NUMBER.sub("", words, count=1) if _NUMBER.match(words) else words)


def _placed(lines: Sequence[Line], texts: int) -> Iterator[_Placed]:
    """Say of each line where it stands. Shape: behind the texts are registers, whose bookmarks count on."""
    clause = next((at for at, line in enumerate(lines) if any(
        name.startswith("_sk") and not name.endswith("_preamble") for name in line.marks)), len(lines))
    last = max((at for at, line in enumerate(lines[:clause]) if line.style.startswith(_FRONT)), default=-1)
    while 0 <= last < clause - 1 and lines[last].style.startswith("title") | lines[last].is_in_table and (
            lines[last + 1].is_in_table):
        last += 1   # a title block that no contents follow
    register = bookmark_of(texts, PREAMBLE)
    end = next((at for at, line in enumerate(lines) if register in line.marks and at > clause), len(lines))
    for at, line in enumerate(lines):
        place = line.place
        if place == "text":
            is_contents = line.style.startswith(_CONTENTS) and "heading" not in line.style
            place = "contents" if is_contents else "front" if at <= last else "end" if at >= end else "text"
        yield _Placed(line=line, place=place)


@lru_cache(maxsize=4)
def _written(texts: Texts, around: SentAround | None) -> tuple[Line, ...]:
    """The lines of the texts as a Word file shows them, without a title."""
    title = bookmark_of(0, PREAMBLE)
    return tuple(line for line in lines_of(sent_package(texts, around))
                 if line.place in ("text", "note") and title not in line.marks)


def _without_contents(
    came: Iterable[_Placed], sent: Iterable[_Placed], before: Texts, around: SentAround | None
) -> Iterator[_Placed]:
    """Leave out the lines of the contents that say nothing but a heading, as it is or as it was."""
    came = list(came)
    lines = [item.line for item in (*came, *sent)]
    if any(item.place == "contents" for item in came):
        lines += _written(before, around)
    headings = {keys for line in lines if line.style.startswith("heading") for keys in (line.keys, _bare(line.words))}
    for item in came:
        words = _PAGE.sub("", item.line.words)
        if item.place != "contents" or not headings & {_keys(words), _bare(words), item.keys, _bare(item.line.words)}:
            yield item


def _unlike(came: Sequence[_Placed], sent: Sequence[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
    """The lines that came and were not sent, and the other way round, in their order."""
    # A head that was sent once may stand there for first, left and right pages.
    heads = {item.keys for item in sent if item.place == "head"}
    more = _left(item for item in came if not (item.place in ("head", "foot") and item.keys in heads))(sent)
    less = _left(sent)(came)
    if len(more) * len(less) <= _MOST_PAIRS:
        _take_headings(more, less)
        _take_joined(more, less)
        _take_joined(less, more)
    return more, less


def _left(lines: Iterable[_Placed]) -> Callable[[Iterable[_Placed]], list[_Placed]]:
    """What is left of some lines once others are taken away."""
    def without(others: Iterable[_Placed]) -> list[_Placed]:
        taken, found = Counter(item.keys for item in others), list[_Placed]()
        for item in lines:
            if taken[item.keys] > 0:
                taken[item.keys] -= 1
            elif item.keys:
                found.append(item)
        return found

    return without


def _take_headings(more: list[_Placed], less: list[_Placed]) -> None:
    """Take out headings that differ in their number only."""
    for item in [item for item in less if item.line.style.startswith("heading")]:
        bare = _bare(item.line.words)
        same = next((other for other in more if bare in (other.keys, _bare(other.line.words))), None)
        if same is not None:
            more.remove(same)
            less.remove(item)


def _take_joined(whole: list[_Placed], pieces: list[_Placed]) -> None:
    """Take out lines that stand on the other side as several lines, one behind the other."""
    for item in list(whole):
        at, taken = 0, list[_Placed]()
        for piece in pieces:
            if item.keys[at : at + len(piece.keys)] == piece.keys:
                at += len(piece.keys)
                taken.append(piece)
        if at == len(item.keys):
            whole.remove(item)
            for piece in taken:
                pieces.remove(piece)


def _notes(more: Sequence[_Placed], less: Sequence[_Placed], told: str) -> Iterator[str]:
    gone, told = list(less), told[:_MOST_READ]
    found, counts = list[str](), {id(item): Counter(item.keys) for item in less[:_MOST_LIKE]}
    for number, item in enumerate(more):
        if len(found) > _MOST or number > _MOST_LIKE:
            # What is told is that there is more: which of it stands for what need not be found out.
            yield from [*dict.fromkeys(found[:_MOST]), "more paragraphs of the Word file are not taken over, so read"
                        " all of it"]
            return
        was = _likest(item, gone, counts)
        if was is not None:
            gone.remove(was)
        if not _is_told(item.line.words, told):
            new, old = item.line.words, was.line.words if was is not None else ""
            start = _difference(new, old)
            found.append(f"in the Word file, but not taken over ({_PLACES[item.place]}): '{_shown(new, start)}'"
                         + (f", where '{_shown(old, start)}' stood" if old else "")
                         + "; look at it there")
    found += [f"gone from the Word file, but not taken out ({_PLACES[item.place]}): '{_shown(item.line.words)}';"
              " look whether it is meant" for item in gone if not _is_told(item.line.words, told)]
    yield from dict.fromkeys(found[:_MOST])
    if len(found) > _MOST:
        yield f"{len(found) - _MOST} more paragraphs of the Word file are not taken over, so read all of it"


def _likest(item: _Placed, gone: Sequence[_Placed], counts: Mapping[int, Counter[str]]) -> _Placed | None:
    """The line in whose stead one stands: with a third of its words, or any in the same place outside the text."""
    words = Counter(item.keys)

    def likeness(other: _Placed) -> float:
        held = counts[id(other)]
        most = max(len(item.keys), len(other.keys))
        shared = sum(min(number, held[word]) for word, number in words.items() if word in held) / most
        return shared if shared >= 1 / 3 else 0.1 * (other.place == item.place != "text")

    return max((other for other in gone if id(other) in counts and likeness(other)), key=likeness, default=None)


def _difference(new: str, old: str) -> int:
    """Where two lines that begin alike begin to differ, with some words before it."""
    same = next((at for at, (one, other) in enumerate(zip(new, old, strict=False)) if one != other),
                min(len(new), len(old)))
    return 0 if len(new) <= _SHOWN else max(new.rfind(" ", 0, max(same - 60, 0)) + 1, 0)


def _shown(words: str, start: int = 0) -> str:
    shown = words[start : start + _SHOWN]
    return ("…" if start else "") + shown + ("…" if start + _SHOWN < len(words) else "")


def _is_told(words: str, told: str) -> bool:
    """Whether a note says these words already, alone or as a cell of its row."""
    begin = words[:150]
    return (len(begin) > 20 and begin in told) or any(
        f"{before}{begin}{behind}" in told for before in ("'", "| ") for behind in ("'", " |"))
