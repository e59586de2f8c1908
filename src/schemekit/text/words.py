"""A text as words: what is compared of each, how it is spelt, and the white space after it.

Wrapping, spacing, typographic quotes, the numbers of list items and of headings are kept beside the words, so that none
of them is ever a difference in words. Here too: where a sentence, a list item, a table row and a table cell end.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from schemekit.text.document import plain_typography

NUMBER_KEY = "\ufdd2"
"""What the number of a list item or a heading is compared as: it follows from the place and is never a word."""
HEADING_KEY = "\ufdd3"
BULLET_KEY = "\ufdd4"

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")
_SPACE = re.compile(r"\s*")
_LINE_MARK = re.compile(r"#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_HEADING_NUMBER = re.compile(r"(?:\d{1,4}(?:\.\d{1,4})*[.)]?|[A-Z][.)]|[IVXLC]{1,7}[.)])(?=[ \t])")
_ENDS = frozenset(".!?")
_HALF_ENDS = frozenset(";:")
_CLOSING = frozenset("\"')]*_»”’")
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

    @classmethod
    def of(cls, text: str) -> Words:
        """Cut a text into words."""
        core = text.strip()
        lead = text[: text.index(core)] if core else text
        keys, texts, spaces, lines = [], [], [], []
        for key, word, space, begins in _tokens(core):
            keys.append(key)
            texts.append(word)
            spaces.append(space)
            lines.append(begins)
        return cls(lead, tuple(keys), tuple(texts), tuple(spaces), text[len(lead) + len(core):], tuple(lines))

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
        return tuple(at + 1 for at in range(len(self)) if self._ends_passage(at))

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """The same, and where table cells and half sentences end: what is compared as one before single words are."""
        return tuple(
            at + 1 for at in range(len(self))
            if self._ends_passage(at) or (self.spaces[at] and (self.keys[at] in _HALF_ENDS or self.keys[at] == "|"))
        )

    def units(self) -> list[tuple[str, ...]]:
        """The keys in runs that end where `ends` says."""
        return [self.keys[start:end] for start, end in zip((0, *self.ends), self.ends, strict=False)]

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

    def _ends_passage(self, at: int) -> bool:
        space = self.spaces[at]
        if at == len(self) - 1 or space.count("\n") > 1:
            return True
        if "\n" in space and (self._starts_block(at + 1) or self._is_single_line(at)):
            return True
        return bool(space) and self._ends_sentence(at)

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

    def _ends_sentence(self, at: int) -> bool:
        mark = at
        while mark > 0 and self.keys[mark] in _CLOSING and not self.spaces[mark - 1] and at - mark < 4:
            mark -= 1
        if self.keys[mark] not in _ENDS:
            return False
        if self.keys[mark] != ".":
            return True
        before = self.keys[mark - 1] if mark and not self.spaces[mark - 1] else ""
        if before.lower() in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before.isupper()):
            return False
        following = self.texts[at + 1] if at + 1 < len(self) else ""
        return not following[:1].islower()


def _tokens(core: str) -> Iterator[tuple[str, str, str, bool]]:
    at, begins, in_heading = 0, True, False
    while at < len(core):
        key, match = _token(core, at, begins=begins, in_heading=in_heading)
        space = _SPACE.match(core, match.end())
        assert space is not None
        yield key, match[0], space[0], begins
        in_heading = key == HEADING_KEY
        # What stands behind the mark of a quotation begins a line of its own.
        begins = "\n" in space[0] or (begins and match[0] == ">")
        at = space.end()


def _token(core: str, at: int, *, begins: bool, in_heading: bool) -> tuple[str, re.Match[str]]:
    if in_heading and (number := _HEADING_NUMBER.match(core, at)):
        return NUMBER_KEY, number
    if begins and (mark := _LINE_MARK.match(core, at)):
        return HEADING_KEY if mark[0][0] == "#" else NUMBER_KEY if mark[0][0].isdigit() else BULLET_KEY, mark
    word = _TOKEN.match(core, at)
    assert word is not None
    return word_key(word[0]), word


def word_key(word: str) -> str:
    """What is compared of a word: one spelling for the typographic variants of a mark."""
    return word if word.isascii() else plain_typography(unicodedata.normalize("NFC", word))
