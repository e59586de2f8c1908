"""Two formatted texts as one that tells what came and what went, clause by clause.

Here is the comparison; what carries it into a Word file is in `tracked`. Clauses are headings with a name: the same
name is the same clause.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from schemekit.text.comparing.alignment import Effort, longest_rising
from schemekit.text.formatted.blocks import MergedBlocks, marked_blocks, may_be_one
from schemekit.text.formatted.tree import Piece
from schemekit.text.formatted.words import DELETION, INSERTION

_EFFORT_FOR_EACH_WORD = 500


class Fate(Enum):
    """What became of a clause. One that moved is told twice: MOVED_AWAY where it stood, MOVED_HERE where it stands."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved away"
    MOVED_HERE = "moved here"


@dataclass(frozen=True, slots=True)
class RedlinedClause:
    """A clause as it is told.

    Shape: `name` is the identifier of its heading, empty for what stands before the first one. Blocks that came or
    went stand in a `Div` of the class INSERTION or DELETION, words in a `Span`; a table row bears the class.
    """

    name: str
    fate: Fate
    blocks: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Clause:
    name: str
    blocks: list[Piece]


def redlined(before: Sequence[Piece], after: Sequence[Piece]) -> tuple[RedlinedClause, ...]:
    """What came and what went between two texts, in the later one's order, removed clauses at their old place."""
    olds, news = _clauses(before), _clauses(after)
    merging = MergedBlocks(Effort(1_000_000 + _EFFORT_FOR_EACH_WORD * (_length(before) + _length(after))))
    places = {clause.name: place for place, clause in enumerate(olds)}
    common = [clause.name for clause in news if clause.name in places]
    rising = longest_rising(places[name] for name in common)
    kept = {name for index, name in enumerate(common) if index in rising}
    moved = {*common} - kept
    found: list[RedlinedClause] = []
    at = 0
    for clause in news:
        if clause.name not in kept:
            fate = Fate.MOVED_HERE if clause.name in moved else Fate.ADDED
            found.append(RedlinedClause(clause.name, fate, tuple(marked_blocks(clause.blocks, INSERTION))))
            continue
        place = places[clause.name]
        gone = [_gone(old, moved) for old in olds[at:place]]
        found[_after_kept(found):_after_kept(found)] = gone
        found.append(RedlinedClause(clause.name, Fate.KEPT, tuple(_changed(olds[place], clause, merging))))
        at = place + 1
    found[_after_kept(found):_after_kept(found)] = [_gone(old, moved) for old in olds[at:]]
    return tuple(found)


def _clauses(blocks: Sequence[Piece]) -> list[_Clause]:
    """The blocks clause by clause; a second heading of one name begins none."""
    found, names = [_Clause("", [])], {""}
    for block in blocks:
        if block["t"] == "Header" and block["c"][1][0] not in names:
            found.append(_Clause(block["c"][1][0], []))
            names.add(found[-1].name)
        found[-1].blocks.append(block)
    return found


def _length(blocks: Sequence[Piece]) -> int:
    """About how many words the blocks have."""
    return json.dumps(blocks).count('"t": "Str"')


def _after_kept(found: Sequence[RedlinedClause]) -> int:
    """Where the clauses go that followed the last one that was kept: in front of those that came there."""
    return next((place for place in range(len(found), 0, -1) if found[place - 1].fate is Fate.KEPT), 0)


def _gone(old: _Clause, moved: set[str]) -> RedlinedClause:
    fate = Fate.MOVED_AWAY if old.name in moved else Fate.REMOVED
    return RedlinedClause(old.name, fate, tuple(marked_blocks(old.blocks, DELETION)))


def _changed(old: _Clause, new: _Clause, merging: MergedBlocks) -> list[Piece]:
    """A clause that stayed; its heading is its heading, whatever it says now."""
    if old.name and may_be_one(old.blocks[0], new.blocks[0]):
        return [merging.block(old.blocks[0], new.blocks[0]), *merging.blocks(old.blocks[1:], new.blocks[1:])]
    return merging.blocks(old.blocks, new.blocks)
