"""Printed: a passage as a reader of the page sees it, with the place of each character in the file.

`30&#48;` prints 300, and so does `30**0**`: a figure or a word that markup cuts is one word. Entities are the
characters they stand for, letters that look like Latin ones are those, and what does not show is not there.
"""

from __future__ import annotations

import html
import re
import unicodedata

from schemekit.text.significance.lookalike import as_seen, has_lookalikes

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# Markup inside a word. Possessive and bounded: a line of nothing but marks takes no longer than a sentence.
_MARK = (r"(?:\*{1,3}|`|<!--[^<>\n]{0,100}-->|"
         r"</?(?:a|abbr|b|big|cite|code|em|font|i|ins|mark|q|small|span|strong|tt|u|wbr)\b[^<>\n]{0,100}>)")
_INSIDE = re.compile(rf"(?<=[^\W_]){_MARK}{{1,8}}+(?=[^\W_])")
_MARKS = re.compile(r"\*|`|<")
_WIDE = re.compile("[\uff01-\uff5e]|(?![0-9])\\d")

Place = tuple[int, int]
"""Where a character of the page begins and ends in the file."""


def is_as_written(text: str) -> bool:
    """Whether a passage prints as it stands in the file, but for its own marks."""
    return not (has_lookalikes(text) or ("&" in text and _ENTITY.search(text)) or _has_cut_words(text)
                or (not text.isascii() and _WIDE.search(text)))


def as_printed(text: str) -> tuple[str, list[Place]]:
    """A passage as it prints, and for each of its characters the place in the file."""
    letters, places = _decoded(text)
    if _has_cut_words(shown := "".join(letters)):
        kept = _without(shown)
        letters, places = [letters[at] for at in kept], [places[at] for at in kept]
    seen, at = as_seen("".join(letters))
    return seen, [places[place] for place in at]


def _decoded(text: str) -> tuple[list[str], list[Place]]:
    letters, places, at = [], [], 0
    for entity in (*_ENTITY.finditer(text), None):
        stop = entity.start() if entity else len(text)
        letters += [_plain(char) for char in text[at:stop]]
        places += [(place, place + 1) for place in range(at, stop)]
        if entity is None:
            break
        shown = html.unescape(entity[0])
        # A bracket that is written as an entity opens no tag.
        is_kept = shown == entity[0] or ("<" in shown and text[entity.end() : entity.end() + 1].isalpha())
        for char in entity[0] if is_kept else shown:
            letters.append(_plain(char))
            places.append((entity.start(), entity.end()))
        at = entity.end()
    return letters, places


def _plain(char: str) -> str:
    """A digit of any script as the figure that it is, and a wide letter as that letter."""
    if char.isascii():
        return char
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _has_cut_words(text: str) -> bool:
    return _MARKS.search(text) is not None and _INSIDE.search(text) is not None


def _without(text: str) -> list[int]:
    """The places of what stays when the marks inside words are taken away; a single star is no mark."""
    is_star = text.count("*") < 2
    gone: set[int] = set()
    for match in _INSIDE.finditer(text):
        if not (is_star and match[0] == "*"):
            gone.update(range(*match.span()))
    return [at for at in range(len(text)) if at not in gone]
