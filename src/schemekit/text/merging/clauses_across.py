"""Clauses that crossed from one document of a module into another, so that an edit of theirs goes with them.

Told by ids alone: a clause without an id of its own cannot be followed from file to file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemekit.text.document import ClauseText, Document

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Crossing:
    """One document with the clauses that left it taken out, and those that came put at its end.

    Shape: `base` and `ours` are the older sides as the source's new division would have them; `ours_left` is what the
    scheme still has of a document after its clauses left.
    """

    base: str
    ours: str
    ours_left: str = ""


@dataclass
class _Document:
    text: Document
    left: set[str] = field(default_factory=set)

    @cached_property
    def by_id(self) -> dict[str, ClauseText]:
        return self.text.by_id()

    def kept(self) -> str:
        raws = [clause.raw for clause in self.text.clauses if clause.id not in self.left]
        return self.text.preamble + "".join(raws)


def crossings(base: Texts, ours: Texts, source: Texts) -> dict[str, Crossing]:
    """The documents that clauses left or came to, by the source's name for them; empty where none crossed.

    Shape: the three sides by one name for each document; one that the scheme deleted is missing in `ours`, and no
    clause is carried out of it or into it. A document of the source's new name that the scheme also has is in `ours`.
    """
    if set(base) == set(source) and sum(base[name] != source[name] for name in base) < 2:
        return {}
    olds = {name: _Document(Document.parse(text)) for name, text in base.items()}
    mine = {name: _Document(Document.parse(text)) for name, text in ours.items()}
    was = {clause.id: name for name, document in olds.items() for clause in document.text.clauses if clause.has_own_id}
    touched: set[str] = set()
    came: dict[str, list[str]] = defaultdict(list)
    own_came: dict[str, list[str]] = defaultdict(list)
    for name in sorted(source):
        for clause in Document.parse(source[name]).clauses:
            old = was.get(clause.id)
            lost = name in base and name not in ours
            is_there = name in mine and clause.id in mine[name].by_id   # the scheme had moved it there itself
            if not clause.has_own_id or old in (None, name) or old not in ours or lost or is_there:
                continue
            del was[clause.id]   # an id that stands twice is followed once
            touched |= {name, old}
            _take(olds[old], clause.id, came[name])
            _take(mine[old], clause.id, own_came[name])
    return {name: _crossing(olds.get(name), mine.get(name), came[name], own_came[name]) for name in sorted(touched)}


def _take(document: _Document, clause_id: str, into: list[str]) -> None:
    clause = document.by_id.get(clause_id)
    if clause is not None:
        document.left.add(clause_id)
        into.append(clause.raw)


def _crossing(old: _Document | None, mine: _Document | None, came: list[str], own_came: list[str]) -> Crossing:
    left = mine.kept() if mine else ""
    has_words = mine is not None and (left != mine.text.preamble or old is None
                                      or mine.text.preamble.strip() != old.text.preamble.strip())
    return Crossing(
        base=_joined([old.kept() if old else "", *came]),
        ours=_joined([left, *own_came]),
        ours_left=left if has_words else "",
    )


def _joined(parts: list[str]) -> str:
    """The parts one after the other, each beginning on a line of its own after a blank one."""
    filled = [part.strip("\n") for part in parts if part.strip()]
    return "\n\n".join(filled) + "\n"
