"""Markdown that is made: words of others that mean only themselves, and tables of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_MARKS = re.compile(r"([\\`*_{}\[\]()<>|#~^$@:!&+-])")
_TYPED = re.compile(r"([\\`*_{}\[\]<>|#~^$@]|&(?=#?\w{1,40};))")
_FIRST = re.compile(r"^([0-9]{0,9})([-+.):])(?=\s|$)")   # at the beginning of a line, a mark of a list


def as_words(text: str) -> str:
    """A text on one line in which nothing is read as Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def as_typed(text: str) -> str:
    """A text on one line, in Markdown that people go on writing in: as it is, but for what would be read as marks."""
    words = _TYPED.sub(r"\\\1", " ".join(text.split()))
    return _FIRST.sub(r"\1\\\2", words)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, is_counted: bool = False) -> Iterator[str]:
    """The lines of a table, a blank one after it; nothing where there are no rows.

    Shape: cells are Markdown of one line already; see `as_words`. `is_counted`: the first column holds numbers.
    """
    made = [f"| {' | '.join(row)} |" for row in rows]
    if made:
        yield f"| {' | '.join(heads)} |"
        yield f"| {' | '.join(['--:' if is_counted else '---', *('---' for _ in heads[1:])])} |"
        yield from made
        yield ""
