"""Names that each scheme fills in for itself: read as ours in their text, they are no difference between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from schemekit.review.comparing.held import Held
from schemekit.review.comparison import ComparedValue

_SHORTEST = 3   # letters; what is shorter may stand for anything


def with_our_names(theirs: Held, values: Iterable[ComparedValue]) -> Held:
    """Their text with our names in the place of theirs, wherever one stands as a whole word.

    Shape: `values` are the values that differ; those that fill in a name count, and of these only the ones that mean
    one thing: where theirs calls two bodies alike that ours tells apart, the name stays.
    """
    names = _names(values)
    if not names:
        return theirs
    known = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{known})(?!\w)")
    return replace(theirs, texts={file: pattern.sub(lambda at: names[at[0]], text)
                                  for file, text in theirs.texts.items()})


def _names(values: Iterable[ComparedValue]) -> Mapping[str, str]:
    found: dict[str, set[str]] = {}
    for value in values:
        if value.is_filled_in and value.before and len(value.after) >= _SHORTEST:
            found.setdefault(value.after, set()).add(value.before)
    return {theirs: ours.pop() for theirs, ours in found.items() if len(ours) == 1}
