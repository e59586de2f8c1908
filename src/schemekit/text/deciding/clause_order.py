"""Clauses that a change moves or adds as a whole: which they are, and where they go in a text that went on since.

A clause goes behind the one that it was put behind, within its chapter: where an update moved its neighbour into
another chapter, it does not go along.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.document import PREAMBLE, ClauseText, Document


def clauses_moved(before: str, after: str) -> tuple[tuple[str, ...], ...]:
    """The clauses that stand elsewhere in the second of two texts, those in a row together.

    Shape: empty where anything but the order of clauses differs.
    """
    old, new = Document.parse(before), Document.parse(after)
    words = {clause.id: clause.raw.strip() for clause in old.clauses}
    places = {name: place for place, name in enumerate(words)}
    names = [clause.id for clause in new.clauses]
    is_order_only = len(words) == len(old.clauses) == len(names) and all(
        words.get(clause.id) == clause.raw.strip() for clause in new.clauses)
    if not is_order_only or old.preamble.strip() != new.preamble.strip() or names == list(words):
        return ()
    kept = longest_rising(places[name] for name in names)
    runs = groupby(enumerate(names), key=lambda item: item[0] in kept)
    return tuple(tuple(name for _, name in run) for is_kept, run in runs if not is_kept)


def clauses_added(before: str, after: str) -> tuple[str, ...]:
    """The clauses that only the second of two texts has."""
    known = Document.parse(before).by_id()
    return tuple(name for name in Document.parse(after).by_id() if name not in known)


def parent_of(document: Document, name: str) -> str | None:
    """The clause that one stands under, empty at the top; None where the text does not have it."""
    clause = document.by_id().get(name)
    return None if clause is None else "".join(clause.ancestors[-1:])


def stands_after(before: Document, after: Document, name: str, label: Callable[[ClauseText], str]) -> str:
    """What a clause stands behind that is new in a text or stands elsewhere in it now; empty where it stays.

    Shape: `label` names a clause; where the neighbour was in the text before, with the number that it had there.
    """
    order, known = [clause.id for clause in after.clauses], before.by_id()
    if name not in order or _above(before, name) == _above(after, name):
        return ""
    above = _above(after, name)
    if not above:
        return "before all other clauses"
    clause = known.get(above) or after.by_id()[above]
    return f"{'first in' if parent_of(after, name) == above else 'after'} {label(clause)}"


def _above(document: Document, name: str) -> str | None:
    """The clause just before one, empty for the first; None where the text does not have it."""
    order = [clause.id for clause in document.clauses]
    return None if name not in order else ["", *order][order.index(name)]


def put_there(text: str, model: str, names: Sequence[str]) -> str | None:
    """The text with some of its clauses standing where they stand in another one; None where their chapter is gone."""
    document, other = Document.parse(text), Document.parse(model)
    wanted = {clause.id for clause in document.clauses if clause.id in names or set(clause.ancestors) & set(names)}
    if not wanted:
        return text
    after = _anchor(document, other, names, wanted)
    if after is None:
        return None
    slices = {clause.id: clause.raw for clause in document.clauses}
    order = [PREAMBLE, *(name for name in slices if name not in wanted)]
    place = order.index(after) + 1
    order[place:place] = _in_order(document, other, names)
    if order[1:] == list(slices) or len(slices) < len(document.clauses):
        return text
    kept = [raw for raw in (document.preamble, *(slices[name] for name in order[1:])) if raw]
    joined = "".join(f"{raw.rstrip()}\n\n" if number + 1 < len(kept) and not raw.endswith("\n\n") else raw
                     for number, raw in enumerate(kept))
    return joined.rstrip("\n") + text[len(text.rstrip("\n")) :]


def _in_order(document: Document, other: Document, names: Sequence[str]) -> list[str]:
    """The clauses in the other document's order, each with those that stand under it in this one and are not named."""
    known, order = document.by_id(), list[str]()
    for name in (clause.id for clause in other.clauses if clause.id in names and clause.id in known):
        below = [clause.id for clause in document.clauses if name in clause.ancestors and clause.id not in names]
        order += [item for item in (name, *below) if item not in order]
    return order


def _anchor(document: Document, other: Document, names: Sequence[str], gone: set[str]) -> str | None:
    """The clause of the document behind which the clauses go that stand there in the other one."""
    known = {clause.id: clause for clause in document.clauses if clause.id not in gone}
    first = next(place for place, clause in enumerate(other.clauses) if clause.id in names)
    parent = other.clauses[first].ancestors[-1:]
    if parent and parent[0] not in known:
        return None
    for clause in reversed(other.clauses[:first]):
        if clause.ancestors[-1:] == parent and clause.id in known and known[clause.id].ancestors[-1:] == parent:
            below = [name for name, held in known.items() if clause.id in held.ancestors]
            return below[-1] if below else clause.id
    return parent[0] if parent else PREAMBLE
