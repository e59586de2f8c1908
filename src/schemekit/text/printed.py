"""A text as people have it before them on paper: its words without the marks of links, emphasis and footnotes.

Here words are said as they are printed, and found again in the Markdown when somebody copies them from a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from schemekit.text.document import plain_typography
from schemekit.text.inline import Look, Span, spans

_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n")


def printed(markdown: str) -> str:
    """The words of a passage as they are printed, on the lines on which they stand; without the signs of footnotes."""
    return "".join(markdown[span.start : span.end] for span in _shown(markdown))


def printed_place(
    text: str, words: str, reach: tuple[int, int] | None, *, are_gone: bool
) -> tuple[int, int] | None:
    """From where to where in a text the words stand that are printed so; None where that is not exactly once.

    Shape: `reach` is where the clause begins and ends in which they are looked for first. With `are_gone`, the marks of
    a link or of emphasis that holds nothing but the words go with them.
    """
    wanted = _folded(words)
    if not wanted:
        return None
    for begin, end in (*([reach] if reach else []), (0, len(text))):
        found = list(islice(_places(text, wanted, (begin, end), are_gone=are_gone), 2))
        if found:
            return found[0] if len(found) == 1 else None
    return None


def with_links_of(before: str, after: str) -> str:
    """New words with the links of those in whose place they come, where they say a link's words once still."""
    for start, end, shown in _links(before):
        if after.count(shown) == 1:
            after = after.replace(shown, before[start:end])
    return after


def _shown(text: str) -> Iterator[Span]:
    return (span for span in spans(text) if span.look in (Look.SHOWN, Look.BREAK) and not span.face.note)


def _places(text: str, wanted: str, reach: tuple[int, int], *, are_gone: bool) -> Iterator[tuple[int, int]]:
    """The places of the words between two places of the text, paragraph by paragraph."""
    at, end = reach
    for gap in (*_BLANK_LINE.finditer(text, *reach), None):
        stop = gap.start() if gap else end
        part = text[at:stop]
        letters, places = _letters(part)
        found = letters.find(wanted)
        while found >= 0:
            last = found + len(wanted) - 1
            left, right = _with_marks(part, wanted, places[found], places[last] + 1, are_gone=are_gone)
            yield at + left, at + right
            found = letters.find(wanted, found + 1)
        at = gap.end() if gap else end


def _letters(part: str) -> tuple[str, list[int]]:
    """The letters of a paragraph as they are compared, and where each stands; a run of blanks is one."""
    letters, places = list[str](), list[int]()
    for span in _shown(part):
        for place in range(span.start, span.end):
            for letter in plain_typography(part[place]):
                if letter.isspace() and (not letters or letters[-1] == " "):
                    continue
                letters.append(" " if letter.isspace() else letter)
                places.append(place)
    return "".join(letters), places


def _folded(words: str) -> str:
    return " ".join(plain_typography(words).split())


def _with_marks(part: str, wanted: str, start: int, end: int, *, are_gone: bool) -> tuple[int, int]:
    """The words with the marks around them that have to go along; none where other words come into their place."""
    marks = [span for span in spans(part) if span.look is Look.MARKUP]
    lefts = [start, *(span.start for span in marks if span.end == start)]
    rights = [end, *(span.end for span in marks if span.start == end)]
    pairs = sorted(product(lefts, rights), key=lambda pair: pair[1] - pair[0], reverse=are_gone)
    return next((pair for pair in pairs if _folded(printed(part[slice(*pair)])) == wanted), (start, end))


def _links(text: str) -> Iterator[tuple[int, int, str]]:
    """The links of a passage: from where to where each stands with its marks, and its words."""
    found = list(spans(text))
    for place, span in enumerate(found):
        if span.face.target and 0 < place < len(found) - 1 and found[place - 1].look is found[place + 1].look \
                is Look.MARKUP:
            yield found[place - 1].start, found[place + 1].end, text[span.start : span.end]
