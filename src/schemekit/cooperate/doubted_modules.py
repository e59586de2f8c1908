"""Modules of two schemes in which words of one side may take back what all clauses ask, as `coverage` finds them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.adopt.doubts import doubts_of
from schemekit.adopt.outcome import Adoption
from schemekit.crosswalk.evidence import Doubt
from schemekit.crosswalk.lined_up import DoubtedModule, LinedClause, Match, Way
from schemekit.text.document import PREAMBLE


def doubted_modules(
    ours: Adoption, theirs: Adoption, rows: Sequence[LinedClause]
) -> Iterator[DoubtedModule]:
    """One module of two schemes where it is in doubt, for each side; what both say puts neither below the other.

    Shape: `rows` are its clauses as `lined_clauses` has them.
    """
    mine, hers = ([doubt for doubt in doubts_of(side) if doubt.reaches_all] for side in (ours, theirs))
    same = frozenset(row.clause for row in rows if (row.match, row.way) == (Match.MATCHED, Way.SAME))
    if PREAMBLE not in {row.clause for row in rows}:
        same |= {PREAMBLE}   # it has a row only where the two differ
    for is_ours, doubts, others in ((True, mine, hers), (False, hers, mine)):
        alone = tuple(doubt for doubt in doubts if not _is_shared(doubt, others, same))
        if alone:
            yield DoubtedModule(module=ours.id, is_ours=is_ours, doubts=alone)


def _is_shared(doubt: Doubt, others: Sequence[Doubt], same: frozenset[str]) -> bool:
    """Whether the other side says it too, in its own names; of text beside the clauses, in the same words."""
    return any(other.clause == doubt.clause and (doubt.clause in same or other.digest == doubt.digest)
               for other in others)
