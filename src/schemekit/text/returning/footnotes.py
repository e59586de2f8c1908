"""Footnotes that came back: which is which, what their signs are in the text, and what became of their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemekit.text.comparing.likeness import Wording, best_pairs, likely
from schemekit.text.returning.edit import Edit, Exchange
from schemekit.text.returning.markdown import block
from schemekit.text.returning.placing import slices_out
from schemekit.text.returning.rewording import reworded
from schemekit.text.returning.sides import Come, Sent, Sides, edit
from schemekit.text.returning.source import Source
from schemekit.text.returning.unit import Unit, UnitKind
from schemekit.text.returning.words import NOTE

Pairs = dict[int, int]
"""For the place of a footnote that came back that of the one that was sent."""


def paired_notes(olds: Sequence[Unit], news: Sequence[Unit]) -> Pairs:
    """Which footnote is which: those that say the same, then those that say most of it, wherever their signs went."""
    waiting: dict[tuple[str, ...], list[int]] = {}
    for old in reversed(range(len(olds))):
        waiting.setdefault(olds[old].keys, []).append(old)
    found = {new: waiting[unit.keys].pop() for new, unit in enumerate(news) if waiting.get(unit.keys)}
    taken = set(found.values())
    left = [old for old in range(len(olds)) if old not in taken]
    free = [new for new in range(len(news)) if new not in found]
    if len(left) == len(free) == 1:
        found[free[0]] = left[0]
    else:
        shares = likely([Wording(olds[old].keys) for old in left], [Wording(news[new].keys) for new in free], 0.4)
        found |= {free[new]: left[old] for (old, new), _ in best_pairs(shares)}
    return dict(sorted(found.items()))


def note_labels(sent: Sent, come: Come, pairs: Pairs) -> dict[str, str]:
    """What the sign of each footnote is in the text, by its name in the file; a new one gets a sign of its own."""
    source = sent.source
    signs = [source.text[word.start : word.end] for unit in source.units for word in unit.words if word.key == NOTE]
    labels = {come.note_names[new]: signs[old] for new, old in pairs.items() if old < len(signs)}
    number = 1
    for name in come.note_names:
        if name not in labels:
            while f"[^{number}]" in source.text or f"[^{number}]" in labels.values():
                number += 1
            labels[name] = f"[^{number}]"
    return labels


def note_edits(sides: Sides, pairs: Pairs) -> Iterator[Edit]:
    """What changed in footnotes, and which are gone."""
    source, olds, news = sides.source, sides.sent.notes, sides.come.notes
    done: set[int] = set()
    for new, old in pairs.items():
        if old < len(source.notes) and source.notes[old].slice not in done and news[new].keys != olds[old].keys:
            done.add(source.notes[old].slice)   # a note may have several signs
            yield from reworded(sides, [source.notes[old]], [olds[old]], [news[new]])
    kept = {source.notes[old].slice for old in pairs.values() if old < len(source.notes)}
    for old, note in enumerate(source.notes):
        if note.words and note.slice not in kept:
            kept.add(note.slice)
            marks = sides.gone_notes.get(olds[old].keys, ()) if old < len(olds) else ()
            yield edit(source.clause_at(note.start), source.slices[note.slice].piece.text.strip(), "",
                       [slices_out(source, note.slice, note.slice)], marks)


def with_new_notes(sides: Sides, pairs: Pairs, edits: Sequence[Edit]) -> tuple[list[Edit], list[str]]:
    """The edits with the words of new footnotes in those that bring their signs, and words that none brings."""
    found, unknown = list(edits), list[str]()
    for new, note in enumerate(sides.come.notes):
        if new in pairs:
            continue
        sign = sides.labels[sides.come.note_names[new]]
        words = block(replace(note, kind=UnitKind.PARAGRAPH), note.runs, sides.sent.led)
        told = f"{sign}: {' '.join(words.split())}"
        place = next((place for place, one in enumerate(found) if sign in one.after), -1)
        if place < 0:
            unknown.append(note.text)
            continue
        end = _clause_end(sides.source, found[place])
        found[place] = replace(found[place], after=f"{found[place].after}\n\n{told}",
                               exchanges=(*found[place].exchanges, Exchange(end, end, f"\n\n{told}")))
    return found, unknown


def _clause_end(source: Source, one: Edit) -> int:
    at = max((exchange.start for exchange in one.exchanges), default=0)
    end = next((place for place in source.clause_starts if place > at), len(source.text))
    return len(source.text[:end].rstrip())
