"""One thing that a cooperation's record can say: what it is, and how an entry of it is named where it is a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemekit.adopt.new import folder_name

Node = Mapping[str, Any]
Path = tuple[str | int, ...]
ENTRY_ID = "id"
NAMING_PARTIES = frozenset({"party", "owner", "recogniser", "recognised"})
# Of what an entry need not have, what an example of one shows: without it nobody could act on the entry.
_TELLING = frozenset({
    "about", "accepts", "approved_by", "checked_by", "close_days", "date", "days", "decided_by", "decided_on", "due",
    "judge", "keeper", "last_day", "last_use", "meaning", "measure", "owner", "percent", "place", "until", "why",
})


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordField:
    """One thing that a record can say.

    Shape: `name` is how a person names it; `path` leads to it in the record; `schema` says what its words may be;
    `is_required` tells that what it is part of cannot do without it.
    """

    name: str
    path: Path
    schema: Node
    is_required: bool = False

    @property
    def words(self) -> str:
        """What it is, in a sentence."""
        return str(self.schema.get("description", ""))

    @property
    def told(self) -> str:
        """What it is, and what it can be: the choices there are, or an entry as a person writes it."""
        options = [str(option) for option in self.schema.get("enum", ()) if option]
        if options:
            return f"{self.words} One of: {', '.join(options)}."
        if "boolean" in self.types:
            return f"{self.words} Yes or no."
        return f'{self.words} Such as "{entry_example(self)}".' if self.has_entries else self.words

    @property
    def example(self) -> str:
        """One value as a person writes it; empty for a list of entries, which `entry_example` tells."""
        first = next(iter(self.schema.get("examples", ())), "")
        if isinstance(first, list):
            return "; ".join(first) if first and isinstance(first[0], str) else ""
        return {True: "yes", False: "no"}.get(first, str(first)) if isinstance(first, bool) else str(first)

    @property
    def types(self) -> tuple[str, ...]:
        """What it may be, in the words of the schema."""
        types = self.schema.get("type", ())
        return (types,) if isinstance(types, str) else tuple(types)

    @property
    def names_party(self) -> bool:
        """Whether its words are the id of a party."""
        return bool(self.path) and self.path[-1] in NAMING_PARTIES

    @property
    def is_list(self) -> bool:
        """Whether there may be more than one of it."""
        return "items" in self.schema

    @property
    def has_entries(self) -> bool:
        """Whether each of it has parts of its own."""
        return "properties" in self.schema.get("items", {})


def first_part(field: RecordField) -> str:
    """The part of an entry that its first words are."""
    required: Sequence[str] = field.schema["items"]["required"]
    return next(part for part in required if part != ENTRY_ID)


def entry_key(field: RecordField, entry: Any) -> str:
    """The word that names an entry: its id, or one made from its first words; empty for a line of text."""
    if not isinstance(entry, Mapping):
        return ""
    return str(entry.get(ENTRY_ID) or folder_name(str(entry.get(first_part(field), ""))))


def entry_example(field: RecordField) -> str:
    """One entry of a list as a person writes it: its first words, then what else it needs or most often has."""
    if not field.has_entries:
        return str(next(iter(next(iter(field.schema.get("examples", ())), ())), "…"))
    item = field.schema["items"]
    first = first_part(field)
    more = [f"{part}={RecordField(name=part, path=(), schema=node).example}"
            for part, node in item["properties"].items()
            if part != first and not ("items" in node or "properties" in node)
            and (part in _TELLING or (part in item["required"] and (part != ENTRY_ID or field.path == ("parties",))))]
    return "; ".join((RecordField(name=first, path=(), schema=item["properties"][first]).example, *more))
