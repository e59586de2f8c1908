"""A text as words: what is compared of each, how it is spelt, and the white space after it.

Wrapping, spacing, typographic quotes, the numbers of list items and of headings are kept beside the words, so that none
of them is ever a difference in words. Here too: where a sentence, a list item, a table row and a table cell end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from schemekit.text.document import plain_typography

NUMBER_KEY = "\ufdd2"
"""What the number of a list item is compared as: it follows from the place and is never a word. The number of a
heading is a TITLE_NUMBER_KEY likewise."""
HEADING_KEY = "\ufdd3"
BULLET_KEY = "\ufdd4"
TITLE_NUMBER_KEY = "\ufdd5"
LINE_KEYS = frozenset({NUMBER_KEY, HEADING_KEY, BULLET_KEY})

_TOKEN = re.compile(r"(\w+(?:[.,]\d+)*|[^\w\s])(\s*)")
_CELL_TOKEN = re.compile(r"(\w+(?:\.\d+)*|[^\w\s])(\s*)")   # a comma parts two cells, also between figures
_DOTTED = re.compile(r"\d{1,4}(?:\.\d{1,4})*")
_LETTERED = re.compile(r"[A-Z]|[IVXLC]{1,7}")
ENDS = frozenset(".!?")
"""Marks that end a sentence."""
_CELL_ENDS = frozenset(",;\t|")
_HALF_ENDS = frozenset(";:")
_CLOSING = frozenset("\"')]*_»”’")
_MARKS = ENDS | _HALF_ENDS | _CLOSING | _CELL_ENDS
_ABBREVIATIONS = frozenset({  # as they stand before their full stop, in the languages that policies come in
    "e", "g", "i", "art", "arts", "no", "nos", "cl", "cf", "dr", "mr", "mrs", "ms", "vs", "approx", "inc", "ltd", "co",
    "st", "p", "pp", "para", "sec", "fig", "al", "ed", "núm", "n", "sr", "sra", "av", "ex", "env",
})


@dataclass(frozen=True)
class Words:
    """A text as words and marks.

    Shape: `keys` is what is compared, `texts` how each is spelt, `spaces` the white space after each;
    `lead + "".join(text + space) + tail` is the text, byte for byte; `lines` says which of them begin a line.
    """

    lead: str
    keys: tuple[str, ...]
    texts: tuple[str, ...]
    spaces: tuple[str, ...]
    tail: str
    lines: tuple[bool, ...]
    are_rows: bool = False

    @classmethod
    def of(cls, text: str, *, are_rows: bool = False) -> Words:
        """Cut a text into words; of rows, each line is a passage and no mark begins a list or a heading."""
        return _words_of(text, are_rows)

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def text(self) -> str:
        """The text again."""
        return self.lead + "".join(map("".join, zip(self.texts, self.spaces, strict=True))) + self.tail

    def is_word(self, at: int) -> bool:
        """Whether there are letters or digits at a place."""
        return self.keys[at][-1:].isalnum() or self.keys[at][:1].isalnum()

    @cached_property
    def passage_ends(self) -> tuple[int, ...]:
        """Where sentences, list items, table rows, headings and paragraphs end: the places just behind them."""
        return tuple(at + 1 for at in self._parted if self._ends_passage(at))

    @cached_property
    def _parted(self) -> tuple[int, ...]:
        """The places behind which something can end: before a new line, or with a mark that ends things."""
        last = len(self) - 1
        return tuple(at for at, (text, space) in enumerate(zip(self.texts, self.spaces, strict=True))
                     if at == last or "\n" in space or (text in _MARKS and (space or self.are_rows)))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The same, and where table cells and half sentences end: what is compared as one before single words are."""
        passages = frozenset(self.passage_ends)
        return tuple(at + 1 for at in self._parted if at + 1 in passages or self._ends_part(at))

    @cached_property
    def tables(self) -> tuple[tuple[int, int], ...]:
        """Where each table begins and ends: rows that follow each other, each a line that begins with a bar."""
        found: list[tuple[int, int]] = []
        for start, end in zip((0, *self.passage_ends), self.passage_ends, strict=False):
            if self.texts[start] == "|" and self.lines[start]:
                goes_on = bool(found) and found[-1][1] == start and self.spaces[start - 1].count("\n") == 1
                found[-1:] = [(found[-1][0], end)] if goes_on else [*found[-1:], (start, end)]
        return tuple(found)

    @cached_property
    def widths(self) -> frozenset[int]:
        """How many bars the rows of its tables have."""
        rows = zip((0, *self.passage_ends), self.passage_ends, strict=False)
        return frozenset(self.keys[start:end].count("|") for start, end in rows
                         if self.texts[start] == "|" and self.lines[start])

    def begins_block(self, at: int) -> bool:
        """Whether a list item, a table row, a heading or a paragraph begins at a place."""
        space = self.spaces[at - 1] if at else "\n\n"
        return space.count("\n") > 1 or ("\n" in space and self._starts_block(at))

    def passage_around(self, start: int, end: int) -> tuple[int, int]:
        """The places from the start of the passage that holds `start` to the end of the one that holds `end`.

        A place between two passages has none around it.
        """
        ends = self.passage_ends
        first = bisect_right(ends, start)
        low = ends[first - 1] if first else 0
        if start == end and start in (low, len(self)):
            return start, end
        last = bisect_left(ends, max(end, start + 1))
        return low, ends[last] if last < len(ends) else len(self)

    def _ends_part(self, at: int) -> bool:
        if self.are_rows:
            return self.keys[at] in _CELL_ENDS
        return bool(self.spaces[at]) and (self.keys[at] in _HALF_ENDS or self.keys[at] == "|")

    def _ends_passage(self, at: int) -> bool:
        space = self.spaces[at]
        if at == len(self) - 1 or space.count("\n") > (0 if self.are_rows else 1):
            return True
        if self.are_rows:
            return False
        if "\n" in space and (self._starts_block(at + 1) or self._is_single_line(at)):
            return True
        return bool(space) and self.ends_sentence(at)

    def _starts_block(self, at: int) -> bool:
        key = self.keys[at]
        return key in (NUMBER_KEY, HEADING_KEY, BULLET_KEY) or self.texts[at] in ("|", ">")

    def _is_single_line(self, at: int) -> bool:
        """Whether the line that holds a place is a heading or a table row, which never go on in the next line."""
        first = self._line_starts[bisect_right(self._line_starts, at) - 1]
        is_fence = self.texts[first] in ("`", "~") and self.texts[first : first + 3] == (self.texts[first],) * 3
        return is_fence or self.keys[first] == HEADING_KEY or self.texts[first] == "|"

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return tuple(at for at, begins in enumerate(self.lines) if begins) or (0,)

    def ends_sentence(self, at: int) -> bool:
        """Whether a sentence ends with the word or mark at a place."""
        mark = at
        while mark > 0 and self.keys[mark] in _CLOSING and not self.spaces[mark - 1] and at - mark < 4:
            mark -= 1
        if self.keys[mark] not in ENDS:
            return False
        if self.keys[mark] != ".":
            return True
        before = self.keys[mark - 1] if mark and not self.spaces[mark - 1] else ""
        if before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before.isupper()):
            return False
        following = self.texts[at + 1] if at + 1 < len(self) else ""
        return not following[:1].islower()


@lru_cache(maxsize=256)   # each slice of a text is looked at for moves, and then merged
def _words_of(text: str, are_rows: bool) -> Words:
    core = text.strip()
    lead = text[: text.index(core)] if core else text
    tokens = (_CELL_TOKEN if are_rows else _TOKEN).findall(core)
    starts = [0, *(at + 1 for at, (_, space) in enumerate(tokens[:-1]) if "\n" in space)]
    marks = {} if are_rows else dict(_line_marks(tokens, starts))
    if marks:
        tokens, starts = _with_marks(tokens, starts, marks)
    texts, spaces = (tuple(part) for part in zip(*tokens, strict=True)) if tokens else ((), ())
    keys = [text if text.isascii() else word_key(text) for text in texts]
    for at, (key, _) in marks.items():
        keys[at] = key
    begins = [False] * len(keys)
    for at in starts[: len(keys)]:
        begins[at] = True
    return Words(lead, tuple(keys), texts, spaces, text[len(lead) + len(core):], tuple(begins), are_rows)


Tokens = Sequence[tuple[str, str]]
Marks = dict[int, tuple[str, int]]


def _line_marks(tokens: Tokens, starts: Sequence[int]) -> Iterator[tuple[int, tuple[str, int]]]:
    """The marks that begin lines, and the numbers of headings: by place, what each is compared as and of how many
    tokens it is.
    """
    for at in starts:
        # What stands behind the mark of a quotation begins a line of its own.
        while at < len(tokens) - 1 and tokens[at][0] == ">":
            at += 1
        if at >= len(tokens):
            return
        word = tokens[at][0]
        if word == "#":
            size = _size_of_run(tokens, at)
            if size <= 6 and _is_blank(tokens, at + size - 1):
                yield at, (HEADING_KEY, size)
                number = _size_of_number(tokens, at + size)
                if number:
                    yield at + size, (TITLE_NUMBER_KEY, number)
        elif word in "-*+" and _is_blank(tokens, at):
            yield at, (BULLET_KEY, 1)
        elif word.isdecimal() and len(word) < 10 and _ends_number(tokens, at):
            yield at, (NUMBER_KEY, 2)


def _size_of_run(tokens: Tokens, at: int) -> int:
    size = 1
    while at + size < len(tokens) and tokens[at + size][0] == "#" and not tokens[at + size - 1][1]:
        size += 1
    return size


def _size_of_number(tokens: Tokens, at: int) -> int:
    """Of how many tokens the typed number of a heading is; 0 where it has none."""
    if at >= len(tokens) - 1:
        return 0
    word = tokens[at][0]
    if _DOTTED.fullmatch(word) and _is_blank(tokens, at):
        return 1
    is_number = _DOTTED.fullmatch(word) or _LETTERED.fullmatch(word)
    return 2 if is_number and _ends_number(tokens, at) else 0


def _ends_number(tokens: Tokens, at: int) -> bool:
    return not tokens[at][1] and at + 1 < len(tokens) and tokens[at + 1][0] in ".)" and _is_blank(tokens, at + 1)


def _is_blank(tokens: Tokens, at: int) -> bool:
    return tokens[at][1][:1] in (" ", "\t")


def _with_marks(tokens: Tokens, starts: Sequence[int], marks: Marks) -> tuple[list[tuple[str, str]], list[int]]:
    """The tokens with each mark as one of them, and the places where lines now start; `marks` are moved too."""
    joined: list[tuple[str, str]] = []
    moved, news, begins = dict[int, tuple[str, int]](), list[int](), frozenset(starts)
    at = 0
    while at < len(tokens):
        if at in begins:
            news.append(len(joined))
        key, size = marks.get(at, ("", 1))
        if key:
            moved[len(joined)] = (key, size)
        joined.append(tokens[at] if size == 1 else ("".join(word for word, _ in tokens[at : at + size]),
                                                   tokens[at + size - 1][1]))
        at += size
    marks.clear()
    marks.update(moved)
    return joined, news


def word_key(word: str) -> str:
    """What is compared of a word: one spelling for the typographic variants of a mark."""
    return word if word.isascii() else plain_typography(unicodedata.normalize("NFC", word))
