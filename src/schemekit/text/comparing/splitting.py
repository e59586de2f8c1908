"""Splitting: a clause that became several, and several that became one; known from aliases, or seen from the words.

Seen only where it is all but certain: nearly all words of the parts stand in the whole, in a row and nowhere else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.likeness import Wording
from schemekit.text.comparing.pairing import Aliases, Paired
from schemekit.text.document import ClauseText, Document

_IN_A_ROW = 3           # words; fewer in a row stand in any two texts
_SAYS_SOMETHING = 8     # words, fewer of which in a clause may come from anywhere
_FROM_THE_WHOLE = 0.8   # share of a part's words that stand in the whole
_STILL_THERE = 0.2      # share of a new part's words that may still stand in what is left of the whole
_REST = 0.5             # share of what is left of the whole that stood there before
_ACCOUNTED_FOR = 0.7    # share of the whole's words that stand in the parts

Groups = dict[int, tuple[int, ...]]
"""By the place of a whole, the places of its parts on the other side, in order."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The clauses of two documents that were split and joined.

    Shape: `split` from places in the source to places in `mine`, `joined` from places in `mine` to the source's. No
    clause is in more than one of them.
    """

    split: Groups
    joined: Groups


def regrouped(source: Document, mine: Document, pairs: Mapping[int, Paired], aliases: Aliases) -> Regrouped:
    """What was split and joined, beyond the pairs that are known."""
    there = {found.place: place for place, found in pairs.items()}
    here = {place: found.place for place, found in pairs.items()}
    split = _named(source.clauses, mine.clauses, there, aliases)
    joined = _named_together(source.clauses, mine.clauses, here, aliases)
    seen_split = _seen(source.clauses, mine.clauses, there)
    seen_joined = _seen(mine.clauses, source.clauses, here)
    split, joined = _without_clashes(split, joined)
    return Regrouped(*_without_clashes(split, joined, seen_split, seen_joined))


def _named(
    olds: Sequence[ClauseText], news: Sequence[ClauseText], partner: Mapping[int, int], aliases: Aliases
) -> Groups:
    """What aliases say was split: parts that were there before belong to another clause already."""
    taken = set(partner.values())
    places = {clause.id: place for place, clause in reversed(list(enumerate(news)))} if aliases else {}
    found = {}
    for place, clause in enumerate(olds if aliases else ()):
        named = {places[new] for new in aliases.get(clause.id, ()) if new in places}
        parts = {part for part in named if part not in taken or partner.get(place) == part}
        if len(parts) > 1:
            found[place] = tuple(sorted(parts))
    return found


def _named_together(
    olds: Sequence[ClauseText], news: Sequence[ClauseText], partner: Mapping[int, int], aliases: Aliases
) -> Groups:
    """What aliases say was joined: a clause that several others became, or one became that was there before."""
    places = {clause.id: place for place, clause in reversed(list(enumerate(news)))} if aliases else {}
    taken = set(partner.values())
    parts: dict[int, set[int]] = defaultdict(set)
    for place, clause in enumerate(olds if aliases else ()):
        named = [new for new in aliases.get(clause.id, ()) if new in places]
        if len(named) == 1 and (place not in taken or partner.get(places[named[0]]) == place):
            parts[places[named[0]]].add(place)
    for whole, others in parts.items():
        if whole in partner:
            others.add(partner[whole])
    return {whole: tuple(sorted(others)) for whole, others in parts.items() if len(others) > 1}


def _seen(wholes: Sequence[ClauseText], others: Sequence[ClauseText], partner: Mapping[int, int]) -> Groups:
    """The clauses of the one side whose words now stand in several clauses of the other."""
    taken = set(partner.values())
    loose = [place for place in range(len(others)) if place not in taken and _says_something(others[place])]
    if not loose:
        return {}
    rows = _Rows(others)
    whole_rows = _Rows(wholes)
    changed = [place for place, clause in enumerate(wholes) if _says_something(clause) and (
               place not in partner or others[partner[place]].comparable != clause.comparable)]
    parts = _parts(changed, loose, whole_rows, rows)
    found = {}
    for whole, new in parts.items():
        rest = partner.get(whole)
        together = sorted([*new, *([] if rest is None else [rest])])
        if len(together) > 1 and _is_certain(whole_rows.of(whole), rest, new, rows, together):
            found[whole] = tuple(together)
    return found


def _says_something(clause: ClauseText) -> bool:
    return clause.raw.count(" ") + clause.raw.count("\n") >= _SAYS_SOMETHING


def _parts(changed: Iterable[int], loose: Iterable[int], wholes: _Rows, others: _Rows) -> dict[int, list[int]]:
    """For each clause that may have been split, the ones that say only what it said."""
    stands_in: dict[tuple[str, ...], int] = {}
    for place in changed:
        for row in wholes.of(place):
            stands_in[row] = -1 if row in stands_in else place
    parts: dict[int, list[int]] = defaultdict(list)
    for place in loose:
        rows = others.of(place)
        votes = Counter(stands_in.get(row, -1) for row in rows)
        del votes[-1]
        (whole, number), *_ = votes.most_common(1) or [(-1, 0)]
        if len(rows) + _IN_A_ROW > _SAYS_SOMETHING and number >= _FROM_THE_WHOLE * len(rows):
            parts[whole].append(place)
    return parts


def _is_certain(
    whole: frozenset[tuple[str, ...]], rest: int | None, new: Sequence[int], rows: _Rows, together: Sequence[int]
) -> bool:
    if rest is not None:
        left = rows.of(rest)
        if len(left & whole) < _REST * len(left) or not left:
            return False
        if any(len(rows.of(part) & left) > _STILL_THERE * len(rows.of(part)) for part in new):
            return False
    kept = {row for part in together for row in rows.of(part)}
    return len(whole & kept) >= _ACCOUNTED_FOR * len(whole)


class _Rows:
    """Each three words in a row of a document's clauses, below the headings."""

    def __init__(self, clauses: Sequence[ClauseText]) -> None:
        self._clauses = clauses
        self._found: dict[int, frozenset[tuple[str, ...]]] = {}

    def of(self, place: int) -> frozenset[tuple[str, ...]]:
        """The rows of one clause."""
        if place not in self._found:
            self._found[place] = Wording.of(self._clauses[place].body).rows(_IN_A_ROW)
        return self._found[place]


def _without_clashes(
    split: Groups, joined: Groups, more_split: Groups | None = None, more_joined: Groups | None = None
) -> tuple[Groups, Groups]:
    """The groups, to which those are added that share no clause with another; of two that do, neither is certain."""
    if more_split is None or more_joined is None:
        more_split, more_joined, split, joined = split, joined, {}, {}
    settled = {member for member, _ in _members(split, joined)}
    counted = Counter(member for member, _ in _members(more_split, more_joined))
    doubtful = {key for member, key in _members(more_split, more_joined)
                if counted[member] > 1 or member in settled}
    new_split = {whole: parts for whole, parts in more_split.items() if ("split", whole) not in doubtful}
    new_joined = {whole: parts for whole, parts in more_joined.items() if ("joined", whole) not in doubtful}
    return split | new_split, joined | new_joined


def _members(split: Groups, joined: Groups) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Each clause in a group, as side and place, with the group it is in."""
    found = []
    for name, groups, whole_side, part_side in (("split", split, "old", "new"), ("joined", joined, "new", "old")):
        for whole, parts in groups.items():
            found.append(((whole_side, whole), (name, whole)))
            found += [((part_side, part), (name, whole)) for part in parts]
    return found
