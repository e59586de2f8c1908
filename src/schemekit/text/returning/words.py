"""The words of a passage as they are compared, each with where it stands.

Spacing, typographic quotes, soft hyphens and the ways to write a letter are no difference between two words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from schemekit.text.comparing.sentences import sentences
from schemekit.text.document import plain_typography

NOTE = "\ue0f0"
"""Stands in a passage where a footnote is referred to."""
CELL = "\ue0f1"
"""Stands between two cells of a row."""
PARAGRAPH = "\ue0f2"
"""Stands between two paragraphs that are looked at together."""
OWN_SIGNS = {ord(NOTE): None, ord(CELL): None, ord(PARAGRAPH): None}
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_WORD = re.compile(rf"[\w\u0300-\u036f{_UNSEEN}]+|\.\.\.|[^\w\s]")
_NO_SIGNS = dict.fromkeys(map(ord, _UNSEEN))
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-"})


class Word(NamedTuple):
    """A word or a mark. Shape: `key` is what is compared; it stands from `start` up to `end`."""

    key: str
    start: int
    end: int


def words_in(text: str) -> tuple[Word, ...]:
    """The words and marks of a passage, without those that cannot be seen."""
    found = (Word(_key(match[0]), match.start(), match.end()) for match in _WORD.finditer(text))
    return tuple(word for word in found if word.key)


@lru_cache(maxsize=20_000)
def _key(word: str) -> str:
    if word.isascii():
        return word
    return plain_typography(unicodedata.normalize("NFC", word.translate(_NO_SIGNS)).translate(_HYPHENS))


def sentence_ends(text: str) -> frozenset[int]:
    """Where the words of the next sentence begin in a passage."""
    ends, at = set(), 0
    # A footnote closes a sentence as a bracket does; a new paragraph is a new sentence.
    for sentence in sentences(text.replace(NOTE, ")").replace(PARAGRAPH, "\n")):
        at += len(sentence)
        ends.add(at)
    return frozenset(ends - {len(text)})
