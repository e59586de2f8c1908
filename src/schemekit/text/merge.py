"""Bringing a change of the source into a text that a scheme has edited, clause by clause, then word by word.

Nothing is guessed and nothing is lost: where both sides changed the same words, the scheme's wording stays and a
clash keeps all three wordings for a person to decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from schemekit.text.document import ClauseText, Document

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*|\s+|[^\w\s]")
Region = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A clause that both sides changed in the same place. `clause` is empty for the words before the first clause."""

    clause: str
    base: str
    source: str
    ours: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that came out, and what a person still has to decide."""

    text: str
    clashes: tuple[Clash, ...] = ()


def merge_texts(base: str, ours: str, source: str) -> Merged:
    """Merge two whole texts of the same origin; the scheme's order, added and dropped clauses stay as they are.

    `base` is the source's text as the scheme took it, `source` the source's text now, `ours` the scheme's.
    A clause that only the source has now is put after the clause it follows there. A clause that the scheme dropped
    stays dropped; if the source changed it meanwhile, that is a clash.
    """
    if ours == base or source == ours:
        return Merged(source)
    if source == base:
        return Merged(ours)
    if "\r\n" in ours and "\r\n" not in source:
        merged = merge_texts(base, ours.replace("\r\n", "\n"), source)
        return Merged(merged.text.replace("\n", "\r\n"), merged.clashes)
    return _merge_documents(Document.parse(base), Document.parse(ours), Document.parse(source))


def _merge_documents(base: Document, ours: Document, source: Document) -> Merged:
    olds, news = base.by_id(), source.by_id()
    preamble, clashes = _merge_slice("", base.preamble, ours.preamble, source.preamble)
    pieces: list[tuple[str, str]] = [("", preamble)]
    for clause in ours.clauses:
        old, new = olds.get(clause.id), news.get(clause.id)
        raw, found = _merge_clause(clause, old, new)
        clashes += found
        if raw or not clause.raw:
            pieces.append((clause.id, raw))
    mine = ours.by_id()
    for place, clause in enumerate(source.clauses):
        if clause.id in mine:
            continue
        if clause.id in olds:
            if olds[clause.id].raw != clause.raw:
                clashes += (Clash(clause=clause.id, base=olds[clause.id].raw, source=clause.raw, ours=""),)
            continue
        _put_after(pieces, [other.id for other in source.clauses[:place]], clause)
    return Merged(_joined(pieces), clashes)


def _merge_clause(ours: ClauseText, old: ClauseText | None, new: ClauseText | None) -> tuple[str, tuple[Clash, ...]]:
    if old is None:
        if new is None or new.raw.strip() == ours.raw.strip():
            return ours.raw, ()
        return ours.raw, (Clash(clause=ours.id, base="", source=new.raw, ours=ours.raw),)
    if new is None:
        if old.raw.strip() == ours.raw.strip():
            return "", ()
        return ours.raw, (Clash(clause=ours.id, base=old.raw, source="", ours=ours.raw),)
    return _merge_slice(ours.id, old.raw, ours.raw, new.raw)


def _merge_slice(clause: str, base: str, ours: str, source: str) -> tuple[str, tuple[Clash, ...]]:
    if ours == base or source == ours:
        return source, ()
    if source == base:
        return ours, ()
    # The blank lines between clauses are nobody's words: they follow the scheme's text.
    core, tail = ours.rstrip("\n"), ours[len(ours.rstrip("\n")):]
    merged, clean = merge_words(base.rstrip("\n"), core, source.rstrip("\n"))
    if clean:
        return merged + tail, ()
    return merged + tail, (Clash(clause=clause, base=base, source=source, ours=ours),)


def merge_words(base: str, ours: str, source: str) -> tuple[str, bool]:
    """Merge word by word: what only one side changed is taken; where both did, ours stays and it is not clean."""
    old = tuple(_TOKEN.findall(base))
    mine = _regions(old, tuple(_TOKEN.findall(ours)))
    theirs = _regions(old, tuple(_TOKEN.findall(source)))
    taken: list[Region] = list(mine)
    clean = True
    for region in theirs:
        rivals = [other for other in mine if _touch(region, other)]
        if not rivals:
            taken.append(region)
        elif rivals != [region]:
            clean = False
    return _applied(old, sorted(taken)), clean


def _regions(old: tuple[str, ...], new: tuple[str, ...]) -> list[Region]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(i1, i2, new[j1:j2]) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _touch(first: Region, second: Region) -> bool:
    """Whether two changes meet: their words overlap, or they stand at the same place with nothing between."""
    if first[:2] == second[:2]:
        return True
    if first[0] == first[1] or second[0] == second[1]:
        return first[0] <= second[1] and second[0] <= first[1]
    return first[0] < second[1] and second[0] < first[1]


def _applied(old: tuple[str, ...], regions: list[Region]) -> str:
    words: list[str] = []
    at = 0
    for start, end, new in regions:
        words += old[at:start]
        words += new
        at = max(end, at)
    return "".join([*words, *old[at:]])


def _put_after(pieces: list[tuple[str, str]], earlier: list[str], clause: ClauseText) -> None:
    ids = [piece_id for piece_id, _ in pieces]
    place = next((ids.index(name) for name in reversed(earlier) if name in ids), 0)
    pieces.insert(place + 1, (clause.id, clause.raw))


def _joined(pieces: list[tuple[str, str]]) -> str:
    """The slices one after the other, with a line break where a slice that was last lost its own."""
    text = ""
    for _, piece in pieces:
        if text and piece and not text.endswith("\n"):
            text += "\n\n"
        text += piece
    return text
