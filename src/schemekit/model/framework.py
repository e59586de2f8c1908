"""A framework: what clauses are mapped to, as a list of ids with short labels of our own.

The words of a framework are its owner's, so they are never here: an id, a label in our words, and where to read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkItem:
    """One thing that a framework asks for or names.

    Shape: `id` as the framework itself counts it (7.13.1, L) or, where it has no numbers, a word of ours;
    `labels` by language; `keywords` are words for finding it; `parent` is another item's id, or empty at the top.
    """

    id: str
    labels: Mapping[str, str]
    keywords: tuple[str, ...] = ()
    parent: str = ""

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> FrameworkItem:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            id=data["id"],
            labels=dict(data["label"]),
            keywords=tuple(data.get("keywords", ())),
            parent=data.get("parent", ""),
        )

    def label(self, language: str = "en") -> str:
        """Its label in a language, else in English, else in the first language there is."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkSource:
    """Where a framework is published: whose it is, under which title, and what its owner says of copying it."""

    title: str
    publisher: str
    rights: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of a framework.

    Shape: one frameworks/ID/VERSION.yaml; `items` in the framework's own order; `licence` is of the labels, which are
    ours, not of the source. Units: `date` is the day on which the list was made, YYYY-MM-DD.
    Basis: schemas/framework.schema.json.
    """

    id: str
    version: str
    title: str
    summary: str
    source: FrameworkSource
    licence: str
    date: str
    items: tuple[FrameworkItem, ...]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Any]) -> Framework:
        """Make the record from a mapping that the schema has already accepted."""
        return cls(
            id=data["id"],
            version=data["version"],
            title=data["title"],
            summary=data["summary"],
            source=FrameworkSource(**data["source"]),
            licence=data["licence"],
            date=data["date"],
            items=tuple(FrameworkItem.from_mapping(item) for item in data["items"]),
        )

    @property
    def name(self) -> str:
        """`ungp-31 2011`."""
        return f"{self.id} {self.version}"

    def item(self, item_id: str) -> FrameworkItem | None:
        """The item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def below(self) -> dict[str, tuple[FrameworkItem, ...]]:
        """The items right under each item, in the framework's order; under the empty id those at the top."""
        under: dict[str, list[FrameworkItem]] = {}
        for item in self.items:
            under.setdefault(item.parent, []).append(item)
        return {parent: tuple(items) for parent, items in under.items()}

    def walk(self) -> Iterator[tuple[int, FrameworkItem]]:
        """Every item with its depth, each before those under it. What hangs on nothing, or in a circle, is not met."""
        under = self.below()
        waiting = [(0, item) for item in reversed(under.get("", ()))]
        while waiting:
            depth, item = waiting.pop()
            yield depth, item
            waiting += [(depth + 1, child) for child in reversed(under.get(item.id, ()))]
