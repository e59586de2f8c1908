"""A supplement: what they ask beyond us, as rows for a document. Theirs minus ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemekit.crosswalk.lined_up import Match, Way
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.side_by_side import Stricter, ValueRow
from schemekit.model.module import Force

_BINDING = (Force.REQUIREMENT, Force.RECOMMENDATION)
_THEIR_VALUES = (Stricter.THEIRS, Stricter.EACH, Stricter.ONLY_THEIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What they ask beyond us, of one module.

    Shape: `only` are clauses that only they have, `stricter` those that ask more than ours, `to_look_at` those of which
    no rule can tell; `values` are theirs that are stricter, `open_values` those of which a person decides. What binds
    nobody is left out, and counted in `without_force`.
    """

    module: str
    only: tuple[PairedClause, ...]
    stricter: tuple[PairedClause, ...]
    to_look_at: tuple[PairedClause, ...]
    values: tuple[ValueRow, ...]
    open_values: tuple[ValueRow, ...]
    without_force: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked beyond, and nothing is left to look at."""
        return not (self.only or self.stricter or self.to_look_at or self.values or self.open_values)


def supplement(module: str, pairs: Sequence[PairedClause], values: Sequence[ValueRow]) -> Supplement:
    """What of theirs goes beyond ours."""
    theirs = [pair for pair in pairs if pair.theirs is not None]
    binding = [pair for pair in theirs if pair.theirs is not None and pair.theirs.force in _BINDING]
    wanted = [pair for pair in binding if pair.way is not Way.SAME and pair.way is not Way.LOOSER]
    return Supplement(
        module=module,
        only=tuple(pair for pair in wanted if pair.match is Match.BEYOND),
        stricter=tuple(pair for pair in wanted if pair.match is not Match.BEYOND
                       and pair.way in (Way.STRICTER, Way.BOTH)),
        to_look_at=tuple(pair for pair in wanted if pair.match is not Match.BEYOND
                         and pair.way is Way.UNTOLD),
        values=tuple(row for row in values if row.stricter in _THEIR_VALUES),
        open_values=tuple(row for row in values if row.stricter is Stricter.PERSON),
        without_force=sum(pair.match is Match.BEYOND for pair in theirs) - sum(
            pair.match is Match.BEYOND for pair in binding),
    )
