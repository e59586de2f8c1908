"""The words of two paragraphs with their formatting, told as one: the same, taken out, put in.

Words are compared as `comparing.words_diff` does it; a word that is now bold, or links elsewhere, is told as taken out
and put in. Which paragraph is which is in `blocks`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from schemekit.text.comparing.alignment import Effort
from schemekit.text.comparing.words_diff import ChangeKind, word_changes
from schemekit.text.formatted.tree import Piece, span

INSERTION, DELETION = "insertion", "deletion"
"""The classes of what was put in and taken out, as pandoc knows them from Word."""

_ATOM = "\ufffc"
"""What stands in the compared words for something that is no word: a footnote, a picture."""
SHELLS = frozenset({"Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"})
SHELLS_WITH_MORE = frozenset({"Link", "Span", "Quoted", "Cite"})
_PIECES = re.compile(r" |\n|[^ \n]+")
_CLASSES = {ChangeKind.REMOVED: DELETION, ChangeKind.ADDED: INSERTION}

MergeNotes = Callable[[Sequence[Piece], Sequence[Piece]], list[Piece]]
"""Tells the blocks of two footnotes as one."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in one formatting, or one thing that is no word.

    Shape: `shells` are the formatting around it, the outermost first, each as JSON without what is in it.
    """

    text: str
    shells: tuple[str, ...] = ()
    piece: Piece | None = None


Told = tuple[ChangeKind, Stretch]


def merged_words(
    before: Sequence[Piece], after: Sequence[Piece], merge_notes: MergeNotes, effort: Effort | None = None
) -> list[Piece]:
    """Two paragraphs' inlines as one, with spans of the classes INSERTION and DELETION, innermost in the formatting."""
    old, new = _Reader(stretches(before)), _Reader(stretches(after))
    told: list[Told] = []
    for change in word_changes(old.text, new.text, effort):
        length = len(change.text)
        if change.kind is ChangeKind.REMOVED:
            told += [(change.kind, stretch) for stretch in old.taken(length)]
        elif change.kind is ChangeKind.ADDED:
            told += [(change.kind, stretch) for stretch in new.taken(length)]
        else:
            told += _with_formatting(old.taken(length), new.taken(length), merge_notes)
    return _nested(_deletions_first(told), 0)


def stretches(inlines: Sequence[Piece]) -> list[Stretch]:
    """Inlines as a row of words in their formatting."""
    return list(_flat(inlines, ()))


def _flat(inlines: Sequence[Piece], shells: tuple[str, ...]) -> Iterator[Stretch]:
    for piece in inlines:
        kind, content = piece["t"], piece.get("c", "")
        if kind == "Str":
            yield Stretch(" ".join(content.split("\n")), shells)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield Stretch("\n" if kind == "LineBreak" else " ", shells)
        elif kind == "Code":
            yield Stretch(content[1], (*shells, _shell(kind, [content[0], None])))
        elif kind in SHELLS and content:
            yield from _flat(content, (*shells, _shell(kind, None)))
        elif kind in SHELLS_WITH_MORE and content[1]:
            yield from _flat(content[1], (*shells, _shell(kind, [content[0], None, *content[2:]])))
        else:
            yield Stretch(_ATOM, shells, piece)


def _shell(kind: str, content: Any) -> str:
    return json.dumps({"t": kind, "c": content}, sort_keys=True)


class _Reader:
    """Hands out stretches by the number of their characters."""

    def __init__(self, row: Sequence[Stretch]) -> None:
        self.text = "".join(stretch.text for stretch in row)
        self._row = [stretch for stretch in row if stretch.text][::-1]

    def taken(self, length: int) -> list[Stretch]:
        """The next stretches, so many characters of them."""
        found = []
        while length:
            stretch = self._row.pop()
            if len(stretch.text) > length:
                self._row.append(replace(stretch, text=stretch.text[length:]))
                stretch = replace(stretch, text=stretch.text[:length])
            found.append(stretch)
            length -= len(stretch.text)
        return found


def _with_formatting(olds: Sequence[Stretch], news: Sequence[Stretch], merge_notes: MergeNotes) -> Iterator[Told]:
    """Words that stayed: as they are where their formatting stayed too."""
    first, second = _Reader(olds), _Reader(news)
    ends = sorted({*_ends(olds), *_ends(news)})
    for start, end in zip([0, *ends], ends, strict=False):
        (old,), (new,) = first.taken(end - start), second.taken(end - start)
        if old == new:
            yield ChangeKind.SAME, new
        elif old.shells == new.shells and _is_note(old) and _is_note(new):
            assert old.piece is not None
            assert new.piece is not None
            note = {"t": "Note", "c": merge_notes(old.piece["c"], new.piece["c"])}
            yield ChangeKind.SAME, replace(new, piece=note)
        else:
            yield ChangeKind.REMOVED, old
            yield ChangeKind.ADDED, new


def _ends(row: Iterable[Stretch]) -> Iterator[int]:
    end = 0
    for stretch in row:
        end += len(stretch.text)
        yield end


def _is_note(stretch: Stretch) -> bool:
    return stretch.piece is not None and stretch.piece["t"] == "Note"


def _deletions_first(told: Iterable[Told]) -> list[Told]:
    """The same with what was taken out of one place in front of all that was put in there."""
    found: list[Told] = []
    for is_same, run in groupby(told, key=lambda item: item[0] is ChangeKind.SAME):
        items = list(run)
        found += items if is_same else sorted(items, key=lambda item: item[0] is ChangeKind.ADDED)
    return found


def _nested(told: Sequence[Told], depth: int) -> list[Piece]:
    found: list[Piece] = []
    for shell, run in groupby(told, key=lambda item: item[1].shells[depth] if len(item[1].shells) > depth else ""):
        inside = list(run)
        if not shell:
            found += _marked(inside, _words)
            continue
        made = json.loads(shell)
        kind, content = made["t"], made["c"]
        if kind == "Code":
            found += _marked(inside, partial(_code, content[0]))
        elif content is None:
            found.append({"t": kind, "c": _nested(inside, depth + 1)})
        else:
            found.append({"t": kind, "c": [content[0], _nested(inside, depth + 1), *content[2:]]})
    return found


def _marked(told: Sequence[Told], made: Callable[[Sequence[Stretch]], list[Piece]]) -> Iterator[Piece]:
    for kind, run in groupby(told, key=lambda item: item[0]):
        inlines = made([stretch for _, stretch in run])
        if kind is ChangeKind.SAME:
            yield from inlines
        else:
            yield span(inlines, _CLASSES[kind])


def _joined(row: Iterable[Stretch]) -> str:
    return "".join(stretch.text for stretch in row)


def _code(attributes: list[Any], row: Sequence[Stretch]) -> list[Piece]:
    return [{"t": "Code", "c": [attributes, _joined(row)]}]


def _words(row: Sequence[Stretch]) -> list[Piece]:
    found: list[Piece] = []
    for is_text, run in groupby(row, key=lambda stretch: stretch.piece is None):
        if is_text:
            found += [_word(piece) for piece in _PIECES.findall(_joined(run))]
        else:
            found += [stretch.piece for stretch in run if stretch.piece is not None]
    return found


def _word(piece: str) -> Piece:
    return {" ": {"t": "Space"}, "\n": {"t": "LineBreak"}}.get(piece) or {"t": "Str", "c": piece}
