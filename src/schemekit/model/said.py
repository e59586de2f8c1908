"""Whether words that were asked for say anything: a reason of one dot is none, though something was typed."""

from __future__ import annotations

_LETTERS, _IDEOGRAPHS = 3, 2
_FIRST_IDEOGRAPH = 0x2E80   # from here on a character is a syllable or a word


def says_why(words: str) -> bool:
    """Whether words can be a reason: three letters at least, or two characters of a script that writes words so."""
    letters = [letter for letter in words if letter.isalpha()]
    return len(letters) >= _LETTERS or sum(ord(letter) >= _FIRST_IDEOGRAPH for letter in letters) >= _IDEOGRAPHS


def says_something(words: str) -> bool:
    """Whether words hold a letter or a figure at all: a number is a good name for a resolution."""
    return any(letter.isalnum() for letter in words)
