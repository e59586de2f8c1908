"""Words in lines that fit a box: how wide each letter is drawn, near enough, without a font at hand."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW, _WIDE = frozenset("iljtfrI.,:;|!'()[]- "), frozenset("mwMW@%–—")
_ROOM = 1.06   # fonts differ; a line that is a little short does no harm


@lru_cache(maxsize=50_000)
def text_width(text: str, size: float) -> float:
    """How wide a text is. Units: the same as `size`, the height of the letters."""
    return sum(map(_sign_width, text)) * size * _ROOM


def _sign_width(sign: str) -> float:
    if sign in _NARROW:
        return 0.33
    if sign in _WIDE:
        return 0.89
    if unicodedata.combining(sign):
        return 0.0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.0
    return 0.7 if sign.isupper() else 0.56


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """A text in lines that are no wider than that; a word that is too long is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        for part in _parts(word, width, size):
            longer = f"{line} {part}" if line else part
            if line and text_width(longer, size) > width:
                lines.append(line)
                line = part
            else:
                line = longer
    return (*lines, line) if line or not lines else tuple(lines)


def _parts(word: str, width: float, size: float) -> list[str]:
    """A word, or its pieces where it is wider than a line."""
    if text_width(word, size) <= width:
        return [word]
    parts, part, wide = [], "", 0.0
    for sign in word:
        sign_width = text_width(sign, size)
        if part and wide + sign_width > width:
            parts.append(part)
            part, wide = "", 0.0
        part, wide = part + sign, wide + sign_width
    return [*parts, part]
