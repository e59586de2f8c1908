"""Where in the text that was sent something new goes, and how much goes with something that is taken out."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.text.comparing.passages import PassageKind
from schemekit.text.returning.edit import Exchange
from schemekit.text.returning.source import Slice, Source, SourceUnit, is_delimiter

_TIGHT = frozenset({PassageKind.ITEM, PassageKind.ROW})


def put_in(
    source: Source, words: str, kind: PassageKind, before: SourceUnit | None, after: SourceUnit | None
) -> Exchange:
    """Put a new block of a kind between two units of the text, either of which may be missing."""
    last = source.slices[before.slice] if before else None
    if last is not None and before is not None and kind is PassageKind.ROW and _is_head(source, before.slice):
        last = source.slices[before.slice + 1]   # a first row stands below the line that closes the head
    following = source.slices[after.slice] if after else None
    if following and kind in _TIGHT and following.kind is kind and (last is None or last.kind is not kind):
        return Exchange(following.start, following.start, f"{words}{'' if _is_tight(following) else chr(10)}\n")
    if last is None:
        if following is None:
            end = len(source.text.rstrip())
            return Exchange(end, end, f"\n\n{words}" if end else f"{words}\n")
        return Exchange(following.start, following.start, f"{words}\n\n")
    # A paragraph inside an item, or a note's further lines, belong to the item.
    gap = "\n" if kind in _TIGHT and last.kind is kind and _is_tight(last, following) else "\n\n"
    closes = "" if _has_blank(last) or last.end >= len(source.text) or gap == "\n" else "\n"
    return Exchange(last.core_end, last.core_end, f"{gap}{words}{closes}")


def taken_out(source: Source, unit: SourceUnit) -> Exchange:
    """Take a unit out, with the blank lines that held it apart, so that its neighbours stay apart."""
    if not unit.is_alone:
        return _part_out(source, unit)
    return slices_out(source, unit.slice, unit.slice)


def slices_out(source: Source, first: int, last: int) -> Exchange:
    """Take out the pieces from one place to another."""
    start, end = source.slices[first], source.slices[last]
    previous = source.slices[first - 1] if first else None
    if previous is None or previous.piece.text.count("\n") - previous.piece.text.rstrip().count("\n") >= (
        end.piece.text.count("\n") - end.piece.text.rstrip().count("\n")
    ):
        if end.end >= len(source.text) and previous:
            return Exchange(previous.core_end, end.core_end, "")   # the last line keeps its end
        return Exchange(start.start, end.end, "")
    return Exchange(previous.core_end, end.core_end, "")


def _part_out(source: Source, unit: SourceUnit) -> Exchange:
    """Take out one of several paragraphs that stand in one piece, such as a quotation."""
    others = [other for other in (*source.units, *source.notes) if other.slice == unit.slice and other is not unit]
    before = max((other.end for other in others if other.end <= unit.start), default=None)
    if before is not None:
        return Exchange(before, unit.end, "")
    after = min((other.start for other in others if other.start >= unit.end), default=unit.end)
    return Exchange(unit.start, after, "")


def neighbours(units: Sequence[SourceUnit], place: int) -> tuple[SourceUnit | None, SourceUnit | None]:
    """The units before and after a place."""
    return (units[place - 1] if place else None), (units[place] if place < len(units) else None)


def _is_head(source: Source, place: int) -> bool:
    """Whether a row is the head of its table: the line of dashes follows it."""
    following = source.slices[place + 1 : place + 2]
    return source.slices[place].kind is PassageKind.ROW and any(
        item.kind is PassageKind.ROW and is_delimiter(item.piece.text) for item in following)


def _has_blank(item: Slice) -> bool:
    return item.piece.text[len(item.piece.text.rstrip()) :].count("\n") > 1


def _is_tight(item: Slice, following: Slice | None = None) -> bool:
    """Whether a list's items, or rows, follow each other without blank lines."""
    return not _has_blank(item) or following is None or following.kind is not item.kind or not _has_blank(item)
