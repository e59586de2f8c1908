"""Leaves: the sentences, cells and headings of a clause that changed, each with the one that it was before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemekit.text.comparing.diff import ClauseChange
from schemekit.text.comparing.likeness import Wording, best_chain, likely
from schemekit.text.comparing.passage_diff import Passage, PassageChange
from schemekit.text.comparing.passages import PassageKind, Piece

_REWRITTEN = 0.3
"""Share of words from which a sentence that went and one that came at its place are one, rewritten."""
_ONE_FOR_ONE = 0.2
"""As above, where one sentence went and one came."""
_NOTES = frozenset({PassageKind.QUOTE, PassageKind.CODE, PassageKind.COMMENT, PassageKind.LINE,
                    PassageKind.FRONT_MATTER, PassageKind.RULE})
_WHOLE = frozenset({PassageKind.ROW, PassageKind.CODE, PassageKind.COMMENT, PassageKind.FRONT_MATTER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A passage that is not cut further, on both sides; one of them is empty where it came or went.

    Shape: `mark` is the bullet or number of the list item, before and after; `lead` what the list stands under.
    `is_regrouped` where sentences were split or joined, `has_moved` where it left one place of the clause for another.
    """

    kind: PassageKind
    before: str
    after: str
    marks: tuple[str, str] = ("", "")
    lead: str = ""
    is_note: bool = False
    is_regrouped: bool = False
    has_moved: bool = False
    is_laid_out: bool = False


def leaves(change: ClauseChange) -> tuple[Leaf, ...]:
    """Every passage of a clause that is not byte for byte as it was, in order."""
    found: list[Leaf] = []
    waiting: list[Leaf] = []
    lead = ""
    for passage in change.passages:
        for leaf in _flat(passage, lead):
            if leaf is None:
                found += _rewritten(waiting)
                waiting = []
            elif (leaf.before and leaf.after) or leaf.has_moved:
                found.append(leaf)
            else:
                waiting.append(leaf)
        words = (passage.after or passage.before).rstrip()
        if passage.kind is not PassageKind.ITEM:
            lead = words if words.endswith(":") else ""
    return (*found, *_rewritten(waiting))


def _flat(passage: Passage, lead: str, note: bool = False) -> Iterator[Leaf | None]:
    """The leaves of a passage; None where a stretch that stayed ends what may have been rewritten."""
    note = note or passage.kind in _NOTES
    if passage.change is PassageChange.SAME:
        yield None
    elif passage.parts:
        yield from _marks(passage, lead)
        for part in passage.parts:
            yield from _flat(part, lead, note)
    elif passage.olds and passage.news:
        yield Leaf(kind=passage.kind, before=passage.before, after=passage.after, lead=lead, is_note=note,
                   marks=(passage.olds[0].mark, passage.news[0].mark),
                   is_regrouped=len(passage.olds) != len(passage.news),
                   is_laid_out=passage.change is PassageChange.REWRAPPED)
    else:
        for piece in (*passage.olds, *passage.news):
            yield from _one_sided(piece, passage, lead, note)


def _marks(passage: Passage, lead: str) -> Iterator[Leaf]:
    """Whether a paragraph became an item or the other way round, where its words are told part by part."""
    marks = [{piece.mark[-1:] for piece in side} for side in (passage.olds, passage.news)]
    if marks[0] != marks[1] or (len(passage.olds) != len(passage.news)):
        yield Leaf(kind=passage.kind, before=passage.before, after=passage.after, lead=lead, is_regrouped=True,
                   is_laid_out=True)


def _one_sided(piece: Piece, passage: Passage, lead: str, note: bool) -> Iterator[Leaf]:
    parts = piece.parts if piece.parts and piece.kind not in _WHOLE and not passage.has_moved else (piece,)
    for part in parts:
        before, after = (part.text, "") if passage.olds else ("", part.text)
        is_item = PassageKind.ITEM in (piece.kind, passage.kind) or bool(part.mark and part.mark != ">")
        yield Leaf(kind=PassageKind.ITEM if is_item else part.kind, before=before, after=after, lead=lead,
                   marks=(part.mark, part.mark), is_note=note, has_moved=passage.has_moved)


def _rewritten(waiting: Sequence[Leaf]) -> Iterator[Leaf]:
    """What went and what came at one place: the alike in pairs, as one passage rewritten."""
    olds, news = [leaf for leaf in waiting if leaf.before], [leaf for leaf in waiting if leaf.after]
    if not olds or not news:
        yield from waiting
        return
    least = _ONE_FOR_ONE if len(olds) == len(news) == 1 else _REWRITTEN
    shares = likely([Wording.of(leaf.before) for leaf in olds], [Wording.of(leaf.after) for leaf in news], least)
    chain = best_chain(shares) if shares else []
    partners = dict(chain)
    taken = set(partners.values())
    there = 0
    for at, old in enumerate(olds):
        if at not in partners:
            yield old
            continue
        for place in range(there, partners[at]):
            if place not in taken:
                yield news[place]
        new = news[partners[at]]
        there = partners[at] + 1
        yield Leaf(kind=new.kind, before=old.before, after=new.after, marks=(old.marks[0], new.marks[1]),
                   lead=new.lead, is_note=old.is_note and new.is_note)
    yield from (news[place] for place in range(there, len(news)) if place not in taken)
