"""What differs, told to both sides: 'ours' and 'theirs' of a comparison by the names of the two schemes."""

from __future__ import annotations

import re

_SIDE = re.compile(r"“[^”]*”|\b(ours|theirs)\b")


def with_names(words: str, ours: str, theirs: str) -> str:
    """Words for a document that both sign, in which 'ours' could be either's. What is quoted stays as it is."""
    names = {"ours": ours, "theirs": theirs}
    return _SIDE.sub(lambda at: names[at[1]] if at[1] else at[0], words)
