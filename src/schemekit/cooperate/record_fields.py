"""What a cooperation's record can say, and how people name it on one line: fields by their path, words by the schema.

Nothing here changes a record; that is `record_edit`'s. The schema is the only list of fields, so that a field which a
type gets later can be named at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any

from schemekit.adopt.new import folder_name
from schemekit.errors import UnknownNameError, UsageError
from schemekit.files.schemas import inlined, schema_bytes
from schemekit.files.yaml import DELETE
from schemekit.model.approval import day_advice, day_of
from schemekit.model.cooperation import CooperationType

Node = Mapping[str, Any]
Path = tuple[str | int, ...]

SECTIONS = frozenset(kind.section for kind in CooperationType)
_YES, _NO = ("yes", "true"), ("no", "false")
_DAY = r"\d{4}-\d{2}-\d{2}"
_ELSEWHERE: Mapping[Path, str] = {
    ("id",): "it never changes", ("format",): "it never changes",
    ("state",): "use --state of 'schemekit cooperate change', which keeps the history",
    ("type",): "use --type of 'schemekit cooperate change', which keeps the history",
    ("history",): "'schemekit cooperate change' writes it",
    ("recognition", "provisions"): "'schemekit recognise' writes the rows, 'schemekit cooperate judge' what people "
                                   "made of them",
}
_BY_COMMAS = "scope"   # names of goods and places; sentences have commas of their own
_ID = "id"
_ID_LENGTH = 40
_PARTIES = frozenset({"party", "owner", "recogniser", "recognised"})
# Of what an entry need not have, what an example of one shows: without it nobody could act on the entry.
_TELLING = frozenset({
    "about", "accepts", "approved_by", "checked_by", "close_days", "date", "days", "decided_by", "decided_on", "due",
    "judge", "keeper", "last_day", "last_use", "meaning", "measure", "owner", "percent", "place", "until", "why",
})
_MORE = re.compile(r";\s*([A-Za-z_]+)\s*=")   # begins a further field of an entry


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
        if "boolean" in _types(self.schema):
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
    def is_list(self) -> bool:
        """Whether there may be more than one of it."""
        return "items" in self.schema

    @property
    def has_entries(self) -> bool:
        """Whether each of it has parts of its own."""
        return "properties" in self.schema.get("items", {})


@cache
def _schema() -> Node:
    return inlined(json.loads(schema_bytes("cooperation")))


def fields_of(section: str) -> tuple[RecordField, ...]:
    """What a record of a type can say, in the order of the schema: what is common to all, then the type's own terms."""
    common = {key: node for key, node in _schema()["properties"].items() if key not in SECTIONS}
    own = _schema()["properties"][section]
    return (*_leaves({"properties": common}, "", ()), *_leaves(own, "", (section,)))


def _leaves(node: Node, name: str, path: Path) -> Iterator[RecordField]:
    for key, part in node["properties"].items():
        here, place = (f"{name}.{key}" if name else key), (*path, key)
        if place in _ELSEWHERE:
            continue
        if "properties" in part:
            yield from _leaves(part, here, place)
        else:
            yield RecordField(name=here, path=place, schema=part, is_required=key in node.get("required", ()))


def field_named(name: str, section: str, data: Node) -> RecordField:
    """The field that a person named, such as `exit.notice_days`, `deliverables.indicators.due` or `claims.2`.

    Shape: the terms of the record's own type need no `joint_project.` before them. An entry of a list is named by its
    id, by its first words, or by its number from 1.
    Raises: UnknownNameError with what there is; UsageError for what is not set by hand.
    """
    steps = tuple(name.split("."))
    lead = () if steps[0] in _schema()["properties"] else (section,)
    found, here = RecordField(name="", path=(), schema=_schema()), data
    for number, step in enumerate((*lead, *steps), 1 - len(lead)):
        found, here = _below(found, step, here, section, ".".join(steps[:number]))
        if found.path in _ELSEWHERE:
            raise UsageError(f"'{name[:60]}' is not set here", fix=_ELSEWHERE[found.path])
    return found


def _below(above: RecordField, step: str, here: Any, section: str, name: str) -> tuple[RecordField, Any]:
    """One step of a path, which is called `name` so far, and what the record has there."""
    if above.is_list:
        entries = here if isinstance(here, list) else []
        place = entry_place(above, entries, step)
        return RecordField(name=name, path=(*above.path, place), schema=above.schema["items"]), entries[place]
    parts = above.schema.get("properties", {})
    if step not in parts:
        known = [f"{above.name}.{part}" for part in parts] if above.name else [one.name for one in fields_of(section)]
        raise _no_field(name, above.name, known)
    return RecordField(name=name, path=(*above.path, step), schema=parts[step],
                       is_required=step in above.schema.get("required", ())), \
        here.get(step) if isinstance(here, Mapping) else None


def entry_place(field: RecordField, entries: Sequence[Any], word: str) -> int:
    """Which entry of a list a word names, from 0. Raises: UnknownNameError with what there is."""
    keys = [entry_key(field, entry) for entry in entries]
    if word in keys:
        return keys.index(word)
    if word.isdecimal() and 0 < int(word) <= len(entries):
        return int(word) - 1
    near = get_close_matches(word, keys, n=1)
    known = ", ".join(f"{number} ({key})" if key else str(number) for number, key in enumerate(keys, 1))
    raise UnknownNameError(f"{field.name} has no entry '{word[:60]}'",
                           why=f"there are {known}" if keys else "it has none yet",
                           fix=f"did you mean '{near[0]}'?" if near else f'add one: --add {field.name}="…"')


def entry_key(field: RecordField, entry: Any) -> str:
    """The word that names an entry: its id, or one made from its first words; empty for a line of text."""
    if not isinstance(entry, Mapping):
        return ""
    return str(entry.get(_ID) or folder_name(str(entry.get(first_part(field), ""))))


def first_part(field: RecordField) -> str:
    """The part of an entry that its first words are."""
    required: Sequence[str] = field.schema["items"]["required"]
    return next(part for part in required if part != _ID)


def read_words(field: RecordField, text: str) -> Any:
    """What a person wrote, as the record holds it; empty words leave the field open.

    Raises: UsageError for words that the field cannot hold, and where it cannot be open.
    """
    if "properties" in field.schema:
        parts = [f"{field.name}.{part}" for part in field.schema["properties"]]
        if text or field.is_required or not isinstance(field.path[-1], int):
            raise UsageError(f"{field.name} has parts of its own", why=f"there are {', '.join(parts)}",
                             fix=f"did you mean '{parts[0]}'?")
        return DELETE
    if not text:
        return _left_open(field)
    return _reader(field)(field, text)


def _left_open(field: RecordField) -> Any:
    node = field.schema
    types = _types(node)
    if field.is_list:
        return []
    if field.path == ("title",):
        raise UsageError("a cooperation has a title", fix='write such as title="Group on consent"')
    if "string" in types and ("pattern" not in node or re.search(node["pattern"], "")):
        return "" if not isinstance(field.path[-1], int) else DELETE
    if "null" in types or None in node.get("enum", ("",)):
        return None
    if field.is_required:
        raise UsageError(f"{field.name} cannot be empty", why=field.words, fix=f'write such as "{field.example}"')
    return DELETE


def _types(node: Node) -> tuple[str, ...]:
    types = node.get("type", ())
    return (types,) if isinstance(types, str) else tuple(types)


def _reader(field: RecordField) -> Callable[[RecordField, str], Any]:
    types = _types(field.schema)
    if "enum" in field.schema:
        return _chosen
    if field.is_list:
        return _listed
    if _DAY in field.schema.get("pattern", ""):
        return _day
    return next((read for kind, read in (("boolean", _yes_or_no), ("integer", _number), ("number", _number))
                 if kind in types), lambda _field, text: text)


def _chosen(field: RecordField, text: str) -> str:
    options = [str(option) for option in field.schema["enum"] if option]
    exact = next((option for option in options if option.casefold() == text.casefold()), None)
    if exact is not None:
        return exact
    near = get_close_matches(text.lower(), options, n=1)
    raise UsageError(f"{field.name} cannot be '{text[:40]}'", why=f"it is one of: {', '.join(options)}",
                     fix=f"did you mean '{near[0]}'?" if near else "choose one of these")


def _yes_or_no(field: RecordField, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise UsageError(f"'{text[:40]}' is neither yes nor no", why=f"{field.name} is one of the two",
                         fix=f"write {field.name}=yes")
    return text.lower() in _YES


def _number(field: RecordField, text: str) -> int | float:
    is_whole = "integer" in _types(field.schema)
    if re.fullmatch(r"-?\d{1,15}", text):
        return int(text)
    if not is_whole and re.fullmatch(r"-?\d{1,15}\.\d{1,15}", text):
        return float(text)
    raise UsageError(f"'{text[:40]}' is no {'whole ' if is_whole else ''}number", why=f"{field.name}: {field.words}",
                     fix=f"write digits alone, such as {field.example or 30}")


def _day(_field: RecordField, text: str) -> str:
    if day_of(text) is None:
        raise UsageError(f"{text[:40]} is no day of the calendar", fix=day_advice(text))
    return text


def _listed(field: RecordField, text: str) -> list[str]:
    if field.has_entries:
        raise UsageError(f"{field.name} is a list of entries", why=field.words,
                         fix=f'add one: --add {field.name}="{entry_example(field)}"')
    marks = "[;,]" if field.path[0] == _BY_COMMAS else ";"
    return [word.strip() for word in re.split(marks, text) if word.strip()]


def entry_example(field: RecordField) -> str:
    """One entry of a list as a person writes it: its first words, then what else it needs or most often has."""
    if not field.has_entries:
        return str(next(iter(next(iter(field.schema.get("examples", ())), ())), "…"))
    item = field.schema["items"]
    first = first_part(field)
    more = [f"{part}={RecordField(name=part, path=(), schema=node).example}"
            for part, node in item["properties"].items()
            if part != first and not ("items" in node or "properties" in node)
            and (part in _TELLING or (part in item["required"] and (part != _ID or field.path == ("parties",))))]
    return "; ".join((RecordField(name=first, path=(), schema=item["properties"][first]).example, *more))


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
    if _ID in entry and entry[_ID] in [one.get(_ID) for one in entries]:
        raise UsageError(f"{field.name} has an entry with the id '{entry[_ID]}' already", fix="give it another id")
    return entry


def _entry(
    field: RecordField, given: Mapping[str, str], entries: Sequence[Any], parties: Sequence[str]
) -> dict[str, Any]:
    item = field.schema["items"]
    parts: Mapping[str, Node] = item["properties"]
    read: dict[str, Any] = {}
    for name, words in given.items():
        if name not in parts:
            raise _no_field(name, f"an entry of {field.name}", list(parts))
        part = RecordField(name=f"{field.name}.{name}", path=("", name), schema=parts[name])
        if part.is_list:
            raise UsageError(f"{part.name} is a list of its own", why=part.words, fix=(
                f'add the entry first, then: --add {field.name}.{entry_key(field, given)}.{name}="'
                f'{entry_example(part)}"'))
        if names_party(part) and words:
            refuse_stranger(words, parties)
        if words:
            read[name] = read_words(part, words)
    if _ID in parts and _ID not in read:
        read[_ID] = _free_id(given.get(first_part(field), ""), [str(one.get(_ID)) for one in entries])
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


def names_party(field: RecordField) -> bool:
    """Whether the words of a field are the id of a party."""
    return bool(field.path) and field.path[-1] in _PARTIES


def _is_alike(field: RecordField, one: Node, entry: Node) -> bool:
    """Whether two entries are the same thing: told by its words, or by all parts where the first names only who."""
    first = first_part(field)
    if first in _PARTIES:
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


def _no_field(name: str, of: str, known: Sequence[str]) -> UnknownNameError:
    by_last = {full.rpartition(".")[2]: full for full in known}
    near = [full for full in known if full.startswith(f"{name}.")][:1] or get_close_matches(name, known, n=1) \
        or [by_last[last] for last in get_close_matches(name.rpartition(".")[2], by_last, n=1)]
    return UnknownNameError(f"{of or 'the record'} has no field '{name[:60]}'", why=f"there are {', '.join(known)}",
                            fix=f"did you mean '{near[0]}'?" if near else "name one of them; --list tells what each is")
