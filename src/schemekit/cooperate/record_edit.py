"""Edits of a record's text: one after the other, and behind what a list has already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from schemekit.files.yaml import edit_yaml

Edit = tuple[tuple[str | int, ...], object]
"""A place in a record, by keys and positions, and what is to stand there."""
_Row = TypeVar("_Row")


def in_turn(text: str, edits: Iterable[Edit], path: str) -> str:
    """A record's text after edits, one by one, as each may change where the next one stands. Raises: as `edit_yaml`."""
    for edit in edits:
        text = edit_yaml(text, [edit], path)
    return text


def changed_list(
    place: tuple[str | int, ...], before: Sequence[_Row], after: Sequence[_Row], mapping: Callable[[_Row], object]
) -> Iterator[Edit]:
    """A list in the place of the one that is there; nothing where both are the same, so that comments in it stay."""
    if list(before) != list(after):
        yield place, [mapping(row) for row in after]


def appended(place: tuple[str | int, ...], present: int, entries: Sequence[object]) -> Iterator[Edit]:
    """Entries behind the `present` ones that a list has; a list that is not there yet begins with them."""
    if present:
        yield from (((*place, number), entry) for number, entry in enumerate(entries, present))
    elif entries:
        yield place, list(entries)
