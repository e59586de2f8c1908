"""Words that stay in the file and no longer bind, or read otherwise: commented out, fenced, struck, made a note.

The comparison of passages sees the same words. Here are the blocks they stand in, before and after.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from schemekit.model.signal import Direction, Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange, Kind
from schemekit.text.comparing.sentences import sentences
from schemekit.text.rules import Vocabulary
from schemekit.text.shape import Block, blocks
from schemekit.text.significance.binding import binding_hits
from schemekit.text.significance.found import passage, quoted, turned
from schemekit.text.significance.markup import HIDDEN, UNSURE, shown
from schemekit.text.significance.reading import Sentence

_MARK = re.compile(r"<!--|-->|~~|`+|</?(?:del|s|strike)>|\{--|--\}|\{>>|<<\}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_ENDS = {"<!--": "-->", "{--": "--}", "{>>": "<<}"}
_HOW = {"<!--": "a comment", "~~": "struck out", "<": "struck out", "`": "code", "{--": "struck out",
        "{>>": "a comment"}
_MOST = 50
"""Stretches and sentences that are looked for; of a text that hides more, these tell enough."""
_TOLD = 3
_ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?) ?\w|\[!\w+\]|:::")
_MOSTLY = 0.7
"""Share of the words of a sentence that went, from which it is the one that stands where nothing binds."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of a text that stand together. Shape: `how` is what they are, empty where they are plain words."""

    how: str
    text: str

    @property
    def key(self) -> str:
        """The bare words, each between blanks."""
        return f" {' '.join(_WORD.findall(self.text.lower()))} "


def reshaped(change: ClauseChange, words: Vocabulary) -> Iterator[Signal]:
    """What the layout of a clause that stands on both sides makes of its words."""
    if change.source is None or change.mine is None or change.before == change.after:
        return
    olds, news = shown(blocks(change.before)), shown(blocks(change.after))
    told = [*_hidden(olds, news, words, came=False), *_hidden(news, olds, words, came=True), *_heads(olds, news)]
    told += _lost_rows(olds, news, words)
    if Kind.RESHAPED in change.kinds and not told:
        told += _laid_out(olds, news, words)
    yield from told


def _hidden(olds: Sequence[Block], news: Sequence[Block], words: Vocabulary, *, came: bool) -> Iterator[Signal]:
    """Words that are plain on the one side, and on the other no words that bind."""
    known = Counter(stretch.key for stretch in _stretches(olds) if stretch.how)
    hidden = []
    for stretch in _stretches(news):
        if stretch.how and stretch.key.strip():
            known[stretch.key] -= 1
            hidden += [stretch] if known[stretch.key] < 0 else []
    if not hidden:
        return
    plain = {sentence.key for sentence in _sentences(news)}
    gone = list(islice((sentence for sentence in _sentences(olds) if sentence.key not in plain), _MOST))
    told = set()
    for sentence in gone:
        cover = next((item for item in hidden[:_MOST] if _hides(item, sentence)), None)
        if cover is None:
            continue
        is_duty = _binds(sentence.text, words)
        if is_duty or cover.key not in told:   # of what binds nobody, the cells of a row are told together
            yield _told(sentence, cover, words, is_duty=is_duty, came=came)
        told |= set() if is_duty else {cover.key}


def _hides(cover: _Stretch, sentence: _Stretch) -> bool:
    """Whether the words of a sentence, part of them, or most of them stand in a stretch."""
    if sentence.key in cover.key or cover.key in sentence.key:
        return True
    asked, there = set(sentence.key.split()), set(cover.key.split())
    return len(asked) > _TOLD and len(asked & there) >= _MOSTLY * len(asked)


def _told(sentence: _Stretch, cover: _Stretch, words: Vocabulary, *, is_duty: bool, came: bool) -> Signal:
    is_part = cover.key in sentence.key and cover.key != sentence.key
    turns = is_part and bool(Sentence(cover.text, words).of("negation"))
    duty = "part of the duty" if is_part else "the duty"
    what = duty if is_duty else "what is said" if came else "what was said"
    now = f"{what} was {cover.how}" + (" and binds now" if is_duty else "") if came else f"{what} is now {cover.how}"
    kind = SignalKind.NEGATION if turns else SignalKind.FORCE if is_duty \
        else SignalKind.STRUCTURE if cover.how == "a note" else SignalKind.SCOPE
    # Without its "not", a duty is neither weaker nor stronger: it is another.
    tends = is_duty and not turns and cover.how != UNSURE
    direction = Direction.OTHER if not tends else Direction.STRONGER if came else Direction.WEAKER
    told = f"{now}: {quoted(sentence.text if is_duty and not is_part else cover.text)}"
    sides = (passage(sentence.text, ""), passage(cover.text, ""))
    before, after = reversed(sides) if came else sides
    return Signal(kind=kind, rule="layout.hidden", direction=direction, passage_before=before, passage_after=after,
                  words=f"{told}: {direction.value}" if direction.value else told)


def _binds(text: str, words: Vocabulary) -> bool:
    return bool(binding_hits(Sentence(text, words)))


def _sentences(found: Sequence[Block]) -> Iterator[_Stretch]:
    """The sentences and cells that are plain words, without what is hidden inside them."""
    for block in found:
        if block.words and not _how_of(block):
            shown = " ".join(part.text for part in _cut(block.source) if not part.how)
            for text in shown.split(" | ") if block.kind.endswith("row") else sentences(shown):
                sentence = _Stretch("", text.strip())
                if sentence.key.strip():
                    yield sentence


def _stretches(found: Sequence[Block]) -> Iterator[_Stretch]:
    """Every stretch of a text, with what it is."""
    for block in found:
        how = _how_of(block)
        if how == "a comment":   # and what stands behind it
            yield from (_Stretch(part.how or "", part.text) for part in _cut(block.source))
        elif how:
            yield _Stretch(how, block.source)
        else:
            yield from _cut(block.source)


def _how_of(block: Block) -> str:
    if block.kind in (HIDDEN, UNSURE):
        return block.kind
    if block.kind in ("code", "comment"):
        return "code" if block.kind == "code" else "a comment"
    if block.kind == "note":
        return "a footnote" if block.source.startswith("[^") else "the definition of a link, which no page shows"
    if block.kind == "paragraph" and _ADMONITION.match(block.source):
        return "a note"
    return "a note" if "quote" in block.path else ""


def _cut(text: str) -> Iterator[_Stretch]:
    """A text cut where a comment, code or struck words begin and end; a mark without an end is a word like others."""
    marks = list(_MARK.finditer(text))
    ends, seen = [-1] * len(marks), dict.fromkeys(_ENDS.values(), -1)
    for place in range(len(marks) - 1, -1, -1):
        mark = marks[place][0].lower()
        ends[place] = seen.get(_ENDS.get(mark, mark.replace("<", "</")), -1)
        seen[mark] = place
    at = place = 0
    while place < len(marks):
        end, mark = ends[place], marks[place][0]
        if end < 0:
            # A comment that nothing ends hides all that follows, where it begins a block.
            place = len(marks) if mark == "<!--" and not text[: marks[place].start()].strip() else place + 1
            continue
        yield _Stretch("", text[at : marks[place].start()])
        how = _HOW[mark if mark in _ENDS else mark[0] if mark[0] in "<`" else "~~"]
        yield _Stretch(how, text[marks[place].end() : marks[end].start()])
        at, place = marks[end].end(), end + 1
    yield _Stretch("a comment" if text.startswith("<!--") and at == 0 else "", text[at:])


def _heads(olds: Sequence[Block], news: Sequence[Block]) -> Iterator[Signal]:
    """Tables whose columns were given each other's names, the cells below staying where they were."""
    before, after = _tables(olds), _tables(news)
    for old, new in zip(before, after, strict=False):
        names, named = old[0].words.split(" | "), new[0].words.split(" | ")
        if names == named or sorted(names) != sorted(named):
            continue
        rows = {row.words for row in old[1:]}
        if not old[1:] or any(row.words in rows for row in new[1:]):
            told = f"the columns of the table are named otherwise: {turned(old[0].words)} became {turned(new[0].words)}"
            yield Signal(kind=SignalKind.SCOPE, rule="layout.heads", words=told,
                         passage_before=passage(old[0].words, ""), passage_after=passage(new[0].words, ""))


def _tables(found: Sequence[Block]) -> list[list[Block]]:
    tables: list[list[Block]] = []
    for block in found:
        if block.kind == "head row":
            tables.append([block])
        elif block.kind == "row" and tables:
            tables[-1].append(block)
    return tables


def _lost_rows(olds: Sequence[Block], news: Sequence[Block], words: Vocabulary) -> Iterator[Signal]:
    """Rows whose words are in the file still, in cells for which the table has no column: nobody sees them."""
    if len(olds) <= len(news):
        return
    shown = {block.words for block in news if block.kind == "row"}
    lost = [block for block in olds if block.kind == "row" and block.words not in shown]
    whole = f" {' '.join(_WORD.findall(' '.join(block.words for block in news).lower()))} "
    for block in lost[:_TOLD]:
        if _Stretch("", block.words).key not in whole:
            yield _reads(block, "a row of the table is no longer shown as one", "", words)


def _laid_out(olds: Sequence[Block], news: Sequence[Block], words: Vocabulary) -> Iterator[Signal]:
    """The first blocks that are no longer what they were, and what they are part of."""
    stay = {block.line for block in news}
    found = 0
    for block in olds:
        if not block.words or block.line in stay:
            continue
        into = next((other for other in news if block.words in other.words), None)
        if into is not None and into.path == block.path:
            told = f"{_named(block)} was joined with other words"
        elif into is not None:
            told = f"{_named(block)} is now {_named(into)}"
        else:
            told = f"{_named(block)} was cut or is laid out otherwise"
        yield _reads(block, told, into.words if into else "", words)
        found += 1
        if found == _TOLD:
            return
    if not found:
        yield Signal(kind=SignalKind.STRUCTURE, rule="layout.blocks", words="laid out otherwise")


def _reads(block: Block, told: str, after: str, words: Vocabulary) -> Signal:
    # A duty that belongs to an item, or to another one, holds for that item's case only.
    is_duty = any(_binds(text, words) for text in (block.words, *sentences(block.words))) or block.kind == "row"
    return Signal(kind=SignalKind.SCOPE if is_duty else SignalKind.STRUCTURE, rule="layout.blocks",
                  words=f"{told}: {quoted(block.words)}", passage_before=passage(block.words, ""),
                  passage_after=passage(after, ""))


_NAMES = {"paragraph": "a paragraph", "item": "an item", "row": "a row of a table", "head row": "the head of a table",
          "code": "code", "comment": "a comment", "html": "HTML", "note": "a footnote", "rule": "a line"}


def _named(block: Block) -> str:
    depth = block.path.count("item")
    inside = "part of an item" if depth == 1 else f"part of an item at level {depth}" if depth else ""
    own = "a heading" if block.kind.startswith("heading") else _NAMES.get(block.kind, block.kind)
    return inside if inside and block.kind == "paragraph" else f"{own}, {inside}" if inside else own
