"""Word changes carried over into the Markdown of the text that was sent, so that its links, notes and marks survive."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.alignment import Effort, equal_runs
from schemekit.text.returning.markdown import Led, guarded, inline
from schemekit.text.returning.source import Markup, Placed, SourceUnit
from schemekit.text.returning.unit import Mark, Run, Unit
from schemekit.text.returning.words import CELL, PARAGRAPH, sentence_ends

_LINE_BEGINS = re.compile(r"[\s>]*(?:(?:[-+*]|\d{1,9}[.)])\s+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Words exchanged in the Markdown: what stands from `start` up to `end` becomes `text`.

    Shape: `first` and `last` are the places of the words that are gone, empty where `first == last`. `sentences` are
    new ones that stand between others, empty where words of a sentence changed. `parts_paragraphs` says that a
    paragraph was split or joined. `marks` tell who changed it.
    """

    start: int
    end: int
    text: str
    first: int
    last: int
    sentences: str = ""
    parts_paragraphs: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How new words are written at a place.

    Shape: `indent` begins a further line of the passage; `has_lines` says that each sentence stands on one of its own;
    `is_in_sentences` that it is neither a row nor a heading;
    `between` is written between two paragraphs.
    """

    led: Led
    indent: str = ""
    has_lines: bool = True
    is_in_sentences: bool = True
    between: str = "\n\n"


def joined_units(units: Sequence[Unit]) -> Unit:
    """Paragraphs as one, with a sign between them."""
    if len(units) == 1:
        return units[0]
    runs: list[Run] = []
    for place, unit in enumerate(units):
        if place:
            runs.append(Run(PARAGRAPH, at=runs[-1].at if runs else -1, inserted=units[place - 1].inserted))
        runs += unit.runs
    return Unit(kind=units[0].kind, runs=tuple(runs), level=units[0].level, place=units[0].place)


def joined_sources(units: Sequence[SourceUnit]) -> SourceUnit:
    """The same for those of the text that was sent."""
    if len(units) == 1:
        return units[0]
    words: list[Placed] = []
    for place, unit in enumerate(units):
        words += ([Placed(PARAGRAPH, units[place - 1].end, unit.start)] if place else []) + list(unit.words)
    return SourceUnit(words=tuple(words), markup=tuple(mark for unit in units for mark in unit.markup),
                      slice=units[0].slice, start=units[0].start, end=units[-1].end)


def carried(
    text: str, source: SourceUnit, old: Unit, new: Unit, manner: Manner, raw: Sequence[Run] = ()
) -> list[Carried]:
    """What changed from the passage as it was sent (`old`, in the text `source`) to the one that came back.

    Shape: `raw` are the runs of the passage with those that were deleted in it.
    """
    return list(_Carrying(text, source, old, new, manner, raw).told())


class _Carrying:
    def __init__(
        self, text: str, source: SourceUnit, old: Unit, new: Unit, manner: Manner, raw: Sequence[Run]
    ) -> None:
        self._text, self._source, self._old, self._new, self._manner = text, source, old, new, manner
        self._raw = raw
        self._ends = sentence_ends(new.text)

    def told(self) -> Iterator[Carried]:
        effort = Effort(5_000_000)
        there = dict[int, int]()      # of a word as it was sent, its place in the Markdown
        for start, place, length in equal_runs(self._old.keys, self._source.keys, effort):
            there |= {start + at: place + at for at in range(length)}
        at = to = 0
        old, new = self._old.keys, self._new.keys
        for start, place, length in (*equal_runs(old, new, effort), (len(old), len(new), 0)):
            if at < start or to < place:
                first = there.get(at - 1, -1) + 1 if at - 1 in there or not at else self._after(there, at)
                last = there.get(start, len(self._source.words)) if start in there or start == len(old) else (
                    self._before(there, start))
                if (change := self._change(first, max(first, last), to, place)) is not None:
                    yield change
            at, to = start + length, place + length

    def _after(self, there: dict[int, int], at: int) -> int:
        """The place behind the last word before `at` that stands in the Markdown."""
        return next((there[place] + 1 for place in range(at - 1, -1, -1) if place in there), 0)

    def _before(self, there: dict[int, int], at: int) -> int:
        return next((there[place] for place in range(at, len(self._old.keys)) if place in there),
                    len(self._source.words))

    def _change(self, first: int, last: int, to: int, place: int) -> Carried | None:
        """Exchange the words from `first` up to `last` of the Markdown for those from `to` up to `place` of the new."""
        words, new = self._source.words, self._new.words
        start = words[first - 1].end if first else self._source.start
        end = words[last].start if last < len(words) else self._source.end
        said_from = new[to - 1].end if to else 0
        said_to = new[place].start if place < len(new) else len(self._new.text)
        if first == last and to == place:
            return None   # only what we put there ourselves is gone, such as a number
        gap = _Gap(self._text, max(start, 0), max(end, start), words[first:last], self._source.markup)
        made = self._guarded(gap, self._made(gap, to, place, said_from, said_to))
        if made == self._text[gap.start : gap.end]:
            return None
        sentences = ""
        if first == last and to < place:
            begins = not first or words[first - 1].key == CELL or new[to].start in self._ends
            ends = last == len(words) or words[last].key == CELL or (
                place < len(new) and new[place].start in self._ends)
            sentences = made.strip() if begins and ends and len(words) else ""
        parts = any(key == PARAGRAPH for key in (*self._source.keys[first:last], *self._new.keys[to:place]))
        return Carried(start=gap.start, end=gap.end, text=made, first=first, last=last,
                       sentences="" if parts else sentences, parts_paragraphs=parts,
                       marks=self._marks(to, place))

    def _guarded(self, gap: _Gap, made: str) -> str:
        """New words whose first sign would make a line of them a list, a heading or a box, so that it does not."""
        before = self._text[self._text.rfind("\n", 0, gap.start) + 1 : gap.start]
        if not self._manner.is_in_sentences or not _LINE_BEGINS.fullmatch(before):
            return made
        bare = made.lstrip()
        if bare:
            return made[: len(made) - len(bare)] + guarded(bare)
        # What was inside the line begins it now.
        rest = self._text[gap.end :].partition("\n")[0]
        return f"{made}\\" if guarded(rest.lstrip()) == f"\\{rest.lstrip()}" and rest == rest.lstrip() else made

    def _made(self, gap: _Gap, to: int, place: int, said_from: int, said_to: int) -> str:
        said = self._new.text[said_from:said_to]
        core = said.strip()
        lead = self._blank(said_from, said[: len(said) - len(said.lstrip())]) if to or not core else ""
        if not core:
            return gap.closing + self._kept_blank(gap, lead, said, place) + gap.opening
        begin = said_from + len(said) - len(said.lstrip())
        end = begin + len(core)
        tail = self._blank(end, said[len(said.rstrip()) :]) if place < len(self._new.words) else ""
        lead, tail = "" if core.startswith(PARAGRAPH) else lead, "" if core.endswith(PARAGRAPH) else tail
        runs = list(_between(self._new, begin, end))
        before, after = self._looks(to, place)
        look = {(run.look, run.link) for run in runs if run.text.strip()}
        only = next(iter(look)) if len(look) == 1 else None
        inner = gap.inside(only, self._old_looks(gap))
        if inner:
            return inner[0] + self._written(runs, *only, begin) + inner[1] if only else ""
        if only and only == before and gap.closing:
            return lead + self._written(runs, *before, begin) + gap.closing + tail + gap.opening
        if only and only == after and gap.opening:
            return gap.closing + lead + gap.opening + self._written(runs, *after, begin) + tail
        ambient = before[0] & after[0], before[1] if before[1] == after[1] else ""
        edge = self._edges(gap, lead, tail, to, place)
        return gap.closing + edge[0] + self._written(runs, *ambient, begin) + edge[1] + gap.opening

    def _edges(self, gap: _Gap, lead: str, tail: str, to: int, place: int) -> tuple[str, str]:
        """The blanks around new words; in a row, one between a bar and words."""
        words = self._new.words
        if to and words[to - 1].key == CELL and not lead:
            lead = " "
        if place < len(words) and words[place].key == CELL and not tail:
            tail = " "
        if not to and self._text[gap.start - 1 : gap.start] == "|":
            lead = " "
        if place == len(words) and self._text[gap.end : gap.end + 1] == "|":
            tail = " "
        return lead, tail

    def _written(self, runs: Sequence[Run], look: frozenset[str], link: str, begin: int) -> str:
        """New words as Markdown, a line for each sentence where the passage has it so."""
        pieces, at, held = [], begin, list[Run]()
        for run in runs:
            cuts = sorted(end for end in self._ends if at < end < at + len(run.text))
            for start, stop in zip([at, *cuts], [*cuts, at + len(run.text)], strict=True):
                held.append(run._replace(text=run.text[start - at : stop - at]))
                if stop in self._ends and stop != begin and self._manner.has_lines:
                    pieces.append(inline(held, look, self._manner.led, link).rstrip())
                    held = []
            at += len(run.text)
        pieces.append(inline(held, look, self._manner.led, link))
        lines = [" ".join(piece.split()) for piece in pieces if piece.strip()]
        told = f"\n{self._manner.indent}".join([*lines[:1], *map(guarded, lines[1:])])
        return self._manner.between.join(part.strip() for part in told.split(PARAGRAPH)) if PARAGRAPH in told else told

    def _blank(self, at: int, blank: str) -> str:
        """The blank before the words that follow a place: a new line before a new sentence."""
        if not blank:
            return ""
        is_new = at + len(blank) in self._ends and self._manner.has_lines
        return f"\n{self._manner.indent}" if is_new else " "

    def _kept_blank(self, gap: _Gap, lead: str, said: str, place: int) -> str:
        """What stays between two words when those between them are gone."""
        if "|" in (self._text[gap.start - 1 : gap.start], self._text[gap.end : gap.end + 1]) and not said.strip("\n"):
            return " "
        if not place or place == len(self._new.words):
            return ""
        return lead

    def _looks(self, to: int, place: int) -> tuple[tuple[frozenset[str], str], tuple[frozenset[str], str]]:
        """How the words before and after look."""
        words = self._new.words
        before = look_at(self._new, words[to - 1].start) if to else (frozenset[str](), "")
        after = look_at(self._new, words[place].start) if place < len(words) else (frozenset[str](), "")
        return before, after

    def _old_looks(self, gap: _Gap) -> tuple[frozenset[str], str] | None:
        """How the words that are gone looked, if all looked the same."""
        keys = [word.key for word in gap.words]
        places = range(len(self._old.keys) - len(keys) + 1)
        found = next((place for place in places if list(self._old.keys[place : place + len(keys)]) == keys), None)
        if found is None or not keys:
            return None
        looks = {look_at(self._old, word.start) for word in self._old.words[found : found + len(keys)]}
        return next(iter(looks)) if len(looks) == 1 else None

    def _marks(self, to: int, place: int) -> tuple[Mark, ...]:
        """Who made a change: of the tracked ones, those of the new words and of those that went between them."""
        words = self._new.words
        low = _run_at(self._new, words[to - 1].end - 1).at if to else -1
        high = _run_at(self._new, words[place].start).at if place < len(words) else None
        own = [run.inserted for run in _between(self._new, words[to].start, words[place - 1].end)
               if run.inserted] if to < place else []
        gone = [run.deleted for run in self._raw
                if run.deleted and low <= run.at and (high is None or run.at <= high)]
        return tuple(dict.fromkeys([*own, *gone]))


class _Gap:
    """The Markdown between two words that stay, with words that go in it.

    Shape: `closing` and `opening` are marks of emphasis or links that stay, as they hold words that stay.
    """

    def __init__(self, text: str, start: int, end: int, words: Sequence[Placed], markup: Sequence[Markup]) -> None:
        self.text, self.start, self.end, self.words = text, start, end, words
        self._whole = [mark for mark in markup if start <= mark.start and mark.end <= end and words
                       and any(mark.inner_start <= word.start < mark.inner_end for word in words)]
        closing = sorted((mark for mark in markup if start <= mark.inner_end and mark.inner_end < mark.end <= end
                          and mark.start < start), key=lambda mark: mark.end)
        opening = sorted((mark for mark in markup if start <= mark.start < mark.inner_start <= end and mark.end > end),
                         key=lambda mark: mark.start)
        self.closing = "".join(text[mark.inner_end : mark.end] for mark in closing)
        self.opening = "".join(text[mark.start : mark.inner_start] for mark in opening)

    def inside(self, look: object, old_look: object) -> tuple[str, str] | None:
        """What stands around new words that look as those did that they take the place of: their marks, kept."""
        if look is None or look != old_look or not self._whole:
            return None
        outer = max(self._whole, key=lambda mark: mark.end - mark.start)
        if not all(outer.inner_start <= word.start and word.end <= outer.inner_end for word in self.words):
            return None
        inner = min((mark for mark in self._whole if all(
            mark.inner_start <= word.start and word.end <= mark.inner_end for word in self.words)),
            key=lambda mark: mark.end - mark.start)
        return self.text[self.start : inner.inner_start], self.text[inner.inner_end : self.end]


def _run_at(unit: Unit, place: int) -> Run:
    return unit.runs[max(bisect_right(unit.run_starts, place) - 1, 0)]


def look_at(unit: Unit, place: int) -> tuple[frozenset[str], str]:
    """How the words of a passage look at a place, and where they lead."""
    run = _run_at(unit, place)
    return run.look, run.link


def _between(unit: Unit, start: int, end: int) -> Iterator[Run]:
    """The runs from one place of a unit's words to another, cut to fit."""
    for begin, run in zip(unit.run_starts, unit.runs, strict=True):
        left, right = max(begin, start), min(begin + len(run.text), end)
        if left < right:
            yield run._replace(text=run.text[left - begin : right - begin])
