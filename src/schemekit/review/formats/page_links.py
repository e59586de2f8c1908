"""Links on the page of a comparison: the anchor of each clause, and where the links that stand in its text lead.

An address that runs something, or leads to a file that the reader does not have, is no link on the page.
"""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from urllib.parse import quote, unquote

from schemekit.model.web_address import SCHEME, plain_address
from schemekit.review.comparison import ComparedClause, Comparison

_SAFE = frozenset({"http", "https", "mailto"})
_MAIN = "policy.md"   # how other files of a module call the one whose name a comparison leaves empty


class PageLinks:
    """The anchors of one page. An id that stands twice gets a number at its second place."""

    def __init__(self, comparison: Comparison) -> None:
        self._anchors = _anchors(comparison.clauses)
        self._by_name: dict[tuple[str, str], str] = {}
        for clause, anchor in zip(comparison.clauses, self._anchors, strict=True):
            for text in (clause.change.source, clause.change.mine):
                if text:
                    self._by_name.setdefault((clause.file, text.id), anchor)
            self._by_name.setdefault((clause.file, clause.change.id), anchor)
            self._by_name.setdefault((clause.file, ""), anchor)

    def anchor(self, place: int) -> str:
        """The id of a clause on the page, by its place in the comparison."""
        return self._anchors[place]

    def to(self, file: str, clause_id: str) -> str:
        """The address of a clause on the page; empty where it has none."""
        anchor = self._by_name.get((file, clause_id), "")
        return f"#{quote(anchor)}" if anchor else ""

    def leads_to(self, target: str, file: str) -> str:
        """Where a link in a document leads on the page: to a clause, to the web, or nowhere (empty)."""
        plain = plain_address(target)
        scheme = SCHEME.match(plain)
        if scheme:
            return target if scheme[1].lower() in _SAFE and _is_as_typed(target, plain) else ""
        if plain.startswith(("/", "\\")):
            return ""
        path, _, clause_id = unquote(target).partition("#")
        other = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
        return self.to("" if other == _MAIN else other, clause_id)


def _is_as_typed(target: str, plain: str) -> bool:
    """Whether a browser needs no tricks to see the scheme: `java&#115;cript:` and the like are not worth a link."""
    return target[:8].lower() == plain[:8].lower()


def _anchors(clauses: Sequence[ComparedClause]) -> list[str]:
    found: list[str] = []
    seen: set[str] = set()
    for place, clause in enumerate(clauses):
        anchor = "c-" + "".join(letter if letter.isalnum() or letter in "-_.:/" else "-" for letter in clause.key)
        anchor = f"{anchor}~{place}" if anchor in seen else anchor
        seen.add(anchor)
        found.append(anchor)
    return found
