"""A text with the ids that are proposed for it written into its headings, as its author would."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemekit.text.document import ClauseText, Document

_MARKS = re.compile(r" {0,3}#{1,6}[ \t]*")


def with_ids(text: str, ids: Sequence[str]) -> str:
    """The text with `{ #id }` written into the headings of the clauses that have none; every other byte stays.

    Raises: ValueError where there are not as many ids as clauses.
    """
    document = Document.parse(text)
    raws = (clause.raw if clause.has_own_id else _with_id(clause, clause_id)
            for clause, clause_id in zip(document.clauses, ids, strict=True))
    return document.preamble + "".join(raws)


def _with_id(clause: ClauseText, clause_id: str) -> str:
    line = clause.raw.partition("\n")[0].rstrip()
    marks = _MARKS.match(line)
    start = marks.end() if marks else 0
    # Marks that close a heading stay behind its id.
    bare = line[start:].rstrip("#")
    words = bare.rstrip() if not bare or bare[-1] in " \t" else line[start:]
    end = start + len(words) if words else len(line[:start].rstrip())
    return f"{clause.raw[:end]} {{ #{clause_id} }}{clause.raw[end:]}"
