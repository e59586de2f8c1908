"""An entry that is added to a list of a cooperation's record: its parts as people write them, and who it names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from schemekit.adopt.new import folder_name
from schemekit.cooperate.record_field import (
    ENTRY_ID,
    NAMING_PARTIES,
    Node,
    RecordField,
    entry_example,
    entry_key,
    first_part,
)
from schemekit.cooperate.record_fields import no_field
from schemekit.cooperate.record_words import read_words
from schemekit.errors import UnknownNameError, UsageError

_ID_LENGTH = 40
_MORE = re.compile(r";\s*([A-Za-z_]+)\s*=")   # begins a further field of an entry


def parted(field: RecordField, text: str) -> Mapping[str, str]:
    """The parts of an entry as a person writes them: `words; owner=efc; due=2027-09-30`."""
    pieces = _MORE.split(text)
    return {first_part(field): pieces[0].strip(),
            **{name: words.strip() for name, words in zip(pieces[1::2], pieces[2::2], strict=True)}}


def read_entry(
    field: RecordField, words: str | Mapping[str, str], entries: Sequence[Any], parties: Sequence[str]
) -> Any:
    """An entry that is to be added to a list: its words, or its parts by name.

    Shape: `entries` are those that the list has, `parties` the ids of those who take part. An id that is not given is
    made from the words.
    Raises: UnknownNameError for a part or a party; UsageError for words that cannot be, parts that are missing, and an
    entry that is there already.
    """
    if not field.is_list:
        raise UsageError(f"{field.name} is no list", why=field.words, fix=f'set it: {field.name}="…"')
    if not field.has_entries:
        text = str(words)
        _refuse_twice(field, text, [entry for entry in entries if _is_same(str(entry), text)])
        return text
    entry = _entry(field, parted(field, words) if isinstance(words, str) else words, entries, parties)
    alike = [one for one in entries if isinstance(one, Mapping) and _is_alike(field, one, entry)]
    _refuse_twice(field, str(entry[first_part(field)]), alike)
    if ENTRY_ID in entry and entry[ENTRY_ID] in [one.get(ENTRY_ID) for one in entries]:
        raise UsageError(f"{field.name} has an entry with the id '{entry[ENTRY_ID]}' already", fix="give it another id")
    return entry


def _entry(
    field: RecordField, given: Mapping[str, str], entries: Sequence[Any], parties: Sequence[str]
) -> dict[str, Any]:
    item = field.schema["items"]
    parts: Mapping[str, Node] = item["properties"]
    read: dict[str, Any] = {}
    for name, words in given.items():
        if name not in parts:
            raise no_field(name, f"an entry of {field.name}", list(parts))
        part = RecordField(name=f"{field.name}.{name}", path=("", name), schema=parts[name])
        if part.is_list:
            raise UsageError(f"{part.name} is a list of its own", why=part.words, fix=(
                f'add the entry first, then: --add {field.name}.{entry_key(field, given)}.{name}="'
                f'{entry_example(part)}"'))
        if part.names_party and words:
            refuse_stranger(words, parties)
        if words:
            read[name] = read_words(part, words)
    if ENTRY_ID in parts and ENTRY_ID not in read:
        read[ENTRY_ID] = _free_id(given.get(first_part(field), ""), [str(one.get(ENTRY_ID)) for one in entries])
    missing = [name for name in item["required"] if name not in read]
    if missing:
        raise UsageError(f"an entry of {field.name} wants {' and '.join(missing)}",
                         why=" ".join(str(parts[name].get("description", "")) for name in missing),
                         fix=f'write such as --add {field.name}="{entry_example(field)}"')
    return {name: read[name] for name in parts if name in read}


def refuse_stranger(party: str, parties: Sequence[str]) -> None:
    """Refuse an id that no party of the cooperation has. Raises: UnknownNameError."""
    if party not in parties:
        near = get_close_matches(party, parties, n=1)
        raise UnknownNameError(f"no party is called '{party[:60]}'", why=f"there are {', '.join(parties)}",
                               fix=f"did you mean '{near[0]}'?" if near else "name one of them by its id")


def _is_alike(field: RecordField, one: Node, entry: Node) -> bool:
    """Whether two entries are the same thing: told by its words, or by all parts where the first names only who."""
    first = first_part(field)
    if first in NAMING_PARTIES:
        return {key: value for key, value in one.items() if value} == dict(entry)
    return _is_same(str(one.get(first, "")), str(entry[first]))


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()).rstrip(".") == " ".join(other.casefold().split()).rstrip(".")


def _refuse_twice(field: RecordField, words: str, alike: Sequence[Any]) -> None:
    if alike:
        key = entry_key(field, alike[0])
        last = next(reversed(field.schema["items"]["properties"])) if key else ""
        raise UsageError(f"{field.name} has '{words[:60]}' already", why="it would stand there twice", fix=(
            f"set what changed in the one that is there, such as {field.name}.{key}.{last}=…" if key
            else "there is nothing to add"))


def _free_id(words: str, taken: Sequence[str]) -> str:
    """An id made from words, which no other has."""
    start = folder_name(words)[:_ID_LENGTH].strip("-")
    return next(name for number in range(1, len(taken) + 2)
                if (name := start if number == 1 else f"{start}-{number}") not in taken)
