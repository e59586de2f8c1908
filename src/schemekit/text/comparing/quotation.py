"""Quoting what differs between two passages: whole words in the part of the sentence they stand in, each once.

A rule finds a word or two ("Saturday"); what a reader can judge is the phrase: "Working days are Monday to Saturday".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from schemekit.text.printed import printed

MOST_WORDS = 40
"""Words that are quoted at a stretch; what is longer is cut where nothing differs, then at its end."""
_REACH = 14    # words beside a difference that may be quoted with it
_APART = 4     # words; differences that stand nearer than that are one
_END = (",", ";", ":", ".", "!", "?", ")", "—", "–")
_MARKS = re.compile(r"^(?:[-+*>#|]+|\d{1,3}[.)])\s+|\s*\|$")
_CUT = "…"
_Span = tuple[int, int, int, int]


def contrasted(ours: str, theirs: str) -> tuple[tuple[str, str], ...]:
    """The phrases in which two passages differ, ours beside theirs, in the order in which they stand.

    Shape: without marks of Markdown. One side is empty where only the other has a passage at all.
    """
    mine, hers = _words(ours), _words(theirs)
    if mine == hers:
        return ()
    if not mine or not hers:
        return ((_cut(mine), _cut(hers)),)
    spans = _one_by_one([_widened(span, mine, hers) for span in _differences(mine, hers)])
    return tuple(dict.fromkeys((_quoted(mine, span[0], span[1]), _quoted(hers, span[2], span[3])) for span in spans))


def _words(passage: str) -> list[str]:
    return printed(_MARKS.sub("", _MARKS.sub("", passage.strip()))).split()


def _differences(mine: Sequence[str], hers: Sequence[str]) -> Iterator[_Span]:
    """Where the words differ, those that stand near each other as one."""
    found: _Span | None = None
    for tag, start, end, first, last in SequenceMatcher(None, mine, hers, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if found is not None and start - found[1] < _APART:
            found = (found[0], end, found[2], last)
            continue
        if found is not None:
            yield found
        found = (start, end, first, last)
    if found is not None:
        yield found


def _widened(span: _Span, mine: Sequence[str], hers: Sequence[str]) -> _Span:
    """A difference with the words beside it, up to where the part of the sentence begins and ends, on both sides."""
    start, end, first, last = span
    for _ in range(_REACH):
        if min(start, first) == 0 or mine[start - 1].endswith(_END) or hers[first - 1].endswith(_END):
            break
        start, first = start - 1, first - 1
    for _ in range(_REACH):
        if end == len(mine) or last == len(hers) or (_ends(mine, start, end) and _ends(hers, first, last)):
            break
        end, last = end + 1, last + 1
    return start, end, first, last


def _ends(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a part of the sentence ends with these words; of no words nothing can be asked."""
    return end == start or words[end - 1].endswith(_END)


def _one_by_one(spans: Sequence[_Span]) -> list[_Span]:
    """The spans, those that met when they were widened as one."""
    found: list[_Span] = []
    for span in spans:
        if found and (span[0] < found[-1][1] or span[2] < found[-1][3]):
            last = found.pop()
            span = (last[0], max(last[1], span[1]), last[2], max(last[3], span[3]))
        found.append(span)
    return found


def _quoted(words: Sequence[str], start: int, end: int) -> str:
    """Some of the words of a passage, with a sign where the part of the sentence goes on."""
    before = "" if start == 0 or words[start - 1].endswith(_END) else f"{_CUT} "
    after = "" if end == len(words) or _ends(words, start, end) else f" {_CUT}"
    phrase = _cut(words[start:end])
    return f"{before}{phrase}{'' if phrase.endswith(_CUT) else after}" if phrase else ""


def _cut(words: Sequence[str]) -> str:
    if len(words) > MOST_WORDS:
        return f"{' '.join(words[:MOST_WORDS])} {_CUT}"
    return " ".join(words).rstrip(",;:.")
