"""Two wordings side by side: the scheme's first, then what the source says beyond it.

Sentences, list items and table rows follow each other; a heading or a table's cell has room for one wording, so there
the two are parted by a stroke.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.sentences import sentences
from schemekit.text.document import comparable

STROKE = " / "
SPLIT_LIMIT = 20_000
"""Longest paragraph, in characters, that is cut into sentences; a longer one is put in as a whole."""
_ENDS = ".!?;:”\")*_"
_BLOCK = re.compile(r"[ \t]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+|\||#{1,6}(?:[ \t]|$)|>)")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]|$)")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, list item, table row, heading or other line, with the white space that stood before it."""

    gap: str
    words: str

    @property
    def is_block(self) -> bool:
        """Whether it needs a line of its own."""
        return _BLOCK.match(self.words) is not None


def both(ours: str, source: str, *, fills_lines: bool) -> str:
    """The scheme's words, then those sentences, items or rows of the source that the scheme's words do not have.

    `fills_lines` says that the scheme's words stand on lines of their own; else they stand inside a line.
    """
    mine, theirs = ours.strip("\r\n"), source.strip("\r\n")
    if not mine.strip() or not theirs.strip():
        return mine if mine.strip() else theirs
    if _HEADING.match(mine) and _HEADING.match(theirs) and "\n" not in mine.strip() + theirs.strip():
        return _headings(mine, theirs)
    return "".join(_woven(list(_units(mine)), list(_units(theirs)), fills_lines=fills_lines))


def _woven(mine: Sequence[_Unit], theirs: Sequence[_Unit], *, fills_lines: bool) -> list[str]:
    """The scheme's units, each run of new ones put in before the unit that follows it on both sides."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, unit in enumerate(mine):
        places[comparable(unit.words)].append(place)
    pieces: list[str] = []
    at, waiting = 0, list[_Unit]()
    for unit in theirs:
        later = places.get(comparable(unit.words), ())
        place = bisect_left(later, at)
        if place < len(later):
            pieces += _joined(pieces, mine[at : later[place]], waiting, fills_lines=fills_lines)
            pieces.append(mine[later[place]].gap + mine[later[place]].words)
            at, waiting = later[place] + 1, []
        elif not later:
            waiting.append(unit)
    return pieces + _joined(pieces, mine[at:], waiting, fills_lines=fills_lines)


def _joined(before: Sequence[str], mine: Sequence[_Unit], new: Sequence[_Unit], *, fills_lines: bool) -> list[str]:
    """What only the scheme has, then what only the source has, each parted from what stands before it."""
    pieces = [unit.gap + unit.words for unit in mine]
    for place, unit in enumerate(new):
        last = (pieces or before or ("",))[-1]
        # In the place of words of the scheme's, it follows them; else it stands as it stands in the source.
        keeps_gap = fills_lines and unit.gap and (place or not mine)
        is_inline = not place and mine and mine[-1].gap.strip("\n") and not unit.is_block
        gap = unit.gap if keeps_gap and last else _gap(last, unit, fills_lines=fills_lines and not is_inline)
        pieces.append(gap + unit.words)
    return pieces


def _gap(before: str, unit: _Unit, *, fills_lines: bool) -> str:
    """What parts a unit from the words before it."""
    last = before.rstrip().rpartition("\n")[2]
    if not last or unit.is_block or (fills_lines and not _BLOCK.match(last)):
        return "\n" if last else ""
    return " " if last[-1] in _ENDS else STROKE


def _headings(mine: str, theirs: str) -> str:
    """One heading that says both; the id stays the scheme's."""
    attributes = _ATTRIBUTES.search(mine)
    words = mine[: attributes.start()] if attributes else mine.rstrip()
    return f"{words}{STROKE}{_ATTRIBUTES.sub('', theirs).lstrip('# ')}{attributes[0] if attributes else ''}"


def _units(text: str) -> Iterator[_Unit]:
    gap = ""
    for paragraph in _paragraphs(text):
        if not paragraph.strip():
            gap += paragraph
            continue
        for unit in _sentences(paragraph) if not _BLOCK.match(paragraph) else (paragraph,):
            words = unit.rstrip()
            lead = "" if _BLOCK.match(words) else words[: len(words) - len(words.lstrip())]
            yield _Unit(gap + lead, words[len(lead) :])
            gap = unit[len(words) :]


def _paragraphs(text: str) -> Iterator[str]:
    """Lines that belong together: an item with what is indented under it, lines of prose; empty lines apart."""
    part = ""
    for line in text.splitlines(keepends=True):
        is_new = not line.strip() or _BLOCK.match(line) or not part.strip() or _is_table(part)
        if is_new and part:
            yield part
            part = ""
        part += line
    if part:
        yield part


def _is_table(part: str) -> bool:
    return part.lstrip().startswith(("|", "#")) and not _LIST_ITEM.match(part)


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of lines of prose, each with the white space after it; a very short one goes with the next."""
    if len(paragraph) > SPLIT_LIMIT:
        yield paragraph
        return
    kept = ""
    for sentence in sentences(paragraph):
        kept += sentence
        if len(kept.split()) > 2 or kept.endswith("\n"):   # "Yes." is hardly one
            yield kept
            kept = ""
    if kept:
        yield kept
