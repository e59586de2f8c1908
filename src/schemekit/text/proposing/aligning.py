"""Aligning two texts: which stretches of the one are kept in the other, and what was exchanged between them.

By whole lines first, then by words; a longest common run, so that the effort is the product of two lengths and no
more. For turning a text back into its template; bringing three texts together is `merge`'s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from schemekit.text.document import comparable

CELLS = 3_000_000
"""Most pairs that are weighed in one text, about a second; what is longer is taken to be new."""
AT_ONCE = 1_000_000
"""Most pairs of one comparison: they are all in memory."""
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(r"\w+|[^\w\s]")
_SOFT = re.compile(r"[ \u00a0]+|\n")
_BLOCK_MARK = re.compile(r"[-+*>|#]|\d{1,9}[.)]|```|~~~")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or several that count as one. `weight` says how much it is worth to keep it."""

    key: str
    start: int
    end: int
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What stood between two kept stretches of the old text, and what stands there in the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


@dataclass(slots=True)
class Budget:
    """What may still be spent on weighing pairs."""

    left: int = CELLS

    def allows(self, cells: int) -> bool:
        """Whether so many pairs may be weighed, which is then spent."""
        if cells > min(self.left, AT_ONCE):
            return False
        self.left -= cells
        return True


@dataclass(slots=True, kw_only=True)
class Alignment:
    """Two texts to be aligned.

    Shape: `old_units` and `new_units` are stretches, in order and apart, that are kept as a whole or not at all, with
    what each is worth. `may_match` is asked about each pair of tokens that came out equal, by their places.
    """

    old: str
    new: str
    old_units: Sequence[tuple[Span, int]] = ()
    new_units: Sequence[tuple[Span, int]] = ()
    budget: Budget = field(default_factory=Budget)
    may_match: Callable[[Sequence[Token], int, Sequence[Token], int], bool] = lambda *_: True

    def edits(self) -> tuple[Edit, ...]:
        """What was exchanged, in order. White space that a new wrapping changed is no edit."""
        found, at, there = [], 0, 0
        for (start, end), (new_start, new_end) in (*self._anchors(), self._end()):
            if not is_same_space(self.old, at, start, self.new, there, new_start):
                found.append(_trimmed(self.old, self.new, Edit(at, start, there, new_start)))
            at, there = end, new_end
        return tuple(found)

    def _end(self) -> tuple[Span, Span]:
        return (len(self.old), len(self.old)), (len(self.new), len(self.new))

    def _anchors(self) -> list[tuple[Span, Span]]:
        """The stretches that are kept, in order."""
        old_lines, new_lines = _lines(self.old), _lines(self.new)
        pairs = longest_common(old_lines, new_lines, self.budget)
        anchors: list[tuple[Span, Span]] = []
        at = there = 0
        for first, second in (*pairs, (len(old_lines), len(new_lines))):
            if (at, there) != (first, second):
                anchors += self._words(_span(old_lines, at, first), _span(new_lines, there, second))
            if first < len(old_lines) and second < len(new_lines):
                left, right = old_lines[first], new_lines[second]
                anchors.append(((left.start, left.end), (right.start, right.end)))
            at, there = first + 1, second + 1
        return anchors

    def _words(self, old_span: Span, new_span: Span) -> list[tuple[Span, Span]]:
        old, new = tokens(self.old, old_span, self.old_units), tokens(self.new, new_span, self.new_units)
        pairs = longest_common(old, new, self.budget)
        return [
            ((old[i].start, old[i].end), (new[j].start, new[j].end))
            for i, j in pairs if self.may_match(old, i, new, j)
        ]


def longest_common(old: Sequence[Token], new: Sequence[Token], budget: Budget) -> list[tuple[int, int]]:
    """The heaviest run of equal tokens that stand in the same order on both sides; only ends where it is too long."""
    limit = min(len(old), len(new))
    head = next((at for at in range(limit) if old[at].key != new[at].key), limit)
    tail = next((at for at in range(limit - head) if old[-1 - at].key != new[-1 - at].key), limit - head)
    pairs = [(at, at) for at in range(head)]
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if left and right and budget.allows(len(left) * len(right)):
        pairs += [(head + i, head + j) for i, j in _heaviest(left, right)]
    return pairs + [(len(old) - at, len(new) - at) for at in range(tail, 0, -1)]


def _heaviest(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int]]:
    rows = [[0] * (len(new) + 1)]
    for token in reversed(old):
        below, row = rows[-1], [0] * (len(new) + 1)
        for j in range(len(new) - 1, -1, -1):
            best = below[j] if below[j] > row[j + 1] else row[j + 1]
            if token.key == new[j].key and below[j + 1] + token.weight > best:
                best = below[j + 1] + token.weight
            row[j] = best
        rows.append(row)
    rows.reverse()
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if old[i].key == new[j].key and rows[i][j] == rows[i + 1][j + 1] + old[i].weight:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif rows[i][j] == rows[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def tokens(text: str, span: Span, units: Sequence[tuple[Span, int]]) -> list[Token]:
    """The words and signs of a stretch, with the given units in one piece."""
    found: list[Token] = []
    at, (start, end) = span[0], span
    inside = [unit for unit in units if unit[0][0] >= start and unit[0][1] <= end]
    for (first, last), weight in (*inside, ((end, end), 0)):
        found += (Token(_key(m[0]), m.start(), m.end()) for m in _WORD.finditer(text, at, first))
        if first < last:
            found.append(Token(_key(text[first:last]), first, last, weight))
        at = last
    return found


def _key(words: str) -> str:
    return words if words.isascii() and words.isalnum() else comparable(words)


def is_wrapped_alike(old: str, new: str) -> bool:
    """Whether two texts are one but for their wrapping and for typographic quotes."""
    first, second = tokens(old, (0, len(old)), ()), tokens(new, (0, len(new)), ())
    if [token.key for token in first] != [token.key for token in second]:
        return False
    at = there = 0
    for left, right in zip((*first, Token("", len(old), len(old))), (*second, Token("", len(new), len(new))),
                           strict=True):
        if not is_same_space(old, at, left.start, new, there, right.start):
            return False
        at, there = left.end, right.end
    return True


def is_same_space(old: str, start: int, end: int, new: str, new_start: int, new_end: int) -> bool:
    """Whether two gaps between words are the same white space to a reader of Markdown.

    A line break is as good as a blank inside a paragraph; not in code, and not where a list item or table row begins.
    """
    gap, new_gap = old[start:end], new[new_start:new_end]
    if gap == new_gap:
        return True
    if not (_SOFT.fullmatch(gap) and _SOFT.fullmatch(new_gap)) or "```" in old or "~~~" in old:
        return False
    return not any(
        space == "\n" and _BLOCK_MARK.match(text, place)
        for space, text, place in ((gap, old, end), (new_gap, new, new_end))
    )


def _trimmed(old: str, new: str, edit: Edit) -> Edit:
    """The edit without the white space that both sides have at its ends."""
    start, end, new_start, new_end = edit.start, edit.end, edit.new_start, edit.new_end
    while start < end and new_start < new_end and old[start] == new[new_start] and old[start].isspace():
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1] and old[end - 1].isspace():
        end, new_end = end - 1, new_end - 1
    return Edit(start, end, new_start, new_end)


def _lines(text: str) -> list[Token]:
    return [Token(m[0], m.start(), m.end(), 2 if m[0].strip() else 1) for m in _LINE.finditer(text)]


def _span(lines: Sequence[Token], first: int, last: int) -> Span:
    if first >= len(lines):
        end = lines[-1].end if lines else 0
        return end, end
    return lines[first].start, (lines[last - 1].end if last > first else lines[first].start)
