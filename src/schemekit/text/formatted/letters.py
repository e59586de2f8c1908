"""How wide words are in Arial, or in the fonts with its widths: what a column must hold, and where a line ends."""

from __future__ import annotations

BREAKS = "-\u2013\u2014"
"""A line may end after these, as after a blank."""
BOLD = 1.065
"""How much wider bold words are."""
_LONGEST = 32   # letters: what is longer is an address or a digest, which is cut anywhere
# Thousandths of the size, from the space on. Basis: the Adobe font metrics of Helvetica, whose widths Arial has.
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)
_WIDE = 0x2E80   # from here on (Chinese and its neighbours) a letter is as wide as it is high, and a line ends anywhere


def letter_width(letter: str) -> int:
    """The width of a letter. Units: thousandths of the size."""
    code = ord(letter)
    place = code - 32
    return _WIDTHS[place] if 0 <= place < len(_WIDTHS) else 1000 if code >= _WIDE else 556


def longest_word(words: str, size: int) -> float:
    """The width of the longest word, set bold. Units: `size` half points; the width in twips."""
    widest, used, count = 0, 0, 0
    for letter in f"{words} ":
        if letter.isspace() or ord(letter) >= _WIDE:
            widest, used, count = max(widest, used * (count <= _LONGEST)), 0, 0
            continue
        used, count = used + letter_width(letter), count + 1
        if letter in BREAKS:
            widest, used, count = max(widest, used * (count <= _LONGEST)), 0, 0
    return widest * BOLD * size / 100
