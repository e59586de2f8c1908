"""Finding a passage again: where words that were recorded once stand in a text that people have worked on since.

Word for word first; else the same words up to wrapping, spacing and typographic quotes. What is put there is in
`taking`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from schemekit.text.document import comparable

MOST = 20
"""Most places that are told of one passage; who has to choose among more will rather edit the text."""
ALIKE_LIMIT = 300_000
"""Longest text, in characters, that is searched for the same words in another wrapping."""
_TRIES = 200
_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, from `start` up to `end`."""

    start: int
    end: int


def spans_of(words: str, text: str) -> tuple[Span, ...]:
    """Where the words stand, in order and apart from each other; the white space around them is not asked for."""
    core = words.strip()
    if not core:
        return ()
    return _verbatim(core, text) or _alike(core, text)


def _verbatim(core: str, text: str) -> tuple[Span, ...]:
    found: list[Span] = []
    at = text.find(core)
    for _ in range(_TRIES):   # a hostile passage could begin in the middle of every word, and take for ever
        if at < 0 or len(found) == MOST:
            break
        span = Span(at, at + len(core))
        is_whole = _is_whole(text, span)
        if is_whole:
            found.append(span)
        at = text.find(core, span.end if is_whole else _next_start(text, at))
    return tuple(found)


def _next_start(text: str, at: int) -> int:
    """The end of the word that a match began or ended inside of."""
    end = at + 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return end


def _is_whole(text: str, span: Span) -> bool:
    """Whether the stretch begins and ends with whole words."""
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    return not (before.isalnum() and text[span.start].isalnum()) and not (
        after.isalnum() and text[span.end - 1].isalnum()
    )


def _alike(core: str, text: str) -> tuple[Span, ...]:
    """Where the same words stand in another wrapping: compared token by token, each without what does not matter."""
    if len(text) > ALIKE_LIMIT:
        return ()
    tokens = _tokens(text)
    wanted = " ".join(comparable(match[0]) for match in _TOKEN.finditer(core))
    found: list[Span] = []
    at = tokens.line.find(f" {wanted} ")
    while at >= 0 and len(found) < MOST:
        first = bisect_right(tokens.starts, at) - 1
        last = bisect_right(tokens.starts, at + len(wanted) - 1) - 1
        found.append(Span(tokens.spans[first].start, tokens.spans[last].end))
        at = tokens.line.find(f" {wanted} ", at + len(wanted) + 1)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Tokens:
    """A text's words in one line, a blank around each, with where each begins in the line and stands in the text."""

    line: str
    starts: tuple[int, ...]
    spans: tuple[Span, ...]


@lru_cache(maxsize=8)   # one clause is searched for every decision about it
def _tokens(text: str) -> _Tokens:
    spans = tuple(Span(match.start(), match.end()) for match in _TOKEN.finditer(text))
    words = [comparable(text[span.start : span.end]) for span in spans]
    starts = (0, *accumulate(len(word) + 1 for word in words))
    return _Tokens(f" {' '.join(words)} ", starts, spans)
