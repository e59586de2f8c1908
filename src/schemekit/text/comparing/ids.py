"""Ids for texts that have none: proposed from the headings, kept from one version of a text to the next.

The ids of clauses never change once released, so a new version is held against the earlier one by what it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from schemekit.text.comparing.pairing import pairing
from schemekit.text.document import PREAMBLE, ClauseText, Document, made_id

_CLAUSE_ID = re.compile(r"[a-z][a-z0-9-]{1,59}")
_LONGEST = 60


def proposed_ids(text: str, earlier: Document | None = None) -> tuple[str, ...]:
    """One id for each clause of a text, in order.

    A clause with a valid id of its own keeps it. Of the others, those that stood in the earlier version keep the id
    they had there, also where they were moved, retitled or reworded; new ones get one from their heading, which is
    never one that another clause of the earlier version had.
    Shape: no two are the same, and all are ids by the module's schema. Proposed again for the text with these ids,
    they are the same ones.
    Basis: `schemas/module.schema.json`, `$defs/clauseId`.
    """
    document = Document.parse(text)
    found: dict[int, str] = {}
    own = [(place, clause.id) for place, clause in enumerate(document.clauses) if clause.has_own_id]
    _give(found, own, {PREAMBLE})
    known: tuple[str, ...] = ()
    if earlier is not None:
        known = _known_ids(earlier)
        pairs = pairing(earlier, document)
        _give(found, ((place, known[pairs[place].place]) for place in sorted(pairs)), {PREAMBLE})
    return _completed(document, found, known)


def _known_ids(earlier: Document) -> tuple[str, ...]:
    """The ids of the earlier version, made valid and unique as they were proposed for it then."""
    found: dict[int, str] = {}
    _give(found, ((place, clause.id) for place, clause in enumerate(earlier.clauses) if clause.has_own_id), {PREAMBLE})
    return _completed(earlier, found, ())


def _completed(document: Document, found: Mapping[int, str], refused: Sequence[str]) -> tuple[str, ...]:
    """The ids of all clauses, those that have none yet named by their headings."""
    taken = {PREAMBLE, *refused, *found.values()}
    counts: dict[str, int] = {}
    ids = []
    for place, clause in enumerate(document.clauses):
        clause_id = found.get(place, "")
        if not clause_id:
            wanted = _wanted(clause)
            # The count goes on where it stopped: equal headings by the thousand take no longer than others.
            count = counts.get(wanted, 0) + 1
            while (clause_id := _counted(wanted, count)) in taken:
                count += 1
            counts[wanted] = count
            taken.add(clause_id)
        ids.append(clause_id)
    return tuple(ids)


def _give(found: dict[int, str], wanted: Iterable[tuple[int, str]], refused: set[str]) -> None:
    """Give places the ids they should have: valid ones, to the first that asks, and never two to one place."""
    taken = {*refused, *found.values()}
    for place, clause_id in wanted:
        if place not in found and clause_id not in taken and _CLAUSE_ID.fullmatch(clause_id):
            found[place] = clause_id
            taken.add(clause_id)


def _wanted(clause: ClauseText) -> str:
    """The id that the words of the heading give, without the number before them; of a wrong id, the nearest right one.

    A number typed before a heading follows from its place, and an id may not.
    """
    return made_id(clause.id if clause.has_own_id else clause.name or clause.heading)


def _counted(wanted: str, count: int) -> str:
    return wanted if count == 1 else f"{wanted[: _LONGEST - len(str(count)) - 1]}-{count}"
