"""Layout: what stands elsewhere or looks otherwise. Structure, and what is left of a change when no rule tells it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemekit.model.signal import Signal, SignalKind
from schemekit.text.comparing.diff import ClauseChange, Kind
from schemekit.text.significance.alignment import Gap, SentencePair
from schemekit.text.significance.editorial import is_editorial
from schemekit.text.significance.found import NO_WORDS, Found, exchange, found, passage, quoted, span_of
from schemekit.text.significance.leaves import Leaf


def clause_structure(change: ClauseChange) -> Iterator[Signal]:
    """What became of a clause as a whole: its place, its level, its number, what it was split into or joined from."""
    if change.told_with:
        did = "joined into" if change.mine is None else "split from"
        yield _structure("structure.regrouped", f"{did} #{change.told_with}, where it is told")
        return
    if Kind.SPLIT in change.kinds:
        yield _structure("structure.split", f"split into {_names(change)}")
    if Kind.JOINED in change.kinds:
        yield _structure("structure.joined", f"joined from {_names(change)}")
    if change.moved:
        yield _structure("structure.moved", "moved to another place")
    if change.source is not None and change.mine is not None and change.source.level != change.mine.level:
        yield _structure("structure.level", f"level {change.source.level} became {change.mine.level}")
    if Kind.RENUMBERED in change.kinds and not change.moved:
        before, after = (clause.number if clause else "" for clause in (change.source, change.mine))
        told = f"number {before} became {after}" if before and after and before != after else "renumbered"
        yield _structure("structure.number", told)


def _names(change: ClauseChange) -> str:
    names = [f"#{part.id}" for part in change.parts[:5]]
    more = len(change.parts) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _structure(rule: str, words: str) -> Signal:
    return Signal(kind=SignalKind.STRUCTURE, words=words, rule=rule)


def leaf_structure(leaf: Leaf) -> Iterator[Signal]:
    """What became of the place or the layout of one passage."""
    kinds = tuple("1" if mark[:1].isdigit() else mark.strip(">") for mark in leaf.marks)
    told: tuple[str, str] | None = None
    if leaf.has_moved:
        told = ("structure.moved-passage", f"moved within the clause: {quoted(leaf.after)}") if leaf.after else None
    elif bool(kinds[0]) != bool(kinds[1]) and leaf.before and leaf.after:
        told = ("structure.list", "became an item of a list" if kinds[1] else "was an item of a list")
    elif leaf.is_regrouped:
        told = ("structure.sentences", "sentences or items were split or joined")
    if told is not None:
        yield Signal(kind=SignalKind.STRUCTURE, rule=told[0], words=told[1],
                     passage_before=passage(leaf.before, ""), passage_after=passage(leaf.after, ""))


def wording(pair: SentencePair, gaps: Sequence[Gap]) -> Iterator[Found]:
    """Other words of which no rule can tell whether they mean the same."""
    if pair.is_one_sided:
        side, has_come = (pair.new, True) if pair.new.tokens else (pair.old, False)
        whole = (0, len(side.norms))
        told = "new words" if has_come else "words gone"
        yield found(pair, SignalKind.WORDING, "wording.whole", f"{told}: {quoted(side.words(*whole))}",
                    old=NO_WORDS if has_come else whole, new=whole if has_come else NO_WORDS)
        return
    left = [gap for gap in gaps if not is_editorial(pair, gap)]
    if not left:
        return
    gap = max(left, key=lambda item: len(item.old) + len(item.new))
    old, new = span_of(gap.old), span_of(gap.new)
    yield found(pair, SignalKind.WORDING, "wording.left", exchange(pair, old, new), old=old, new=new)


def editorial(leaf: Leaf, gaps: Sequence[Gap]) -> Signal:
    """A passage in which nothing but spelling, punctuation, markup or layout changed."""
    words = "spelling only" if gaps else "punctuation, markup or layout only"
    return Signal(kind=SignalKind.EDITORIAL, words=words, rule="editorial.spelling" if gaps else "editorial.layout",
                  passage_before=passage(leaf.before, ""), passage_after=passage(leaf.after, ""))
