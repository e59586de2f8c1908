"""Clauses whose links are gone and whose words all stand: what is left of a text that went through Word."""

from __future__ import annotations

import re

from schemekit.model.adoption import Verb
from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.document import comparable

_LINK = re.compile(r"(?<!!)\[([^\[\]]{1,500})\]\([^()\s]{0,500}(?:[ \t]+\"[^\"\n]{0,200}\")?\)")


def lacks_only_links(change: ClauseChange) -> bool:
    """Whether a clause differs from its source only in that `[words](address)` became `words`, here or there."""
    source, mine = change.source, change.mine
    if change.verb is not Verb.ADAPT or source is None or mine is None:
        return False
    before, now = (comparable(f"{clause.name}\n{clause.body}") for clause in (source, mine))
    has_fewer = len(_LINK.findall(before)) > len(_LINK.findall(now))
    return has_fewer and _LINK.sub(r"\1", before) == _LINK.sub(r"\1", now)
