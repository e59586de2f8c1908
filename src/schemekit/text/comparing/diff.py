"""What was done to each clause: an earlier text against a later one, or a source's against a scheme's.

Which clause is which is found in `pairing`, what was split and joined in `splitting`, what became of the passages
inside a clause in `passage_diff`. Here is the comparison of clauses; what to think of it (locked, reasoned, allowed)
is for the use cases.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from schemekit.model.adoption import Verb
from schemekit.text.comparing.alignment import longest_rising
from schemekit.text.comparing.likeness import Wording
from schemekit.text.comparing.pairing import NO_ALIASES, Aliases, Match, Paired, pairing
from schemekit.text.comparing.passage_diff import Passage, passages
from schemekit.text.comparing.passages import PassageKind, pieces
from schemekit.text.comparing.refilled import Refilled, differ_in_values_only
from schemekit.text.comparing.splitting import regrouped
from schemekit.text.document import PREAMBLE, ClauseText, Document, comparable
from schemekit.text.shape import blocks, shape

__all__ = ["ClauseChange", "Kind", "Match", "clause_digest", "compare", "compare_texts", "longest_rising", "paired"]

_NUMBERED_ITEM = re.compile(r"^[ \t]*\d{1,9}[.)](?=\s|$)", re.MULTILINE)


class Kind(Enum):
    """What happened to a clause. Several may; none did to one that is as it was.

    RENUMBERED: its number, or one of its list items' numbers, is another; nobody need have touched it.
    REWRAPPED: wrapping, spacing, typographic quotes; its words stay, and read as before.
    RESHAPED: its words stay and read otherwise, such as two table rows joined, or a paragraph indented to be code.
    PARAMETER: its words differ in filled-in values and in nothing else. REWORDED: they differ otherwise.
    """

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    RETITLED = "retitled"
    SPLIT = "split"
    JOINED = "joined"
    REWRAPPED = "re-wrapped"
    RESHAPED = "laid out otherwise"
    PARAMETER = "parameter"
    REWORDED = "reworded"


SAME_WORDS = frozenset({Kind.MOVED, Kind.RENUMBERED, Kind.REWRAPPED})
"""What may have happened to a clause whose words stay."""


@dataclass(frozen=True, kw_only=True)
class ClauseChange:
    """One clause on both sides.

    Shape: `source` is None for an added clause, `mine` for a dropped one; `match` is by what they were found to be one.
    `editorial` is true where only wrapping, spacing or quotes differ; `retitled` where the heading does;
    `moved` where the clause stands elsewhere among its neighbours, or under another clause; one that went along with
    the clause above it has not moved.
    A clause that was split, or that others were joined into, has them all in `parts`, on the side where they are
    several; the others name it in `told_with`, by the id of its change, and have no passages of their own.
    """

    id: str
    verb: Verb
    source: ClauseText | None
    mine: ClauseText | None
    editorial: bool = False
    retitled: bool = False
    moved: bool = False
    match: Match | None = None
    kinds: frozenset[Kind] = frozenset()
    parts: tuple[ClauseText, ...] = ()
    told_with: str = ""

    @property
    def heading(self) -> str:
        """The clause's heading, as the scheme has it where it has it."""
        clause = self.mine or self.source
        return clause.heading if clause else ""

    @property
    def text_sha256(self) -> str:
        """The digest of the scheme's words, empty for a dropped clause: what a reason was given for."""
        return clause_digest(self.mine) if self.mine else ""

    @property
    def before(self) -> str:
        """The whole of what stood there, byte for byte; of several clauses that were joined, all."""
        return self._side(self.source, Kind.JOINED)

    @property
    def after(self) -> str:
        """The whole of what stands there now, byte for byte; of a clause that was split, all parts."""
        return self._side(self.mine, Kind.SPLIT)

    @cached_property
    def share(self) -> float:
        """The share of the words that both sides have, from 0 to 1; 0 where there is one side only."""
        if not self.before or not self.after:
            return 0.0
        return Wording.of(self.before).likeness(Wording.of(self.after))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What became of its sentences, list items, table rows and other passages, in the order of the later text.

        Shape: joined they are `before` and `after`; none where the clause is told with another one.
        """
        return () if self.told_with else _passages(self.before, self.after)

    def to_mapping(self) -> dict[str, object]:
        """The change as `--json` prints it."""
        return {
            "id": self.id,
            "verb": self.verb.value,
            "kinds": [kind.value for kind in Kind if kind in self.kinds],
            "match": self.match.value if self.match else "",
            "share": round(self.share, 3),
            "heading": self.heading,
            "before_number": self.source.number if self.source else "",
            "after_number": self.mine.number if self.mine else "",
            "parts": [part.id for part in self.parts],
            "told_with": self.told_with,
            "passages": [passage.to_mapping() for passage in self.passages],
        }

    def _side(self, clause: ClauseText | None, several: Kind) -> str:
        if self.parts and several in self.kinds:
            return "".join(part.raw for part in self.parts)
        return clause.raw if clause else ""


def clause_digest(clause: ClauseText) -> str:
    """The digest of a clause's words and shape; wrapping, spacing and typographic quotes do not change it."""
    return hashlib.sha256("\n".join((clause.comparable, *shape_of(clause))).encode()).hexdigest()


def shape_of(clause: ClauseText) -> tuple[str, ...]:
    """The shape of what stands below a clause's heading; of the words before the first clause, of all of them."""
    return shape(clause.raw if clause.id == PREAMBLE else clause.body)


def _reads_the_same(source: ClauseText, mine: ClauseText) -> bool:
    """Whether two clauses have the same words in the same blocks."""
    if source.comparable != mine.comparable:
        return False
    return source.raw == mine.raw or shape_of(source) == shape_of(mine)


@lru_cache(maxsize=1_024)   # releases are compared pair by pair, and a clause changed in few of them
def _passages(before: str, after: str) -> tuple[Passage, ...]:
    return passages(before, after)


def compare_texts(
    before: str, after: str, *, aliases: Aliases = NO_ALIASES, refilled: Sequence[Refilled] = ()
) -> tuple[ClauseChange, ...]:
    """What happened to each clause between two texts, in the later one's order, removed clauses at their old place.

    `aliases` say where the words of retired clauses went (`pairing.aliases_of` reads them from a module), `refilled`
    which values were exchanged (`refilled.refilled` reads them from two sets of values).
    Every clause of either text is in exactly one change; the words before the first clause are told only where they
    differ. The time grows with the length of the texts, whatever they hold.
    """
    return compare(Document.parse(before), Document.parse(after), aliases, refilled)


def compare(
    source: Document, mine: Document, aliases: Aliases = NO_ALIASES, refilled: Sequence[Refilled] = ()
) -> tuple[ClauseChange, ...]:
    """What the scheme did to each clause of the source, in the scheme's order, dropped clauses at their old place."""
    return _Comparison(source, mine, aliases, refilled).changes()


def paired(source: Document, mine: Document, aliases: Aliases = NO_ALIASES) -> dict[int, int]:
    """Which clause of the source each of the scheme's clauses is: places in `mine.clauses` to places in the source's.

    Two clauses that both carry ids of their own are one only if the ids are the same, or an alias says so. Where a
    side carries none, equal words, then an equal heading, then mostly equal words make them one.
    """
    return {place: found.place for place, found in pairing(source, mine, aliases).items()}


class _Comparison:
    """Two documents with everything that is known of how their clauses belong together."""

    def __init__(self, source: Document, mine: Document, aliases: Aliases, refilled: Sequence[Refilled]) -> None:
        self._source, self._mine = source, mine
        self._aliases, self._refilled = aliases, refilled
        self._pairs = pairing(source, mine, aliases)
        self._moved = _moved(source, mine, self._pairs)
        self._groups = regrouped(source, mine, self._pairs, aliases)
        self._told_with = self._secondaries()

    def changes(self) -> tuple[ClauseChange, ...]:
        """One change for each clause of either side."""
        dropped = self._dropped()
        changes = [*self._beginning(), *dropped[-1]]
        for place in range(len(self._mine.clauses)):
            found = self._pairs.get(place)
            changes.append(self._change(found, place))
            if found is not None:
                changes += dropped[found.place]
        return tuple(changes)

    def _beginning(self) -> Iterator[ClauseChange]:
        """What was done to the words before the first clause, told only when something was: they bind like any."""
        before, now = self._source.beginning, self._mine.beginning
        if not self._mine.text.strip():
            return  # a text that is gone is told clause by clause
        if _reads_the_same(before, now):
            return
        verb = Verb.ADAPT if before.comparable and now.comparable else Verb.DROP if before.comparable else Verb.ADD
        kinds = {Verb.DROP: {Kind.REMOVED}, Verb.ADD: {Kind.ADDED}}.get(verb) or self._kinds(before, now)
        yield ClauseChange(id=PREAMBLE, verb=verb, source=before if before.comparable else None,
                           mine=now if now.comparable else None, kinds=frozenset(kinds),
                           match=Match.ID if verb is Verb.ADAPT else None)

    def _dropped(self) -> dict[int, list[ClauseChange]]:
        """The dropped clauses by the place of the kept clause that they followed; -1 for those at the beginning."""
        kept = {found.place for found in self._pairs.values()}
        dropped: dict[int, list[ClauseChange]] = defaultdict(list)
        at = -1
        for place, clause in enumerate(self._source.clauses):
            if place in kept:
                at = place
                continue
            parts = tuple(self._mine.clauses[part] for part in self._groups.split.get(place, ()))
            dropped[at].append(self._one_sided(clause, Verb.DROP, ("old", place), parts))
        return dropped

    def _change(self, found: Paired | None, place: int) -> ClauseChange:
        mine = self._mine.clauses[place]
        together = tuple(self._source.clauses[part] for part in self._groups.joined.get(place, ()))
        if found is None:
            return self._one_sided(mine, Verb.ADD, ("new", place), together)
        source = self._source.clauses[found.place]
        apart = tuple(self._mine.clauses[part] for part in self._groups.split.get(found.place, ()))
        same_words = _reads_the_same(source, mine)
        moved = place in self._moved
        kinds = self._kinds(source, mine, together, apart) | ({Kind.MOVED} if moved else set())
        return ClauseChange(
            id=source.id,
            verb=Verb.ADOPT if same_words else Verb.ADAPT,
            source=source,
            mine=mine,
            editorial=same_words and source.raw.rstrip() != mine.raw.rstrip(),
            retitled=source.name != mine.name,
            moved=moved,
            match=found.match,
            kinds=frozenset(kinds),
            parts=together or apart,
        )

    def _one_sided(
        self, clause: ClauseText, verb: Verb, member: tuple[str, int], parts: tuple[ClauseText, ...]
    ) -> ClauseChange:
        """A clause without a counterpart: added, removed, or a part or the whole of a clause that was regrouped."""
        told_with, kinds, match = "", {Kind.ADDED if verb is Verb.ADD else Kind.REMOVED}, None
        if member in self._told_with:
            told_with, kind, match = self._told_with[member]
            kinds = {kind}
        elif parts:
            kind = Kind.JOINED if verb is Verb.ADD else Kind.SPLIT
            kinds = {kind, *self._words_kind(_bodies(parts), clause.body)}
            match = self._group_match(clause, parts)
        return ClauseChange(
            id=clause.id, verb=verb, source=clause if verb is Verb.DROP else None,
            mine=clause if verb is Verb.ADD else None, kinds=frozenset(kinds), match=match, parts=parts,
            told_with=told_with,
        )

    def _secondaries(self) -> dict[tuple[str, int], tuple[str, Kind, Match]]:
        """For each part of a clause that was regrouped, the id of the change that tells it."""
        found: dict[tuple[str, int], tuple[str, Kind, Match]] = {}
        olds, news = self._source.clauses, self._mine.clauses
        for whole, parts in self._groups.split.items():
            match = self._group_match(olds[whole], [news[part] for part in parts])
            found |= {("new", part): (olds[whole].id, Kind.SPLIT, match) for part in parts}
        for whole, parts in self._groups.joined.items():
            told = olds[self._pairs[whole].place].id if whole in self._pairs else news[whole].id
            match = self._group_match(news[whole], [olds[part] for part in parts])
            found |= {("old", part): (told, Kind.JOINED, match) for part in parts}
        return found

    def _group_match(self, whole: ClauseText, parts: Sequence[ClauseText]) -> Match:
        is_named = whole.id in self._aliases or any(part.id in self._aliases for part in parts)
        return Match.ALIAS if is_named else Match.SIMILARITY

    def _kinds(
        self, source: ClauseText, mine: ClauseText, together: Sequence[ClauseText] = (),
        apart: Sequence[ClauseText] = ()
    ) -> set[Kind]:
        """What happened to a clause on both sides, its place aside."""
        kinds = {Kind.JOINED} if together else {Kind.SPLIT} if apart else set()
        if source.raw == mine.raw and source.number == mine.number and not kinds:
            return kinds
        same_heading = comparable(source.heading) == comparable(mine.heading)
        if source.number != mine.number or (source.name == mine.name and not same_heading):
            kinds.add(Kind.RENUMBERED)
        if source.name != mine.name:
            is_value = differ_in_values_only(source.name, mine.name, self._refilled)
            kinds.add(Kind.PARAMETER if is_value else Kind.RETITLED)
        before, after = _bodies(together or (source,)), _bodies(apart or (mine,))
        kinds |= self._words_kind(before, after)
        if Kind.REWORDED in kinds:
            kinds.discard(Kind.PARAMETER)
        same_body = not kinds & {*_REGROUPED, Kind.REWORDED} and source.body != mine.body
        if same_body and _outline(source) != _outline(mine):
            return {*kinds, Kind.RESHAPED}
        same_words = not kinds & _OTHER_WORDS and comparable(source.body) == comparable(mine.body)
        if same_words and _is_laid_out_otherwise(source, mine):
            kinds.add(Kind.RESHAPED if shape_of(source) != shape_of(mine) else Kind.REWRAPPED)
        return kinds

    def _words_kind(self, before: str, after: str) -> set[Kind]:
        """What happened to the words below a heading."""
        if before == after or comparable(before) == comparable(after):
            return set()
        if differ_in_values_only(before, after, self._refilled):
            return {Kind.PARAMETER}
        if _NUMBERED_ITEM.search(before) and _without_numbers(before) == _without_numbers(after):
            return {Kind.RENUMBERED}
        return {Kind.REWORDED}


_REGROUPED = {Kind.SPLIT, Kind.JOINED}
_OTHER_WORDS = {Kind.PARAMETER, Kind.REWORDED, Kind.RETITLED, *_REGROUPED}


def _outline(clause: ClauseText) -> tuple[tuple[str, ...], ...]:
    """The blocks of a clause without their words, which may differ in a number or a value."""
    return tuple(block.path for block in blocks(clause.raw if clause.id == PREAMBLE else clause.body))


def _bodies(clauses: Sequence[ClauseText]) -> str:
    return "\n\n".join(clause.body for clause in clauses)


def _is_laid_out_otherwise(source: ClauseText, mine: ClauseText) -> bool:
    """Whether two clauses of the same words look different, another typed number or level of the heading aside."""
    if comparable(source.heading) != comparable(mine.heading) or source.level != mine.level:
        return source.body != mine.body
    return source.raw.rstrip() != mine.raw.rstrip()


def _without_numbers(text: str) -> str:
    """The words without the numbers of list items, which follow from their places."""
    return " ".join("1. " + piece.words if piece.mark[:1].isdigit() and piece.kind is PassageKind.ITEM else piece.words
                    for piece in pieces(text))


def _moved(source: Document, mine: Document, pairs: Mapping[int, Paired]) -> frozenset[int]:
    """The clauses of `mine` that are out of the source's order: all but the longest run that kept it.

    A clause under one that moved has moved only if it changed its place among the clauses there, or came from another.
    """
    known, kept = sorted(pairs), {found.place for found in pairs.values()}
    inside: dict[int, list[int]] = defaultdict(list)
    elsewhere: set[int] = set()
    for place in known:
        above, was_above = mine.parents[place], source.parents[pairs[place].place]
        there = pairs.get(above)
        if there is not None and there.place == was_above:
            inside[above].append(place)
        elif above < 0 or there is not None:
            # Under a clause that is new, or without the one it stood under, it stayed where it was.
            elsewhere |= {place} if was_above in kept or (was_above < 0 <= above) else set()
    staying = [place for place in known if place not in elsewhere]
    in_order = longest_rising(pairs[place].place for place in staying)
    moved = {place for index, place in enumerate(staying) if index not in in_order}
    for above in [place for place in known if place in inside]:
        if above in moved:
            rising = longest_rising(pairs[place].place for place in inside[above])
            moved -= set(inside[above])
            moved |= {place for index, place in enumerate(inside[above]) if index not in rising}
    return frozenset(moved | elsewhere)
