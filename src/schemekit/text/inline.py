"""Inline markup: which letters of a Markdown passage are shown, in which face, and which only mark it up.

Reading only, in one pass over the text whatever it holds. A passage is never turned into something else here: its
letters are told apart, so that a redline can show both wordings of it in their faces and mark single words in them.
Basis: CommonMark 6, without entities, reference links and emphasis of uneven marks, which are shown as they are typed;
footnotes and struck words as in GitHub's Markdown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

_SIGN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<code>`+)
    | <(?P<address>(?:https?://|mailto:)[^\s<>]{1,1000})>
    | \[\^(?P<note>[^\]\s]{1,100})\]
    | (?P<opening>!?\[)
    | (?P<closing>\])
    | (?P<run>\*+|_+|~~)
    | (?P<hard>(?:(?<![ ])[ ]{2,}+|\\)(?=\r?\n))""",
    re.VERBOSE,
)
_TARGET = re.compile(
    r"""\(\s{0,50}+
    (?: <(?P<angled>[^<>\n]{0,2000})>
      | (?P<bare>[^\s()<>]{0,2000}+ (?: \([^\s()<>]{0,500}+\) [^\s()<>]{0,500}+ ){0,4}+) )
    (?: \s{1,50}+ (?: "[^"]{0,500}+" | '[^']{0,500}+' ) )?+
    \s{0,50}+ \)""",
    re.VERBOSE,
)


class Look(Enum):
    """What becomes of letters where the text is read.

    SHOWN: they are read. MARKUP: they make others look otherwise, and tell something where they alone differ.
    LAYOUT: they only place a passage (the mark of a list item, blanks at its ends), and never tell anything.
    BREAK: they end a line within a paragraph.
    """

    SHOWN = "shown"
    MARKUP = "markup"
    LAYOUT = "layout"
    BREAK = "break"


class Face(NamedTuple):
    """How letters look. Shape: `target` is where a link leads, as it is typed; empty for what is no link."""

    strong: bool = False
    emphasis: bool = False
    code: bool = False
    struck: bool = False
    note: bool = False
    picture: bool = False
    target: str = ""


PLAIN = Face()


class Span(NamedTuple):
    """Letters from `start` to before `end` that are treated alike."""

    start: int
    end: int
    look: Look
    face: Face


@dataclass(frozen=True, slots=True)
class _Mark:
    """A property of a stretch: one of a face's, or a look."""

    start: int
    end: int
    name: str
    target: str = ""


def spans(text: str, layout: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """The whole text in spans, in order. `layout` are stretches that only place the passage, in order too."""
    found = _marks(text)
    if not found:   # by far the most passages
        return list(_placed(layout, len(text)))
    marks = [_Mark(start, end, Look.LAYOUT.value) for start, end in layout if start < end]
    return list(_swept([*marks, *found], len(text)))


@lru_cache(maxsize=4_096)   # the passages of a text are read again for each text that it is compared with
def _marks(text: str) -> tuple[_Mark, ...]:
    return tuple(_Reader(text).marks())


def _placed(layout: Iterable[tuple[int, int]], length: int) -> Iterator[Span]:
    """Spans of a passage without markup, of what is read and what only places it."""
    at = 0
    for start, end in layout:
        if at < start:
            yield Span(at, start, Look.SHOWN, PLAIN)
        if max(at, start) < end:
            yield Span(max(at, start), end, Look.LAYOUT, PLAIN)
        at = max(at, end)
    if at < length:
        yield Span(at, length, Look.SHOWN, PLAIN)


def plain(text: str) -> str:
    """The letters that are read, without the markup."""
    return "".join(text[span.start : span.end] for span in spans(text) if span.look is Look.SHOWN)


def _swept(marks: list[_Mark], length: int) -> Iterator[Span]:
    """Spans between each two places where something begins or ends."""
    events: dict[int, list[tuple[int, _Mark]]] = defaultdict(list)
    for mark in marks:
        events[mark.start].append((1, mark))
        events[mark.end].append((-1, mark))
    count: Counter[str] = Counter()
    target, at = "", 0
    for place in [*sorted(events), length]:
        if at < place:
            yield Span(at, place, _look(count), _face(count, target))
        for step, mark in events.get(place, ()):
            count[mark.name] += step
            if mark.name == "link" and (step > 0 or not count["link"]):
                target = mark.target if step > 0 else ""
        at = place


def _look(count: Counter[str]) -> Look:
    for look in (Look.LAYOUT, Look.MARKUP, Look.BREAK):
        if count[look.value]:
            return look
    return Look.SHOWN


def _face(count: Counter[str], target: str) -> Face:
    return Face(strong=count["strong"] > 0, emphasis=count["emphasis"] > 0, code=count["code"] > 0,
                struck=count["struck"] > 0, note=count["note"] > 0, picture=count["picture"] > 0, target=target)


class _Reader:
    """One pass over a text, with what is open at each place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[_Mark] = []
        self._brackets: list[tuple[int, str]] = []
        self._runs: list[tuple[str, int, int]] = []
        self._open: Counter[tuple[str, int]] = Counter()
        self._ticks: dict[int, list[int]] | None = None

    def marks(self) -> list[_Mark]:
        """Everything that is found."""
        at = 0
        while sign := _SIGN.search(self._text, at):
            at = self._one(sign)
        return self._found

    def _one(self, sign: re.Match[str]) -> int:
        """Read one sign; where to go on."""
        start, end = sign.span()
        kind = sign.lastgroup
        if kind == "escaped":
            self._mark(start, start + 1, Look.MARKUP.value)
        elif kind == "hard":
            self._mark(start, end, Look.BREAK.value)
        elif kind == "address":
            self._around(start, end, 1, 1, "link", sign["address"])
        elif kind == "note":
            self._around(start, end, 2, 1, "note")
        elif kind == "code":
            return self._code(start, end)
        elif kind == "opening":
            self._brackets.append((start, sign[0]))
        elif kind == "closing":
            return self._closed(start)
        else:
            self._run(start, end)
        return end

    def _mark(self, start: int, end: int, name: str, target: str = "") -> None:
        self._found.append(_Mark(start, end, name, target))

    def _around(self, start: int, end: int, opening: int, closing: int, name: str, target: str = "") -> None:
        """What stands between two signs has a property; the signs are markup."""
        self._mark(start, start + opening, Look.MARKUP.value)
        self._mark(start + opening, end - closing, name, target)
        self._mark(end - closing, end, Look.MARKUP.value)

    def _code(self, start: int, end: int) -> int:
        if self._ticks is None:
            self._ticks = defaultdict(list)
            for found in re.finditer("`+", self._text):
                self._ticks[len(found[0])].append(found.start())
        length = end - start
        others = self._ticks[length]
        place = bisect_right(others, start)
        if place == len(others):
            return end
        close = others[place] + length
        self._around(start, close, length, length, "code")
        return close

    def _closed(self, at: int) -> int:
        """A closing bracket: with an address behind it, it makes a link of what stands since the opening one."""
        opened, sign = self._brackets.pop() if self._brackets else (-1, "")
        target = _TARGET.match(self._text, at + 1)
        if opened < 0 or target is None:
            return at + 1
        name = "picture" if sign == "![" else "link"
        self._around(opened, target.end(), len(sign), target.end() - at, name,
                     target["angled"] or target["bare"] or "")
        if name == "link":
            self._brackets.clear()   # no link stands in another
        return target.end()

    def _run(self, start: int, end: int) -> None:
        sign, length = self._text[start], end - start
        if length > 3:
            return
        before, after = self._text[start - 1 : start] or " ", self._text[end : end + 1] or " "
        opens, closes = _flanks(before, after), _flanks(after, before)
        if sign == "_":
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if closes and self._open[sign, length]:
            self._emphasised(sign, length, start, end)
        elif opens:
            self._runs.append((sign, start, end))
            self._open[sign, length] += 1

    def _emphasised(self, sign: str, length: int, start: int, end: int) -> None:
        while True:   # what was opened since then and not closed is no emphasis
            other, opened, inside = self._runs.pop()
            self._open[other, inside - opened] -= 1
            if other == sign and inside - opened == length:
                break
        self._mark(opened, inside, Look.MARKUP.value)
        for name in ("struck",) if sign == "~" else _FACES[length]:
            self._mark(inside, start, name)
        self._mark(start, end, Look.MARKUP.value)


_FACES = {1: ("emphasis",), 2: ("strong",), 3: ("strong", "emphasis")}


def _flanks(before: str, after: str) -> bool:
    """Whether marks between two letters can open emphasis. Basis: CommonMark 6.2, left-flanking."""
    if after.isspace():
        return False
    return after.isalnum() or before.isspace() or not before.isalnum()
