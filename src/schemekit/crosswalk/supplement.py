"""A supplement: what they ask beyond us, as rows for a document. Theirs minus ours, and nothing left out silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.crosswalk.lined_up import Match, Way
from schemekit.crosswalk.paired_clauses import PairedClause
from schemekit.crosswalk.side_by_side import Stricter, ValueRow

_THEIR_VALUES = (Stricter.THEIRS, Stricter.EACH, Stricter.ONLY_THEIRS)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMore:
    """A clause of theirs that differs and was found to ask no more than ours, and why.

    Shape: `told` are the words that differ, which may be theirs.
    """

    pair: PairedClause
    why: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What they ask beyond us, of one module: each clause of theirs that differs stands in one of the first four.

    Shape: `only` are clauses that only they have, `stricter` those that ask more than ours, `to_look_at` those of which
    no rule can tell, `no_more` those that ask no more; `values` are theirs that are stricter, `open_values` those of
    which a person decides, `own_values` those that each fills in for itself, which count as no difference.
    """

    module: str
    only: tuple[PairedClause, ...]
    stricter: tuple[PairedClause, ...]
    to_look_at: tuple[PairedClause, ...]
    no_more: tuple[NoMore, ...]
    values: tuple[ValueRow, ...]
    open_values: tuple[ValueRow, ...]
    own_values: tuple[ValueRow, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is asked beyond, and nothing is left to look at."""
        return not (self.only or self.stricter or self.to_look_at or self.values or self.open_values)


def supplement(module: str, pairs: Sequence[PairedClause], values: Sequence[ValueRow]) -> Supplement:
    """What of theirs goes beyond ours."""
    judged = [(pair, _no_more(pair)) for pair in pairs
              if pair.theirs is not None and (pair.way is not Way.SAME or pair.is_reworded)]
    wanted = [pair for pair, less in judged if less is None]
    beyond = [pair for pair in wanted if pair.match is Match.BEYOND]
    return Supplement(
        module=module, only=tuple(beyond),
        stricter=tuple(pair for pair in wanted if pair.match is not Match.BEYOND and not pair.way.is_open),
        to_look_at=tuple(pair for pair in wanted if pair.match is not Match.BEYOND and pair.way.is_open),
        no_more=tuple(less for _, less in judged if less is not None),
        values=tuple(row for row in values if row.stricter in _THEIR_VALUES),
        open_values=tuple(row for row in values if row.stricter is Stricter.PERSON),
        own_values=tuple(own_values(values)),
    )


def own_values(values: Sequence[ValueRow]) -> Iterator[ValueRow]:
    """The values that each side fills in for itself, where they are not the same."""
    return (row for row in values if row.stricter is Stricter.OWN and row.ours != row.theirs)


def _no_more(pair: PairedClause) -> NoMore | None:
    """Why a clause of theirs asks no more than ours; None where it does, or where nobody can tell."""
    if pair.way is Way.SAME:
        return NoMore(pair=pair, why="other words, of which no rule sees that they ask anything else")
    if pair.way is Way.LOOSER:
        return NoMore(pair=pair, why="theirs asks less", told=pair.told)
    # A clause that only they have is never here: one that binds nobody may move every duty that uses it, and a
    # permission of those who complain binds all others.
    return None
