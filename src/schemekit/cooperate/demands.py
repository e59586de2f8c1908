"""What a clause asks, as an audit needs it: sentence by sentence, lists and tables under what leads them in.

What informs or defines asks nothing. A list or a table is no row of questions: the sentence before it asks, and its
items are the points of that one question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from schemekit.crosswalk.paired_clauses import Demand
from schemekit.model.module import Force
from schemekit.text.comparing.passages import PassageKind, Piece, pieces
from schemekit.text.document import comparable
from schemekit.text.force import force_of
from schemekit.text.inline import plain

Named = Callable[[str], str]
_LISTED = (PassageKind.ITEM, PassageKind.ROW)


@dataclass(frozen=True)
class _Said:
    """A sentence in plain words, and the items or the rows that stand under it. Shape: `words` may be empty."""

    words: str
    points: tuple[str, ...] = ()
    is_table: bool = False


def demands_of(body: str, force: Force, language: str, named: Named) -> tuple[Demand, ...]:
    """What a clause asks, in order; nothing of one that only informs, permits or defines.

    Shape: `force` is the word of its module, which counts where the verbs of its language are not known; `named` puts
    blanks in the place of a scheme's own names.
    """
    said = list(_said(body))
    found = [demand for one in said for demand in _demands(one, language)]
    if not found and force.binds:
        found = [Demand(words=one.words, points=one.points) for one in said if one.words]
    return tuple(replace(one, key=comparable(named("\n".join((one.words, *one.points))))) for one in found)


def _demands(said: _Said, language: str) -> Iterator[Demand]:
    """One for the sentence with all that stands under it; where it does not bind, one for each item that does."""
    force = force_of(said.words, language)
    rows = max((force_of(point, language) for point in said.points), key=_strength, default=Force.INFORMATION)
    if force.binds or (said.is_table and rows.binds):
        strongest = max(force, rows, key=_strength)
        yield Demand(words=said.words, points=said.points, is_recommended=strongest is Force.RECOMMENDATION)
        return
    lead = f"{said.words} " if said.words.endswith(":") else ""
    for point in said.points:
        if (own := force_of(point, language)).binds:
            yield Demand(words=f"{lead}{point}", is_recommended=own is Force.RECOMMENDATION)


def _strength(force: Force) -> int:
    return {Force.REQUIREMENT: 2, Force.RECOMMENDATION: 1}.get(force, 0)


def _said(body: str) -> Iterator[_Said]:
    """The sentences of a body; the last one before a list or a table leads it in."""
    lead, listed = _Said(""), list[Piece]()
    for piece in pieces(body):
        if piece.kind in _LISTED or (piece.depth and listed and piece.kind is PassageKind.PARAGRAPH):
            listed.append(piece)
        elif piece.kind is PassageKind.PARAGRAPH:
            yield from _closed(lead, listed)
            *before, last = [words for part in piece.parts or (piece,) if (words := _words(part))] or [""]
            yield from map(_Said, before)
            lead, listed = _Said(last), []
    yield from _closed(lead, listed)


def _closed(lead: _Said, listed: Sequence[Piece]) -> Iterator[_Said]:
    rows = [piece for piece in listed if piece.kind is PassageKind.ROW]
    items = tuple(f"{'– ' * min(piece.depth, 3)}{_words(piece)}" for piece in listed
                  if piece.kind is not PassageKind.ROW)
    if rows:
        yield replace(lead, points=(*items, *_rows(rows)), is_table=True)
    elif lead.words or items:
        yield replace(lead, points=items)


def _rows(rows: Sequence[Piece]) -> Iterator[str]:
    """The rows of a table, each cell with the name of its column: `Retaliation: first examined by Secretariat`."""
    heads, *others = [_cells(row) for row in rows]
    for cells in others:
        if "".join(cells).strip("-: "):
            first, *more = cells
            told = "; ".join(f"{head}: {cell}" if head else cell
                             for head, cell in zip(heads[1:] + [""] * len(more), more, strict=False) if cell)
            yield f"{first} – {told}" if first and told else first or told


def _cells(row: Piece) -> list[str]:
    return [" ".join(plain(cell).split()) for cell in row.text.strip().strip("|").split("|")]


def _words(piece: Piece) -> str:
    return " ".join(plain(piece.text.strip().removeprefix(piece.mark).strip()).split())
