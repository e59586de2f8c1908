"""Words of others in Markdown: every sign that would be markup is written so that it is read as itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~$^!&])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])")


def md(words: str) -> str:
    """Words as one line of Markdown that shows exactly them."""
    told = _SIGNS.sub(r"\\\1", " ".join(words.split()))
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}" if not found[2][0].isdigit()
                      else f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", told)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, its cells escaped."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(md(cell) for cell in row)} |"
