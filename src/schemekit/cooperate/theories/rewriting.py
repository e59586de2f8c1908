"""A theory's file with other data in it: what did not change stays letter by letter, with the comments beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemekit.errors import EditRefusedError
from schemekit.files.schemas import load
from schemekit.files.yaml import DELETE, Item, Kept, comments_in, edit_list, edit_yaml, write_yaml
from schemekit.model.finding import FindingsError
from schemekit.model.theory_of_change import TheoryOfChange

_LISTS: Mapping[str, tuple[str, ...]] = {"steps": ("id",), "arrows": ("from", "to"), "assumptions": ("id",),
                                         "risks": ("id",)}
"""The lists of a theory, and by which fields an item of each is known again."""
_PARTED = ("organisation", "scope")
_Change = tuple[tuple[str | int, ...], Any]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text, and the comments that are not in it any more: they stood at what went, or nowhere to be found."""

    text: str
    lost: tuple[str, ...]


def rewritten(text: str, before: TheoryOfChange, after: TheoryOfChange, file: str, header: str) -> Rewritten:
    """The file of a theory as it is after. Shape: where it cannot be edited, it is written anew below `header`."""
    try:
        made = _edited(text, before.to_mapping(), after.to_mapping(), file)
        if TheoryOfChange.from_mapping(load(made, "theory-of-change", file)) != after:
            made = ""
    except (EditRefusedError, FindingsError):
        made = ""
    made = made or write_yaml(after.to_mapping(), header)
    gone = Counter(comments_in(text)) - Counter(comments_in(made))
    return Rewritten(made, tuple(gone.elements()))


def _edited(text: str, old: Mapping[str, Any], new: Mapping[str, Any], file: str) -> str:
    for key, known_by in _LISTS.items():
        text = edit_list(text, (key,), list(_items(old.get(key, ()), new.get(key, ()), known_by)), file)
    return edit_yaml(text, list(_facts(old, new)), file)


def _facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[_Change]:
    for key in (key for key in {**old, **new} if key not in _LISTS):
        if key in _PARTED and key in old and key in new:
            yield from (((key, *path), value) for path, value in _facts(old[key], new[key]))
        elif old.get(key) != new.get(key):
            yield (key,), new.get(key, DELETE)


def _items(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], known_by: Sequence[str]
) -> Iterator[Item]:
    places = {tuple(item[key] for key in known_by): place for place, item in reversed([*enumerate(old)])}
    for item in new:
        place = places.get(tuple(item[key] for key in known_by))
        if place is None:
            yield item
        elif old[place] == item:
            yield place
        else:
            yield Kept(place, {key: item.get(key, DELETE) for key in {**old[place], **item}
                               if old[place].get(key) != item.get(key)})
