"""Full-text ranking: the one door to SQLite, whose FTS5 ranks short texts by words (BM25, English word stems).

Everything is in memory, and nothing of it is kept. What comes from texts is never written into a statement or a
query: words are cut out of it, and each is asked for by itself, in quotes, as a value.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.errors import SchemekitError

WORD = re.compile(r"[^\W_]+")
LONGEST = 40   # letters of a word; what is longer is none that anybody looks for
_OPENED, _CLOSED = "<", ">"   # around words that matched; no word holds them
_MARKED = re.compile(f"{_OPENED}([^{_CLOSED}]*){_CLOSED}")


def words_in(text: str) -> list[str]:
    """The words of a text in small letters, in their order."""
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST]


@dataclass(frozen=True, slots=True)
class Match:
    """A text in which a word stands. Shape: `place` counts from 0; `words` are those of the text that matched.

    Units: `score` is BM25 over the weighted columns; more is better.
    """

    place: int
    score: float
    words: tuple[str, ...]


class FullText:
    """Short texts in columns, ranked by a word at a time. What a word found is remembered, if it found anything."""

    def __init__(self, weights: Sequence[float], texts: Sequence[Sequence[str]]) -> None:
        """Shape: each text has as many columns as there are weights. Raises: SchemekitError without FTS5."""
        columns = [f"c{number}" for number in range(len(weights))]
        self._table = sqlite3.connect(":memory:")
        try:
            self._table.execute(f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(columns)}, "
                                "tokenize = 'porter unicode61 remove_diacritics 2')")
        except sqlite3.OperationalError as error:
            raise SchemekitError(
                "texts cannot be ranked here", why="the SQLite of this Python was built without full-text search",
                fix="use another Python, such as the one of python.org",
            ) from error
        marks = ", ".join("?" for _ in columns)
        self._table.executemany(
            f"INSERT INTO texts (rowid, {', '.join(columns)}) VALUES (?, {marks})",  # noqa: S608 - names of ours
            [(place, *(" ".join(words_in(cell)) for cell in text)) for place, text in enumerate(texts)])
        shown = ", ".join(f"highlight(texts, {number}, '{_OPENED}', '{_CLOSED}')" for number in range(len(columns)))
        told = ", ".join(f"{weight:g}" for weight in weights)
        self._query = (f"SELECT rowid, bm25(texts, {told}), {shown} "  # noqa: S608 - likewise
                       "FROM texts WHERE texts MATCH ? ORDER BY rowid")
        self._asked: dict[str, tuple[Match, ...]] = {}

    def matches(self, word: str) -> tuple[Match, ...]:
        """The texts in which a word, or another of its stem, stands, by place. Shape: `word` as `words_in` gives it."""
        if word in self._asked:
            return self._asked[word]
        quoted = '"' + word.replace('"', '""') + '"'
        found = tuple(Match(place, -score, tuple(dict.fromkeys(_MARKED.findall(" ".join(cells)))))
                      for place, score, *cells in self._table.execute(self._query, (quoted,)))
        if found:
            self._asked[word] = found
        return found
