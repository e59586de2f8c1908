"""Likeness of whole files: which of some files is one of some others under a new name, told by content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from schemekit.text.comparing.likeness import shared_words

ALIKE = 0.6
"""Share of words that two files have in common to be taken for one, as for clauses; forms of one module share less."""
_COMPARISONS = 400      # of words in one tree; files beyond that are told as deleted and added
_SIZE = 500_000         # bytes; longer files are compared byte for byte only
_TEXT = (".md", ".txt", ".csv")
_WORD = re.compile(r"\w+")

Files = Mapping[str, bytes]


def partners(wanted: Files, offered: Files) -> dict[str, str]:
    """For each wanted file the offered one that has its content: the same bytes first, then mostly the same words.

    Shape: each offered file at most once; between equals, the same name in another folder comes first.
    """
    found: dict[str, str] = {}
    free = dict(offered)
    for file in sorted(wanted):
        same = [other for other in free if free[other] == wanted[file] and wanted[file].strip()]
        if same:
            found[file] = min(same, key=lambda other: (_name(other) != _name(file), other))
            del free[found[file]]
    left = [file for file in sorted(wanted) if file not in found]
    for likeness, file, other in sorted(_alike(wanted, left, free), key=lambda row: (-row[0], row[1], row[2])):
        if likeness > ALIKE and file not in found and other in free:
            found[file] = other
            del free[other]
    return found


def _alike(wanted: Files, left: list[str], free: Files) -> list[tuple[float, str, str]]:
    pairs = [(file, other) for file in left for other in sorted(free) if _ending(file) == _ending(other)
             and _ending(file) in _TEXT and max(len(wanted[file]), len(free[other])) <= _SIZE]
    pairs.sort(key=lambda pair: _name(pair[0]) != _name(pair[1]))
    bags: dict[bytes, Counter[str]] = {}
    return [(shared_words(_bag(wanted[file], bags), _bag(free[other], bags)), file, other)
            for file, other in pairs[:_COMPARISONS]]


def _bag(data: bytes, known: dict[bytes, Counter[str]]) -> Counter[str]:
    if data not in known:
        known[data] = Counter(_WORD.findall(data.decode("utf-8", "replace").lower()))
    return known[data]


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _ending(path: str) -> str:
    return f".{path.rpartition('.')[2]}"
