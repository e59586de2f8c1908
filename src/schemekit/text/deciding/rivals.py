"""Whether two wordings that are to stand side by side bid for the same thing: other figures, another binding verb."""

from __future__ import annotations

import re

from schemekit.model.module import Force
from schemekit.text.force import force_of

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def rivals(ours: str, source: str, language: str) -> str:
    """What a reader of both could not follow at once, in a line; empty where nothing of this kind stands out."""
    told = []
    mine, theirs = (list(dict.fromkeys(_FIGURE.findall(words))) for words in (ours, source))
    if set(mine) != set(theirs):
        told.append(f"figures (yours: {', '.join(mine) or 'none'}; the source's: {', '.join(theirs) or 'none'})")
    bound, binds = force_of(ours, language), force_of(source, language)
    if bound is not binds and Force.INFORMATION not in (bound, binds):
        told.append(f"binding verbs (yours: {bound.value}; the source's: {binds.value})")
    return f"The two have different {' and '.join(told)}, which would stand side by side." if told else ""
