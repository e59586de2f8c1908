"""The proposed changes of a record while they are answered: found by id, since a log answers thousands at once."""

from __future__ import annotations

from collections.abc import Sequence

from schemekit.model.proposed_change import ProposedChange


class ProposalList:
    """Proposed changes in the record's order. Shape: of several with one id (an edit by hand) the first is found."""

    def __init__(self, items: Sequence[ProposedChange]) -> None:
        self._items = list(items)
        self._places: dict[str, list[int]] = {}
        for place, item in enumerate(items):
            self._places.setdefault(item.id, []).append(place)

    def find(self, name: str) -> ProposedChange | None:
        """The one with this id."""
        places = self._places.get(name)
        return self._items[places[0]] if places else None

    def put(self, item: ProposedChange) -> ProposedChange:
        """Put one in the place of that with its id."""
        for place in self._places[item.id]:
            self._items[place] = item
        return item

    @property
    def items(self) -> tuple[ProposedChange, ...]:
        """All of them, as they are now."""
        return tuple(self._items)
