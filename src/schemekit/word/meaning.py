"""What changes the meaning of a returned file though its words are the same: struck through, hidden, led elsewhere.

What is shown beside the words (fields, list marks, drawn letters, looks that hide) is in `shown`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from schemekit.word.plain_lines import Line

_SHOWN = 200


def changed_meaning(came: Sequence[Line], sent: Sequence[Line]) -> Iterator[str]:
    """Notes on words that are the same and mean something else. Shape: `sent` has all edits made in it."""
    for kind, told in (("struck", "struck through by hand, not by tracked changes"), ("hidden", "hidden in the file"),
                       ("raised", "raised or lowered, as a power or a sign of a note is")):
        known = Counter(_squeezed(getattr(line, kind)) for line in sent)
        for line in came:
            words = getattr(line, kind)
            if not words:
                continue
            if known[_squeezed(words)] > 0:
                known[_squeezed(words)] -= 1
            else:
                yield f"{told}: '{words[:_SHOWN]}', in '{line.words[:_SHOWN]}'; look what is meant"
    yield from _links(came, sent)


def _links(came: Sequence[Line], sent: Sequence[Line]) -> Iterator[str]:
    def led(lines: Sequence[Line]) -> Counter[tuple[str, str]]:
        return Counter((_squeezed(words), unquote(to)) for line in lines for words, to in line.links if words and to)

    more, less = led(came) - led(sent), led(sent) - led(came)
    for words, to in more:
        was = next((other for other in less if other[0] == words), None)
        if was is not None:
            yield (f"the link on '{words[:_SHOWN]}' leads to '{to[:_SHOWN]}' now, and led to '{was[1][:_SHOWN]}';"
                   " it is not taken over, so look at it")


def _squeezed(words: str) -> str:
    return " ".join(words.split())
