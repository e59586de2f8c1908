"""Look-alikes: characters that do not show, and letters of another script that look like Latin ones.

A *shall* with a character in it that does not show, and a *may* with a Cyrillic letter, bind like those without: a
reader sees no difference. They are read as what they look like, and told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HIDDEN = re.compile("[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the reading direction, told wherever it stands. Basis: Unicode TR36, "Trojan Source" (2021)."""
# Basis: Unicode TS39, confusables.txt: the Cyrillic and Greek letters that are taken for one Latin letter.
_OTHER = (
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u04cf\u051b\u051d"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
    "\u050c\u051a\u051c\u03bf\u03b1\u03bd\u03c1\u03c5\u03b9\u0391\u0392\u0395\u0396\u0397\u0399"
    "\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
)
_LATIN = "aeopcyxijsdhlqwABEKMHOPCTYXIJSGQWoavpuiABEZHIKMNOPTYX"
_FOLDS = dict(zip(_OTHER, _LATIN, strict=True))
_STRANGE = re.compile(f"[{_OTHER}]")
_WORD = re.compile(r"[^\W\d_]+")
_MOST = 20


def has_lookalikes(text: str) -> bool:
    """Whether anything in a text is not what it looks like."""
    return not text.isascii() and (_HIDDEN.search(text) is not None or _STRANGE.search(text) is not None)


def as_seen(text: str) -> tuple[str, list[int]]:
    """A text as it looks to a reader, and for each of its characters the place where it stands in the text."""
    places = [at for at, char in enumerate(text) if not _HIDDEN.match(char)]
    letters = [text[at] for at in places]
    for word in _WORD.finditer("".join(letters)):
        if _is_disguised(word[0]):
            for at in range(word.start(), word.end()):
                letters[at] = _FOLDS.get(letters[at], letters[at])
    return "".join(letters), places


def oddities(text: str) -> tuple[tuple[str, str], ...]:
    """Each character that is not what it looks like, by its number, and the word it stands in."""
    return tuple(_odd(text)) if has_lookalikes(text) else ()


def _odd(text: str) -> Iterator[tuple[str, str]]:
    found = 0
    for match in _HIDDEN.finditer(text):
        inside = text[match.start() - 1 : match.start()].isalnum() and text[match.end() : match.end() + 1].isalnum()
        if found < _MOST and (inside or _TURNS.intersection(match[0])):
            found += 1
            yield _code(match[0][0]), _around(text, match.start(), match.end())
    for word in _WORD.finditer(as_seen(text)[0] if _HIDDEN.search(text) else text):
        strange = _STRANGE.search(word[0])
        if strange and found < _MOST and _is_disguised(word[0]):
            found += 1
            yield _code(strange[0]), word[0]


def _is_disguised(word: str) -> bool:
    """Whether a word would be taken for a Latin one: every letter of it is Latin, or looks so."""
    return any(char in _FOLDS for char in word) and all(char in _FOLDS or char < "\u0250" for char in word)


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"


def _around(text: str, start: int, end: int) -> str:
    """The word around a place, without what does not show in it."""
    before = re.search(r"\w{0,30}$", _HIDDEN.sub("", text[max(0, start - 40) : start]))
    after = re.match(r"\w{0,30}", _HIDDEN.sub("", text[end : end + 40]))
    return f"{before[0] if before else ''}{after[0] if after else ''}"
